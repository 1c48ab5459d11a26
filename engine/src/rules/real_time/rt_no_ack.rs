//! Senders never learn whether a message arrived.

use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// Senders never learn whether a message arrived.
    ///
    /// ## Why it matters
    /// Without "sent", "delivered" and "read" a sender cannot tell a lost message from a slow friend, and the program
    /// cannot know what to send again.
    ///
    /// ## What to do
    /// Acknowledge each step: taken, delivered, read.
    ///
    /// ## When it is fine
    /// For signals that mean nothing later.
    id: "rt-no-ack",
    title: "No acknowledgements",
    severity: Severity::Info,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("interview-answers § Practice 3. Chat System"),
    replaces: &[],
    message: "{component} does not acknowledge messages. What is lost is not noticed.",
    fix: "Acknowledge that a message was sent, delivered and read.",
    check: check;
    mend: mend;
    in ru: r"
        No acknowledgements ⇒ Нет подтверждений
        {component} does not acknowledge messages. What is lost is not noticed. ⇒ {component} не подтверждает сообщения. Потерю не заметят.
        Acknowledge that a message was sent, delivered and read. ⇒ Подтверждайте, что сообщение отправлено, доставлено и прочитано.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.of_family(Family::ConnectionServer) {
        match node.switch("acknowledges") {
            None => verdict.needs("whether messages are acknowledged"),
            Some(true) => {}
            Some(false) => {
                verdict.find(context, &[number]);
            }
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    Fix::of(context.graph).set(finding.first()?, "acknowledges", true, None).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_they_are_not() {
        check(
            "rt-no-ack",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"},
                    {"id": "ws", "kind": "ws-gateway", "settings": {"acknowledges": false}}],
                "connections": [{"from": "client", "to": "ws"}]}"#,
            &["ws"],
        );
    }

    #[test]
    fn silent_when_they_are() {
        check(
            "rt-no-ack",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"},
                    {"id": "ws", "kind": "ws-gateway", "settings": {"acknowledges": true}}],
                "connections": [{"from": "client", "to": "ws"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_it_is_open() {
        check_not_checked(
            "rt-no-ack",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "ws", "kind": "ws-gateway"}],
                "connections": [{"from": "client", "to": "ws"}]}"#,
        );
    }
}
