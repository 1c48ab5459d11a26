//! One request changes several stores, and nothing holds the changes together.

use crate::analysis::Node;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};
use std::collections::BTreeSet;

rule! {
    /// One request changes several stores, and nothing holds the changes together.
    ///
    /// ## Why it matters
    /// A failure between two of them leaves the first changed and the second not: an order without payment, a payment
    /// without order. There is no commit over both unless somebody builds one.
    ///
    /// ## What to do
    /// Use a saga with a step back for each step, change one store and tell the others by events, or keep both in one
    /// store.
    ///
    /// ## When it is fine
    /// When the second store only holds a copy that is made again by itself.
    id: "tx-no-pattern",
    title: "Several stores, no transaction",
    severity: Severity::Error,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("interview-answers § Theory 2. Microservices vs Monolith, § Theory 6. Consistency Patterns; senior-node § 8 Consistency & Transactions; mental-models § 13. The Distributed Transaction Patterns"),
    replaces: &["shard-cross-tx"],
    message: "{component} changes {names} in one request ({journey}). A failure in between leaves them apart.",
    fix: "Use a saga, or change one store and tell the others by events from its outbox.",
    check: check,
}

/// Whether a store of this kind holds copies that can be made again.
fn is_copy(kind: &str) -> bool {
    matches!(kind, "search" | "db-replica" | "vector-db" | "tsdb" | "warehouse" | "columnar" | "feature-store")
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let coordinated = |node: &Node<'_>| matches!(node.kind.id, "saga-orchestrator" | "2pc-coordinator");
    for journey in context.carried {
        if context.nodes().any(|(number, node)| journey.reaches(number) && coordinated(&node)) {
            continue;
        }
        let mut stores: BTreeSet<usize> = BTreeSet::new();
        let mut edges: Vec<usize> = Vec::new();
        for edge in 0..context.graph.edges.len() {
            let (caller, callee) = (context.caller(edge), context.callee(edge));
            // Parts of one store behind a router are one store; copies follow by themselves.
            let record =
                matches!(callee.kind.family, Family::Database | Family::ShardRouter) && !is_copy(callee.kind.id);
            let chosen = matches!(
                caller.kind.family,
                Family::ShardRouter | Family::Balancer | Family::Gateway | Family::Database
            );
            let undone = context.edge(edge).switch("compensation").is_some();
            if record && !chosen && !undone && journey.edge_writes[edge] && journey.edge_waits[edge] {
                stores.insert(context.edge(edge).to);
                edges.push(edge);
            }
        }
        if stores.len() > 1 {
            let names: Vec<&str> = stores.iter().map(|&store| context.node(store).component.label()).collect();
            let mut nodes = vec![context.edge(edges[0]).from];
            nodes.extend(&stores);
            verdict
                .find(context, &nodes)
                .on(&edges)
                .with("names", Value::name(names.join(", ")))
                .with("journey", Value::name(context.workload().journeys[journey.journey].label()));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn fires_when_two_databases_are_written_in_one_request() {
        check(
            "tx-no-pattern",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "service"},
                    {"id": "other", "kind": "service"}, {"id": "db", "kind": "sql"},
                    {"id": "more", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"},
                    {"from": "api", "to": "other"}, {"from": "other", "to": "more"}]}"#,
            &["api"],
        );
    }

    #[test]
    fn silent_when_one_is_written() {
        check(
            "tx-no-pattern",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_a_saga_directs_the_steps() {
        check(
            "tx-no-pattern",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "service"},
                    {"id": "s", "kind": "saga-orchestrator"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}, {"id": "db", "kind": "sql"},
                    {"id": "more", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "s"},
                    {"from": "s", "to": "a"}, {"from": "s", "to": "b"}, {"from": "a", "to": "db"},
                    {"from": "b", "to": "more"}]}"#,
            &[],
        );
    }
}
