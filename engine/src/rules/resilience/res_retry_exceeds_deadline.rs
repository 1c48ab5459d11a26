//! The last tries come after the caller has given up.

use crate::analysis::through::{TimeLimit, longest_call, time_of_request};
use crate::analysis::waits::{Waits, all_waits};
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// The last tries come after the caller has given up.
    ///
    /// ## Why it matters
    /// Each try may take its whole timeout, and the caller waits between them as the connection says. When all together
    /// take longer than the caller waits, the last ones are work for nobody, done by a service that is already slow.
    ///
    /// ## What to do
    /// Make fewer tries, give each less time, or pass on how much time is left.
    ///
    /// ## When it is fine
    /// When the work has to be done whether anybody waits or not; then it should be a message.
    id: "res-retry-exceeds-deadline",
    title: "Retries outlast the caller",
    severity: Severity::Warn,
    needs: Needs::Structure,
    origin: Origin::Derived,
    core: false,
    source: Source::Documented("mental-models § 11. The Resilience Patterns"),
    replaces: &[],
    message: "{component} may try {other} for {measured}, but its caller gives up after {limit}.",
    fix: "Make at most as many tries as fit into {limit}.",
    check: check;
    mend: mend;
    in ru: r"
        Retries outlast the caller ⇒ Повторы дольше, чем ждёт вызывающий
        {component} may try {other} for {measured}, but its caller gives up after {limit}. ⇒ {component} может обращаться к «{other}» {measured}, а вызывающий сдаётся через {limit}.
        Make at most as many tries as fit into {limit}. ⇒ Делайте не больше попыток, чем помещается в {limit}.
    ",
}

/// What tries without waits are worked out from.
const AT_ONCE: &[(&str, Part)] = &[("timeout", Part::TimeOfCall(0)), ("retries", Part::Edge(0, "retries"))];
/// The same with waits.
const AFTER_WAITS: &[(&str, Part)] =
    &[("timeout", Part::TimeOfCall(0)), ("retries", Part::Edge(0, "retries")), ("all waits", Part::RetryWaits(0))];

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for inner in (0..context.graph.edges.len()).filter(|&edge| context.edge(edge).tries_again()) {
        let edge = context.edge(inner);
        let each = longest_call(context.graph, inner).map(|limit| limit.milliseconds);
        let (Some(each), Some(retries)) = (each, edge.number("retries")) else { continue };
        let Some(TimeLimit { milliseconds: limit, .. }) = time_of_request(context.graph, inner) else { continue };
        let waits = all_waits(edge).map(|waits| waits.value);
        let all = each * (1.0 + retries) + waits.unwrap_or(0.0);
        if all > limit && each < limit {
            let found = verdict.find(context, &[edge.from]).on(&[inner]).measured(all, limit, "ms");
            let found = match waits {
                None => found.by("timeout × (1 + retries)", AT_ONCE),
                Some(_) => found.by("timeout × (1 + retries) + all waits", AFTER_WAITS),
            };
            found
                .limit(Part::TimeOfRequest(0))
                .with("measured", Value::Milliseconds(all))
                .with("limit", Value::Milliseconds(limit))
                .with("other", Value::name(context.callee(inner).component.label()));
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    let number = *finding.edges.first()?;
    let edge = context.edge(number);
    let each = longest_call(context.graph, number)?.milliseconds;
    let (limit, waits) = (finding.limit?, Waits::of(edge));
    // Whole tries, each with the wait before it, one after the other until no more fit.
    let retries = edge.number("retries")? as u32;
    let without_jitter = Waits { added: 0.0, ..waits };
    let mut all = each;
    let fits = (0..retries).take_while(|further| {
        all += without_jitter.before(*further) + each;
        all <= limit
    });
    let fits = fits.count();
    Fix::of(context.graph).set_on(number, "retries", fits as f64, None).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn fires_when_the_tries_take_too_long_together() {
        check(
            "res-retry-exceeds-deadline",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}],
                "connections": [{"from": "client", "to": "a", "timeout_ms": 2000},
                    {"from": "a", "to": "b", "timeout_ms": 1000, "retries": 3}]}"#,
            &["a"],
        );
    }

    #[test]
    fn fires_when_the_waits_between_them_are_too_long() {
        check(
            "res-retry-exceeds-deadline",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}],
                "connections": [{"from": "client", "to": "a", "timeout_ms": 5000},
                    {"from": "a", "to": "b", "timeout_ms": 1000, "retries": 3, "retry_backoff": "exponential"}]}"#,
            &["a"],
        );
    }

    #[test]
    fn a_balancer_in_between_hides_nothing() {
        let design = |to_balancer: &str, from_balancer: &str| {
            r#"{"components": [{"id": "client", "kind": "client-web"}, {"id": "front", "kind": "lb-l7"},
                    {"id": "a", "kind": "service"}, {"id": "lb", "kind": "lb-l7"}, {"id": "b", "kind": "service"}],
                "connections": [{"from": "client", "to": "front"}, {"from": "front", "to": "a", "timeout_ms": 1000},
                    {"from": "a", "to": "lb"TO}, {"from": "lb", "to": "b"FROM}]}"#
                .replace("TO", to_balancer)
                .replace("FROM", from_balancer)
        };
        let rule = "res-retry-exceeds-deadline";
        check(rule, &design("", r#", "timeout_ms": 500, "retries": 3"#), &["lb"]);
        check(rule, &design("", r#", "timeout_ms": 500, "retries": 1"#), &[]);
        check(rule, &design(r#", "retries": 3"#, r#", "timeout_ms": 500"#), &["a"]);
        // The balancer gives up long before its caller would.
        check(rule, &design(r#", "timeout_ms": 500, "retries": 3"#, r#", "timeout_ms": 200"#), &[]);
    }

    #[test]
    fn silent_when_they_fit() {
        check(
            "res-retry-exceeds-deadline",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}],
                "connections": [{"from": "client", "to": "a", "timeout_ms": 5000},
                    {"from": "a", "to": "b", "timeout_ms": 1000, "retries": 3}]}"#,
            &[],
        );
    }
}
