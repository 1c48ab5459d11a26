//! A user waits for work that the answer does not need.

use crate::design::Operation;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::fix_parts::Load;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// A user waits for work that the answer does not need.
    ///
    /// ## Why it matters
    /// A notification, a statistic or an audit entry does not change what the user sees, yet each adds its time and its
    /// failures to the answer. The documents take an order from five seconds to 100 ms by moving such calls behind an
    /// event.
    ///
    /// ## What to do
    /// Publish an event once the record is stored, and let consumers send, count and log.
    ///
    /// ## When it is fine
    /// When the law or the contract wants the audit entry before the answer.
    id: "msg-sync-side-effects",
    title: "Side effects while the user waits",
    severity: Severity::Warn,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("zero-to-hero § 2.1 Distributed Systems, § Phase 4 Common Trade-offs; interview-answers § Theory 2. Microservices vs Monolith; senior-node § 2 API / Gateway / BFF"),
    replaces: &["eda-no-bus"],
    message: "{component} waits for {other} before it answers, although the answer does not need it.",
    fix: "Publish an event and let {other} consume it.",
    check: check;
    mend: mend;
    in ru: r"
        Side effects while the user waits ⇒ Побочные действия, пока пользователь ждёт
        {component} waits for {other} before it answers, although the answer does not need it. ⇒ {component} до ответа ждёт «{other}», хотя ответу это не нужно.
        Publish an event and let {other} consume it. ⇒ Опубликуйте событие, а {other} пусть его обработает.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for edge in 0..context.graph.edges.len() {
        if !context.edge_waits(edge) {
            continue;
        }
        let callee = context.callee(edge);
        let aside = matches!(context.edge(edge).text("purpose"), Some("analytics" | "audit"));
        let works = matches!(callee.kind.family, Family::Compute | Family::External | Family::Worker);
        // What a reader waits for in a store is counted by `async-analytics`.
        let kept = callee.kind.family.keeps() || callee.kind.family == Family::Observing;
        let writes = || {
            let writes = |journey: usize| context.workload().journeys[journey].operation == Operation::Write;
            context.carried.iter().any(|journey| journey.edge_waits[edge] && writes(journey.journey))
        };
        let sends = matches!(callee.component.preset.as_deref(), Some("email" | "sms"));
        let tells = sends || matches!(callee.kind.id, "notification" | "push-gateway");
        // What is recommended is the answer of who reads, and nothing to who orders.
        let proposes = callee.kind.id == "recommender" && writes();
        if tells || proposes || (aside && (works || kept && writes())) {
            let (from, to) = (context.edge(edge).from, context.edge(edge).to);
            let name = Value::name(callee.component.label());
            verdict.find(context, &[from, to]).on(&[edge]).with("other", name);
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    let edge = *finding.edges.first()?;
    let load = Load { peak: context.traffic.edge_peak[edge].total(), target: context.target_utilization() };
    let mut fix = Fix::of(context.graph);
    fix.queue_between(edge, load)?;
    fix.done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn fires_when_the_user_waits_for_a_notification() {
        check(
            "msg-sync-side-effects",
            r#"{"workload": {"journeys": [{"id": "order", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "mail", "kind": "notification"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "mail"}]}"#,
            &["api"],
        );
    }

    #[test]
    fn fires_when_the_user_waits_for_a_provider_of_mail() {
        check(
            "msg-sync-side-effects",
            r#"{"workload": {"journeys": [{"id": "order", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "mail", "kind": "external-api", "preset": "email"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "mail"}]}"#,
            &["api"],
        );
    }

    #[test]
    fn tells_of_what_an_order_does_not_need() {
        let design = |operation: &str, aside: &str, how: &str| {
            r#"{"workload": {"journeys": [{"id": "order", "entry": "client", "operation": "OPERATION"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}, {"id": "aside", "kind": "ASIDE"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"},
                    {"from": "api", "to": "aside", "calls": 1HOW}]}"#
                .replace("OPERATION", operation)
                .replace("ASIDE", aside)
                .replace("HOW", how)
        };
        check("msg-sync-side-effects", &design("write", "recommender", ""), &["api"]);
        check("msg-sync-side-effects", &design("read", "recommender", ""), &[]);
        check("msg-sync-side-effects", &design("write", "columnar", r#", "purpose": "analytics""#), &["api"]);
        check("msg-sync-side-effects", &design("write", "columnar", ""), &[]);
        check("msg-sync-side-effects", &design("write", "logs", r#", "purpose": "audit", "required": true"#), &["api"]);
    }

    #[test]
    fn silent_when_it_is_a_message() {
        check(
            "msg-sync-side-effects",
            r#"{"workload": {"journeys": [{"id": "order", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "queue"}, {"id": "mail", "kind": "notification"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "mail", "mode": "async"}]}"#,
            &[],
        );
    }
}
