//! One operation writes a store and a message, and nothing holds the two together.

use crate::analysis::carried::Carried;
use crate::design::Operation;
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
    /// Who takes a message, writes a record and sends the next message does both in one operation as well, although the
    /// next message is a journey of its own that enters there. A search index and a cache are told of a record as others
    /// are by a message: of a cache it is spoken where its connection says that there is no outbox.
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
    check: check;
    in ru: r"
        Two writes, no transaction ⇒ Две записи без транзакции
        {component} writes {store} and sends to {other} in the same operation. A crash between the two leaves one without the other. ⇒ {component} в одной операции пишет в «{store}» и отправляет в «{other}». Сбой между ними оставит одно без другого.
        Write the message to an outbox in the transaction of {store}, and publish it from there. ⇒ Пишите сообщение в outbox в транзакции «{store}» и публикуйте оттуда.
    ",
}

/// Whether a connection tells others of a record: a message, or an entry of a search index or a cache.
fn is_copy(context: &Context<'_>, edge: usize) -> bool {
    let kind = context.callee(edge).kind;
    kind.family.is_broker() || kind.id == "search" || kind.family == Family::Cache
}

/// Whether a component writes a record and sends a message in one operation: in one journey, or in one that it takes
/// from a broker and one that goes on from there.
fn in_one_operation(context: &Context<'_>, number: usize, record: usize, message: usize) -> bool {
    let taken = |journey: &Carried| {
        let hands_over = |&edge: &usize| context.caller(edge).kind.family.is_broker() && journey.uses(edge);
        journey.entry != number && context.edges_to(number).iter().any(hands_over)
    };
    let goes_on = |journey: &Carried| {
        journey.entry == number && context.workload().journeys[journey.journey].operation == Operation::Write
    };
    let mut writing = context.carried.iter().filter(|journey| journey.edge_writes[record]);
    writing.any(|one| {
        let mut telling = context.carried.iter().filter(|other| other.uses(message));
        telling
            .any(|other| one.journey == other.journey || taken(one) && goes_on(other) || taken(other) && goes_on(one))
    })
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, _) in context.nodes() {
        for &message in context.edges_from(number) {
            if !is_copy(context, message) {
                continue;
            }
            let record = context.edges_from(number).iter().copied().find(|&record| {
                let keeps = matches!(context.callee(record).kind.family, Family::Database | Family::ShardRouter);
                let apart = record != message && keeps && !is_copy(context, record);
                apart && in_one_operation(context, number, record, message)
            });
            let Some(record) = record else { continue };
            let is_cache = context.callee(message).kind.family == Family::Cache;
            match context.edge(message).switch("outbox") {
                // Most caches are emptied or run out; only what says that it is written without an outbox is told.
                None if is_cache => {}
                Some(_) if is_cache && !context.carried.iter().any(|journey| journey.edge_writes[message]) => {}
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
    fn fires_of_a_cache_that_says_so_and_not_of_others() {
        let design = |outbox: &str| {
            format!(
                r#"{{"workload": {{"journeys": [{{"id": "go", "entry": "api", "operation": "write"}}]}},
                    "components": [{{"id": "api", "kind": "server"}}, {{"id": "db", "kind": "sql"}},
                        {{"id": "cache", "kind": "cache-distributed"}}],
                    "connections": [{{"from": "api", "to": "db"}}, {{"from": "api", "to": "cache"{outbox}}}]}}"#
            )
        };
        check("tx-dual-write", &design(r#", "settings": {"outbox": false}"#), &["api"]);
        check("tx-dual-write", &design(""), &[]);
    }

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
    fn fires_when_a_consumer_writes_and_sends_on() {
        check(
            "tx-dual-write",
            r#"{"workload": {"journeys": [{"id": "order", "entry": "client", "operation": "write"},
                    {"id": "reserved", "entry": "stock", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "q", "kind": "stream"},
                    {"id": "stock", "kind": "service"}, {"id": "db", "kind": "sql"}, {"id": "pay", "kind": "worker"}],
                "connections": [{"from": "client", "to": "q", "journeys": ["order"], "mode": "async"},
                    {"from": "q", "to": "stock", "journeys": ["order"], "mode": "async"},
                    {"from": "stock", "to": "db", "journeys": ["order"]},
                    {"from": "stock", "to": "q", "journeys": ["reserved"], "mode": "async", "outbox": false},
                    {"from": "q", "to": "pay", "journeys": ["reserved"], "mode": "async"}]}"#,
            &["stock"],
        );
    }

    #[test]
    fn silent_when_the_message_is_of_another_user() {
        check(
            "tx-dual-write",
            r#"{"workload": {"journeys": [{"id": "order", "entry": "client", "operation": "write"},
                    {"id": "hint", "entry": "other", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "other", "kind": "client-iot"},
                    {"id": "api", "kind": "service"}, {"id": "db", "kind": "sql"}, {"id": "q", "kind": "stream"},
                    {"id": "w", "kind": "worker"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "other", "to": "api"},
                    {"from": "api", "to": "db", "journeys": ["order"]},
                    {"from": "api", "to": "q", "journeys": ["hint"], "mode": "async", "outbox": false},
                    {"from": "q", "to": "w", "mode": "async"}]}"#,
            &[],
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
