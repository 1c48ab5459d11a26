//! One operation writes a store and a message, and nothing holds the two together.

use crate::analysis::carried::Carried;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// One operation writes a store and a message, and nothing holds the two together.
    ///
    /// ## Why it matters
    /// A crash between the two leaves a record that nobody heard of, or news of a record that does not exist. Retrying
    /// does not help, as nobody knows which half was done. It is rare, and it is permanent.
    ///
    /// ## What to do
    /// Write the message into an outbox table in the same transaction and let a relay publish it, or capture the
    /// changes of the store.
    ///
    /// ## When it is fine
    /// When the message is only a hint, such as a click or a metric, and a lost one does no harm.
    id: "tx-dual-write",
    title: "Two writes, no transaction",
    severity: Severity::Error,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("mental-models § 13. The Distributed Transaction Patterns"),
    replaces: &[],
    message: "{component} writes {store} and sends to {other} in the same operation. A crash between the two leaves one without the other.",
    fix: "Write the message to an outbox in the transaction of {store}, and publish it from there.",
    check: check,
}

/// Whether a connection tells others of a record: a message, or an entry of a search index.
fn is_copy(context: &Context<'_>, edge: usize) -> bool {
    let kind = context.callee(edge).kind;
    kind.family.is_broker() || kind.id == "search"
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, _) in context.nodes() {
        for &message in context.edges_from(number) {
            if !is_copy(context, message) {
                continue;
            }
            let record = context.edges_from(number).iter().copied().find(|&record| {
                let keeps = matches!(context.callee(record).kind.family, Family::Database | Family::ShardRouter);
                let both = |journey: &Carried| journey.edge_writes[record] && journey.uses(message);
                record != message && keeps && !is_copy(context, record) && context.carried.iter().any(both)
            });
            let Some(record) = record else { continue };
            match context.edge(message).switch("outbox") {
                None => verdict.needs("whether messages leave by an outbox"),
                Some(true) => {}
                Some(false) => {
                    let (store, other) = (context.edge(record).to, context.edge(message).to);
                    verdict
                        .find(context, &[number, store, other])
                        .on(&[record, message])
                        .with("store", Value::name(context.node(store).component.label()))
                        .with("other", Value::name(context.node(other).component.label()));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_the_message_leaves_beside_the_transaction() {
        check(
            "tx-dual-write",
            r#"{"workload": {"journeys": [{"id": "send", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}, {"id": "q", "kind": "stream"},
                    {"id": "w", "kind": "worker"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"},
                    {"from": "api", "to": "q", "mode": "async", "outbox": false},
                    {"from": "q", "to": "w", "mode": "async"}]}"#,
            &["api"],
        );
    }

    #[test]
    fn silent_when_it_leaves_by_an_outbox() {
        check(
            "tx-dual-write",
            r#"{"workload": {"journeys": [{"id": "send", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}, {"id": "q", "kind": "stream"},
                    {"id": "w", "kind": "worker"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"},
                    {"from": "api", "to": "q", "mode": "async", "outbox": true},
                    {"from": "q", "to": "w", "mode": "async"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_the_outbox_is_open() {
        check_not_checked(
            "tx-dual-write",
            r#"{"workload": {"journeys": [{"id": "send", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}, {"id": "q", "kind": "stream"},
                    {"id": "w", "kind": "worker"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"},
                    {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}]}"#,
        );
    }

    #[test]
    fn silent_when_the_message_belongs_to_a_read() {
        check(
            "tx-dual-write",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "client", "operation": "read"},
                    {"id": "create", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}, {"id": "q", "kind": "stream"},
                    {"id": "w", "kind": "worker"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"},
                    {"from": "api", "to": "q", "mode": "async", "journeys": ["read"], "outbox": false},
                    {"from": "q", "to": "w", "mode": "async"}]}"#,
            &[],
        );
    }
}
