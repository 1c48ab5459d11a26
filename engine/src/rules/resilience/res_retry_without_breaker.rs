//! Calls are tried again and nothing ever stops them.

use crate::analysis::through::answering;
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::calls::breaks;
use crate::rules::fix_settings::breakers;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// Calls are tried again and nothing ever stops them.
    ///
    /// ## Why it matters
    /// Retries help against a short failure and feed a long one: more attempts, more load, more failures. A breaker
    /// ends the spiral.
    ///
    /// ## What to do
    /// Add a breaker around the retries.
    ///
    /// ## When it is fine
    /// When a retry budget limits them in another way.
    id: "res-retry-without-breaker",
    title: "Retries without a breaker",
    severity: Severity::Warn,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("interview-answers § Theory 9. Circuit Breaker"),
    replaces: &[],
    message: "{component} tries {other} again and has no breaker. A long failure becomes a flood.",
    fix: "Add a circuit breaker around the retries.",
    check: check;
    mend: breakers;
    in ru: r"
        Retries without a breaker ⇒ Повторы без выключателя
        {component} tries {other} again and has no breaker. A long failure becomes a flood. ⇒ {component} повторяет вызовы к «{other}» и не имеет выключателя. Долгий отказ превратится в лавину.
        Add a circuit breaker around the retries. ⇒ Добавьте вокруг повторов автоматический выключатель.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for edge in (0..context.graph.edges.len()).filter(|&edge| context.edge(edge).tries_again()) {
        let broken = answering(context.graph, edge, |other| breaks(context, other)).is_empty();
        match context.edge(edge).switch("circuit_breaker") {
            _ if broken => {}
            None => verdict.needs("circuit breakers of connections"),
            Some(_) => {
                let other = Value::name(context.callee(edge).component.label());
                let finding = verdict.find(context, &[context.edge(edge).from]);
                finding.on(&[edge]).with("other", other).connection = Some(edge);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_nothing_stops_retries() {
        check(
            "res-retry-without-breaker",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}],
                "connections": [{"from": "client", "to": "a"},
                    {"from": "a", "to": "b", "retries": 3, "circuit_breaker": false}]}"#,
            &["a"],
        );
    }

    #[test]
    fn one_fault_is_one_finding() {
        let told = |kind: &str, settings: &str| {
            let text = r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read",
                    "rate": {"per_second": 40}, "peak_factor": 1}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "KIND"SETTINGS}],
                "connections": [{"from": "client", "to": "a", "timeout_ms": 9000}, {"from": "a", "to": "b",
                    "timeout_ms": 1000, "retries": 2, "circuit_breaker": false}]}"#
                .replace("KIND", kind)
                .replace("SETTINGS", settings);
            let report = crate::evaluate(&crate::rules::testing::design(&text));
            let rules = report.findings.iter().map(|finding| finding.rule.to_string());
            rules.filter(|rule| rule.starts_with("res-")).collect::<Vec<String>>()
        };
        assert_eq!(told("service", ""), ["res-retry-without-breaker"]);
        assert_eq!(told("external-api", ""), ["res-external-no-breaker"]);
        // 3 × 40 a second are more than it can do: that says more.
        assert_eq!(told("service", r#", "settings": {"rps_capacity": 100}"#), ["res-retry-metastable"]);
    }

    #[test]
    fn silent_when_a_breaker_does() {
        check(
            "res-retry-without-breaker",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}],
                "connections": [{"from": "client", "to": "a"},
                    {"from": "a", "to": "b", "retries": 3, "circuit_breaker": true}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_it_is_open() {
        check_not_checked(
            "res-retry-without-breaker",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}],
                "connections": [{"from": "client", "to": "a"}, {"from": "a", "to": "b", "retries": 3}]}"#,
        );
    }
}
