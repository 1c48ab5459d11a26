//! Messages are written to an outbox, and nothing takes them from there.

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

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, _) in context.of_family(Family::Database) {
        let written: Vec<usize> = context
            .edges_to(number)
            .iter()
            .copied()
            .filter(|&edge| context.edge(edge).switch("outbox") == Some(true))
            .collect();
        let left = context.from(number).any(|edge| takes(context, edge.to));
        let asked = context.to(number).any(|edge| takes(context, edge.from));
        if !written.is_empty() && !left && !asked {
            verdict.find(context, &[number]).on(&written);
        }
    }
    for (number, _) in context.nodes().filter(|(_, node)| node.kind.id == "outbox-relay") {
        let store = context.from(number).map(|edge| edge.to).chain(context.to(number).map(|edge| edge.from));
        let publishes = context.from(number).any(|edge| !context.node(edge.to).kind.family.keeps());
        let store = store.filter(|&other| context.node(other).kind.family.keeps()).min();
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
