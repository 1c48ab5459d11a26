//! Private messages can be read by whoever runs the servers.

use crate::design::Setting;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// Private messages can be read by whoever runs the servers.
    ///
    /// ## Why it matters
    /// Encryption on the way ends at the server, and what lies there is read by operators, by who breaks in, and by who
    /// asks in the name of the law. With keys that only the two sides have (the Signal protocol) there is nothing to
    /// read.
    ///
    /// ## What to do
    /// Encrypt from sender to receiver, and keep only what the servers need to deliver.
    ///
    /// ## When it is fine
    /// When messages have to be searched, moderated or archived by law.
    id: "sec-chat-e2ee",
    title: "Servers can read private messages",
    severity: Severity::Info,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("interview-answers § Practice 3. Chat System; zero-to-hero § 2.4 Messaging System (like WhatsApp)"),
    replaces: &[],
    message: "{component} passes private messages on that the servers can read.",
    fix: "Encrypt messages from end to end.",
    check: check;
    mend: mend;
    in ru: r"
        Servers can read private messages ⇒ Серверы могут читать личные сообщения
        {component} passes private messages on that the servers can read. ⇒ {component} передаёт личные сообщения, которые серверы могут прочесть.
        Encrypt messages from end to end. ⇒ Шифруйте сообщения сквозным шифрованием.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.of_family(Family::ConnectionServer) {
        match (context.wish("domain").and_then(Setting::text), node.switch("end_to_end")) {
            (None, Some(false)) => verdict.needs("what the system is about"),
            (Some("messaging"), None) => verdict.needs("whether servers can read messages"),
            (Some("messaging"), Some(false)) => {
                verdict.find(context, &[number]);
            }
            _ => {}
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    Fix::of(context.graph).set(finding.first()?, "end_to_end", true, None).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_servers_can_read() {
        check(
            "sec-chat-e2ee",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"domain": "messaging"},
                "components": [{"id": "client", "kind": "client-web"},
                    {"id": "ws", "kind": "ws-gateway", "settings": {"end_to_end": false}},
                    {"id": "api", "kind": "service"}],
                "connections": [{"from": "client", "to": "ws"}, {"from": "ws", "to": "api"}]}"#,
            &["ws"],
        );
    }

    #[test]
    fn silent_when_they_cannot() {
        check(
            "sec-chat-e2ee",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"domain": "messaging"},
                "components": [{"id": "client", "kind": "client-web"},
                    {"id": "ws", "kind": "ws-gateway", "settings": {"end_to_end": true}},
                    {"id": "api", "kind": "service"}],
                "connections": [{"from": "client", "to": "ws"}, {"from": "ws", "to": "api"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nobody_says() {
        check_not_checked(
            "sec-chat-e2ee",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"domain": "messaging"},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "ws", "kind": "ws-gateway"},
                    {"id": "api", "kind": "service"}],
                "connections": [{"from": "client", "to": "ws"}, {"from": "ws", "to": "api"}]}"#,
        );
    }
}
