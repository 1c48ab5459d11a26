//! At its largest the tier still cannot carry the peak.

use crate::design::vocabulary::Source;

use crate::analysis::arrivals::Which;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// At its largest the tier still cannot carry the peak.
    ///
    /// ## Why it matters
    /// An autoscaler that stands at its ceiling is a fixed size: the peak goes on rising and nothing answers it.
    ///
    /// ## What to do
    /// Raise the ceiling to what the peak needs at the autoscaler’s own target.
    ///
    /// ## When it is fine
    /// When requests above the ceiling are meant to be turned away.
    id: "scale-hpa-max-too-low",
    title: "Autoscaler ends below the peak",
    severity: Severity::Error,
    needs: Needs::Workload,
    origin: Origin::Derived,
    core: false,
    source: Source::Documented("zero-to-hero § 3.1 Cloud Architecture & DevOps"),
    replaces: &["cap-over-capacity", "cap-over-target", "cap-single-server-limit", "cap-no-headroom"],
    message: "{component} may grow to {most} copies and carries {limit} then at the target of {target}; the peak is {measured}.",
    fix: "Let {component} grow to {needed} copies.",
    check: check;
    mend: mend;
    in ru: r"
        Autoscaler ends below the peak ⇒ Автомасштабирование кончается ниже пика
        {component} may grow to {most} copies and carries {limit} then at the target of {target}; the peak is {measured}. ⇒ {component} может вырасти до {most} {most:экземпляра|экземпляров|экземпляров}, они несут {limit} при цели {target}; пик — {measured}.
        Let {component} grow to {needed} copies. ⇒ Разрешите «{component}» вырасти до {needed} {needed:экземпляра|экземпляров|экземпляров}.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    if !context.has_rates() {
        return verdict.needs("a rate of a journey");
    }
    for (number, node) in context.nodes() {
        let (Some(most), Some(each)) = (node.number("autoscaling_max"), node.number("rps_capacity")) else { continue };
        let target = node.number("autoscaling_target").map_or(context.target_utilization(), |figure| figure.value);
        let limit = most.value * each.value * target;
        let measured = context.peak(number).total();
        if measured > limit && limit > 0.0 {
            let finding = verdict.find(context, &[number]);
            if node.number("autoscaling_target").is_some() {
                finding.limit_by(
                    "most × each × target",
                    &[
                        ("most", Part::Setting(0, "autoscaling_max")),
                        ("each", Part::Setting(0, "rps_capacity")),
                        ("target", Part::Setting(0, "autoscaling_target")),
                    ],
                );
            } else {
                finding.limit_by(
                    "most × each × target",
                    &[
                        ("most", Part::Setting(0, "autoscaling_max")),
                        ("each", Part::Setting(0, "rps_capacity")),
                        ("target", Part::Target),
                    ],
                );
            }
            finding
                .measured(measured, limit, "req/s")
                .of(Part::Peak(0, Which::Both))
                .with("measured", Value::Amount(measured, "req/s"))
                .with("limit", Value::Amount(limit, "req/s"))
                .with("most", Value::Count(most.value))
                .with("target", Value::Share(target))
                .with("needed", Value::copies(measured / (each.value * target)));
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    Fix::of(context.graph).set(finding.first()?, "autoscaling_max", finding.figure("needed")?, None).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_the_ceiling_is_below_the_peak() {
        check(
            "scale-hpa-max-too-low",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read", "rate": {"per_second": 40000}, "peak_factor": 1}]},
               "components": [{"id": "api", "kind": "server", "settings": {"autoscaling_min": 2, "autoscaling_max": 10}}],
               "connections": []}"#,
            &["api"],
        );
    }

    #[test]
    fn silent_when_the_ceiling_is_high_enough() {
        check(
            "scale-hpa-max-too-low",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read", "rate": {"per_second": 30000}, "peak_factor": 1}]},
               "components": [{"id": "api", "kind": "server", "settings": {"autoscaling_min": 2, "autoscaling_max": 10}}],
               "connections": []}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_without_a_rate() {
        check_not_checked(
            "scale-hpa-max-too-low",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read"}]},
               "components": [{"id": "api", "kind": "server"}],
               "connections": []}"#,
        );
    }
}
