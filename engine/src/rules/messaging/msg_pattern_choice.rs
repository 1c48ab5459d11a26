//! What is sent does not fit what carries it.

use crate::design::vocabulary::Source;
use crate::kinds::{Dispatch, Family};
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// What is sent does not fit what carries it.
    ///
    /// ## Why it matters
    /// A task is done once, by one worker: a queue. An event is told to whoever cares, now and later: a log. A notice
    /// is pushed to all who listen at the moment: publish and subscribe. A task on a log is done by every group; an
    /// event on a queue reaches one reader; a notice on a queue wakes one of a thousand.
    ///
    /// ## What to do
    /// Tasks on a queue (SQS, RabbitMQ), events on a log (Kafka), notices on publish and subscribe (SNS, Redis).
    ///
    /// ## When it is fine
    /// With one consumer all three behave alike.
    id: "msg-pattern-choice",
    title: "Wrong kind of messaging",
    severity: Severity::Info,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("mental-models § 8. The Messaging Mental Model, § Quick Reference Card"),
    replaces: &[],
    message: "{component} carries {carries}, which belong on {better}.",
    fix: "Use {better} for {carries}.",
    check: check;
    in ru: r"
        Wrong kind of messaging ⇒ Не тот вид обмена сообщениями
        {component} carries {carries}, which belong on {better}. ⇒ {component} несёт: {carries}; для этого подходит {better}.
        Use {better} for {carries}. ⇒ Возьмите для этого ({carries}) {better}.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in
        context.nodes().filter(|(_, node)| node.kind.family.is_broker() && !node.kind.takes_failures())
    {
        let Some(carries) = node.text("carries") else {
            verdict.needs("what queues and streams carry");
            continue;
        };
        let better = match (carries, node.kind.family) {
            ("tasks", Family::Stream) => "a queue",
            ("events", Family::Queue) => "a log",
            ("notices", Family::Queue) if node.dispatch() == Dispatch::OneConsumer => "publish and subscribe",
            _ => continue,
        };
        verdict.find(context, &[number]).with("carries", Value::name(carries)).with("better", Value::name(better));
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_for_tasks_on_a_log() {
        check(
            "msg-pattern-choice",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "stream", "settings": {"carries": "tasks"}},
                    {"id": "w", "kind": "worker"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}]}"#,
            &["q"],
        );
    }

    #[test]
    fn silent_for_events_on_a_log() {
        check(
            "msg-pattern-choice",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "stream", "settings": {"carries": "events"}},
                    {"id": "w", "kind": "worker"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}]}"#,
            &[],
        );
    }

    #[test]
    fn fires_for_notices_on_a_queue() {
        check(
            "msg-pattern-choice",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "queue", "settings": {"carries": "notices"}},
                    {"id": "w", "kind": "worker"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}]}"#,
            &["q"],
        );
    }

    #[test]
    fn not_checked_while_nobody_says() {
        check_not_checked(
            "msg-pattern-choice",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "stream"}, {"id": "w", "kind": "worker"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}]}"#,
        );
    }
}
