//! The state is built from events, and they pass through something that forgets them.

use crate::design::Setting;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// The state is built from events, and they pass through something that forgets them.
    ///
    /// ## Why it matters
    /// With event sourcing the events are the record: balances and views are worked out from them, and worked out anew
    /// when a view is wrong. A queue deletes a message when it has been read, and a publish-and-subscribe channel never
    /// kept it; what is gone there is gone for good.
    ///
    /// ## What to do
    /// Keep events in a log with unlimited retention or in an event store.
    ///
    /// ## When it is fine
    /// When the events are a copy, and the record is kept in a store. Then the design is not one of event sourcing.
    id: "es-store",
    title: "Events that are not kept",
    severity: Severity::Error,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("interview-answers § Theory 5. Message Queues; mental-models § 8. The Messaging Mental Model; senior-node § 5 Queues and asynchrony"),
    replaces: &[],
    message: "{component} carries the events that the state is built from, and keeps none of them.",
    fix: "Keep the events in an event store, or in a stream that never deletes them.",
    check: check;
    in ru: r"
        Events that are not kept ⇒ События не хранятся
        {component} carries the events that the state is built from, and keeps none of them. ⇒ {component} несёт события, из которых строится состояние, и ни одного не хранит.
        Keep the events in an event store, or in a stream that never deletes them. ⇒ Храните события в хранилище событий или в потоке, который их не удаляет.
    ",
}

/// Whether a component keeps what passes through it, so that it can be read again.
fn keeps(context: &Context<'_>, number: usize) -> bool {
    let node = context.node(number);
    // A channel of subscribers forgets; a log keeps for as long as its retention says.
    let is_log = node.kind.family == Family::Stream && node.kind.id != "redis-pubsub";
    is_log && node.kind.setting("retention_hours").is_some() && !node.kind.managed
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let brokers: Vec<usize> = context
        .nodes()
        .filter(|(_, node)| node.kind.family.is_broker() && !node.kind.takes_failures())
        .map(|(number, _)| number)
        .collect();
    let kept = context.nodes().any(|(_, node)| matches!(node.kind.id, "event-store" | "ledger"));
    if brokers.is_empty() || kept || brokers.iter().any(|&broker| keeps(context, broker)) {
        return;
    }
    match context.wish("event_sourcing").and_then(Setting::switch) {
        None => verdict.needs("whether the state is built from events"),
        Some(true) => {
            for broker in brokers {
                verdict.find(context, &[broker]);
            }
        }
        Some(false) => {}
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_of_a_channel_that_forgets() {
        check(
            "es-store",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "api", "operation": "write"}]},
                "requirements": {"settings": {"event_sourcing": true}},
                "components": [{"id": "api", "kind": "server"}, {"id": "q", "kind": "redis-pubsub"}, {"id": "w", "kind": "worker"}],
                "connections": [{"from": "api", "to": "q", "mode": "async"}, {"from": "q", "to": "w", "mode": "async"}]}"#,
            &["q"],
        );
    }

    #[test]
    fn fires_when_a_queue_carries_them() {
        check(
            "es-store",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"event_sourcing": true},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "service"},
                    {"id": "q", "kind": "queue"}, {"id": "w", "kind": "worker"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}]}"#,
            &["q"],
        );
    }

    #[test]
    fn silent_when_a_stream_keeps_them() {
        check(
            "es-store",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"event_sourcing": true},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "service"},
                    {"id": "q", "kind": "stream"}, {"id": "w", "kind": "worker"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_an_event_store_does() {
        check(
            "es-store",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"event_sourcing": true},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "service"},
                    {"id": "q", "kind": "queue"}, {"id": "w", "kind": "worker"},
                    {"id": "e", "kind": "event-store"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}, {"from": "api", "to": "e"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nobody_says() {
        check_not_checked(
            "es-store",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "service"},
                    {"id": "q", "kind": "queue"}, {"id": "w", "kind": "worker"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}]}"#,
        );
    }
}
