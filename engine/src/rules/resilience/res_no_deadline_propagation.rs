//! A callee does not know how much time is left.

use crate::analysis::through::answering;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// A callee does not know how much time is left.
    ///
    /// ## Why it matters
    /// With one second left of ten, a service starts work that takes three. Nobody will read the result, and the work
    /// is done all the same.
    ///
    /// ## What to do
    /// Pass on the time that is left, and do not start what cannot be finished.
    ///
    /// ## When it is fine
    /// When calls are much shorter than their limits.
    id: "res-no-deadline-propagation",
    title: "Deadline not passed on",
    severity: Severity::Info,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("mental-models § 11. The Resilience Patterns"),
    replaces: &[],
    message: "{component} does not tell {others} how much time is left.",
    fix: "Pass the deadline on with each call.",
    check: check;
    mend: mend;
    in ru: r"
        Deadline not passed on ⇒ Дедлайн не передаётся
        {component} does not tell {others} how much time is left. ⇒ {component} не говорит, сколько осталось времени: {others}.
        Pass the deadline on with each call. ⇒ Передавайте дедлайн с каждым вызовом.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, _) in context.of_family(Family::Compute) {
        let called = context
            .edges_to(number)
            .iter()
            .any(|&edge| context.edge(edge).is_sync() && context.caller(edge).kind.family != Family::Client);
        if !called {
            continue;
        }
        let (mut untold, mut callees): (Vec<usize>, Vec<usize>) = (Vec::new(), Vec::new());
        for &edge in context.edges_from(number).iter().filter(|&&edge| context.edge(edge).is_sync()) {
            // A balancer or a mesh hands on what it is told, unless it says otherwise.
            let tells =
                |other: usize| context.edge(other).switch("deadline_propagation") == Some(true) && other != edge;
            let reached = answering(context.graph, edge, tells);
            let reached = reached.into_iter().filter(|&node| context.node(node).kind.family == Family::Compute);
            let reached: Vec<usize> = reached.collect();
            match context.edge(edge).switch("deadline_propagation") {
                _ if reached.is_empty() => {}
                None => verdict.needs("whether calls pass on their deadline"),
                Some(true) => {}
                Some(false) => {
                    untold.push(edge);
                    let new: Vec<usize> = reached.into_iter().filter(|callee| !callees.contains(callee)).collect();
                    callees.extend(new);
                }
            }
        }
        if !untold.is_empty() {
            let names: Vec<&str> = callees.iter().map(|&node| context.node(node).component.label()).collect();
            verdict.find(context, &[number]).on(&untold).with("others", Value::names(&names));
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    Fix::of(context.graph).set_on_all(&finding.edges, "deadline_propagation", true, None).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_the_second_hop_does_not_know() {
        check(
            "res-no-deadline-propagation",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}, {"id": "d", "kind": "service"}],
                "connections": [{"from": "client", "to": "a"}, {"from": "a", "to": "b"},
                    {"from": "b", "to": "d", "deadline_propagation": false}]}"#,
            &["b"],
        );
    }

    #[test]
    fn a_balancer_in_between_hides_nothing() {
        let design = |told: &str| {
            r#"{"components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}, {"id": "lb", "kind": "lb-l7"}, {"id": "d", "kind": "service"}],
                "connections": [{"from": "client", "to": "a"}, {"from": "a", "to": "b"},
                    {"from": "b", "to": "lb", "deadline_propagation": TOLD}, {"from": "lb", "to": "d"}]}"#
                .replace("TOLD", told)
        };
        check("res-no-deadline-propagation", &design("false"), &["b"]);
        check("res-no-deadline-propagation", &design("true"), &[]);
    }

    #[test]
    fn silent_when_it_does() {
        check(
            "res-no-deadline-propagation",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}, {"id": "d", "kind": "service"}],
                "connections": [{"from": "client", "to": "a"}, {"from": "a", "to": "b"},
                    {"from": "b", "to": "d", "deadline_propagation": true}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_it_is_open() {
        check_not_checked(
            "res-no-deadline-propagation",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}, {"id": "d", "kind": "service"}],
                "connections": [{"from": "client", "to": "a"}, {"from": "a", "to": "b"}, {"from": "b", "to": "d"}]}"#,
        );
    }
}
