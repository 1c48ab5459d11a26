//! Messages go to phones, and nothing wakes those that are not connected.

use crate::design::Setting;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// Messages go to phones, and nothing wakes those that are not connected.
    ///
    /// ## Why it matters
    /// A phone closes connections to save its battery. Who is not connected learns of a message only by opening the
    /// app, unless the maker of the system (FCM, APNs) shows it.
    ///
    /// ## What to do
    /// Hand messages for absent users to a push gateway.
    ///
    /// ## When it is fine
    /// When users have the app open while they wait, such as in a game.
    id: "rt-no-push",
    title: "Phones that are not told",
    severity: Severity::Info,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("interview-answers § Practice 3. Chat System"),
    replaces: &[],
    message: "{component} reaches phones only while they are connected.",
    fix: "Add a push gateway (FCM, APNs) for users who are away.",
    check: check;
    in ru: r"
        Phones that are not told ⇒ Телефоны не узнают
        {component} reaches phones only while they are connected. ⇒ {component} достаёт до телефонов, только пока они подключены.
        Add a push gateway (FCM, APNs) for users who are away. ⇒ Добавьте push-шлюз (FCM, APNs) для отсутствующих.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let phones = context.nodes().any(|(_, node)| node.kind.id == "client-mobile");
    let pushes = context.nodes().any(|(_, node)| {
        let push = node.words("channels").is_some_and(|channels| channels.iter().any(|channel| channel == "push"));
        node.kind.id == "push-gateway" || push
    });
    let Some((number, _)) = context.of_family(Family::ConnectionServer).next().filter(|_| phones && !pushes) else {
        return;
    };
    // Notifications may well be pushes.
    if context.nodes().any(|(_, node)| node.kind.setting("channels").is_some() && node.words("channels").is_none()) {
        return verdict.needs("ways in which notifications reach people");
    }
    match context.wish("domain").and_then(Setting::text) {
        None => verdict.needs("what the system is about"),
        Some("messaging") => {
            verdict.find(context, &[number]);
        }
        Some(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_for_messages_to_phones() {
        check(
            "rt-no-push",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "phone", "operation": "write"}]},
                "requirements": {"domain": "messaging"},
                "components": [{"id": "phone", "kind": "client-mobile"}, {"id": "ws", "kind": "ws-gateway"},
                    {"id": "api", "kind": "service"}],
                "connections": [{"from": "phone", "to": "ws"}, {"from": "ws", "to": "api"}]}"#,
            &["ws"],
        );
    }

    #[test]
    fn silent_with_a_push_gateway() {
        check(
            "rt-no-push",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "phone", "operation": "write"}]},
                "requirements": {"domain": "messaging"},
                "components": [{"id": "phone", "kind": "client-mobile"}, {"id": "ws", "kind": "ws-gateway"},
                    {"id": "api", "kind": "service"}, {"id": "p", "kind": "push-gateway"}],
                "connections": [{"from": "phone", "to": "ws"}, {"from": "ws", "to": "api"},
                    {"from": "api", "to": "p", "mode": "async"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_notifications_may_be_pushes() {
        check_not_checked(
            "rt-no-push",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "phone", "operation": "write"}]},
                "requirements": {"domain": "messaging"},
                "components": [{"id": "phone", "kind": "client-mobile"}, {"id": "ws", "kind": "ws-gateway"},
                    {"id": "api", "kind": "service"}, {"id": "n", "kind": "notification"}],
                "connections": [{"from": "phone", "to": "ws"}, {"from": "ws", "to": "api"},
                    {"from": "api", "to": "n", "mode": "async"}]}"#,
        );
    }

    #[test]
    fn not_checked_while_nobody_says() {
        check_not_checked(
            "rt-no-push",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "phone", "operation": "write"}]},
                "components": [{"id": "phone", "kind": "client-mobile"}, {"id": "ws", "kind": "ws-gateway"},
                    {"id": "api", "kind": "service"}],
                "connections": [{"from": "phone", "to": "ws"}, {"from": "ws", "to": "api"}]}"#,
        );
    }
}
