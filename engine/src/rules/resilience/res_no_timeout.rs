//! A call may wait for ever.

use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::fix_settings::{BREAKER, CALL_TIMEOUT_MS, INNER_PART};
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// A call may wait for ever.
    ///
    /// ## Why it matters
    /// A callee that hangs holds the thread of its caller, then of the caller's caller. In the documented failure one
    /// hung service stops all in front of it within the default timeout of 30 seconds.
    ///
    /// ## What to do
    /// Give each call a timeout, shorter than that of the call it serves.
    ///
    /// ## When it is fine
    /// For connections that are meant to stay open. Where a call says nothing of its timeout the rule cannot tell; state
    /// `0` for one that waits for ever.
    id: "res-no-timeout",
    title: "Call without a timeout",
    severity: Severity::Error,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("mental-models § 11. The Resilience Patterns, § Quick Reference Card; zero-to-hero § 3.2 High Availability & Fault Tolerance"),
    replaces: &[],
    message: "{component} calls {others} without a timeout. When one of them hangs, {component} hangs too.",
    fix: "Set a timeout for each call.",
    check: check;
    mend: mend;
    in ru: r"
        Call without a timeout ⇒ Вызов без тайм-аута
        {component} calls {others} without a timeout. When one of them hangs, {component} hangs too. ⇒ {component} вызывает {others} без тайм-аута. Когда один из них зависнет, зависнет и {component}.
        Set a timeout for each call. ⇒ Задайте тайм-аут каждому вызову.
    ",
}

const TIMEOUTS: [&str; 2] = ["timeout_ms", "read_timeout_ms"];

/// Whether a call is one that a caller waits for and that crosses to another program.
fn is_call(context: &Context<'_>, edge: usize) -> bool {
    let caller = context.caller(edge).kind.family;
    let callee = context.callee(edge).kind;
    let calls = matches!(caller, Family::Compute | Family::Worker | Family::ConnectionServer | Family::Gateway);
    let answers = matches!(callee.family, Family::Compute | Family::External);
    calls && answers && context.edge(edge).is_sync()
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let ends = |edge: usize| TIMEOUTS.iter().any(|name| context.edge(edge).number(name).is_some());
    let states = |edge: usize| TIMEOUTS.iter().any(|name| context.edge(edge).connection.settings.contains_key(*name));
    let calls: Vec<usize> = (0..context.graph.edges.len()).filter(|&edge| is_call(context, edge)).collect();
    if let Some(&open) = calls.iter().find(|&&edge| !states(edge)) {
        verdict.needs_at("timeouts of connections", context.place_on(open, "timeout_ms"));
    }
    for (number, _) in context.nodes() {
        let from = context.edges_from(number).iter().copied();
        let endless: Vec<usize> =
            from.filter(|edge| is_call(context, *edge) && states(*edge) && !ends(*edge)).collect();
        if !endless.is_empty() {
            let names: Vec<&str> = endless.iter().map(|&edge| context.callee(edge).component.label()).collect();
            verdict.find(context, &[number]).on(&endless).with("others", Value::names(&names));
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    let node = finding.first()?;
    let outer = context.to(node).filter(|edge| edge.is_sync()).filter_map(|edge| edge.number("timeout_ms"));
    let fix = Fix::of(context.graph);
    match outer.reduce(f64::min).filter(|outer| *outer <= CALL_TIMEOUT_MS) {
        // Who is called has less time than who calls.
        Some(outer) => {
            let inner = outer * INNER_PART;
            fix.set_on_all(&finding.edges, "timeout_ms", inner, Some(Source::Assumption)).done()
        }
        None => fix.set_on_all(&finding.edges, "timeout_ms", CALL_TIMEOUT_MS, Some(BREAKER)).done(),
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked, check_not_checked_at};

    #[test]
    fn fires_when_one_of_the_calls_waits_for_ever() {
        check(
            "res-no-timeout",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}, {"id": "d", "kind": "service"}],
                "connections": [{"from": "client", "to": "a"}, {"from": "a", "to": "b", "timeout_ms": 500},
                    {"from": "a", "to": "d", "timeout_ms": 0}]}"#,
            &["a"],
        );
    }

    #[test]
    fn open_although_another_call_states_one_and_leads_to_the_call() {
        let text = r#"{"components": [{"id": "a", "kind": "service"}, {"id": "b", "kind": "service"},
                    {"id": "d", "kind": "service"}, {"id": "db", "kind": "sql"}],
                "connections": [{"from": "a", "to": "b", "timeout_ms": 500}, {"from": "a", "to": "d"},
                    {"from": "a", "to": "db", "retries": 2}]}"#;
        check("res-no-timeout", text, &[]);
        check_not_checked_at("res-no-timeout", text, "connections[a->d].settings.timeout_ms");
    }

    #[test]
    fn silent_when_each_has_one() {
        check(
            "res-no-timeout",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}],
                "connections": [{"from": "client", "to": "a"}, {"from": "a", "to": "b", "timeout_ms": 500}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_no_call_states_any() {
        check_not_checked(
            "res-no-timeout",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}],
                "connections": [{"from": "client", "to": "a"}, {"from": "a", "to": "b"}]}"#,
        );
    }
}
