//! A queue is emptied and nobody fills it.

use crate::design::Operation;
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// A queue is emptied and nobody fills it.
    ///
    /// ## Why it matters
    /// Consumers wait for messages that never come: the part of the drawing behind the queue does nothing, and whoever
    /// relies on it waits for ever.
    ///
    /// ## What to do
    /// Connect what produces the messages, or remove the queue with its consumers.
    ///
    /// ## When it is fine
    /// When a clock or another system outside the drawing fills it. Then let a journey enter there.
    id: "msg-no-producer",
    title: "Queue without producer",
    severity: Severity::Warn,
    needs: Needs::Structure,
    origin: Origin::Derived,
    core: false,
    source: Source::Documented("mental-models § 8. The Messaging Mental Model"),
    replaces: &["arch-orphan"],
    message: "{component} has consumers and no producer. What stands behind it does nothing.",
    fix: "Connect what fills it, or let a journey enter there.",
    check: check;
    in ru: r"
        Queue without producer ⇒ Очередь без производителя
        {component} has consumers and no producer. What stands behind it does nothing. ⇒ У «{component}» есть потребители, но нет производителя. Всё, что за ним, ничего не делает.
        Connect what fills it, or let a journey enter there. ⇒ Подключите то, что его наполняет, или начните здесь сценарий.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, _) in context.nodes().filter(|(_, node)| node.kind.family.is_broker()) {
        let enters = context.carried.iter().any(|journey| journey.entry == number);
        let handed = context.from(number).any(|edge| edge.to != number);
        let filled = context.to(number).any(|edge| edge.connection.operation != Some(Operation::Read));
        if handed && !filled && !enters {
            verdict.find(context, &[number]);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn fires_when_only_a_consumer_is_connected() {
        check(
            "msg-no-producer",
            r#"{"components": [{"id": "q", "kind": "queue"}, {"id": "w", "kind": "worker"}],
                "connections": [{"from": "q", "to": "w", "mode": "async"}]}"#,
            &["q"],
        );
    }

    #[test]
    fn silent_when_something_fills_it() {
        check(
            "msg-no-producer",
            r#"{"workload": {"journeys": [{"id": "order", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "queue"}, {"id": "w", "kind": "worker"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}]}"#,
            &[],
        );
    }
}
