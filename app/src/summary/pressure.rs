//! What presses beside first calls, in words: retries, and what waits in queues at peak; each with its figures.

use loadbearing_engine::design::Design;
use loadbearing_engine::report::workings::{Number, OfQueue, OfRetries, When, Which};
use loadbearing_engine::report::{QueueReport, Report, RetriesReport, Word};

use super::Tone;
use super::labels;
use super::names::{name_of, names_of};
use super::working::Worked;
use crate::languages::figures::{a_second, grouped, percent, scaled, seconds, significant};
use crate::languages::phrases::say;
use crate::languages::{find, t, t_with};
use crate::order::sort_by_key;

/// One component or queue: what is the case, and the figures that say so.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// Ids of the components that it speaks of.
    pub shows: Vec<String>,
    /// How good or bad it is.
    pub tone: Tone,
    /// What is the case.
    pub text: String,
    /// What else there is to say of it.
    pub also: String,
    /// Its figures, each opening to how it comes about.
    pub figures: Vec<(String, Worked)>,
}

/// How figures were found, in a sentence, of what makes them approximations.
#[must_use]
pub fn found_by(approximations: &[Word]) -> String {
    if approximations.is_empty() {
        return t("method.exact").to_owned();
    }
    let how: Vec<String> = approximations.iter().map(|one| say(one)).collect();
    t_with("method.approximation", &[("how", &how.join("; "))])
}

/// A figure under its name.
pub(super) fn figure(key: &str, value: &str, number: Number) -> (String, Worked) {
    let name = find(key).unwrap_or(key);
    (t_with("pressure.figure", &[("name", &name), ("value", &value)]), Worked::Number(number))
}

/// What retries can make of the peak of components, the worst first.
#[must_use]
pub fn retries(design: &Design, report: &Report) -> Vec<Told> {
    let retried = report.components.iter().filter_map(|(id, component)| Some((id, component.retries.as_ref()?)));
    let mut told: Vec<Told> = retried.map(|(id, found)| of_retries(design, report, id, found)).collect();
    sort_by_key(&mut told, |told| told.tone);
    told
}

fn of_retries(design: &Design, report: &Report, id: &str, found: &RetriesReport) -> Told {
    let name = name_of(design, id);
    let (first, worst) = (a_second(found.first), a_second(found.worst));
    let times = significant(found.worst / found.first);
    let text = if found.worst > found.first {
        t_with("pressure.retries", &[("name", &name), ("times", &times), ("worst", &worst), ("first", &first)])
    } else {
        t_with("pressure.retries-capped", &[("name", &name)])
    };
    let mut also = Vec::new();
    if let Some(above) = found.collapses_above.map(a_second) {
        let values: [(&str, &dyn std::fmt::Display); 2] = [("above", &above), ("first", &first)];
        also.push(match found.collapse_possible {
            true => t_with("pressure.collapse", &values),
            false => t_with("pressure.no-collapse", &values),
        });
    }
    match found.settles_at.zip(found.answered) {
        Some((rate, answered)) => {
            also.push(t_with("pressure.settles", &[("rate", &a_second(rate)), ("share", &percent(answered))]))
        }
        None if found.collapses_above.is_some() => also.push(t("pressure.no-timeout").to_owned()),
        None => {}
    }
    if !found.kept_down_by.is_empty() {
        let caps: Vec<String> = found.kept_down_by.iter().map(|cap| labels::of_connection(cap)).collect();
        also.push(t_with("pressure.kept-down", &[("names", &caps.join(", "))]));
    }
    let of = |of| Number::Retries(id.to_owned(), of);
    let mut figures = vec![
        figure("pressure.first", &first, Number::Arriving(id.to_owned(), When::Peak, Which::Both)),
        figure("pressure.worst", &worst, of(OfRetries::Worst)),
    ];
    let more = [
        ("pressure.collapses-above", found.collapses_above.map(a_second), OfRetries::CollapsesAbove),
        ("pressure.settles-at", found.settles_at.map(a_second), OfRetries::SettlesAt),
        ("pressure.answered", found.answered.map(percent), OfRetries::Answered),
    ];
    figures.extend(more.into_iter().filter_map(|(key, value, which)| Some(figure(key, &value?, of(which)))));
    for (journey, of_journey) in &report.journeys {
        for made in of_journey.retries.iter().filter(|made| made.component == id) {
            let named = t_with(
                "pressure.attempts",
                &[("journey", &name_of(design, journey)), ("most", &significant(made.most))],
            );
            figures.push((named, Worked::Number(Number::MostAttempts(journey.clone(), id.to_owned()))));
        }
    }
    // Half of the answers too late is no service.
    let tone = match found.answered {
        Some(answered) if answered < 0.5 => Tone::Bad,
        _ if found.collapse_possible => Tone::Warn,
        _ => Tone::Fine,
    };
    Told { shows: vec![id.to_owned()], tone, text, also: also.join(" "), figures }
}

/// What waits in queues and streams at peak, the worst first.
#[must_use]
pub fn queues(design: &Design, report: &Report) -> Vec<Told> {
    let mut told: Vec<Told> = report.queues.iter().map(|found| of_queue(design, found)).collect();
    sort_by_key(&mut told, |told| told.tone);
    told
}

fn of_queue(design: &Design, found: &QueueReport) -> Told {
    let queue = name_of(design, &found.queue);
    let consumer = found.consumer.as_deref().map_or_else(|| t("pressure.nobody"), |id| name_of(design, id));
    let (peak, pace) = (a_second(found.peak), found.pace.map(a_second));
    let limit = found.limited_by.as_deref().filter(|id| Some(*id) != found.consumer.as_deref());
    let (tone, text) = match (&pace, &*found.state) {
        (None, _) => {
            (Tone::Fine, t_with("pressure.unlimited", &[("queue", &queue), ("consumer", &consumer), ("peak", &peak)]))
        }
        (Some(pace), "keeps-up") => (
            Tone::Fine,
            t_with("pressure.keeps-up", &[("queue", &queue), ("consumer", &consumer), ("peak", &peak), ("pace", pace)]),
        ),
        (Some(pace), state) => {
            let growth = a_second(found.growth);
            let values: [(&str, &dyn std::fmt::Display); 5] =
                [("queue", &queue), ("consumer", &consumer), ("growth", &growth), ("peak", &peak), ("pace", pace)];
            let tone = if state == "drains" { Tone::Warn } else { Tone::Bad };
            (tone, t_with("pressure.grows", &values))
        }
    };
    let mut also = Vec::new();
    if let Some(limit) = limit {
        also.push(t_with("pressure.limited-by", &[("consumer", &consumer), ("name", &name_of(design, limit))]));
    }
    if found.idle_copies > 0.0 {
        also.push(t_with("pressure.idle", &[("count", &grouped(found.idle_copies))]));
    }
    if found.backlog > 0.0 {
        let minutes = significant(found.peak_minutes);
        let waiting = scaled(found.backlog);
        also.push(match found.lag_seconds {
            Some(lag) => {
                t_with("pressure.waits", &[("minutes", &minutes), ("count", &waiting), ("lag", &seconds(lag))])
            }
            None => t_with("pressure.waits-for-ever", &[("minutes", &minutes), ("count", &waiting)]),
        });
        also.push(match found.drain_seconds {
            Some(time) => t_with("pressure.drains", &[("time", &seconds(time))]),
            None => t("pressure.never-drains").to_owned(),
        });
        if found.bounded == Some(true) {
            also.push(t("pressure.bounded").to_owned());
        }
        if found.peak_minutes_assumed {
            also.push(t_with("pressure.assumed-minutes", &[("minutes", &minutes)]));
        }
    }
    let of = |of| Number::Queue(found.queue.clone(), found.consumer.clone(), of);
    let grown = found.backlog > 0.0;
    let all = [
        ("pressure.average", Some(a_second(found.average)), OfQueue::Average),
        ("pressure.peak", Some(peak), OfQueue::Peak),
        ("pressure.pace", pace, OfQueue::Pace),
        ("pressure.growth", grown.then(|| a_second(found.growth)), OfQueue::Growth),
        ("pressure.backlog", grown.then(|| scaled(found.backlog)), OfQueue::Backlog),
        ("pressure.lag", found.lag_seconds.filter(|_| grown).map(seconds), OfQueue::Lag),
        ("pressure.drain", found.drain_seconds.filter(|_| grown).map(seconds), OfQueue::Drain),
    ];
    let figures = all.into_iter().filter_map(|(key, value, which)| Some(figure(key, &value?, of(which)))).collect();
    let shows = std::iter::once(&found.queue).chain(&found.consumer).chain(&found.limited_by).cloned().collect();
    Told { shows, tone, text, also: also.join(" "), figures }
}

/// Nothing retries, nothing queues, and nobody gives up.
#[must_use]
pub fn is_nothing(report: &Report) -> bool {
    report.balance.is_none()
        && report.queues.is_empty()
        && report.components.values().all(|component| component.retries.is_none())
}

/// Names of what is told of, for the button that shows it.
#[must_use]
pub fn shown_names(design: &Design, told: &Told) -> String {
    names_of(design, &told.shows)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn design() -> Design {
        let text = r#"{"format": "loadbearing/1", "workload": {"peak_minutes": 10, "journeys": [{"id": "j", "entry": "api",
                "operation": "write", "rate": {"per_second": 500}, "peak_factor": 4}]},
            "components": [{"id": "api", "kind": "server"}, {"id": "q", "kind": "queue", "name": "Orders"},
                {"id": "w", "kind": "worker", "name": "Packer", "settings": {"rps_capacity": 1000}},
                {"id": "db", "kind": "sql", "settings": {"write_capacity": 4000}}],
            "connections": [{"from": "api", "to": "q"}, {"from": "q", "to": "w"},
                {"from": "w", "to": "db", "retries": 2, "timeout_ms": 100}]}"#;
        loadbearing_engine::read(text).expect("it is a design").design
    }

    #[test]
    fn a_queue_that_grows_says_for_how_long_and_why() {
        let (design, report) = (design(), loadbearing_engine::evaluate(&design()));
        let told = queues(&design, &report);
        assert_eq!(told.len(), 1);
        assert_eq!(told[0].tone, Tone::Warn);
        assert_eq!(told[0].text, "Orders grows by 1 k/s at peak: 2 k/s come in for Packer, 1 k/s can be taken.");
        assert_eq!(
            told[0].also,
            "After a peak of 10 minutes 600 k messages wait, the oldest for 10 min. They are gone 20 min later."
        );
        assert_eq!(told[0].figures.len(), 7);
    }

    #[test]
    fn retries_say_how_often_they_multiply_and_where_that_ends() {
        let (design, report) = (design(), loadbearing_engine::evaluate(&design()));
        let told = retries(&design, &report);
        assert_eq!(told.len(), 1);
        assert_eq!(told[0].tone, Tone::Warn);
        assert_eq!(told[0].text, "When db does not answer, retries make 3 times its calls: 6 k/s in place of 2 k/s.");
        // 4,000 ÷ 3.
        assert!(
            told[0].also.starts_with("Once it is overloaded they alone may keep it so, from 1.33 k/s on"),
            "{told:?}"
        );
        assert!(told[0].figures.iter().any(|(name, _)| name.contains('3')), "{told:?}");
    }
}
