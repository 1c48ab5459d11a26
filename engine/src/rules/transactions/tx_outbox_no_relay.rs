//! Messages are written to an outbox, and nothing takes them from there.

use std::collections::BTreeMap;

use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// Messages are written to an outbox, and nothing takes them from there.
    ///
    /// ## Why it matters
    /// An outbox is a table. What lies in it has been promised together with the record and reaches nobody until a
    /// publisher reads the table and sends what it finds: without one, no event ever leaves and the table only grows.
    ///
    /// ## What to do
    /// Add a relay that reads the outbox and publishes to the queue or stream, or capture the changes of the store.
    ///
    /// ## When it is fine
    /// When the store publishes its changes by itself and that is left out of the drawing; then draw it.
    id: "tx-outbox-no-relay",
    title: "Outbox that nobody empties",
    severity: Severity::Error,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("mental-models § 13. The Distributed Transaction Patterns"),
    replaces: &[],
    message: "{component} keeps an outbox, and nothing publishes what is written there.",
    fix: "Add an outbox relay between {component} and the queue or stream.",
    check: check;
    in ru: r"
        Outbox that nobody empties ⇒ Outbox никто не опустошает
        {component} keeps an outbox, and nothing publishes what is written there. ⇒ {component} ведёт outbox, и никто не публикует записанное в нём.
        Add an outbox relay between {component} and the queue or stream. ⇒ Добавьте ретранслятор Outbox между «{component}» и очередью или потоком.
    ",
}

/// Whether messages leave a store over this connection: towards a relay, a broker or a job that publishes.
fn takes(context: &Context<'_>, other: usize) -> bool {
    let family = context.node(other).kind.family;
    family.is_broker() || matches!(family, Family::Worker | Family::Processing)
}

/// Whether a store keeps records of its own, in whose transactions an outbox is written: no copy that follows them.
fn keeps_records(context: &Context<'_>, number: usize) -> bool {
    context.node(number).kind.family == Family::Database && !context.keeps_copies(number)
}

/// The store that keeps the outbox of what goes over a connection: what it leads to, or what its caller writes besides
/// where it leads to a copy.
fn outbox_of(context: &Context<'_>, edge: usize) -> Option<usize> {
    let to = context.edge(edge).to;
    if context.node(to).kind.family != Family::Database || keeps_records(context, to) {
        return Some(to);
    }
    let beside = context.edges_from(context.edge(edge).from).iter().copied().filter(|&other| {
        let is_written = context.carried.iter().any(|journey| journey.edge_writes[other]);
        is_written && keeps_records(context, context.edge(other).to)
    });
    beside.map(|other| context.edge(other).to).min()
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let mut kept: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for edge in (0..context.graph.edges.len()).filter(|&edge| context.edge(edge).switch("outbox") == Some(true)) {
        if let Some(store) = outbox_of(context, edge) {
            kept.entry(store).or_default().push(edge);
        }
    }
    for (number, _) in context.of_family(Family::Database) {
        let written = kept.remove(&number).unwrap_or_default();
        let left = context.from(number).any(|edge| takes(context, edge.to));
        let asked = context.to(number).any(|edge| takes(context, edge.from));
        if !written.is_empty() && !left && !asked {
            verdict.find(context, &[number]).on(&written);
        }
    }
    for (number, _) in context.nodes().filter(|(_, node)| node.kind.id == "outbox-relay") {
        let store = context.from(number).map(|edge| edge.to).chain(context.to(number).map(|edge| edge.from));
        // Who brings a search index up to date publishes there.
        let tells = |node: usize| !context.node(node).kind.family.keeps() || context.keeps_copies(node);
        let publishes = context.from(number).any(|edge| tells(edge.to));
        let store = store.filter(|&other| !tells(other)).min();
        if let Some(store) = store.filter(|_| !publishes) {
            verdict.find(context, &[store, number]);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn fires_when_nothing_reads_the_outbox() {
        check(
            "tx-outbox-no-relay",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db", "outbox": true}]}"#,
            &["db"],
        );
    }

    #[test]
    fn fires_when_the_relay_publishes_nowhere() {
        check(
            "tx-outbox-no-relay",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}, {"id": "relay", "kind": "outbox-relay"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db", "outbox": true},
                    {"from": "db", "to": "relay", "mode": "async"}]}"#,
            &["db"],
        );
    }

    #[test]
    fn silent_when_a_relay_publishes() {
        check(
            "tx-outbox-no-relay",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}, {"id": "relay", "kind": "outbox-relay"},
                    {"id": "q", "kind": "stream"}, {"id": "w", "kind": "worker"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db", "outbox": true},
                    {"from": "db", "to": "relay", "mode": "async"},
                    {"from": "relay", "to": "q", "mode": "async"}, {"from": "q", "to": "w", "mode": "async"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_changes_are_captured() {
        check(
            "tx-outbox-no-relay",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}, {"id": "q", "kind": "stream"}, {"id": "w", "kind": "worker"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db", "outbox": true},
                    {"from": "db", "to": "q", "mode": "async"}, {"from": "q", "to": "w", "mode": "async"}]}"#,
            &[],
        );
    }

    #[test]
    fn the_outbox_of_a_search_index_lies_in_the_store_beside_it_and_a_relay_may_write_the_index() {
        let design = |more: &str, relay: &str| {
            r#"{"workload": {"journeys": [{"id": "go", "entry": "api", "operation": "write"}]},
                "components": [{"id": "api", "kind": "server"}, {"id": "db", "kind": "sql"},
                    {"id": "index", "kind": "search"}MORE],
                "connections": [{"from": "api", "to": "db"}, {"from": "api", "to": "index", "outbox": true}RELAY]}"#
                .replace("MORE", more)
                .replace("RELAY", relay)
        };
        check("tx-outbox-no-relay", &design("", ""), &["db"]);
        let more = r#", {"id": "relay", "kind": "outbox-relay"}"#;
        let idle = r#", {"from": "relay", "to": "db"}"#;
        check("tx-outbox-no-relay", &design(more, idle), &["db"]);
        let works = r#", {"from": "relay", "to": "db"}, {"from": "relay", "to": "index", "mode": "async"}"#;
        check("tx-outbox-no-relay", &design(more, works), &[]);
    }

    #[test]
    fn silent_without_an_outbox() {
        check(
            "tx-outbox-no-relay",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }
}
