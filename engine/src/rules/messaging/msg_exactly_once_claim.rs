//! Exactly-once delivery is declared without transactions.

use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// Exactly-once delivery is declared without transactions.
    ///
    /// ## Why it matters
    /// Over a network nobody can know whether the last message arrived or only its acknowledgement was lost. Kafka
    /// offers exactly-once between its own topics, with transactions, at a price; other brokers do not.
    ///
    /// ## What to do
    /// Deliver at least once and make consumers idempotent: the effect is the same.
    ///
    /// ## When it is fine
    /// Between topics of one stream, with transactions.
    id: "msg-exactly-once-claim",
    title: "Exactly once without transactions",
    severity: Severity::Warn,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("mental-models § 8. The Messaging Mental Model; interview-answers § Theory 5. Message Queues"),
    replaces: &[],
    message: "{component} claims exactly-once delivery without transactions. Expect repeated messages.",
    fix: "Use transactions, or deliver at least once with idempotent consumers.",
    check: check;
    mend: mend;
    in ru: r"
        Exactly once without transactions ⇒ «Ровно один раз» без транзакций
        {component} claims exactly-once delivery without transactions. Expect repeated messages. ⇒ {component} обещает доставку ровно один раз без транзакций. Ждите повторных сообщений.
        Use transactions, or deliver at least once with idempotent consumers. ⇒ Используйте транзакции или доставляйте не менее одного раза с идемпотентными потребителями.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.nodes().filter(|(_, node)| node.kind.family.is_broker()) {
        if node.text("delivery") == Some("exactly-once") {
            match node.switch("transactions") {
                None => verdict.needs("whether brokers use transactions"),
                Some(true) => {}
                Some(false) => {
                    verdict.find(context, &[number]);
                }
            }
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    Fix::of(context.graph).set(finding.first()?, "delivery", "at-least-once", Some(RULE.source)).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_without_transactions() {
        check(
            "msg-exactly-once-claim",
            r#"{"workload": {"journeys": [{"id": "order", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "stream", "settings": {"delivery": "exactly-once", "transactions": false}},
                    {"id": "w", "kind": "worker"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}]}"#,
            &["q"],
        );
    }

    #[test]
    fn silent_with_transactions() {
        check(
            "msg-exactly-once-claim",
            r#"{"workload": {"journeys": [{"id": "order", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "stream", "settings": {"delivery": "exactly-once", "transactions": true}},
                    {"id": "w", "kind": "worker"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_it_is_open() {
        check_not_checked(
            "msg-exactly-once-claim",
            r#"{"workload": {"journeys": [{"id": "order", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "stream", "settings": {"delivery": "exactly-once"}},
                    {"id": "w", "kind": "worker"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}]}"#,
        );
    }
}
