//! Messages that keep failing have nowhere to go.

use crate::analysis::Edge;
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// Messages that keep failing have nowhere to go.
    ///
    /// ## Why it matters
    /// A message that no consumer can handle comes back for ever and holds up those behind it, or is dropped and nobody
    /// knows.
    ///
    /// ## What to do
    /// Put a message aside after a few tries, into a queue of its own, and raise an alert when one arrives there.
    ///
    /// ## When it is fine
    /// When a lost message does no harm.
    id: "msg-no-dlq",
    title: "No dead letters",
    severity: Severity::Warn,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("senior-node § 5 Queues and asynchrony; zero-to-hero § 2.1 Distributed Systems; mental-models § 19. Common Design Problems - Quick Patterns"),
    replaces: &[],
    message: "{component} has no place for messages that keep failing. They block the others or are lost.",
    fix: "Add a dead-letter queue with an alert.",
    check: check;
    mend: mend;
    in ru: r"
        No dead letters ⇒ Нет очереди недоставленных
        {component} has no place for messages that keep failing. They block the others or are lost. ⇒ У «{component}» нет места для сообщений, которые раз за разом не обрабатываются. Они задерживают остальные или теряются.
        Add a dead-letter queue with an alert. ⇒ Добавьте очередь недоставленных (DLQ) с оповещением.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in
        context.nodes().filter(|(_, node)| node.kind.family.is_broker() && !node.kind.takes_failures())
    {
        let letters = |edge: &Edge<'_>| context.node(edge.to).kind.takes_failures();
        let mut consumers = context.from(number).filter(|edge| !letters(edge)).peekable();
        if consumers.peek().is_none() {
            continue;
        }
        let aside = context.from(number).any(letters) || consumers.any(|edge| context.from(edge.to).any(letters));
        match node.switch("dead_letter_queue") {
            _ if aside => {}
            None => verdict.needs("where messages go that keep failing"),
            Some(false) => {
                verdict.find(context, &[number]);
            }
            Some(true) => {}
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    let broker = finding.first()?;
    let consumers: Vec<usize> = context.from(broker).map(|edge| edge.to).collect();
    let mut fix = Fix::of(context.graph);
    fix.put_aside(&consumers, broker)?;
    fix.set(broker, "dead_letter_queue", true, None).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_failed_messages_stay() {
        check(
            "msg-no-dlq",
            r#"{"workload": {"journeys": [{"id": "order", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "queue", "settings": {"dead_letter_queue": false}},
                    {"id": "w", "kind": "worker"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}]}"#,
            &["q"],
        );
    }

    #[test]
    fn silent_when_they_are_put_aside() {
        check(
            "msg-no-dlq",
            r#"{"workload": {"journeys": [{"id": "order", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "queue"}, {"id": "w", "kind": "worker"},
                    {"id": "dead", "kind": "dlq"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"},
                    {"from": "w", "to": "dead", "mode": "async"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_it_is_open() {
        check_not_checked(
            "msg-no-dlq",
            r#"{"workload": {"journeys": [{"id": "order", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "queue"}, {"id": "w", "kind": "worker"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}]}"#,
        );
    }
}
