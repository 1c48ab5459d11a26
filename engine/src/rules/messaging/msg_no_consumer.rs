//! Messages go in and nobody takes them out.

use crate::analysis::Edge;
use crate::design::Operation;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// Messages go in and nobody takes them out.
    ///
    /// ## Why it matters
    /// A queue that is only filled grows until its disk is full or its oldest messages expire unread. Either way the
    /// work that was handed over is never done.
    ///
    /// ## What to do
    /// Connect the worker or service that does the work.
    ///
    /// ## When it is fine
    /// Never, unless the consumer is outside the drawing. Then draw it as an external system.
    id: "msg-no-consumer",
    title: "Queue without consumer",
    severity: Severity::Error,
    needs: Needs::Structure,
    origin: Origin::Derived,
    core: true,
    source: Source::Documented("mental-models § 8. The Messaging Mental Model"),
    replaces: &[],
    message: "{component} is filled and never emptied. Messages pile up.",
    fix: "Connect a consumer, or leave the queue out.",
    check: check;
    in ru: r"
        Queue without consumer ⇒ Очередь без потребителя
        {component} is filled and never emptied. Messages pile up. ⇒ {component} наполняется, но не опустошается. Сообщения копятся.
        Connect a consumer, or leave the queue out. ⇒ Подключите потребителя или уберите очередь.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.nodes().filter(|(_, node)| node.kind.family.is_broker()) {
        // Dead letters wait for a person.
        if node.kind.takes_failures() {
            continue;
        }
        let takes = |edge: &Edge<'_>| edge.connection.operation == Some(Operation::Read);
        let filled = context.to(number).any(|edge| edge.from != number && !takes(edge));
        let letters = |edge: &Edge<'_>| context.node(edge.to).kind.takes_failures();
        let watched = |edge: &Edge<'_>| context.node(edge.to).kind.family.beside_the_path();
        let handed = context.from(number).any(|edge| edge.to != number && !letters(edge) && !watched(edge));
        // Servers that hold connections hear Redis Pub/Sub on the connection on which they speak.
        let holds = |edge: &Edge<'_>| context.node(edge.from).kind.family == Family::ConnectionServer;
        let heard = node.kind.id == "redis-pubsub" && context.to(number).any(holds);
        if filled && !handed && !heard && !context.to(number).any(takes) {
            verdict.find(context, &[number]);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn fires_when_only_producers_are_connected() {
        check(
            "msg-no-consumer",
            r#"{"workload": {"journeys": [{"id": "order", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "queue"}, {"id": "w", "kind": "worker"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"}]}"#,
            &["q"],
        );
    }

    #[test]
    fn silent_when_a_worker_takes_the_messages() {
        check(
            "msg-no-consumer",
            r#"{"workload": {"journeys": [{"id": "order", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "queue"}, {"id": "w", "kind": "worker"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_where_servers_hear_what_they_say() {
        let text = |holds: &str| {
            format!(
                r#"{{"workload": {{"journeys": [{{"id": "say", "entry": "client", "operation": "write"}}]}},
                "components": [{{"id": "client", "kind": "client-web"}}, {{"id": "ws", "kind": "{holds}"}},
                    {{"id": "bus", "kind": "redis-pubsub"}}],
                "connections": [{{"from": "client", "to": "ws"}}, {{"from": "ws", "to": "bus", "mode": "async"}}]}}"#
            )
        };
        check("msg-no-consumer", &text("ws-gateway"), &[]);
        check("msg-no-consumer", &text("server"), &["bus"]);
    }

    #[test]
    fn silent_when_a_worker_fetches_them_itself() {
        check(
            "msg-no-consumer",
            r#"{"workload": {"journeys": [{"id": "order", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "queue"}, {"id": "w", "kind": "worker"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "w", "to": "q", "operation": "read"}]}"#,
            &[],
        );
    }
}
