//! A balancer does not look whether its targets work.

use crate::analysis::wiring;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// A balancer does not look whether its targets work.
    ///
    /// ## Why it matters
    /// It goes on sending a dead target its part: with 4 targets every fourth request fails until somebody takes it
    /// out by hand. The copies that were bought for availability then lower it.
    ///
    /// ## What to do
    /// Check every few seconds, take a target out after two or three failures, and let the check say whether the
    /// target can do its work, not only that it runs.
    ///
    /// ## When it is fine
    /// When it has one target only: then there is nothing to choose.
    id: "lb-no-health-check",
    title: "No health checks",
    severity: Severity::Warn,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("interview-answers § Theory 8. API Gateway; zero-to-hero § Phase 4 RADIO: I - Implementation; mental-models § Quick Reference Card"),
    replaces: &[],
    message: "{component} does not check whether its {targets} targets work, so a dead one keeps getting its part of the requests.",
    fix: "Switch health checks on for {component}, with failover to the targets that answer.",
    check: check;
    mend: mend;
    in ru: r"
        No health checks ⇒ Нет проверок работоспособности
        {component} does not check whether its {targets} targets work, so a dead one keeps getting its part of the requests. ⇒ {component} не проверяет, работают ли его цели ({targets}), поэтому отказавшая по-прежнему получает свою часть запросов.
        Switch health checks on for {component}, with failover to the targets that answer. ⇒ Включите у «{component}» проверки работоспособности с переключением на отвечающие цели.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.nodes() {
        let chooses = matches!(node.kind.family, Family::Balancer | Family::Gateway);
        if !chooses || node.kind.setting("health_checks").is_none() {
            continue;
        }
        let targets = wiring::copies_behind(context.graph, &wiring::choices(context.graph, number));
        if targets < 2 {
            continue;
        }
        match node.switch("health_checks") {
            Some(true) => {}
            Some(false) => {
                verdict.find(context, &[number]).with("targets", Value::Count(f64::from(targets)));
            }
            None => verdict.needs("whether balancers check the health of their targets"),
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    Fix::of(context.graph).set(finding.first()?, "health_checks", true, None).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_checks_are_off() {
        check(
            "lb-no-health-check",
            r#"{"components": [{"id": "lb", "kind": "lb-l7", "settings": {"health_checks": false}},
                {"id": "api", "kind": "server", "instances": 2}],
               "connections": [{"from": "lb", "to": "api"}]}"#,
            &["lb"],
        );
    }

    #[test]
    fn silent_when_checks_are_on() {
        check(
            "lb-no-health-check",
            r#"{"components": [{"id": "lb", "kind": "lb-l7", "settings": {"health_checks": true}},
                {"id": "api", "kind": "server", "instances": 2}],
               "connections": [{"from": "lb", "to": "api"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_with_one_target() {
        check(
            "lb-no-health-check",
            r#"{"components": [{"id": "lb", "kind": "lb-l7", "settings": {"health_checks": false}},
                {"id": "api", "kind": "server"}],
               "connections": [{"from": "lb", "to": "api"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_it_is_open() {
        check_not_checked(
            "lb-no-health-check",
            r#"{"components": [{"id": "lb", "kind": "lb-l7"},
                {"id": "api", "kind": "server", "instances": 2}],
               "connections": [{"from": "lb", "to": "api"}]}"#,
        );
    }
}
