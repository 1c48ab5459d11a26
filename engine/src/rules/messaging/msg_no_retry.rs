//! A consumer gives up after the first try.

use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// A consumer gives up after the first try.
    ///
    /// ## Why it matters
    /// Most failures of a consumer pass by themselves: a time-out, a restart, a lock. Without a second try each of them
    /// loses work that was already accepted.
    ///
    /// ## What to do
    /// Try again with growing waits, and put the message aside after a few tries.
    ///
    /// ## When it is fine
    /// When doing it late is worse than not doing it.
    id: "msg-no-retry",
    title: "Consumer does not try again",
    severity: Severity::Warn,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("senior-node § 5 Queues and asynchrony; mental-models § 19. Common Design Problems - Quick Patterns"),
    replaces: &[],
    message: "{component} drops a message when the first try fails.",
    fix: "Try again with growing waits, then put the message aside.",
    check: check;
    mend: mend;
    in ru: r"
        Consumer does not try again ⇒ Потребитель не повторяет
        {component} drops a message when the first try fails. ⇒ {component} выбрасывает сообщение после первой неудачи.
        Try again with growing waits, then put the message aside. ⇒ Повторяйте с растущими паузами, затем откладывайте сообщение.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (broker, _) in context.nodes().filter(|(_, node)| node.kind.family.is_broker()) {
        for &edge in context.edges_from(broker) {
            let consumer = context.edge(edge).to;
            if context.node(consumer).kind.setting("retry").is_none() {
                continue;
            }
            // What the broker delivers again, nobody else has to try again.
            match context.node(consumer).switch("retry").or_else(|| context.node(broker).switch("retry")) {
                None => verdict.needs("whether consumers try again"),
                Some(false) => {
                    verdict.find(context, &[consumer, broker]).on(&[edge]);
                }
                Some(true) => {}
            }
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    Fix::of(context.graph).set(finding.first()?, "retry", true, None).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_a_failed_message_is_dropped() {
        check(
            "msg-no-retry",
            r#"{"workload": {"journeys": [{"id": "order", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "queue"},
                    {"id": "w", "kind": "worker", "settings": {"retry": false}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}]}"#,
            &["w"],
        );
    }

    #[test]
    fn silent_when_it_is_tried_again() {
        check(
            "msg-no-retry",
            r#"{"workload": {"journeys": [{"id": "order", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "queue"},
                    {"id": "w", "kind": "worker", "settings": {"retry": true}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_it_is_open() {
        check_not_checked(
            "msg-no-retry",
            r#"{"workload": {"journeys": [{"id": "order", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "queue"}, {"id": "w", "kind": "worker"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}]}"#,
        );
    }
}
