//! A balancer or gateway stands alone on the way of every request.

use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// A balancer or gateway stands alone on the way of every request.
    ///
    /// ## Why it matters
    /// It was put there so that one lost server does not matter, and has become the one box that matters: when it
    /// is lost, all servers behind it are up and nobody reaches them. At 99.9 % that alone is 8.8 hours a year.
    ///
    /// ## What to do
    /// Run two with a shared address and failover, or use a managed balancer that stands in several zones.
    ///
    /// ## When it is fine
    /// When the single box of the drawing means a managed service. Then mark it as managed.
    id: "lb-spof",
    title: "One balancer carries everything",
    severity: Severity::Warn,
    needs: Needs::Structure,
    origin: Origin::Derived,
    core: true,
    source: Source::Documented("mental-models § 18. The System Design Interview Framework; mental-models § Quick Reference Card; worked-examples § Problem-solving template"),
    replaces: &["spof-single-instance"],
    message: "{component} stands alone: without it {journeys} cannot be served, however many servers are behind it.",
    fix: "Run at least 2 of {component}, or mark it as managed if a provider sees to that.",
    check: check;
    mend: mend;
    in ru: r"
        One balancer carries everything ⇒ Всё держится на одном балансировщике
        {component} stands alone: without it {journeys} cannot be served, however many servers are behind it. ⇒ {component} стоит один: без него не обслужить {journeys}, сколько бы серверов за ним ни было.
        Run at least 2 of {component}, or mark it as managed if a provider sees to that. ⇒ Запустите не меньше 2 экземпляров «{component}» или отметьте его как управляемый, если этим занимается провайдер.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.nodes() {
        if !matches!(node.kind.family, Family::Balancer | Family::Gateway) || node.managed() {
            continue;
        }
        if context.workload().journeys.is_empty() {
            return verdict.needs("a journey");
        }
        if context.is_single_point_of_failure(number) {
            verdict.find(context, &[number]).with("journeys", Value::name(context.journeys_lost_with(number)));
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    Fix::of(context.graph).second_copy(finding.first()?).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_one_balancer_stands_before_all() {
        check(
            "lb-spof",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "client", "operation": "read"}]},
               "components": [{"id": "client", "kind": "client-web"},
                {"id": "lb", "kind": "lb-l7"},
                {"id": "api", "kind": "server", "instances": 2}],
               "connections": [{"from": "client", "to": "lb"},
                {"from": "lb", "to": "api"}]}"#,
            &["lb"],
        );
    }

    #[test]
    fn silent_when_there_are_two() {
        check(
            "lb-spof",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "client", "operation": "read"}]},
               "components": [{"id": "client", "kind": "client-web"},
                {"id": "lb", "kind": "lb-l7", "instances": 2},
                {"id": "api", "kind": "server", "instances": 2}],
               "connections": [{"from": "client", "to": "lb"},
                {"from": "lb", "to": "api"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_somebody_else_runs_it() {
        check(
            "lb-spof",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "client", "operation": "read"}]},
               "components": [{"id": "client", "kind": "client-web"},
                {"id": "lb", "kind": "lb-l7", "settings": {"managed": true}},
                {"id": "api", "kind": "server", "instances": 2}],
               "connections": [{"from": "client", "to": "lb"},
                {"from": "lb", "to": "api"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_without_a_journey() {
        check_not_checked(
            "lb-spof",
            r#"{"components": [{"id": "client", "kind": "client-web"},
                {"id": "lb", "kind": "lb-l7"}],
               "connections": [{"from": "client", "to": "lb"}]}"#,
        );
    }
}
