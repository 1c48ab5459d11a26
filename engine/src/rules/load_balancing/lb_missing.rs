//! Several copies answer requests, and nothing spreads the requests over them.

use crate::analysis::wiring;
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::fix_parts::Load;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// Several copies answer requests, and nothing spreads the requests over them.
    ///
    /// ## Why it matters
    /// A client knows one address. Without a balancer all of it ends at one copy: the others idle, and when that
    /// one is lost the users do not find the rest. Copies are only worth their price with something in front that
    /// knows which of them work.
    ///
    /// ## What to do
    /// Put a layer 7 balancer (NGINX, HAProxy, Envoy, a managed one) or a gateway before the group.
    ///
    /// ## When it is fine
    /// When the platform that runs the copies balances by itself: draw it in front of them, or mark them as managed. What
    /// only balanced requests reach is left alone, however many copies it has.
    id: "lb-missing",
    title: "No balancer in front of several copies",
    severity: Severity::Error,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("zero-to-hero § 1.1 Understanding System Design Basics; zero-to-hero § 1.2 Scalability & Performance; zero-to-hero § Phase 4 RADIO: I - Implementation; mental-models § Quick Reference Card"),
    replaces: &[],
    message: "{component} runs on {copies} copies, and nothing spreads requests over them: {caller} knows one address.",
    fix: "Put a load balancer between {caller} and {component}.",
    check: check;
    mend: mend;
    in ru: r"
        No balancer in front of several copies ⇒ Нет балансировщика перед экземплярами
        {component} runs on {copies} copies, and nothing spreads requests over them: {caller} knows one address. ⇒ Экземпляров «{component}»: {copies}, и ничто не распределяет между ними запросы: {caller} знает один адрес.
        Put a load balancer between {caller} and {component}. ⇒ Поставьте балансировщик между «{caller}» и {component}.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (pool, caller) in wiring::first_unbalanced(context.graph) {
        verdict
            .find(context, &[pool, caller])
            .with("copies", Value::Count(f64::from(context.node(pool).instances())))
            .with("caller", Value::name(context.node(caller).component.label()));
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    let pool = finding.first()?;
    let load = Load { peak: context.peak(pool).total(), target: context.target_utilization() };
    Fix::of(context.graph).balanced(pool, load, context.unbalanced()).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn fires_when_clients_call_two_copies() {
        check(
            "lb-missing",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "client", "operation": "read"}]},
               "components": [{"id": "client", "kind": "client-web"},
                {"id": "api", "kind": "server", "instances": 2}],
               "connections": [{"from": "client", "to": "api"}]}"#,
            &["api"],
        );
    }

    #[test]
    fn silent_behind_a_balancer() {
        check(
            "lb-missing",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "client", "operation": "read"}]},
               "components": [{"id": "client", "kind": "client-web"},
                {"id": "lb", "kind": "lb-l7"},
                {"id": "api", "kind": "server", "instances": 2}],
               "connections": [{"from": "client", "to": "lb"},
                {"from": "lb", "to": "api"}]}"#,
            &[],
        );
    }

    #[test]
    fn one_balancer_is_missing_once_on_a_way() {
        let design = |between: &str| {
            r#"{"components": [{"id": "client", "kind": "client-web"}, {"id": "between", "kind": "BETWEEN"},
                    {"id": "api", "kind": "server", "instances": 3}, {"id": "s", "kind": "service", "instances": 2}],
                "connections": [{"from": "client", "to": "between"}, {"from": "between", "to": "api"},
                    {"from": "api", "to": "s"}]}"#
                .replace("BETWEEN", between)
        };
        check("lb-missing", &design("waf"), &["api"]);
        check("lb-missing", &design("lb-l7"), &[]);
        // Another way to the second pool passes no balancer either.
        let both = design("waf")
            .replace(r#"{"from": "api", "to": "s"}"#, r#"{"from": "api", "to": "s"}, {"from": "client", "to": "s"}"#);
        check("lb-missing", &both, &["api", "s"]);
    }

    #[test]
    fn silent_within_a_cluster_that_balances_itself() {
        let design = |kind: &str| {
            r#"{"components": [{"id": "client", "kind": "client-web"}, {"id": "k", "kind": "KIND"},
                    {"id": "s", "kind": "service", "instances": 4}],
                "connections": [{"from": "client", "to": "k"}, {"from": "k", "to": "s"}]}"#
                .replace("KIND", kind)
        };
        check("lb-missing", &design("container-platform"), &[]);
        check("lb-missing", &design("server"), &["s"]);
    }
}
