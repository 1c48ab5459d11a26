//! Messages have to be read again, and nothing says how long a stream keeps them.

use crate::analysis::Node;
use crate::design::Setting;
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// Messages have to be read again, and nothing says how long a stream keeps them.
    ///
    /// ## Why it matters
    /// Retention decides two things: when the disks are full, and how far back one can go. Left to the default of the
    /// product it is a week, whatever the reader who comes back on the eighth day expects.
    ///
    /// ## What to do
    /// State a retention by time or by size, longer than the longest outage of a consumer.
    ///
    /// ## When it is fine
    /// When a provider keeps messages for ever.
    id: "msg-retention-unset",
    title: "Log without an end",
    severity: Severity::Info,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("interview-answers § Theory 5. Message Queues; mental-models § 8. The Messaging Mental Model"),
    replaces: &[],
    message: "{component} is to be read again, and nothing says how far back.",
    fix: "State how long {component} keeps messages.",
    check: check;
    in ru: r"
        Log without an end ⇒ Журнал без срока
        {component} is to be read again, and nothing says how far back. ⇒ {component} нужно перечитывать, и не сказано, за какой срок.
        State how long {component} keeps messages. ⇒ Укажите, сколько «{component}» хранит сообщения.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let silent = |node: &Node<'_>| node.kind.id == "stream" && node.number("retention_hours").is_none();
    let streams: Vec<usize> = context.nodes().filter(|(_, node)| silent(node)).map(|(number, _)| number).collect();
    if streams.is_empty() {
        return;
    }
    let wish = |name: &str| context.wish(name).and_then(Setting::switch) == Some(true);
    // Where other streams have theirs, this one was forgotten.
    let others = context.nodes().any(|(_, node)| node.kind.id == "stream" && node.states("retention_hours"));
    if wish("replay") || wish("event_sourcing") || others {
        for number in streams {
            verdict.find(context, &[number]);
        }
    } else {
        verdict.needs("how long streams keep messages");
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_messages_are_read_again() {
        check(
            "msg-retention-unset",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"replay": true},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "stream"}, {"id": "w", "kind": "worker"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}]}"#,
            &["q"],
        );
    }

    #[test]
    fn fires_when_another_stream_has_one() {
        check(
            "msg-retention-unset",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "stream"}, {"id": "w", "kind": "worker"},
                    {"id": "p", "kind": "stream", "settings": {"retention_hours": 24}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}, {"from": "api", "to": "p", "mode": "async"},
                    {"from": "p", "to": "w", "mode": "async"}]}"#,
            &["q"],
        );
    }

    #[test]
    fn silent_when_it_is_stated() {
        check(
            "msg-retention-unset",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"replay": true},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "stream", "settings": {"retention_hours": 168}},
                    {"id": "w", "kind": "worker"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_in_a_sketch() {
        check_not_checked(
            "msg-retention-unset",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "stream"}, {"id": "w", "kind": "worker"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}]}"#,
        );
    }
}
