//! One backend for frontends serves different kinds of clients.

use crate::analysis::Edge;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};
use std::collections::BTreeSet;

rule! {
    /// One backend for frontends serves different kinds of clients.
    ///
    /// ## Why it matters
    /// The point of such a backend is that it gives one kind of client exactly what it needs. Shared by two it grows
    /// conditions for both, and neither team can change it alone.
    ///
    /// ## What to do
    /// Give each kind of client its own.
    ///
    /// ## When it is fine
    /// When the clients show the same and are made by the same people.
    id: "gw-bff-shared",
    title: "Shared backend for frontends",
    severity: Severity::Warn,
    needs: Needs::Structure,
    origin: Origin::Derived,
    core: false,
    source: Source::Documented("interview-answers § Theory 8. API Gateway"),
    replaces: &[],
    message: "{component} serves {names}, which need different answers.",
    fix: "Give each kind of client a backend of its own.",
    check: check;
    in ru: r"
        Shared backend for frontends ⇒ Общий бэкенд для разных фронтендов
        {component} serves {names}, which need different answers. ⇒ {component} обслуживает {names}, а ответы им нужны разные.
        Give each kind of client a backend of its own. ⇒ Дайте каждому виду клиентов отдельный бэкенд.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, _) in context.nodes().filter(|(_, node)| node.kind.id == "bff") {
        // A gateway or balancer in front of it changes nothing.
        let through = |edge: &Edge<'_>| {
            let family = context.node(edge.from).kind.family;
            matches!(family, Family::Client | Family::Gateway | Family::Balancer | Family::Cdn)
        };
        let callers = context.graph.reach_back(number, through);
        // A client whose journeys all go elsewhere from there is none of its own.
        let calls = |&client: &usize| {
            let mut own = context.carried.iter().filter(|journey| journey.entry == client).peekable();
            own.peek().is_none() || own.any(|journey| journey.reaches(number))
        };
        let is_client = |node: &usize| context.node(*node).kind.family == Family::Client;
        let clients: Vec<usize> = callers.into_iter().filter(is_client).filter(calls).collect();
        let kinds: BTreeSet<&str> = clients.iter().map(|&node| context.node(node).kind.id).collect();
        if kinds.len() > 1 {
            let names: Vec<&str> = clients.iter().map(|&node| context.node(node).component.label()).collect();
            verdict.find(context, &[number]).with("names", Value::names(&names));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn fires_when_browsers_and_phones_share_it() {
        check(
            "gw-bff-shared",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "phone", "kind": "client-mobile"},
                    {"id": "b", "kind": "bff"}],
                "connections": [{"from": "client", "to": "b"}, {"from": "phone", "to": "b"}]}"#,
            &["b"],
        );
    }

    #[test]
    fn silent_when_a_gateway_sends_each_to_its_own() {
        check(
            "gw-bff-shared",
            r#"{"workload": {"journeys": [{"id": "web", "entry": "client", "operation": "read"},
                    {"id": "app", "entry": "phone", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "phone", "kind": "client-mobile"},
                    {"id": "gw", "kind": "gateway"}, {"id": "b", "kind": "bff"}, {"id": "m", "kind": "bff"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "phone", "to": "gw"},
                    {"from": "gw", "to": "b", "journeys": ["web"]}, {"from": "gw", "to": "m", "journeys": ["app"]}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_each_has_its_own() {
        check(
            "gw-bff-shared",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "phone", "kind": "client-mobile"},
                    {"id": "b", "kind": "bff"}, {"id": "m", "kind": "bff"}],
                "connections": [{"from": "client", "to": "b"}, {"from": "phone", "to": "m"}]}"#,
            &[],
        );
    }
}
