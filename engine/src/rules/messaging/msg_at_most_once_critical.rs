//! Messages that must not be lost are sent once and never again.

use crate::design::Setting;
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::channels::is_kept_elsewhere;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// Messages that must not be lost are sent once and never again.
    ///
    /// ## Why it matters
    /// At-most-once delivery drops what was under way whenever something restarts. For a metric that is nothing; for an
    /// order, a payment or a chat message it is a loss that somebody notices.
    ///
    /// ## What to do
    /// Deliver at least once and make consumers idempotent.
    ///
    /// ## When it is fine
    /// For figures and hints of which the next one replaces the last (the broker carries *notices*), and for live delivery
    /// of what is stored.
    id: "msg-at-most-once-critical",
    title: "Critical messages may be lost",
    severity: Severity::Error,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("mental-models § 8. The Messaging Mental Model"),
    replaces: &[],
    message: "{component} delivers at most once. A restart loses messages, and here each one counts.",
    fix: "Deliver at least once, with idempotent consumers.",
    check: check;
    mend: mend;
    in ru: r"
        Critical messages may be lost ⇒ Важные сообщения могут теряться
        {component} delivers at most once. A restart loses messages, and here each one counts. ⇒ {component} доставляет не более одного раза. Перезапуск теряет сообщения, а здесь важно каждое.
        Deliver at least once, with idempotent consumers. ⇒ Доставляйте не менее одного раза, с идемпотентными потребителями.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.nodes().filter(|(_, node)| node.kind.family.is_broker()) {
        if node.text("delivery") != Some("at-most-once") || node.text("carries") == Some("notices") {
            continue;
        }
        if node.kind.id == "redis-pubsub" && is_kept_elsewhere(context, number) {
            continue;
        }
        match context.wish("domain").and_then(Setting::text) {
            None => verdict.needs("what the system is about"),
            Some("messaging" | "commerce" | "payments" | "banking" | "booking" | "inventory") => {
                verdict.find(context, &[number]);
            }
            Some(_) => {}
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    // A channel that keeps nothing has nothing to deliver again.
    let broker = finding.first()?;
    let can = context.node(broker).kind.id != "redis-pubsub";
    can.then(|| Fix::of(context.graph).set(broker, "delivery", "at-least-once", Some(RULE.source)))?.done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_payments_may_be_lost() {
        check(
            "msg-at-most-once-critical",
            r#"{"workload": {"journeys": [{"id": "order", "entry": "client", "operation": "write"}]},
                "requirements": {"domain": "payments"},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "queue", "settings": {"delivery": "at-most-once"}},
                    {"id": "w", "kind": "worker"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}]}"#,
            &["q"],
        );
    }

    #[test]
    fn silent_about_notices_and_about_live_delivery_of_what_is_stored() {
        let design = |broker: &str, store: &str| {
            format!(
                r#"{{"workload": {{"journeys": [{{"id": "say", "entry": "api", "operation": "write"}}]}},
                    "requirements": {{"domain": "messaging"}},
                    "components": [{{"id": "api", "kind": "server"}}, {{"id": "db", "kind": "sql"}}, {broker}],
                    "connections": [{{"from": "api", "to": "q", "mode": "async"}}{store}]}}"#
            )
        };
        let stored = r#", {"from": "api", "to": "db"}"#;
        let live = r#"{"id": "q", "kind": "redis-pubsub", "settings": {"delivery": "at-most-once"}}"#;
        let notices =
            r#"{"id": "q", "kind": "pubsub", "settings": {"delivery": "at-most-once", "carries": "notices"}}"#;
        check("msg-at-most-once-critical", &design(live, stored), &[]);
        check("msg-at-most-once-critical", &design(notices, stored), &[]);
    }

    #[test]
    fn silent_when_figures_may_be_lost() {
        check(
            "msg-at-most-once-critical",
            r#"{"workload": {"journeys": [{"id": "order", "entry": "client", "operation": "write"}]},
                "requirements": {"domain": "analytics"},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "queue", "settings": {"delivery": "at-most-once"}},
                    {"id": "w", "kind": "worker"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nobody_says_what_it_is_about() {
        check_not_checked(
            "msg-at-most-once-critical",
            r#"{"workload": {"journeys": [{"id": "order", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "queue", "settings": {"delivery": "at-most-once"}},
                    {"id": "w", "kind": "worker"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}]}"#,
        );
    }
}
