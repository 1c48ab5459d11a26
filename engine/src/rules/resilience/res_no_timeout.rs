//! A call may wait for ever.

use crate::analysis::through::answering;
use crate::design::vocabulary::Source;
use crate::kinds::{Copies, Family};
use crate::rule;
use crate::rules::calls::is_caller;
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
    /// Give each call a timeout, shorter than that of the call it serves. A balancer, a gateway or a mesh in between may
    /// have it; of several the shortest holds.
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

/// Who answers a call over a connection and is waited for without any limit.
fn endless(context: &Context<'_>, edge: usize) -> Vec<usize> {
    let ends = |edge: usize| TIMEOUTS.iter().any(|name| context.edge(edge).number(name).is_some());
    // What a caller further on is told of is no matter of this one.
    let told = |other: usize| other != edge && is_caller(context.caller(other).kind.family) && states(context, other);
    answering(context.graph, edge, |other| ends(other) || told(other))
}

fn states(context: &Context<'_>, edge: usize) -> bool {
    TIMEOUTS.iter().any(|name| context.edge(edge).connection.settings.contains_key(*name))
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let family = |node: usize| context.node(node).kind.family;
    for (number, node) in context.nodes() {
        // A balancer waits for whom nobody else waits with a word about it.
        let balances = node.kind.family == Family::Balancer;
        let is_told_above = || context.edges_to(number).iter().any(|&edge| states(context, edge));
        if !is_caller(node.kind.family) && (!balances || is_told_above()) {
            continue;
        }
        let (mut calls, mut callees): (Vec<usize>, Vec<usize>) = (Vec::new(), Vec::new());
        for &edge in context.edges_from(number).iter().filter(|&&edge| context.edge(edge).is_sync()) {
            let waits = endless(context, edge);
            if !states(context, edge) {
                // Of stores the rule speaks only where a design does.
                if !balances && waits.iter().any(|&callee| matches!(family(callee), Family::Compute | Family::External))
                {
                    verdict.needs_at("timeouts of connections", context.place_on(edge, "timeout_ms"));
                }
                continue;
            }
            // Of somebody else's service without a breaker another rule speaks.
            let is_unbroken = context.edge(edge).switch("circuit_breaker") == Some(false);
            let answers = |family: Family| match family {
                Family::External => !is_unbroken,
                Family::Compute | Family::Cache => true,
                other => other.keeps(),
            };
            let hangs =
                |callee: &usize| answers(family(*callee)) && context.node(*callee).kind.copies != Copies::Inside;
            let waits: Vec<usize> = waits.into_iter().filter(hangs).collect();
            if !waits.is_empty() {
                calls.push(edge);
                let new: Vec<usize> = waits.into_iter().filter(|callee| !callees.contains(callee)).collect();
                callees.extend(new);
            }
        }
        if !calls.is_empty() {
            let names: Vec<&str> = callees.iter().map(|&callee| context.node(callee).component.label()).collect();
            verdict.find(context, &[number]).on(&calls).with("others", Value::names(&names));
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
    fn a_balancer_in_between_hides_nothing() {
        let design = |behind: &str| {
            r#"{"components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "lb", "kind": "lb-l7"}, {"id": "b", "kind": "service"}, {"id": "d", "kind": "service"}],
                "connections": [{"from": "client", "to": "a"}, {"from": "a", "to": "lb", "timeout_ms": 0},
                    {"from": "lb", "to": "b"BEHIND}, {"from": "lb", "to": "d", "timeout_ms": 400}]}"#
                .replace("BEHIND", behind)
        };
        check("res-no-timeout", &design(""), &["a"]);
        // It gives up itself, and with it whoever waits for it.
        check("res-no-timeout", &design(r#", "timeout_ms": 500"#), &[]);
    }

    #[test]
    fn fires_on_a_balancer_that_is_said_to_wait_without_end() {
        let design = |above: &str| {
            r#"{"components": [{"id": "client", "kind": "client-web"}, {"id": "lb", "kind": "lb-l7"},
                    {"id": "api", "kind": "service"}],
                "connections": [{"from": "client", "to": "lb"ABOVE}, {"from": "lb", "to": "api", "timeout_ms": 0}]}"#
                .replace("ABOVE", above)
        };
        check("res-no-timeout", &design(""), &["lb"]);
        check("res-no-timeout", &design(r#", "timeout_ms": 500"#), &[]);
    }

    #[test]
    fn fires_on_a_store_that_is_said_to_be_waited_for_without_end() {
        let design = |timeout: &str| {
            r#"{"components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "a"}, {"from": "a", "to": "db", "timeout_ms": TIMEOUT}]}"#
                .replace("TIMEOUT", timeout)
        };
        check("res-no-timeout", &design("0"), &["a"]);
        check("res-no-timeout", &design("200"), &[]);
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
