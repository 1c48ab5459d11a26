//! Traffic comes in spikes that nobody foresees, and a tier has a fixed number of copies.

use crate::analysis::wiring;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// Traffic comes in spikes that nobody foresees, and a tier has a fixed number of copies.
    ///
    /// ## Why it matters
    /// A fixed size is wrong twice: it pays for the spike all day, or is too small when it comes. Copies without
    /// state can follow the load within a minute or two.
    ///
    /// ## What to do
    /// Let an autoscaler keep the copies at about 70 %, with a floor of two and room above the largest spike seen.
    ///
    /// ## When it is fine
    /// When the fixed size carries the largest spike, and the price of that is accepted.
    id: "scale-no-autoscaling",
    title: "Fixed size under spikes",
    severity: Severity::Warn,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("zero-to-hero § 1.1 Understanding System Design Basics; zero-to-hero § 3.1 Cloud Architecture & DevOps; mental-models § Quick Reference Card"),
    replaces: &[],
    message: "{component} has a fixed number of copies ({copies}), and traffic is said to come in spikes.",
    fix: "Let {component} scale with its load, at about 70 %.",
    check: check;
    mend: mend;
    in ru: r"
        Fixed size under spikes ⇒ Постоянный размер при всплесках
        {component} has a fixed number of copies ({copies}), and traffic is said to come in spikes. ⇒ У «{component}» постоянное число экземпляров ({copies}), а трафик, как указано, приходит всплесками.
        Let {component} scale with its load, at about 70 %. ⇒ Пусть «{component}» масштабируется по нагрузке, примерно при 70 %.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    match context.workload_switch("spiky") {
        Some(true) => {}
        Some(false) => return,
        None => return verdict.needs("whether traffic comes in spikes"),
    }
    for (number, node) in context.of_family(Family::Compute) {
        let fixed = node.kind.setting("autoscaling_max").is_some() && node.number("autoscaling_max").is_none();
        let keeps = wiring::keeps_sessions(&node) == Some(true);
        if fixed && !keeps && !node.managed() && context.is_reached(number) {
            verdict.find(context, &[number]).with("copies", Value::Count(f64::from(node.copies())));
        }
    }
}

/// A spike nobody foresees, in times of the peak: an assumption.
const SPIKE: f64 = 2.0;

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    let node = finding.first()?;
    let needed = context.load(node).needed.map_or(0, |needed| needed.at_target);
    let now = u64::from(context.node(node).instances()).max(2);
    let most = SPIKE * needed.max(now) as f64;
    Fix::of(context.graph)
        .set(node, "autoscaling_min", now as f64, None)
        .set(node, "autoscaling_max", most, Some(Source::Assumption))
        .set(node, "autoscaling_target", context.target_utilization(), Some(RULE.source))
        .done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_spikes_meet_a_fixed_size() {
        check(
            "scale-no-autoscaling",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read"}], "settings": {"spiky": true}},
               "components": [{"id": "api", "kind": "server", "instances": 4}],
               "connections": []}"#,
            &["api"],
        );
    }

    #[test]
    fn silent_when_it_scales() {
        check(
            "scale-no-autoscaling",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read"}], "settings": {"spiky": true}},
               "components": [{"id": "api", "kind": "server", "settings": {"autoscaling_min": 2, "autoscaling_max": 10}}],
               "connections": []}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_traffic_is_calm() {
        check(
            "scale-no-autoscaling",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read"}], "settings": {"spiky": false}},
               "components": [{"id": "api", "kind": "server", "instances": 4}],
               "connections": []}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_it_is_open() {
        check_not_checked(
            "scale-no-autoscaling",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read"}]},
               "components": [{"id": "api", "kind": "server"}],
               "connections": []}"#,
        );
    }
}
