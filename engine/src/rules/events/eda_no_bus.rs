//! A service tells three others what happened, one call after the other, and needs none of their answers.

use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// A service tells three others what happened, one call after the other, and needs none of their answers.
    ///
    /// ## Why it matters
    /// Each listener is one more address, one more wait and one more failure in a service that has nothing to do with
    /// it, and a new listener is a change there. An event is published once, and whoever cares reads it.
    ///
    /// ## What to do
    /// Publish the event to a bus (Kafka, EventBridge, SNS) and let the others subscribe.
    ///
    /// ## When it is fine
    /// With one or two listeners that are owned by the same people.
    id: "eda-no-bus",
    title: "News told one by one",
    severity: Severity::Info,
    needs: Needs::Structure,
    origin: Origin::Derived,
    core: false,
    source: Source::Documented("mental-models § 14. The Architecture Patterns; zero-to-hero § 2.1 Distributed Systems; interview-answers § Theory 2. Microservices vs Monolith"),
    replaces: &[],
    message: "{component} calls {names} and needs none of their answers.",
    fix: "Publish an event and let them subscribe.",
    check: check;
    in ru: r"
        News told one by one ⇒ Новости сообщаются по одному
        {component} calls {names} and needs none of their answers. ⇒ {component} вызывает {names}, и ни один их ответ ему не нужен.
        Publish an event and let them subscribe. ⇒ Опубликуйте событие, а они пусть подпишутся.
    ",
}

/// Listeners from which on a bus pays: three by the documents.
const SEVERAL: usize = 3;

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.of_family(Family::Compute) {
        // Who directs or gathers needs the answers.
        if matches!(node.kind.id, "saga-orchestrator" | "2pc-coordinator" | "bff" | "graphql") {
            continue;
        }
        let called: Vec<usize> = context
            .edges_from(number)
            .iter()
            .copied()
            .filter(|&edge| {
                let writes = context.carried.iter().any(|journey| journey.edge_writes[edge]);
                context.edge_waits(edge) && writes && context.callee(edge).kind.family == Family::Compute
            })
            .collect();
        let said = |wanted: Option<bool>| {
            let edges = called.iter().copied();
            edges.filter(|&edge| context.edge(edge).connection.required == wanted).collect::<Vec<usize>>()
        };
        let unneeded = said(Some(false));
        if unneeded.len() >= SEVERAL {
            let names: Vec<&str> = unneeded.iter().map(|&edge| context.callee(edge).component.label()).collect();
            verdict.find(context, &[number]).on(&unneeded).with("names", Value::names(&names));
        } else if unneeded.len() + said(None).len() >= SEVERAL {
            verdict.needs("whether callers need the answers of services");
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_with_three_listeners() {
        check(
            "eda-no-bus",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}, {"id": "c", "kind": "service"},
                    {"id": "d", "kind": "service"}],
                "connections": [{"from": "client", "to": "a"}, {"from": "a", "to": "b", "required": false},
                    {"from": "a", "to": "c", "required": false}, {"from": "a", "to": "d", "required": false}]}"#,
            &["a"],
        );
    }

    #[test]
    fn silent_over_a_bus() {
        check(
            "eda-no-bus",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "s", "kind": "stream"}, {"id": "b", "kind": "service"},
                    {"id": "c", "kind": "service"}, {"id": "d", "kind": "service"}],
                "connections": [{"from": "client", "to": "a"}, {"from": "a", "to": "s", "mode": "async"},
                    {"from": "s", "to": "b", "mode": "async"}, {"from": "s", "to": "c", "mode": "async"},
                    {"from": "s", "to": "d", "mode": "async"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_answers_are_needed() {
        check(
            "eda-no-bus",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}, {"id": "c", "kind": "service"},
                    {"id": "d", "kind": "service"}],
                "connections": [{"from": "client", "to": "a"}, {"from": "a", "to": "b", "required": true},
                    {"from": "a", "to": "c", "required": true}, {"from": "a", "to": "d", "required": true}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nobody_says() {
        check_not_checked(
            "eda-no-bus",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}, {"id": "c", "kind": "service"},
                    {"id": "d", "kind": "service"}],
                "connections": [{"from": "client", "to": "a"}, {"from": "a", "to": "b"}, {"from": "a", "to": "c"},
                    {"from": "a", "to": "d"}]}"#,
        );
    }
}
