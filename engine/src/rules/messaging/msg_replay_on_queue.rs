//! Past messages have to be read again, and a queue forgets them.

use crate::design::Setting;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// Past messages have to be read again, and a queue forgets them.
    ///
    /// ## Why it matters
    /// A message leaves a queue when it is consumed. New consumers, repaired ones and event sourcing need the past;
    /// only a log keeps it.
    ///
    /// ## What to do
    /// Use a stream with a retention that covers the past that is needed.
    ///
    /// ## When it is fine
    /// When the events are kept in a store of their own as well.
    id: "msg-replay-on-queue",
    title: "Replay from a queue",
    severity: Severity::Error,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("mental-models § 8. The Messaging Mental Model; interview-answers § Theory 5. Message Queues"),
    replaces: &["msg-pattern-choice"],
    message: "{component} forgets each message once it is consumed, and messages have to be read again.",
    fix: "Use a stream such as Kafka, Kinesis or Pulsar.",
    check: check;
    in ru: r"
        Replay from a queue ⇒ Повторное чтение из очереди
        {component} forgets each message once it is consumed, and messages have to be read again. ⇒ {component} забывает сообщение, как только оно обработано, а сообщения нужно перечитывать.
        Use a stream such as Kafka, Kinesis or Pulsar. ⇒ Возьмите поток: Kafka, Kinesis или Pulsar.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let queues: Vec<usize> = context
        .of_family(Family::Queue)
        .filter(|(_, node)| !node.kind.takes_failures())
        .map(|(number, _)| number)
        .collect();
    if queues.is_empty() {
        return;
    }
    match context.wish("replay").and_then(Setting::switch) {
        None => verdict.needs("whether past messages are read again"),
        Some(true) if context.nodes().all(|(_, node)| node.kind.id != "event-store") => {
            for number in queues {
                verdict.find(context, &[number]);
            }
        }
        Some(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_replay_is_wanted_from_a_queue() {
        check(
            "msg-replay-on-queue",
            r#"{"workload": {"journeys": [{"id": "order", "entry": "client", "operation": "write"}]},
                "requirements": {"replay": true},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "queue"}, {"id": "w", "kind": "worker"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}]}"#,
            &["q"],
        );
    }

    #[test]
    fn silent_when_a_stream_keeps_them() {
        check(
            "msg-replay-on-queue",
            r#"{"workload": {"journeys": [{"id": "order", "entry": "client", "operation": "write"}]},
                "requirements": {"replay": true},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "stream"}, {"id": "w", "kind": "worker"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nobody_says() {
        check_not_checked(
            "msg-replay-on-queue",
            r#"{"workload": {"journeys": [{"id": "order", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "queue"}, {"id": "w", "kind": "worker"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}]}"#,
        );
    }
}
