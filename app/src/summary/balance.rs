//! What callers make of the peak, in words: journeys of which not all requests are answered, and calls that are given up,
//! tried again or find no place; each with its figures.

use loadbearing_engine::design::Design;
use loadbearing_engine::report::workings::{Number, OfBalance};
use loadbearing_engine::report::{BalancedCalls, BalancedJourney, NOTICED, Report};

use super::Tone;
use super::names::{connection_name, figure as with_unit, name_of};
use super::pressure::{Told, figure};
use crate::languages::figures::{percent, percent_below, significant};
use crate::languages::{t, t_with};
use crate::order::sort_by_key;

/// With so few answers it is no service.
const FEW: f64 = 0.9;

/// What callers make of journeys and of calls, the worst first.
#[must_use]
pub fn balance(design: &Design, report: &Report) -> Vec<Told> {
    let Some(balance) = &report.balance else { return Vec::new() };
    let mut told: Vec<Told> = balance.journeys.iter().map(|(id, journey)| of_journey(design, id, journey)).collect();
    if !balance.settled {
        let text = t("balance.unsettled").to_owned();
        told.push(Told { shows: Vec::new(), tone: Tone::Bad, text, also: String::new(), figures: Vec::new() });
    }
    told.extend(
        balance
            .connections
            .iter()
            .enumerate()
            .filter(|(_, calls)| is_noticed(calls))
            .map(|(at, calls)| of_calls(design, at, calls)),
    );
    sort_by_key(&mut told, |told| told.tone);
    told
}

/// How good or bad it is that so much is answered.
#[must_use]
pub fn tone_of(answered: f64) -> Tone {
    match answered {
        answered if answered < FEW => Tone::Bad,
        answered if answered < 1.0 - NOTICED => Tone::Warn,
        _ => Tone::Fine,
    }
}

fn is_noticed(calls: &BalancedCalls) -> bool {
    let is_short = calls.room.is_some_and(|room| calls.wanted.is_none_or(|wanted| wanted > room * 0.5));
    calls.late > NOTICED || calls.attempts > 1.0 + NOTICED || calls.breaker_open || is_short
}

fn of_journey(design: &Design, id: &str, journey: &BalancedJourney) -> Told {
    let name = name_of(design, id);
    let text = t_with("balance.journey", &[("name", &name), ("share", &percent_below(journey.answered, Some(1.0)))]);
    let number = |of| Number::Balanced(id.to_owned(), of);
    let mut figures = vec![figure("balance.answered", &percent(journey.answered), number(OfBalance::Answered))];
    let times = journey.latency_ms;
    let of_times = [
        ("balance.mean", times.mean, OfBalance::Mean),
        ("balance.p50", times.p50, OfBalance::P50),
        ("balance.p95", times.p95, OfBalance::P95),
        ("balance.p99", times.p99, OfBalance::P99),
    ];
    figures.extend(
        of_times.into_iter().filter_map(|(key, time, of)| Some(figure(key, &with_unit(time?, "ms"), number(of)))),
    );
    let also = if times.mean.is_none() { t("balance.endless").to_owned() } else { String::new() };
    Told { shows: Vec::new(), tone: tone_of(journey.answered), text, also, figures }
}

fn of_calls(design: &Design, at: usize, calls: &BalancedCalls) -> Told {
    let way = connection_name(design, &calls.connection);
    let stated = design.connections.iter().find(|connection| connection.name() == calls.connection);
    let (late, attempts) = (percent(calls.late), significant(calls.attempts));
    let text = if calls.breaker_open {
        t_with("balance.open", &[("way", &way), ("share", &percent(calls.failure))])
    } else if calls.late > NOTICED {
        t_with("balance.given-up", &[("way", &way), ("share", &late), ("attempts", &attempts)])
    } else if calls.attempts > 1.0 + NOTICED {
        t_with("balance.again", &[("way", &way), ("attempts", &attempts), ("share", &percent(calls.failure))])
    } else {
        t_with("balance.pool", &[("way", &way)])
    };
    let also = calls.room.map(|room| match calls.wanted {
        Some(wanted) => t_with("balance.places", &[("wanted", &significant(wanted)), ("room", &significant(room))]),
        None => t_with("balance.no-places", &[("room", &significant(room))]),
    });
    let is_short = calls.room.is_some_and(|room| calls.wanted.is_none_or(|wanted| wanted > room));
    let tone = match calls.late {
        late if late >= 0.5 => Tone::Bad,
        _ if is_short || calls.breaker_open => Tone::Bad,
        late if late > 0.05 => Tone::Warn,
        _ => Tone::Fine,
    };
    let number = |of| Number::Balanced(at.to_string(), of);
    let mut figures = vec![
        figure("balance.late", &late, number(OfBalance::Late)),
        figure("balance.attempts", &attempts, number(OfBalance::Attempts)),
        figure("balance.failure", &percent(calls.failure), number(OfBalance::Failure)),
        figure("balance.held", &with_unit(calls.held_ms, "ms"), number(OfBalance::Held)),
    ];
    if let Some(room) = calls.room {
        let wanted =
            calls.wanted.map(|wanted| figure("balance.wanted", &significant(wanted), number(OfBalance::Wanted)));
        figures.extend(wanted);
        figures.push(figure("balance.room", &significant(room), number(OfBalance::Room)));
    }
    let shows = stated.map(|connection| vec![connection.from.clone(), connection.to.clone()]);
    Told { shows: shows.unwrap_or_default(), tone, text, also: also.unwrap_or_default(), figures }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(connection: &str) -> Vec<Told> {
        let text = format!(
            r#"{{"format": "loadbearing/1", "workload": {{"journeys": [{{"id": "j", "name": "Go", "entry": "a",
                 "operation": "read", "rate": {{"per_second": 100}}, "peak_factor": 1}}]}},
               "components": [{{"id": "a", "kind": "service", "name": "API", "settings": {{"latency_ms": 1}}}},
                 {{"id": "b", "kind": "serverless", "name": "Far", "settings": {{"latency_ms": 1000}}}}],
               "connections": [{{"from": "a", "to": "b", "latency_ms": 0, {connection}}}]}}"#
        );
        let design = loadbearing_engine::read(&text).expect("it is a design").design;
        balance(&design, &loadbearing_engine::evaluate(&design))
    }

    #[test]
    fn calls_that_are_given_up_say_how_many_and_what_that_leaves_of_a_journey() {
        // e^−1 are late once, e^−2 twice.
        let told = told(r#""timeout_ms": 1000, "retries": 1"#);
        assert_eq!(
            told[0].text,
            "At peak 86.5 % of Go is answered, with timeouts, retries, pools and queues as stated."
        );
        assert_eq!((told[0].tone, told[1].tone), (Tone::Bad, Tone::Warn));
        assert_eq!(told[1].text, "API → Far: 36.8 % of the attempts are given up, so a call makes 1.37 attempts.");
        assert_eq!(told[1].shows, ["a", "b"]);
    }

    #[test]
    fn a_pool_that_is_too_small_says_what_it_holds() {
        // 100 calls of a second each want 100 places.
        let told = told(r#""bulkhead": true, "pool_size": 20"#);
        let pool = told.iter().find(|told| !told.shows.is_empty()).expect("the pool is told");
        assert_eq!(pool.also, "100 calls would be under way at once; there are 20 places.");
        assert_eq!(pool.tone, Tone::Bad);
    }
}
