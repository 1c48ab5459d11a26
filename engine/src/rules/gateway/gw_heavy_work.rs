//! The gateway does long or heavy work itself.

use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// The gateway does long or heavy work itself.
    ///
    /// ## Why it matters
    /// Everything passes through the gateway. What keeps it busy for one request delays all of them, of every service.
    ///
    /// ## What to do
    /// Move the work to a service, and what can wait to a queue.
    ///
    /// ## When it is fine
    /// For joining a few small answers.
    id: "gw-heavy-work",
    title: "Heavy work in the gateway",
    severity: Severity::Warn,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("senior-node § 2 API / Gateway / BFF"),
    replaces: &[],
    message: "{component} does heavy work, and all traffic waits behind it.",
    fix: "Move the work to a service or to a queue.",
    check: check;
    in ru: r"
        Heavy work in the gateway ⇒ Тяжёлая работа в шлюзе
        {component} does heavy work, and all traffic waits behind it. ⇒ {component} выполняет тяжёлую работу, и весь трафик ждёт за ним.
        Move the work to a service or to a queue. ⇒ Перенесите работу в сервис или в очередь.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.of_family(Family::Gateway) {
        let waits_for_worker =
            context.from(number).any(|edge| edge.is_sync() && context.node(edge.to).kind.family == Family::Worker);
        match node.switch("heavy_work") {
            _ if waits_for_worker => {
                verdict.find(context, &[number]);
            }
            Some(true) => {
                verdict.find(context, &[number]);
            }
            Some(false) => {}
            None => verdict.needs("whether gateways do heavy work"),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_it_does_heavy_work() {
        check(
            "gw-heavy-work",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"},
                    {"id": "gw", "kind": "gateway", "settings": {"heavy_work": true}},
                    {"id": "a", "kind": "service"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "a"}]}"#,
            &["gw"],
        );
    }

    #[test]
    fn silent_when_it_only_passes_on() {
        check(
            "gw-heavy-work",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"},
                    {"id": "gw", "kind": "gateway", "settings": {"heavy_work": false}},
                    {"id": "a", "kind": "service"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "a"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_it_is_open() {
        check_not_checked(
            "gw-heavy-work",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "a", "kind": "service"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "a"}]}"#,
        );
    }
}
