//! A caller sends a question into a log and waits for the answer in another one.

use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// A caller sends a question into a log and waits for the answer in another one.
    ///
    /// ## Why it matters
    /// A log batches and writes to disk before it hands over, and every reader of the answers reads all of them to find
    /// its own. A call over it takes two such ways and has no connection that would tell that the other side is gone.
    ///
    /// ## What to do
    /// Call the other side directly (gRPC, HTTP), or use a queue that knows replies (RabbitMQ).
    ///
    /// ## When it is fine
    /// When the answer may come minutes later and by another way; then it is an event, not a reply.
    id: "msg-rpc-on-stream",
    title: "Answers over a log",
    severity: Severity::Info,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("interview-answers § Theory 5. Message Queues; zero-to-hero § 2.1 Distributed Systems"),
    replaces: &[],
    message: "{component} carries replies to {caller}. A log is a slow way to ask a question.",
    fix: "Let {caller} call directly, or use a queue that knows replies.",
    check: check;
    in ru: r"
        Answers over a log ⇒ Ответы через журнал
        {component} carries replies to {caller}. A log is a slow way to ask a question. ⇒ {component} несёт ответы для {caller}. Журнал — медленный способ задать вопрос.
        Let {caller} call directly, or use a queue that knows replies. ⇒ Пусть {caller} вызывает напрямую или через очередь, которая умеет ответы.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for number in 0..context.graph.edges.len() {
        let edge = context.edge(number);
        let is_log =
            context.caller(number).kind.family == Family::Stream && context.caller(number).kind.id != "redis-pubsub";
        if edge.text("purpose") != Some("reply") || !is_log {
            continue;
        }
        let caller = Value::name(context.callee(number).component.label());
        verdict.find(context, &[edge.from]).on(&[number]).with("caller", caller);
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn fires_when_replies_come_over_a_log() {
        check(
            "msg-rpc-on-stream",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "stream"}, {"id": "w", "kind": "worker"},
                    {"id": "back", "kind": "stream"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}, {"from": "w", "to": "back", "mode": "async"},
                    {"from": "back", "to": "api", "mode": "async", "purpose": "reply"}]}"#,
            &["back"],
        );
    }

    #[test]
    fn silent_over_a_queue() {
        check(
            "msg-rpc-on-stream",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "stream"}, {"id": "w", "kind": "worker"},
                    {"id": "back", "kind": "rabbitmq"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}, {"from": "w", "to": "back", "mode": "async"},
                    {"from": "back", "to": "api", "mode": "async", "purpose": "reply"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_for_events() {
        check(
            "msg-rpc-on-stream",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "stream"}, {"id": "w", "kind": "worker"},
                    {"id": "back", "kind": "stream"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}, {"from": "w", "to": "back", "mode": "async"},
                    {"from": "back", "to": "api", "mode": "async"}]}"#,
            &[],
        );
    }
}
