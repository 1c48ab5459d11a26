//! Calls and ways alone take longer than the journey may.

use crate::analysis::journey_time::{JourneyTime, What};
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// Calls and ways alone take longer than the journey may.
    ///
    /// ## Why it matters
    /// What a request does one after another adds up, and no number of copies makes it shorter: in a documented trace
    /// the gateway, five services and a payment take five seconds, of which one service takes 4.5. The mean of all that,
    /// without any waiting, is already more than is wanted.
    ///
    /// ## What to do
    /// Begin with the largest part: put a cache in front of it, ask several at once, move the two sides nearer to each
    /// other, or let the rest work on an event after the answer.
    ///
    /// ## When it is fine
    /// When the times are defaults that your own measurements contradict: put those in.
    id: "res-latency-budget",
    title: "Calls add up to more than is wanted",
    severity: Severity::Error,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("zero-to-hero § 3.2 High Availability & Fault Tolerance; mental-models § 17. The Back-of-Envelope Calculations; senior-node § 1 Requirements & Scale"),
    replaces: &[],
    message: "{journey} spends {measured} on calls and the ways between them, without any waiting, and {limit} is wanted. The largest part is {part}: {time}.",
    fix: "Shorten {part}, ask several at once, or answer before all is done.",
    check: check;
    in ru: r"
        Calls add up to more than is wanted ⇒ Вызовы в сумме дольше нужного
        {journey} spends {measured} on calls and the ways between them, without any waiting, and {limit} is wanted. The largest part is {part}: {time}. ⇒ {journey} тратит на вызовы и дорогу между ними {measured}, даже без ожидания, а нужно {limit}. Самая большая часть — {part}: {time}.
        Shorten {part}, ask several at once, or answer before all is done. ⇒ Сократите {part}, спрашивайте нескольких одновременно или отвечайте, не дожидаясь всего.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    if context.requirements().latency_ms.is_empty() {
        return verdict.needs("wanted latency");
    }
    for (journey, time) in context.traffic.journeys.iter().zip(context.times) {
        let place = journey.journey;
        let journey = &context.workload().journeys[place];
        let Some(target) = context.requirements().latency_ms.get(&journey.id) else { continue };
        let Some(JourneyTime::Known(known)) = time else { continue };
        let Some(limit) = target.limits().reduce(f64::max) else { continue };
        let measured = known.without_waiting();
        let Some(largest) = known.largest(|what| !matches!(what, What::Waiting(_))) else { continue };
        if measured > limit {
            let (node, part) = context.named_part(largest.0);
            verdict
                .find(context, &[node])
                .measured(measured, limit, "ms")
                .of_journeys([place])
                .of(Part::LatencyWithoutWaiting)
                .limit(Part::LatencyTarget)
                .with("journey", Value::journeys(&[journey.label()]))
                .with("measured", Value::Milliseconds(measured))
                .with("limit", Value::Milliseconds(limit))
                .with("part", Value::name(part))
                .with("time", Value::Milliseconds(largest.1));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    const TRACE: &str = r#""workload": {"journeys": [{"id": "go", "entry": "gw", "operation": "write"}]},
        "components": [{"id": "gw", "kind": "gateway"}, {"id": "order", "kind": "service"},
            {"id": "inventory", "kind": "service", "settings": {"latency_ms": 4500}}],
        "connections": [{"from": "gw", "to": "order"}, {"from": "order", "to": "inventory"}]"#;

    #[test]
    fn fires_on_the_slow_one_of_the_trace() {
        let text = format!(r#"{{"requirements": {{"latency_ms": {{"go": {{"p99": 1000}}}}}}, {TRACE}}}"#);
        check("res-latency-budget", &text, &["inventory"]);
    }

    #[test]
    fn silent_when_the_target_leaves_room() {
        let text = format!(r#"{{"requirements": {{"latency_ms": {{"go": {{"p99": 5000}}}}}}, {TRACE}}}"#);
        check("res-latency-budget", &text, &[]);
    }

    #[test]
    fn not_checked_without_a_target() {
        check_not_checked("res-latency-budget", &format!("{{{TRACE}}}"));
    }
}
