//! A client calls several servers for one view and puts the answers together.

use crate::analysis::carried::Carried;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::calls::parallel_servers;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// A client calls several servers for one view and puts the answers together.
    ///
    /// ## Why it matters
    /// Users and their orders come from two services; a client that calls both waits for the slower way twice, knows
    /// how services are cut, and has to be changed when the cut is.
    ///
    /// ## What to do
    /// Put the answers together on the server side, in a gateway or a backend for the client (API composition).
    ///
    /// ## When it is fine
    /// When the parts of the view load independently and may fail one by one.
    id: "api-composition",
    title: "Clients put answers together",
    severity: Severity::Info,
    needs: Needs::Structure,
    origin: Origin::Derived,
    core: false,
    source: Source::Documented("interview-answers § Theory 2. Microservices vs Monolith; senior-node § 2 API / Gateway / BFF"),
    replaces: &[],
    message: "{component} calls {names} for one request of a user and puts the answers together itself.",
    fix: "Gather the answers behind a gateway or a backend for the client.",
    check: check;
    in ru: r"
        Clients put answers together ⇒ Клиенты сами собирают ответы
        {component} calls {names} for one request of a user and puts the answers together itself. ⇒ {component} на один запрос пользователя вызывает {names} и сам собирает ответы.
        Gather the answers behind a gateway or a backend for the client. ⇒ Собирайте ответы за шлюзом или в бэкенде для этого клиента.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    // Copies that stand in for each other give one answer: those that ask the same.
    let sets = parallel_servers(context.graph);
    let asks = |edge: &usize| !context.edges_from(context.edge(*edge).to).is_empty();
    let is_another = |edge: &usize| asks(edge) && sets.iter().any(|set| set[1..].contains(edge));
    for (client, _) in context.of_family(Family::Client) {
        let called = |journey: &Carried| {
            let edges = context.edges_from(client).iter().copied();
            let called = edges.filter(|&edge| {
                // Commands and queries are the two halves of one thing.
                let kind = context.callee(edge).kind;
                let works = kind.family == Family::Compute && !matches!(kind.id, "cqrs-command" | "cqrs-query");
                journey.edge_waits[edge] && works && context.edge(edge).group.is_none() && !is_another(&edge)
            });
            called.collect::<Vec<usize>>()
        };
        let most = context.carried.iter().map(called).max_by_key(Vec::len);
        let Some(edges) = most.filter(|edges| edges.len() > 1) else { continue };
        let names: Vec<&str> = edges.iter().map(|&edge| context.callee(edge).component.label()).collect();
        verdict.find(context, &[client]).on(&edges).with("names", Value::names(&names));
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn fires_when_a_view_needs_two_servers() {
        check(
            "api-composition",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "users", "kind": "server"},
                    {"id": "orders", "kind": "server"}],
                "connections": [{"from": "client", "to": "users"}, {"from": "client", "to": "orders"}]}"#,
            &["client"],
        );
    }

    #[test]
    fn copies_that_ask_the_same_give_one_answer() {
        check(
            "api-composition",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "server"},
                    {"id": "b", "kind": "server"}, {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "a"}, {"from": "client", "to": "b"}, {"from": "a", "to": "db"},
                    {"from": "b", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_behind_a_gateway() {
        check(
            "api-composition",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "users", "kind": "server"}, {"id": "orders", "kind": "server"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "users"}, {"from": "gw", "to": "orders"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_for_commands_and_queries() {
        check(
            "api-composition",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "c", "kind": "cqrs-command"},
                    {"id": "q", "kind": "cqrs-query"}],
                "connections": [{"from": "client", "to": "c"}, {"from": "client", "to": "q"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_each_view_needs_one() {
        check(
            "api-composition",
            r#"{"workload": {"journeys": [{"id": "me", "entry": "client", "operation": "read"},
                    {"id": "mine", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "users", "kind": "server"},
                    {"id": "orders", "kind": "server"}],
                "connections": [{"from": "client", "to": "users", "journeys": ["me"]},
                    {"from": "client", "to": "orders", "journeys": ["mine"]}]}"#,
            &[],
        );
    }
}
