//! A component gets more at peak than it can do.

use crate::analysis::arrivals::Which;
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::fix_parts::Load;
use crate::rules::phrase::{Value, scaled};
use crate::rules::{Context, Finding, Fix, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// A component gets more at peak than all of its copies can do.
    ///
    /// ## Why it matters
    /// Above 100 % a queue forms that never empties while the peak lasts: answers time out, callers wait, and what
    /// was saved on copies is lost on every request. The first component to get there is the bottleneck of its
    /// journeys; whatever stands behind it never sees the full load.
    ///
    /// ## What to do
    /// Add copies until the peak is at most the target share (70 %) of what they can do, or take load away: a cache
    /// in front, a queue for what can wait, fewer calls for each request.
    ///
    /// ## When it is fine
    /// When the peak is a figure of caution that nobody expects to see. Then lower the peak factor, so that the
    /// design says so.
    id: "cap-over-capacity",
    title: "Over capacity",
    severity: Severity::Error,
    needs: Needs::Workload,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("worked-examples § Example 1, Detailed server estimate 1. API Servers; worked-examples § Useful formulas; worked-examples § Problem-solving template; mental-models § 18. The System Design Interview Framework"),
    replaces: &["cap-over-target"],
    message: "{component} gets {measured} at peak and can do {limit}. It saturates at {saturation} of the peak.",
    fix: "Use {at_full} {unit}, or {at_target} to stay at {target}.",
    check: check;
    mend: mend;
    in ru: r"
        Over capacity ⇒ Перегрузка
        {component} gets {measured} at peak and can do {limit}. It saturates at {saturation} of the peak. ⇒ {component} получает в пик {measured}, а может {limit}. Насыщение наступает при {saturation} пика.
        Use {at_full} {unit}, or {at_target} to stay at {target}. ⇒ Возьмите {at_full} {unit:at_full} или {at_target}, чтобы держать {target}.
        Use {at_full} {unit} to stay at {target}. ⇒ Возьмите {at_full} {unit:at_full}, чтобы держать {target}.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    if !context.has_rates() {
        return verdict.needs("a rate of a journey");
    }
    for (number, node) in context.nodes() {
        let load = context.load(number);
        // Where partitions are what is lacking, `msg-partition-throughput` tells: more copies would get nothing.
        if node.partitions.is_some() && load.needed.is_none() {
            continue;
        }
        let Some(utilization) = load.utilization.filter(|&utilization| utilization > 1.0) else { continue };
        // Where autoscaling adds what is lacking nothing is too full for long; whether it may add enough is another rule's
        // question.
        if context.grown_utilization(number).is_some_and(|grown| grown <= 1.0) {
            continue;
        }
        let measured = context.peak(number).total();
        let limit = measured / utilization;
        let unit = node.kind.capacity.unit();
        verdict
            .find(context, &[number])
            .measured(measured, limit, unit)
            .of(Part::Peak(0, Which::Both))
            .limit(Part::Carries(0))
            .with("measured", Value::Amount(measured, unit))
            .with("limit", Value::name(scaled(limit)))
            .with("saturation", Value::Share(1.0 / utilization))
            .with_needed(load, context.target_utilization());
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
    use crate::rules::testing::check;

    #[test]
    fn leaves_what_autoscaling_adds_to_the_rule_about_how_much_that_is() {
        let design = |most: &str| {
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read", "rate": {"per_second": 11000}, "peak_factor": 1}]},
               "components": [{"id": "api", "kind": "server", "instances": 2, "settings": {"autoscaling_max": MOST}}]}"#
                .replace("MOST", most)
        };
        check("cap-over-capacity", &design("4"), &[]);
        check("cap-over-capacity", &design("2"), &[]);
        check("scale-hpa-max-too-low", &design("4"), &[]);
        check("scale-hpa-max-too-low", &design("2"), &["api"]);
    }

    #[test]
    fn fires_when_the_peak_is_more_than_the_copies_can_do() {
        check(
            "cap-over-capacity",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read",
                "rate": {"per_second": 5000}, "peak_factor": 3}]},
               "components": [{"id": "api", "kind": "server", "instances": 2}]}"#,
            &["api"],
        );
    }

    #[test]
    fn silent_when_the_peak_just_fits() {
        check(
            "cap-over-capacity",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read",
                "rate": {"per_second": 5000}, "peak_factor": 3}]},
               "components": [{"id": "api", "kind": "server", "instances": 3}]}"#,
            &[],
        );
    }
}
