//! A breaker opens far earlier or later, or stays open far longer or shorter, than is usual.

use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// A breaker opens far earlier or later, or stays open far longer or shorter, than is usual.
    ///
    /// ## Why it matters
    /// Documented breakers open after 5 failures, or at half of ten requests within a minute, and try again with one
    /// request after 30 s. One that opens at the first failure cuts off a healthy callee; one that waits for hundreds
    /// protects nobody; one that stays open for an hour makes a short outage long. Ten times as much or as little is
    /// called far, which is an assumption.
    ///
    /// ## What to do
    /// Start with the documented figures and change them by what is measured.
    ///
    /// ## When it is fine
    /// When the callee is known to recover slowly, or calls are so many that 5 failures are noise.
    id: "res-breaker-config",
    title: "Breaker with unusual figures",
    severity: Severity::Info,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("interview-answers § Theory 9. Circuit Breaker; mental-models § 11. The Resilience Patterns; zero-to-hero § 3.2 High Availability & Fault Tolerance"),
    replaces: &[],
    message: "The breaker of {component} towards {other} has {what} of {measured}; {limit} is usual.",
    fix: "Use about {limit}, and change it by what is measured.",
    check: check;
    mend: mend;
    in ru: r"
        Breaker with unusual figures ⇒ Необычные числа выключателя
        The breaker of {component} towards {other} has {what} of {measured}; {limit} is usual. ⇒ У выключателя «{component}» → {other} {what}: {measured}; обычно {limit}.
        Use about {limit}, and change it by what is measured. ⇒ Поставьте около {limit} и меняйте по измерениям.
    ",
}

/// How many times more or less counts as far: an assumption.
const FAR: f64 = 10.0;
/// What is documented: failures that open a breaker, and seconds until it is tried again.
const USUAL: [(&str, &str, f64); 2] =
    [("circuit_breaker_failures", "a threshold", 5.0), ("circuit_breaker_reset_seconds", "a wait", 30.0)];

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for number in 0..context.graph.edges.len() {
        let edge = context.edge(number);
        if edge.switch("circuit_breaker") != Some(true) {
            continue;
        }
        if USUAL.iter().all(|(setting, ..)| edge.number(setting).is_none()) {
            verdict.needs("when breakers open and close");
        }
        for (setting, what, usual) in USUAL {
            let Some(stated) = edge.number(setting) else { continue };
            if stated <= usual * FAR && stated * FAR >= usual {
                continue;
            }
            let shown = |value: f64| if what == "a wait" { Value::Seconds(value) } else { Value::Count(value) };
            verdict
                .find(context, &[edge.from])
                .on(&[number])
                .with("other", Value::name(context.callee(number).component.label()))
                .with("what", Value::name(what))
                .with("measured", shown(stated))
                .with("limit", shown(usual));
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    let (setting, _, usual) = USUAL.iter().find(|(_, what, _)| finding.word("what") == Some(*what))?;
    Fix::of(context.graph).set_on_all(&finding.edges, setting, *usual, Some(RULE.source)).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_it_stays_open_for_an_hour() {
        check(
            "res-breaker-config",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}],
                "connections": [{"from": "client", "to": "a"},
                    {"from": "a", "to": "b", "circuit_breaker": true, "circuit_breaker_reset_seconds": 3600}]}"#,
            &["a"],
        );
    }

    #[test]
    fn fires_when_it_waits_for_hundreds() {
        check(
            "res-breaker-config",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}],
                "connections": [{"from": "client", "to": "a"},
                    {"from": "a", "to": "b", "circuit_breaker": true, "circuit_breaker_failures": 200}]}"#,
            &["a"],
        );
    }

    #[test]
    fn silent_with_usual_figures() {
        check(
            "res-breaker-config",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}],
                "connections": [{"from": "client", "to": "a"},
                    {"from": "a", "to": "b", "circuit_breaker": true, "circuit_breaker_failures": 5, "circuit_breaker_reset_seconds": 60}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_without_figures() {
        check_not_checked(
            "res-breaker-config",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}],
                "connections": [{"from": "client", "to": "a"}, {"from": "a", "to": "b", "circuit_breaker": true}]}"#,
        );
    }
}
