//! Both sides have to send at any moment, and only one can.

use crate::design::vocabulary::Source;
use crate::design::{Operation, Setting};
use crate::kinds::Family;
use crate::rule;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// Both sides have to send at any moment, and only one can.
    ///
    /// ## Why it matters
    /// With request and answer the server cannot speak first. Clients have to ask again and again: a thousand users who
    /// ask each second are a thousand requests a second, nearly all for nothing, and news is still half a second late.
    ///
    /// ## What to do
    /// Hold connections open: a WebSocket server between clients and services.
    ///
    /// ## When it is fine
    /// When news may be a minute old.
    id: "rt-http-only",
    title: "Real time over request and answer",
    severity: Severity::Warn,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("worked-examples § Example 2, Step 3: detailed design; zero-to-hero § 1.3 Networking Basics; mental-models § 19. Common Design Problems - Quick Patterns"),
    replaces: &["st-sync-push"],
    message: "{component} can only answer, and both sides have to send at any moment.",
    fix: "Add a connection server that speaks WebSocket.",
    check: check;
    in ru: r"
        Real time over request and answer ⇒ Реальное время через запрос и ответ
        {component} can only answer, and both sides have to send at any moment. ⇒ {component} может только отвечать, а отправлять в любой момент должны обе стороны.
        Add a connection server that speaks WebSocket. ⇒ Добавьте сервер соединений с WebSocket.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let Some(front) = context.front(Operation::Read).or_else(|| context.front(Operation::Write)) else { return };
    match context.wish("real_time").and_then(Setting::switch) {
        None => verdict.needs("whether both sides send at any moment"),
        Some(true) => {
            let open = context.of_family(Family::ConnectionServer).next().is_some()
                || context.graph.edges.iter().any(|edge| edge.text("protocol") == Some("websocket"));
            if !open {
                verdict.find(context, &[front]);
            }
        }
        Some(false) => {}
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_clients_have_to_ask() {
        check(
            "rt-http-only",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"real_time": true},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &["api"],
        );
    }

    #[test]
    fn silent_when_connections_are_held_open() {
        check(
            "rt-http-only",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"real_time": true},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "ws", "kind": "ws-gateway"},
                    {"id": "api", "kind": "server"}],
                "connections": [{"from": "client", "to": "ws"}, {"from": "ws", "to": "api"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nobody_says() {
        check_not_checked(
            "rt-http-only",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
        );
    }
}
