//! A message waits for its receipts.

use crate::design::Mode;
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// A message waits for its receipts.
    ///
    /// ## Why it matters
    /// Receipts are as many as messages, or more, and nobody waits for them. In the path of the message they make it
    /// slower.
    ///
    /// ## What to do
    /// Send receipts as messages of their own, together where possible.
    ///
    /// ## When it is fine
    /// When the receipt is what the sender pays for.
    id: "rt-receipts-blocking",
    title: "Receipts in the path of messages",
    severity: Severity::Info,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("zero-to-hero § 2.4 Messaging System (like WhatsApp)"),
    replaces: &[],
    message: "{component} waits for receipts from {other} before it goes on.",
    fix: "Send receipts as messages of their own.",
    check: check;
    mend: mend;
    in ru: r"
        Receipts in the path of messages ⇒ Отметки на пути сообщений
        {component} waits for receipts from {other} before it goes on. ⇒ {component} ждёт отметок от «{other}», прежде чем продолжить.
        Send receipts as messages of their own. ⇒ Отправляйте отметки отдельными сообщениями.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for edge in 0..context.graph.edges.len() {
        if context.edge(edge).text("purpose") == Some("delivery") && context.edge_waits(edge) {
            let (from, to) = (context.edge(edge).from, context.edge(edge).to);
            let other = Value::name(context.node(to).component.label());
            verdict.find(context, &[from, to]).on(&[edge]).with("other", other);
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    let edge = *finding.edges.first()?;
    let mut fix = Fix::of(context.graph);
    fix.connection(edge).mode = Mode::Async;
    fix.tell(format!("{}: a message of its own; nobody waits for it.", fix.way(edge)), None);
    fix.done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn fires_when_the_sender_waits_for_them() {
        check(
            "rt-receipts-blocking",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-mobile"}, {"id": "ws", "kind": "ws-gateway"},
                    {"id": "s", "kind": "service"}],
                "connections": [{"from": "client", "to": "ws"}, {"from": "ws", "to": "s", "purpose": "delivery"}]}"#,
            &["ws"],
        );
    }

    #[test]
    fn silent_when_they_are_messages() {
        check(
            "rt-receipts-blocking",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-mobile"}, {"id": "ws", "kind": "ws-gateway"},
                    {"id": "s", "kind": "service"}],
                "connections": [{"from": "client", "to": "ws"},
                    {"from": "ws", "to": "s", "mode": "async", "purpose": "delivery"}]}"#,
            &[],
        );
    }
}
