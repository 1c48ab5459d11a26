//! A journey takes longer than is wanted.

use crate::analysis::Node;
use crate::analysis::journey_time::JourneyTime;
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// A journey takes longer than is wanted.
    ///
    /// ## Why it matters
    /// An objective such as "99 of 100 requests within 300 ms" is missed by the slow requests, not by the average one:
    /// those that missed the cache, waited in a queue, or waited for the slowest of many calls. Percentiles of parts do
    /// not add up to that of the whole, so it is computed from the distributions of all parts at peak.
    ///
    /// ## What to do
    /// Look where the time goes: more copies where requests wait, a cache or a nearer place where the way or the work
    /// is long, fewer calls that have to answer before the user gets an answer.
    ///
    /// ## When it is fine
    /// When the target is a wish, or the times are defaults that your own measurements contradict. Where a component is
    /// full at peak no time can be given; that it is full is a finding of its own. Where calls and ways alone pass every
    /// target of the journey, that is said instead.
    id: "slo-latency",
    title: "Latency target missed",
    severity: Severity::Error,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("mental-models § 15. The Observability Stack"),
    replaces: &[],
    message: "{journey} takes {measured} at peak ({figure}), and {limit} is wanted. The largest part of its mean time is {part}: {time}.",
    fix: "Begin with {part}: more copies where requests wait, a cache or a nearer place where they do not.",
    check: check;
    in ru: r"
        Latency target missed ⇒ Цель по задержке не достигнута
        {journey} takes {measured} at peak ({figure}), and {limit} is wanted. The largest part of its mean time is {part}: {time}. ⇒ {journey} в пик занимает {measured} ({figure}), а нужно {limit}. Самая большая часть среднего времени — {part}: {time}.
        Begin with {part}: more copies where requests wait, a cache or a nearer place where they do not. ⇒ Начните с {part}: где запросы ждут — больше экземпляров, где не ждут — кэш или место поближе.
    ",
}

/// Where what limits a component is stated.
fn capacity_of(node: &Node<'_>) -> Option<String> {
    let names = ["rps_capacity", "read_capacity", "write_capacity", "ops_capacity", "msg_capacity"];
    names.iter().find(|name| node.kind.setting(name).is_some()).map(|name| node.place_of(name))
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    if context.requirements().latency_ms.is_empty() {
        return verdict.needs("wanted latency");
    }
    for (journey, time) in context.traffic.journeys.iter().zip(context.times) {
        let place = journey.journey;
        let journey = &context.workload().journeys[place];
        let Some(target) = context.requirements().latency_ms.get(&journey.id) else { continue };
        let known = match time {
            Some(JourneyTime::Known(known)) => known,
            Some(JourneyTime::Unbounded(full)) => {
                let place = full.iter().find_map(|&node| capacity_of(&context.node(node)));
                match place {
                    Some(at) => verdict.needs_at("capacity for the peak", at),
                    None => verdict.needs("capacity for the peak"),
                }
                continue;
            }
            Some(JourneyTime::Unknown) => {
                verdict.needs("capacity for the peak");
                continue;
            }
            None => continue,
        };
        let [p50, p95, p99] = known.percentiles;
        let compared = [
            ("p99", p99, target.p99),
            ("p95", p95, target.p95),
            ("p50", p50, target.p50),
            ("mean", known.mean, target.mean),
        ];
        let missed = compared.into_iter().filter_map(|(figure, is, wanted)| Some((figure, is, wanted?)));
        // Calls and ways that alone pass every target are another rule's finding.
        let most = compared.iter().filter_map(|(_, _, wanted)| *wanted).fold(0.0, f64::max);
        let missed = missed.filter(|(_, is, wanted)| is > wanted && known.without_waiting() <= most);
        let worst = missed.reduce(|worst, other| if other.1 / other.2 > worst.1 / worst.2 { other } else { worst });
        let (Some((figure, is, wanted)), Some(largest)) = (worst, known.largest(|_| true)) else { continue };
        let (node, part) = context.named_part(largest.0);
        verdict
            .find(context, &[node])
            .measured(is, wanted, "ms")
            .of_journeys([place])
            .of(Part::Latency(figure))
            .limit(Part::LatencyTarget)
            .with("journey", Value::journeys(&[journey.label()]))
            .with("figure", Value::name(figure))
            .with("measured", Value::Milliseconds(is))
            .with("limit", Value::Milliseconds(wanted))
            .with("part", Value::name(part))
            .with("time", Value::Milliseconds(largest.1));
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked, check_not_checked_at};

    /// A database that is asked for 10 ms: 99 of 100 answers within 46 ms.
    fn design(target: f64, rate: f64) -> String {
        format!(
            r#"{{"workload": {{"journeys": [{{"id": "go", "entry": "db", "operation": "read", "rate": {{"per_second": {rate}}},
                    "peak_factor": 1}}]}},
                "requirements": {{"latency_ms": {{"go": {{"p99": {target}}}}}}},
                "components": [{{"id": "db", "kind": "sql", "settings": {{"latency_ms": 10, "read_capacity": 100}}}}]}}"#
        )
    }

    #[test]
    fn fires_when_waiting_makes_the_slow_ones_slower() {
        // 50 of 100 a second: 20 ms on average, 99 of 100 within 92 ms.
        check("slo-latency", &design(60.0, 50.0), &["db"]);
    }

    #[test]
    fn silent_when_hardly_anybody_waits() {
        check("slo-latency", &design(60.0, 1.0), &[]);
    }

    #[test]
    fn silent_when_calls_alone_are_too_long() {
        check("slo-latency", &design(5.0, 1.0), &[]);
    }

    #[test]
    fn not_checked_leads_to_what_is_full() {
        let text = design(60.0, 100.0).replace("\"entry\": \"db\"", "\"entry\": \"api\"").replace(
            "\"components\": [",
            "\"connections\": [{\"from\": \"api\", \"to\": \"db\"}], \"components\": [{\"id\": \"api\", \"kind\": \"server\"}, ",
        );
        check_not_checked_at("slo-latency", &text, "components[db].settings.read_capacity");
    }

    #[test]
    fn not_checked_when_the_peak_is_not_carried_or_nothing_is_wanted() {
        check_not_checked("slo-latency", &design(60.0, 100.0));
        check_not_checked("slo-latency", r#"{"components": [{"id": "db", "kind": "sql"}]}"#);
    }
}
