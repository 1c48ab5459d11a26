//! Messages that must not be lost go over a channel that keeps nothing.

use crate::design::Setting;
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::channels::is_kept_elsewhere;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// Messages that must not be lost go over a channel that keeps nothing.
    ///
    /// ## Why it matters
    /// Redis Pub/Sub hands a message to whoever listens at that moment and forgets it. Who reconnects a second later
    /// has missed it.
    ///
    /// ## What to do
    /// Keep messages in a stream or queue, and use the channel for live delivery only.
    ///
    /// ## When it is fine
    /// When every message is also stored, and readers catch up from the store.
    id: "msg-redis-pubsub-durable",
    title: "Lasting messages on a fleeting channel",
    severity: Severity::Error,
    needs: Needs::Declaration,
    origin: Origin::Derived,
    core: false,
    source: Source::Documented("interview-answers § Practice 3. Chat System; zero-to-hero § Cheat Sheet: Technology Choices; mental-models § 8. The Messaging Mental Model"),
    replaces: &[],
    message: "{component} keeps nothing: who is not listening misses the message. What was accepted must not be lost.",
    fix: "Keep messages in a stream or queue, and use this channel for live delivery only.",
    check: check;
    in ru: r"
        Lasting messages on a fleeting channel ⇒ Важные сообщения в канале без хранения
        {component} keeps nothing: who is not listening misses the message. What was accepted must not be lost. ⇒ {component} ничего не хранит: кто не слушает, тот пропустит сообщение. А принятое терять нельзя.
        Keep messages in a stream or queue, and use this channel for live delivery only. ⇒ Храните сообщения в потоке или очереди, а этот канал используйте только для доставки вживую.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let channels: Vec<usize> = context
        .nodes()
        .filter(|(number, node)| node.kind.id == "redis-pubsub" && context.is_reached(*number))
        .map(|(number, _)| number)
        .collect();
    if channels.is_empty() {
        return;
    }
    match context.wish("durable").and_then(Setting::switch) {
        None => verdict.needs("whether what was accepted may be lost"),
        Some(true) => {
            for number in channels {
                if !is_kept_elsewhere(context, number) {
                    verdict.find(context, &[number]);
                }
            }
        }
        Some(false) => {}
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_nothing_else_keeps_the_message() {
        check(
            "msg-redis-pubsub-durable",
            r#"{"workload": {"journeys": [{"id": "order", "entry": "client", "operation": "write"}]},
                "requirements": {"durable": true},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "redis-pubsub"}, {"id": "w", "kind": "worker"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}]}"#,
            &["q"],
        );
    }

    #[test]
    fn silent_when_it_comes_from_a_log() {
        check(
            "msg-redis-pubsub-durable",
            r#"{"workload": {"journeys": [{"id": "order", "entry": "api", "operation": "write"}]},
                "requirements": {"durable": true},
                "components": [{"id": "api", "kind": "server"}, {"id": "k", "kind": "stream"}, {"id": "n", "kind": "worker"},
                    {"id": "q", "kind": "redis-pubsub"}, {"id": "ws", "kind": "ws-gateway"}],
                "connections": [{"from": "api", "to": "k", "mode": "async"}, {"from": "k", "to": "n", "mode": "async"},
                    {"from": "n", "to": "q", "mode": "async"}, {"from": "q", "to": "ws", "mode": "async"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_the_message_is_stored_as_well() {
        check(
            "msg-redis-pubsub-durable",
            r#"{"workload": {"journeys": [{"id": "order", "entry": "client", "operation": "write"}]},
                "requirements": {"durable": true},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "redis-pubsub"}, {"id": "w", "kind": "worker"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}, {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn what_another_journey_stores_is_not_the_message() {
        let design = |journeys: &str| {
            r#"{"workload": {"journeys": [{"id": "profile", "entry": "client", "operation": "write"},
                    {"id": "send", "entry": "client", "operation": "write"}]},
                "requirements": {"durable": true},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}, {"id": "q", "kind": "redis-pubsub"}, {"id": "ws", "kind": "ws-gateway"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db", "journeys": [JOURNEYS]},
                    {"from": "api", "to": "q", "mode": "async", "journeys": ["send"]},
                    {"from": "q", "to": "ws", "mode": "async"}]}"#
                .replace("JOURNEYS", journeys)
        };
        check("msg-redis-pubsub-durable", &design(r#""profile""#), &["q"]);
        check("msg-redis-pubsub-durable", &design(r#""profile", "send""#), &[]);
    }

    #[test]
    fn what_only_a_listener_stores_was_not_kept() {
        let design = |from: &str, carries: &str| {
            r#"{"workload": {"journeys": [{"id": "send", "entry": "client", "operation": "write"}]},
                "requirements": {"durable": true},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}, {"id": "q", "kind": "redis-pubsub"CARRIES}, {"id": "w", "kind": "worker"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "FROM", "to": "db"},
                    {"from": "api", "to": "q", "mode": "async"}, {"from": "q", "to": "w", "mode": "async"}]}"#
                .replace("FROM", from)
                .replace("CARRIES", carries)
        };
        check("msg-redis-pubsub-durable", &design("w", ""), &["q"]);
        check("msg-redis-pubsub-durable", &design("api", ""), &[]);
        check("msg-redis-pubsub-durable", &design("w", r#", "settings": {"carries": "notices"}"#), &[]);
    }

    #[test]
    fn not_checked_while_nobody_says() {
        check_not_checked(
            "msg-redis-pubsub-durable",
            r#"{"workload": {"journeys": [{"id": "order", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "redis-pubsub"}, {"id": "w", "kind": "worker"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}]}"#,
        );
    }
}
