//! Urgent messages have to overtake others in a log, which keeps its order.

use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// Urgent messages have to overtake others in a log, which keeps its order.
    ///
    /// ## Why it matters
    /// A log is read from front to back; nothing in it moves ahead. Priorities are then faked with a topic for each and
    /// consumers that look at one before the other, which is the queue one did not want to run.
    ///
    /// ## What to do
    /// Use a queue that knows priorities and routes: RabbitMQ with its exchanges.
    ///
    /// ## When it is fine
    /// With two or three urgencies, each in a topic with consumers of its own.
    id: "msg-priority-on-kafka",
    title: "Priorities in a log",
    severity: Severity::Warn,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("interview-answers § Theory 5. Message Queues; zero-to-hero § 2.1 Distributed Systems"),
    replaces: &[],
    message: "{component} is a log, and urgent messages are to overtake others in it.",
    fix: "Use a queue with priorities, or a topic with consumers of its own for each urgency.",
    check: check;
    in ru: r"
        Priorities in a log ⇒ Приоритеты в журнале
        {component} is a log, and urgent messages are to overtake others in it. ⇒ {component} — это журнал, а срочные сообщения должны в нём обгонять остальные.
        Use a queue with priorities, or a topic with consumers of its own for each urgency. ⇒ Возьмите очередь с приоритетами или отдельный топик со своими потребителями для каждой срочности.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.nodes().filter(|(_, node)| node.kind.id == "stream") {
        match node.switch("priority") {
            None => verdict.needs("whether urgent messages overtake others"),
            Some(true) => {
                verdict.find(context, &[number]);
            }
            Some(false) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_messages_overtake_in_a_log() {
        check(
            "msg-priority-on-kafka",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "stream", "settings": {"priority": true}}, {"id": "w", "kind": "worker"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}]}"#,
            &["q"],
        );
    }

    #[test]
    fn silent_in_a_queue() {
        check(
            "msg-priority-on-kafka",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "rabbitmq", "settings": {"priority": true}},
                    {"id": "w", "kind": "worker"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nobody_says() {
        check_not_checked(
            "msg-priority-on-kafka",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "stream"}, {"id": "w", "kind": "worker"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}]}"#,
        );
    }
}
