//! One copy is to grow by a bigger machine, and it is near the limit of one.

use crate::design::vocabulary::Source;

use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// One copy is to grow by a bigger machine, and it is near the limit of one.
    ///
    /// ## Why it matters
    /// A bigger machine has an end, each step costs more than the last, the change is downtime, and it is one box
    /// all the same. One ordinary server ends at 10,000 requests a second.
    ///
    /// ## What to do
    /// Make it run on several copies while it still fits on one; grow machines until they are sensible, then their
    /// number.
    ///
    /// ## When it is fine
    /// For a store that is hard to split, as long as the next size exists.
    id: "scale-vertical-only",
    title: "Grows by bigger machines only",
    severity: Severity::Warn,
    needs: Needs::Workload,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("zero-to-hero § 1.1 Understanding System Design Basics; mental-models § 4. The Scaling Dimensions"),
    replaces: &["cap-over-target"],
    message: "{component} grows by bigger machines only and is at {utilization} of one at peak.",
    fix: "Run several copies of {component} behind a balancer.",
    check: check;
    in ru: r"
        Grows by bigger machines only ⇒ Растёт только мощностью машин
        {component} grows by bigger machines only and is at {utilization} of one at peak. ⇒ {component} растёт только за счёт более мощных машин и в пик загружает одну на {utilization}.
        Run several copies of {component} behind a balancer. ⇒ Запустите несколько экземпляров «{component}» за балансировщиком.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    if !context.has_rates() {
        return verdict.needs("a rate of a journey");
    }
    for (number, node) in context.nodes() {
        if node.text("scaling") != Some("vertical") || node.copies() != 1 {
            continue;
        }
        let Some(utilization) = context.load(number).utilization else { continue };
        let target = context.target_utilization();
        if utilization > target {
            verdict
                .find(context, &[number])
                .measured(utilization, target, "share")
                .of(Part::Utilization(0))
                .limit(Part::Target)
                .with("utilization", Value::Share(utilization));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_at_ninety_percent_of_one_machine() {
        check(
            "scale-vertical-only",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read", "rate": {"per_second": 4500}, "peak_factor": 1}]},
               "components": [{"id": "api", "kind": "server", "settings": {"scaling": "vertical"}}],
               "connections": []}"#,
            &["api"],
        );
    }

    #[test]
    fn tells_of_a_full_machine_in_place_of_the_general_rule_until_it_is_too_full() {
        let design = |rate: &str, scaling: &str| {
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read", "rate": {"per_second": RATE}, "peak_factor": 1}]},
               "components": [{"id": "api", "kind": "server", "settings": {"scaling": "SCALING"}}]}"#
                .replace("RATE", rate)
                .replace("SCALING", scaling)
        };
        check("cap-over-target", &design("4500", "vertical"), &[]);
        check("cap-over-target", &design("4500", "horizontal"), &["api"]);
        check("cap-over-capacity", &design("9000", "vertical"), &["api"]);
    }

    #[test]
    fn silent_far_below_the_limit() {
        check(
            "scale-vertical-only",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read", "rate": {"per_second": 1000}, "peak_factor": 1}]},
               "components": [{"id": "api", "kind": "server", "settings": {"scaling": "vertical"}}],
               "connections": []}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_it_grows_by_copies() {
        check(
            "scale-vertical-only",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read", "rate": {"per_second": 4500}, "peak_factor": 1}]},
               "components": [{"id": "api", "kind": "server", "settings": {"scaling": "horizontal"}}],
               "connections": []}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_without_a_rate() {
        check_not_checked(
            "scale-vertical-only",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read"}]},
               "components": [{"id": "api", "kind": "server"}],
               "connections": []}"#,
        );
    }
}
