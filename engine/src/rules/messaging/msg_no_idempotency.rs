//! Messages may come twice, and the consumer does the work twice.

use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// Messages may come twice, and the consumer does the work twice.
    ///
    /// ## Why it matters
    /// At-least-once delivery, what brokers do unless told otherwise and what counts where a design leaves it open, repeats a message whenever an acknowledgement is
    /// lost or a consumer restarts. The second time charges again, sends again, counts again. At-least-once with an
    /// idempotent consumer is in effect exactly once; nothing cheaper is.
    ///
    /// ## What to do
    /// Give each message an id and remember the ones that were done, under a unique constraint in the store that the
    /// work changes.
    ///
    /// ## When it is fine
    /// When doing the work twice changes nothing: writing the same value, deleting a key.
    id: "msg-no-idempotency",
    title: "Consumer is not idempotent",
    severity: Severity::Error,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("mental-models § 8. The Messaging Mental Model; zero-to-hero § 2.1 Distributed Systems"),
    replaces: &[],
    message: "{component} takes messages from {broker}, which may deliver them twice, and does not notice. Their effect doubles.",
    fix: "Keep the ids of messages that were done, with a unique constraint, and skip those that come again.",
    check: check;
    mend: mend;
    in ru: r"
        Consumer is not idempotent ⇒ Потребитель не идемпотентен
        {component} takes messages from {broker}, which may deliver them twice, and does not notice. Their effect doubles. ⇒ {component} берёт сообщения из {broker}, который может доставить их дважды, и не замечает этого. Их действие удваивается.
        Keep the ids of messages that were done, with a unique constraint, and skip those that come again. ⇒ Храните идентификаторы обработанных сообщений с ограничением уникальности и пропускайте повторы.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (broker, node) in context.nodes().filter(|(_, node)| node.kind.family.is_broker()) {
        // Left open, a broker delivers at least once: the documents call it the usual way.
        if matches!(node.text("delivery"), Some("at-most-once" | "exactly-once")) {
            continue;
        }
        for &edge in context.edges_from(broker) {
            let consumer = context.edge(edge).to;
            if context.node(consumer).kind.setting("idempotent").is_none() {
                continue;
            }
            match context.node(consumer).switch("idempotent") {
                None => verdict.needs("whether consumers are idempotent"),
                Some(true) => {}
                Some(false) => {
                    let broker_name = Value::name(node.component.label());
                    verdict.find(context, &[consumer, broker]).on(&[edge]).with("broker", broker_name);
                }
            }
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    Fix::of(context.graph).set(finding.first()?, "idempotent", true, None).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_a_repeated_message_is_worked_on_again() {
        check(
            "msg-no-idempotency",
            r#"{"workload": {"journeys": [{"id": "order", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "queue"},
                    {"id": "w", "kind": "worker", "settings": {"idempotent": false}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}]}"#,
            &["w"],
        );
    }

    #[test]
    fn silent_when_the_consumer_knows_what_it_did() {
        check(
            "msg-no-idempotency",
            r#"{"workload": {"journeys": [{"id": "order", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "queue"},
                    {"id": "w", "kind": "worker", "settings": {"idempotent": true}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_messages_come_once_at_most() {
        check(
            "msg-no-idempotency",
            r#"{"workload": {"journeys": [{"id": "order", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "queue", "settings": {"delivery": "at-most-once"}},
                    {"id": "w", "kind": "worker", "settings": {"idempotent": false}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_it_is_open() {
        check_not_checked(
            "msg-no-idempotency",
            r#"{"workload": {"journeys": [{"id": "order", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "queue"}, {"id": "w", "kind": "worker"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}]}"#,
        );
    }
}
