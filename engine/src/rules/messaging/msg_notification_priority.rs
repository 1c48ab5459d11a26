//! Urgent notifications wait behind advertising.

use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// Urgent notifications wait behind advertising.
    ///
    /// ## Why it matters
    /// A code for logging in is worthless after a minute. Behind a million messages of a campaign it comes in an hour.
    ///
    /// ## What to do
    /// Keep queues by urgency and by channel, and limit the bulk.
    ///
    /// ## When it is fine
    /// When all messages are of one kind.
    id: "msg-notification-priority",
    title: "Notifications without priority",
    severity: Severity::Info,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("mental-models § 19. Common Design Problems - Quick Patterns"),
    replaces: &[],
    message: "{component} sends all messages in order of arrival. Urgent ones wait behind bulk.",
    fix: "Keep separate queues by urgency and channel.",
    check: check;
    in ru: r"
        Notifications without priority ⇒ Уведомления без приоритета
        {component} sends all messages in order of arrival. Urgent ones wait behind bulk. ⇒ {component} отправляет всё в порядке прихода. Срочное ждёт за массовым.
        Keep separate queues by urgency and channel. ⇒ Держите отдельные очереди по срочности и каналу.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.nodes().filter(|(_, node)| node.kind.id == "notification") {
        match node.switch("priority") {
            None => verdict.needs("whether urgent notifications go first"),
            Some(true) => {}
            Some(false) => {
                verdict.find(context, &[number]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_all_wait_in_one_line() {
        check(
            "msg-notification-priority",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "queue"},
                    {"id": "n", "kind": "notification", "settings": {"priority": false}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "n", "mode": "async"}]}"#,
            &["n"],
        );
    }

    #[test]
    fn silent_when_urgent_ones_go_first() {
        check(
            "msg-notification-priority",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "queue"},
                    {"id": "n", "kind": "notification", "settings": {"priority": true}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "n", "mode": "async"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_it_is_open() {
        check_not_checked(
            "msg-notification-priority",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "queue"}, {"id": "n", "kind": "notification"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "n", "mode": "async"}]}"#,
        );
    }
}
