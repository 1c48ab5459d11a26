//! Messages to users who are offline are lost.

use crate::design::Setting;
use crate::design::vocabulary::Source;
use crate::kinds::{Family, Kind};
use crate::rule;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// Messages to users who are offline are lost.
    ///
    /// ## Why it matters
    /// Half of the recipients are not there when a message is sent. Without a store that keeps it until they are, it is
    /// gone.
    ///
    /// ## What to do
    /// Keep messages in a store or queue, let clients fetch what came after the last one they saw, and wake them by a
    /// push.
    ///
    /// ## When it is fine
    /// For signals that mean nothing later, such as "is typing".
    id: "rt-no-offline",
    title: "No store for users who are offline",
    severity: Severity::Error,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("interview-answers § Practice 3. Chat System; worked-examples § Example 2, Step 3: detailed design; zero-to-hero § 2.4 Messaging System (like WhatsApp)"),
    replaces: &[],
    message: "{component} passes messages on and keeps none. Users who are offline never get them.",
    fix: "Keep messages in a store and let clients catch up.",
    check: check;
    in ru: r"
        No store for users who are offline ⇒ Нет хранилища для тех, кто не в сети
        {component} passes messages on and keeps none. Users who are offline never get them. ⇒ {component} передаёт сообщения и не хранит. Кто не в сети, тот их не получит.
        Keep messages in a store and let clients catch up. ⇒ Храните сообщения и давайте клиентам их догружать.
    ",
}

/// Whether a broker of this kind holds messages until they are taken.
fn keeps_messages(kind: &Kind) -> bool {
    kind.family.is_broker() && kind.id != "redis-pubsub"
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let servers: Vec<usize> = context.of_family(Family::ConnectionServer).map(|(number, _)| number).collect();
    if servers.is_empty() {
        return;
    }
    let wanted = context.wish("offline_delivery").and_then(Setting::switch);
    let wanted = wanted.or(context.wish("domain").and_then(Setting::text).map(|domain| domain == "messaging"));
    match wanted {
        None => verdict.needs("whether messages have to reach users who were offline"),
        Some(false) => {}
        Some(true) => {
            for number in servers {
                let near = context.graph.reach(number, |_| true);
                let keeps = |&other: &usize| {
                    let node = context.node(other);
                    node.kind.family.keeps() || node.switch("persistent") == Some(true) || keeps_messages(node.kind)
                };
                if !near.iter().any(keeps) {
                    verdict.find(context, &[number]);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_nothing_keeps_messages() {
        check(
            "rt-no-offline",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"offline_delivery": true},
                "components": [{"id": "client", "kind": "client-mobile"}, {"id": "ws", "kind": "ws-gateway"},
                    {"id": "bus", "kind": "redis-pubsub"}],
                "connections": [{"from": "client", "to": "ws"}, {"from": "ws", "to": "bus", "mode": "async"}]}"#,
            &["ws"],
        );
    }

    #[test]
    fn silent_when_a_store_does() {
        check(
            "rt-no-offline",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"domain": "messaging"},
                "components": [{"id": "client", "kind": "client-mobile"}, {"id": "ws", "kind": "ws-gateway"},
                    {"id": "db", "kind": "wide-column"}],
                "connections": [{"from": "client", "to": "ws"}, {"from": "ws", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nobody_says() {
        check_not_checked(
            "rt-no-offline",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-mobile"}, {"id": "ws", "kind": "ws-gateway"}],
                "connections": [{"from": "client", "to": "ws"}]}"#,
        );
    }
}
