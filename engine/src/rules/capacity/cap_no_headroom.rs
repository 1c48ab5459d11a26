//! The copies that are left when one is lost cannot carry the peak.

use crate::analysis::capacity::whole;
use crate::analysis::reserve;
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// The copies that are left when one is lost cannot carry the peak.
    ///
    /// ## Why it matters
    /// With n copies at utilisation u the others rise to u × n ÷ (n − 1): two copies at 60 % leave one at 120 %.
    /// The pool looks redundant and is not.
    ///
    /// ## What to do
    /// Have one copy more than the peak takes; two where an update and a failure may meet.
    ///
    /// ## When it is fine
    /// When an autoscaler replaces a lost copy within seconds, or a slow quarter of an hour now and then is
    /// accepted.
    id: "cap-no-headroom",
    title: "No room for a lost copy",
    severity: Severity::Warn,
    needs: Needs::Workload,
    origin: Origin::Derived,
    core: true,
    source: Source::Documented("worked-examples § Example 1, Detailed server estimate 1. API Servers"),
    replaces: &[],
    message: "{component} runs at {utilization} of what its {copies} copies can do. With one of them lost it would be at {after}.",
    fix: "Use {at_least} copies, so that the peak still fits when one is lost.",
    check: check;
    mend: mend;
    in ru: r"
        No room for a lost copy ⇒ Нет запаса на потерю экземпляра
        {component} runs at {utilization} of what its {copies} copies can do. With one of them lost it would be at {after}. ⇒ {component}: загрузка {utilization} при {copies} {copies:экземпляре|экземплярах|экземплярах}. С потерей одного стала бы {after}.
        Use {at_least} copies, so that the peak still fits when one is lost. ⇒ Возьмите {at_least} {at_least:экземпляр|экземпляра|экземпляров}, чтобы пик помещался и без одного.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    if !context.has_rates() {
        return verdict.needs("a rate of a journey");
    }
    for (number, node) in context.nodes() {
        let load = context.load(number);
        let Some(utilization) = load.utilization.filter(|share| *share <= 1.0) else { continue };
        let after = reserve::without_one(context.graph, number, context.peak(number), load);
        let Some(after) = after.filter(|after| *after > 1.0) else { continue };
        let copies = f64::from(node.instances());
        let carry = whole(utilization * copies) as f64;
        verdict
            .find(context, &[number])
            .measured(after, 1.0, "share")
            .by(
                "utilisation × copies ÷ (copies − 1)",
                &[("utilisation", Part::Utilization(0)), ("copies", Part::Count(0, "instances"))],
            )
            .with("utilization", Value::Share(utilization))
            .with("copies", Value::Count(copies))
            .with("after", Value::Share(after))
            .with("at_least", Value::Count(carry + 1.0));
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    Fix::of(context.graph).count(finding.first()?, "instances", finding.counted("at_least")?, None).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_one_of_two_cannot_carry_the_peak() {
        check(
            "cap-no-headroom",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read", "rate": {"per_second": 6000}, "peak_factor": 1}]},
               "components": [{"id": "api", "kind": "server", "instances": 2}],
               "connections": []}"#,
            &["api"],
        );
    }

    #[test]
    fn silent_when_one_of_two_is_enough() {
        check(
            "cap-no-headroom",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read", "rate": {"per_second": 4000}, "peak_factor": 1}]},
               "components": [{"id": "api", "kind": "server", "instances": 2}],
               "connections": []}"#,
            &[],
        );
    }

    #[test]
    fn silent_with_one_copy_that_is_a_weak_point_anyway() {
        check(
            "cap-no-headroom",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read", "rate": {"per_second": 4000}, "peak_factor": 1}]},
               "components": [{"id": "api", "kind": "server"}],
               "connections": []}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_without_a_rate() {
        check_not_checked(
            "cap-no-headroom",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read"}]},
               "components": [{"id": "api", "kind": "server"}],
               "connections": []}"#,
        );
    }
}
