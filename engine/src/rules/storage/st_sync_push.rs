//! Devices are to show each other’s changes, and have to ask whether there are any.

use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// Devices are to show each other’s changes, and have to ask whether there are any.
    ///
    /// ## Why it matters
    /// A million devices that ask once a minute are 17,000 requests a second, nearly all for nothing, and a change is
    /// still half a minute late on average.
    ///
    /// ## What to do
    /// Hold a connection open (WebSocket, long polling) or wake devices by push, and let them fetch what is new.
    ///
    /// ## When it is fine
    /// When changes may be seen an hour later.
    id: "st-sync-push",
    title: "Devices that keep asking",
    severity: Severity::Info,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("interview-answers § Practice 5. File Storage System"),
    replaces: &[],
    message: "{component} can only answer, and devices have to ask for changes.",
    fix: "Add a connection server or push, and tell devices of changes.",
    check: check;
    in ru: r"
        Devices that keep asking ⇒ Устройства, которые всё время спрашивают
        {component} can only answer, and devices have to ask for changes. ⇒ {component} может только отвечать, и устройствам приходится спрашивать об изменениях.
        Add a connection server or push, and tell devices of changes. ⇒ Добавьте сервер соединений или push и сообщайте устройствам об изменениях.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let Some(front) = context.first_at_work() else { return };
    let tells = context.of_family(Family::ConnectionServer).next().is_some()
        || context.nodes().any(|(_, node)| node.kind.id == "push-gateway")
        || context.graph.edges.iter().any(|edge| edge.text("protocol") == Some("websocket"));
    if tells || context.of_family(Family::Storage).next().is_none() {
        return;
    }
    match context.workload_switch("device_sync") {
        None if context.of_family(Family::Client).count() > 1 => {
            verdict.needs("whether people change the same content on several devices");
        }
        Some(true) => {
            verdict.find(context, &[front]);
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_devices_have_to_ask() {
        check(
            "st-sync-push",
            r#"{"workload": {"journeys": [{"id": "up", "entry": "pc", "operation": "write"},
                    {"id": "see", "entry": "phone", "operation": "read"}], "device_sync": true},
                "components": [{"id": "pc", "kind": "client-desktop"}, {"id": "phone", "kind": "client-mobile"},
                    {"id": "api", "kind": "server"}, {"id": "s", "kind": "object-store"}],
                "connections": [{"from": "pc", "to": "api"}, {"from": "phone", "to": "api"}, {"from": "api", "to": "s"}]}"#,
            &["api"],
        );
    }

    #[test]
    fn silent_when_they_are_told() {
        check(
            "st-sync-push",
            r#"{"workload": {"journeys": [{"id": "up", "entry": "pc", "operation": "write"},
                    {"id": "see", "entry": "phone", "operation": "read"}], "device_sync": true},
                "components": [{"id": "pc", "kind": "client-desktop"}, {"id": "phone", "kind": "client-mobile"},
                    {"id": "api", "kind": "server"}, {"id": "s", "kind": "object-store"},
                    {"id": "ws", "kind": "ws-gateway"}],
                "connections": [{"from": "pc", "to": "api"}, {"from": "phone", "to": "api"}, {"from": "api", "to": "s"},
                    {"from": "pc", "to": "ws"}, {"from": "ws", "to": "api"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_for_one_device_each() {
        check(
            "st-sync-push",
            r#"{"workload": {"journeys": [{"id": "up", "entry": "pc", "operation": "write"},
                    {"id": "see", "entry": "phone", "operation": "read"}], "device_sync": false},
                "components": [{"id": "pc", "kind": "client-desktop"}, {"id": "phone", "kind": "client-mobile"},
                    {"id": "api", "kind": "server"}, {"id": "s", "kind": "object-store"}],
                "connections": [{"from": "pc", "to": "api"}, {"from": "phone", "to": "api"}, {"from": "api", "to": "s"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nobody_says() {
        check_not_checked(
            "st-sync-push",
            r#"{"workload": {"journeys": [{"id": "up", "entry": "pc", "operation": "write"},
                    {"id": "see", "entry": "phone", "operation": "read"}]},
                "components": [{"id": "pc", "kind": "client-desktop"}, {"id": "phone", "kind": "client-mobile"},
                    {"id": "api", "kind": "server"}, {"id": "s", "kind": "object-store"}],
                "connections": [{"from": "pc", "to": "api"}, {"from": "phone", "to": "api"}, {"from": "api", "to": "s"}]}"#,
        );
    }
}
