//! A caller gives up before the call that it waits for.

use std::collections::BTreeSet;

use crate::analysis::through::{TimeLimit, answering, longest_call, time_above};
use crate::analysis::traffic::waits;
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::fix_settings::INNER_PART;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// A caller gives up before the call that it waits for.
    ///
    /// ## Why it matters
    /// The outer caller answers with an error while work goes on that nobody will read. Under load this doubles the
    /// work: the user tries again while the first attempt is still running.
    ///
    /// ## What to do
    /// Let timeouts shrink along the path: ten seconds for the request, less for each call inside. Where a call goes
    /// through a balancer, a gateway or a mesh, the shortest timeout on its way holds.
    ///
    /// ## When it is fine
    /// When the inner work has to be finished anyway; then it should be a message.
    id: "res-timeout-hierarchy",
    title: "Inner timeout longer than the outer one",
    severity: Severity::Error,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("mental-models § 11. The Resilience Patterns"),
    replaces: &[],
    message: "{component} waits up to {inner} for {other}, but {caller} gives up after {outer}.",
    fix: "Give the inner call less time than the outer one.",
    check: check;
    mend: mend;
    in ru: r"
        Inner timeout longer than the outer one ⇒ Внутренний тайм-аут длиннее внешнего
        {component} waits up to {inner} for {other}, but {caller} gives up after {outer}. ⇒ {component} ждёт «{other}» до {inner}, а {caller} сдаётся через {outer}.
        Give the inner call less time than the outer one. ⇒ Дайте внутреннему вызову меньше времени, чем внешнему.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let sync = |edge: &usize| waits(context.graph, *edge);
    let mut chained = false;
    for (number, _) in context.nodes().filter(|(number, _)| context.edges_to(*number).iter().any(sync)) {
        for &call in context.edges_from(number).iter().filter(|edge| sync(edge)) {
            chained = true;
            let Some(inner) = longest_call(context.graph, call) else { continue };
            let Some(outer) = time_above(context.graph, call) else { continue };
            if inner.milliseconds >= outer.milliseconds {
                verdict
                    .find(context, &[number])
                    .on(&[outer.edge, inner.edge])
                    .measured(inner.milliseconds, outer.milliseconds, "ms")
                    .of(Part::Edge(1, inner.setting))
                    .limit(Part::Edge(0, outer.setting))
                    .with("inner", Value::Milliseconds(inner.milliseconds))
                    .with("outer", Value::Milliseconds(outer.milliseconds))
                    .with("other", Value::name(context.callee(inner.edge).component.label()))
                    .with("caller", Value::name(context.caller(outer.edge).component.label()));
            }
        }
    }
    let states = |edge: usize| TimeLimit::stated(context.graph, edge).is_some();
    if chained && !(0..context.graph.edges.len()).any(states) {
        verdict.needs("timeouts of connections");
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    let mut fix = Fix::of(context.graph);
    // What the callee then waits for too long in turn has to end earlier as well: connections, and the time that is left.
    let mut open = vec![(*finding.edges.get(1)?, finding.limit?)];
    let mut seen = BTreeSet::new();
    while let Some((edge, left)) = open.pop() {
        if !seen.insert(edge) {
            continue;
        }
        let mut left = left;
        if let Some(stated) = TimeLimit::stated(context.graph, edge) {
            left *= INNER_PART;
            fix = fix.set_on(edge, stated.setting, left, Some(Source::Assumption));
        }
        for callee in answering(context.graph, edge, |_| false) {
            for &call in context.edges_from(callee).iter().filter(|&&call| waits(context.graph, call)) {
                match longest_call(context.graph, call) {
                    Some(limit) if limit.milliseconds >= left => open.push((limit.edge, left)),
                    Some(_) => {}
                    None => open.push((call, left)),
                }
            }
        }
    }
    fix.done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_the_inner_call_may_take_longer() {
        check(
            "res-timeout-hierarchy",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}],
                "connections": [{"from": "client", "to": "a", "timeout_ms": 1000},
                    {"from": "a", "to": "b", "timeout_ms": 3000}]}"#,
            &["a"],
        );
    }

    #[test]
    fn a_balancer_in_between_hides_nothing() {
        let design = |to_balancer: &str, from_balancer: &str| {
            r#"{"components": [{"id": "client", "kind": "client-web"}, {"id": "front", "kind": "lb-l7"},
                    {"id": "a", "kind": "service"}, {"id": "lb", "kind": "lb-l7"}, {"id": "b", "kind": "service"}],
                "connections": [{"from": "client", "to": "front", "timeout_ms": 500}, {"from": "front", "to": "a"},
                    {"from": "a", "to": "lb"TO}, {"from": "lb", "to": "b"FROM}]}"#
                .replace("TO", to_balancer)
                .replace("FROM", from_balancer)
        };
        let timeout = |milliseconds: u32| format!(r#", "timeout_ms": {milliseconds}"#);
        check("res-timeout-hierarchy", &design("", &timeout(800)), &["a"]);
        check("res-timeout-hierarchy", &design(&timeout(800), ""), &["a"]);
        check("res-timeout-hierarchy", &design("", &timeout(400)), &[]);
        // The stricter of the two holds.
        check("res-timeout-hierarchy", &design(&timeout(800), &timeout(400)), &[]);
        check("res-timeout-hierarchy", &design(&timeout(400), &timeout(300)), &[]);
        // The balancer goes on when its caller has given up.
        check("res-timeout-hierarchy", &design(&timeout(400), &timeout(450)), &["lb"]);
    }

    #[test]
    fn who_gives_no_time_has_as_long_as_those_who_wait_for_it() {
        let design = |middle: &str, inner: &str| {
            r#"{"components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}, {"id": "c", "kind": "service"}],
                "connections": [{"from": "client", "to": "a", "timeout_ms": 1000}, {"from": "a", "to": "b"MIDDLE},
                    {"from": "b", "to": "c"INNER}]}"#
                .replace("MIDDLE", middle)
                .replace("INNER", inner)
        };
        check("res-timeout-hierarchy", &design("", r#", "timeout_ms": 3000"#), &["b"]);
        check("res-timeout-hierarchy", &design("", r#", "read_timeout_ms": 3000"#), &["b"]);
        check("res-timeout-hierarchy", &design("", r#", "timeout_ms": 900"#), &[]);
        check("res-timeout-hierarchy", &design(r#", "timeout_ms": 950"#, r#", "timeout_ms": 900"#), &[]);
        // The first call in the way of the time is told, not each below it.
        check("res-timeout-hierarchy", &design(r#", "timeout_ms": 3500"#, r#", "timeout_ms": 3000"#), &["a"]);
    }

    #[test]
    fn nobody_waits_behind_a_queue() {
        let design = |between: &str| {
            r#"{"components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "q", "kind": "BETWEEN"}, {"id": "w", "kind": "service"}, {"id": "e", "kind": "external-api"}],
                "connections": [{"from": "client", "to": "a", "timeout_ms": 1000}, {"from": "a", "to": "q"},
                    {"from": "q", "to": "w"}, {"from": "w", "to": "e", "timeout_ms": 30000}]}"#
                .replace("BETWEEN", between)
        };
        check("res-timeout-hierarchy", &design("queue"), &[]);
        check("res-timeout-hierarchy", &design("service"), &["w"]);
    }

    #[test]
    fn waiting_for_ever_is_no_time_that_ends_first() {
        check(
            "res-timeout-hierarchy",
            r#"{"components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}],
                "connections": [{"from": "client", "to": "a", "timeout_ms": 0},
                    {"from": "a", "to": "b", "timeout_ms": 3000}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_no_request_takes_both_ways() {
        let design = |journey: &str| {
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"},
                    {"id": "look", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}],
                "connections": [{"from": "client", "to": "a", "timeout_ms": 1000, "journeys": ["go"]},
                    {"from": "a", "to": "b", "timeout_ms": 3000, "journeys": ["JOURNEY"]}]}"#
                .replace("JOURNEY", journey)
        };
        check("res-timeout-hierarchy", &design("go"), &["a"]);
        check("res-timeout-hierarchy", &design("look"), &[]);
    }

    #[test]
    fn silent_when_it_has_less_time() {
        check(
            "res-timeout-hierarchy",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}],
                "connections": [{"from": "client", "to": "a", "timeout_ms": 3000},
                    {"from": "a", "to": "b", "timeout_ms": 1000}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_without_timeouts() {
        check_not_checked(
            "res-timeout-hierarchy",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}],
                "connections": [{"from": "client", "to": "a"}, {"from": "a", "to": "b"}]}"#,
        );
    }
}
