//! A component is fuller at peak than the design allows.

use crate::design::vocabulary::Source;

use crate::rule;
use crate::rules::fix_parts::Load;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// A component is fuller at peak than the design allows.
    ///
    /// ## Why it matters
    /// Waiting grows as 1 ÷ (1 − utilisation): at 70 % a request waits about twice its own time, at 90 % nine
    /// times. A full component also has nothing left for a lost copy, a retry storm or a busy day; autoscalers add
    /// copies at 70 % for that reason.
    ///
    /// ## What to do
    /// Add copies until the peak is below the target, or take load away before it gets there.
    ///
    /// ## When it is fine
    /// When the peak figure already holds a reserve, or late answers do no harm. Then raise the target of the
    /// design.
    id: "cap-over-target",
    title: "Over the target utilisation",
    severity: Severity::Warn,
    needs: Needs::Workload,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("worked-examples § Example 1, Detailed server estimate 1. API Servers; zero-to-hero § 3.1 Cloud Architecture & DevOps"),
    replaces: &[],
    message: "{component} gets {measured} at peak, {utilization} of the {limit} it can do; the design allows {target}.",
    fix: "Use {at_target} {target_unit} to stay at {target}.",
    check: check;
    mend: mend;
    in ru: r"
        Over the target utilisation ⇒ Загрузка выше цели
        {component} gets {measured} at peak, {utilization} of the {limit} it can do; the design allows {target}. ⇒ {component} получает в пик {measured}: {utilization} от {limit}, которые может; схема допускает {target}.
        Use {at_target} {target_unit} to stay at {target}. ⇒ Возьмите {at_target} {target_unit:at_target}, чтобы держать {target}.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    if !context.has_rates() {
        return verdict.needs("a rate of a journey");
    }
    let target = context.target_utilization();
    for (number, node) in context.nodes() {
        let load = context.load(number);
        let Some(utilization) = load.utilization.filter(|share| *share > target && *share <= 1.0) else { continue };
        if context.grown_utilization(number).is_some_and(|grown| grown <= target) {
            continue;
        }
        let measured = context.peak(number).total();
        let unit = node.kind.capacity.unit();
        verdict
            .find(context, &[number])
            .measured(utilization, target, "share")
            .of(Part::Utilization(0))
            .limit(Part::Target)
            .with("measured", Value::Amount(measured, unit))
            .with("limit", Value::Amount(measured / utilization, unit))
            .with("utilization", Value::Share(utilization))
            .with_needed(load, target);
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    let node = finding.first()?;
    let load = Load { peak: context.peak(node).total(), target: context.target_utilization() };
    let fix = Fix::of(context.graph).at_target(node, context.load(node));
    if fix.steps().is_empty() { None } else { fix.balanced(node, load, context.unbalanced()).done() }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn leaves_what_autoscaling_adds_to_the_rule_about_how_much_that_is() {
        let design = |most: &str| {
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read", "rate": {"per_second": 9000}, "peak_factor": 1}]},
               "components": [{"id": "api", "kind": "server", "instances": 2, "settings": {"autoscaling_max": MOST}}]}"#
                .replace("MOST", most)
        };
        check("cap-over-target", &design("4"), &[]);
        check("cap-over-target", &design("2"), &[]);
        check("scale-hpa-max-too-low", &design("4"), &[]);
        check("scale-hpa-max-too-low", &design("2"), &["api"]);
    }

    #[test]
    fn fires_at_ninety_percent() {
        check(
            "cap-over-target",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read", "rate": {"per_second": 9000}, "peak_factor": 1}]},
               "components": [{"id": "api", "kind": "server", "instances": 2}],
               "connections": []}"#,
            &["api"],
        );
    }

    #[test]
    fn silent_at_the_target() {
        check(
            "cap-over-target",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read", "rate": {"per_second": 7000}, "peak_factor": 1}]},
               "components": [{"id": "api", "kind": "server", "instances": 2}],
               "connections": []}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_it_is_over_capacity() {
        check(
            "cap-over-target",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read", "rate": {"per_second": 11000}, "peak_factor": 1}]},
               "components": [{"id": "api", "kind": "server", "instances": 2}],
               "connections": []}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_without_a_rate() {
        check_not_checked(
            "cap-over-target",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read"}]},
               "components": [{"id": "api", "kind": "server"}],
               "connections": []}"#,
        );
    }
}
