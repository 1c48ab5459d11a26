//! A sender is told “sent” before the message is kept anywhere.

use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// A sender is told “sent” before the message is kept anywhere.
    ///
    /// ## Why it matters
    /// Between the tick on the screen and the write to disk lies a process that may die. The sender saw the tick and
    /// will not send again; nobody else ever sees the message.
    ///
    /// ## What to do
    /// Write the message to a durable log or store first, then confirm.
    ///
    /// ## When it is fine
    /// For signs of typing and the like, which nobody misses.
    id: "rt-ack-before-persist",
    title: "Sent, and not kept",
    severity: Severity::Warn,
    needs: Needs::Declaration,
    origin: Origin::Derived,
    core: false,
    source: Source::Documented("interview-answers § Practice 3. Chat System"),
    replaces: &[],
    message: "{component} confirms messages before they are kept.",
    fix: "Keep the message first, then confirm it.",
    check: check;
    mend: mend;
    in ru: r"
        Sent, and not kept ⇒ Отправлено, но не сохранено
        {component} confirms messages before they are kept. ⇒ {component} подтверждает сообщения до сохранения.
        Keep the message first, then confirm it. ⇒ Сначала сохраните сообщение, потом подтвердите.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.of_family(Family::ConnectionServer) {
        if node.kind.setting("confirms_after_storing").is_none() || node.switch("acknowledges") == Some(false) {
            continue;
        }
        match node.switch("confirms_after_storing") {
            None => verdict.needs("whether messages are kept before they are confirmed"),
            Some(true) => {}
            Some(false) => {
                verdict.find(context, &[number]);
            }
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    Fix::of(context.graph).set(finding.first()?, "confirms_after_storing", true, None).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_it_confirms_first() {
        check(
            "rt-ack-before-persist",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"},
                    {"id": "ws", "kind": "ws-gateway", "settings": {"confirms_after_storing": false}},
                    {"id": "api", "kind": "service"}],
                "connections": [{"from": "client", "to": "ws"}, {"from": "ws", "to": "api"}]}"#,
            &["ws"],
        );
    }

    #[test]
    fn silent_when_it_stores_first() {
        check(
            "rt-ack-before-persist",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"},
                    {"id": "ws", "kind": "ws-gateway", "settings": {"confirms_after_storing": true}},
                    {"id": "api", "kind": "service"}],
                "connections": [{"from": "client", "to": "ws"}, {"from": "ws", "to": "api"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nobody_says() {
        check_not_checked(
            "rt-ack-before-persist",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "ws", "kind": "ws-gateway"},
                    {"id": "api", "kind": "service"}],
                "connections": [{"from": "client", "to": "ws"}, {"from": "ws", "to": "api"}]}"#,
        );
    }
}
