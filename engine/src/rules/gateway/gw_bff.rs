//! A small client gets the answers that were made for a large one.

use crate::analysis::{Edge, Node};
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};
use std::collections::BTreeSet;

rule! {
    /// A small client gets the answers that were made for a large one.
    ///
    /// ## Why it matters
    /// A phone shows three fields of the thirty that a page needs, and pays for all of them in time, battery and data.
    /// Answers that suit both suit neither, and a change for one can break the other.
    ///
    /// ## What to do
    /// Give each kind of client a backend of its own (BFF) that asks the services and answers in its shape, or let
    /// clients name the fields they want (GraphQL).
    ///
    /// ## When it is fine
    /// With one or two screens, or when the answers are small.
    id: "gw-bff",
    title: "One answer for all clients",
    severity: Severity::Info,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("interview-answers § Theory 8. API Gateway; senior-node § 2 API / Gateway / BFF"),
    replaces: &[],
    message: "{component} answers {names} alike, and {small} needs fewer fields.",
    fix: "Give {small} a backend of its own, or let it name the fields that it wants.",
    check: check;
    in ru: r"
        One answer for all clients ⇒ Один ответ для всех клиентов
        {component} answers {names} alike, and {small} needs fewer fields. ⇒ {component} отвечает одинаково: {names}, а для «{small}» нужно меньше полей.
        Give {small} a backend of its own, or let it name the fields that it wants. ⇒ Дайте «{small}» отдельный бэкенд или позвольте называть нужные поля.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    if context.nodes().any(|(_, node)| matches!(node.kind.id, "bff" | "graphql")) {
        return;
    }
    let passes = |edge: &Edge<'_>| {
        let family = context.node(edge.from).kind.family;
        family == Family::Client || matches!(family, Family::Dns | Family::Cdn | Family::Shield | Family::Balancer)
    };
    let answers = |number: usize| matches!(context.node(number).kind.family, Family::Gateway | Family::Compute);
    let small = |node: &Node<'_>| node.kind.setting("small_payloads").is_some();
    if !context.nodes().any(|(_, node)| small(&node)) {
        return;
    }
    // What each kind of client reaches without its requests being worked on; the first client of a kind stands for it.
    let mut kinds: Vec<(&str, usize, BTreeSet<usize>)> = Vec::new();
    for (client, node) in context.of_family(Family::Client) {
        let reached = context.graph.reach(client, passes);
        match kinds.iter_mut().find(|(kind, ..)| *kind == node.kind.id) {
            Some((_, _, all)) => all.extend(reached),
            None => kinds.push((node.kind.id, client, reached)),
        }
    }
    for (number, node) in context.nodes().filter(|(_, node)| small(node)) {
        let Some((_, first, own)) = kinds.iter().find(|(kind, ..)| *kind == node.kind.id) else { continue };
        // Phones are spoken of once.
        if *first != number {
            continue;
        }
        let small = number;
        let shared = kinds.iter().filter(|(kind, ..)| *kind != node.kind.id).find_map(|(_, other, theirs)| {
            let shared = own.iter().copied().find(|&number| answers(number) && theirs.contains(&number));
            Some((*other, shared?))
        });
        let Some((other, shared)) = shared else { continue };
        match node.switch("small_payloads") {
            None => verdict.needs("whether phones need smaller answers"),
            Some(true) => {
                let label = |number: usize| context.node(number).component.label();
                verdict
                    .find(context, &[shared])
                    .with("names", Value::names(&[label(other), label(small)]))
                    .with("small", Value::name(label(small)));
            }
            Some(false) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_a_phone_gets_the_page() {
        check(
            "gw-bff",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "web", "operation": "read"},
                    {"id": "see", "entry": "phone", "operation": "read"}]},
                "components": [{"id": "web", "kind": "client-web"},
                    {"id": "phone", "kind": "client-mobile", "settings": {"small_payloads": true}},
                    {"id": "gw", "kind": "gateway"}, {"id": "api", "kind": "server"}],
                "connections": [{"from": "web", "to": "gw"}, {"from": "phone", "to": "gw"}, {"from": "gw", "to": "api"}]}"#,
            &["gw"],
        );
    }

    #[test]
    fn silent_with_a_backend_of_its_own() {
        check(
            "gw-bff",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "web", "operation": "read"},
                    {"id": "see", "entry": "phone", "operation": "read"}]},
                "components": [{"id": "web", "kind": "client-web"},
                    {"id": "phone", "kind": "client-mobile", "settings": {"small_payloads": true}},
                    {"id": "gw", "kind": "gateway"}, {"id": "b", "kind": "bff"}, {"id": "api", "kind": "server"}],
                "connections": [{"from": "web", "to": "gw"}, {"from": "phone", "to": "b"}, {"from": "gw", "to": "api"},
                    {"from": "b", "to": "api"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_for_phones_alone() {
        check(
            "gw-bff",
            r#"{"workload": {"journeys": [{"id": "see", "entry": "phone", "operation": "read"}]},
                "components": [{"id": "phone", "kind": "client-mobile", "settings": {"small_payloads": true}},
                    {"id": "gw", "kind": "gateway"}, {"id": "api", "kind": "server"}],
                "connections": [{"from": "phone", "to": "gw"}, {"from": "gw", "to": "api"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nobody_says() {
        check_not_checked(
            "gw-bff",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "web", "operation": "read"},
                    {"id": "see", "entry": "phone", "operation": "read"}]},
                "components": [{"id": "web", "kind": "client-web"}, {"id": "phone", "kind": "client-mobile"},
                    {"id": "gw", "kind": "gateway"}, {"id": "api", "kind": "server"}],
                "connections": [{"from": "web", "to": "gw"}, {"from": "phone", "to": "gw"}, {"from": "gw", "to": "api"}]}"#,
        );
    }
}
