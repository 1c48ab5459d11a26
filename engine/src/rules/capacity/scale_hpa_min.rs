//! An autoscaler may go down to a single copy.

use crate::design::vocabulary::Source;

use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// An autoscaler may go down to a single copy.
    ///
    /// ## Why it matters
    /// In the quiet hours the tier is then one box, and its loss is an outage until the next copy has started.
    /// Nights are also when updates run.
    ///
    /// ## What to do
    /// Never fewer than two, in two zones.
    ///
    /// ## When it is fine
    /// When nobody needs the tier at night.
    id: "scale-hpa-min",
    title: "Scales down to one copy",
    severity: Severity::Warn,
    needs: Needs::Structure,
    origin: Origin::Derived,
    core: false,
    source: Source::Documented("zero-to-hero § 3.1 Cloud Architecture & DevOps"),
    replaces: &[],
    message: "{component} may shrink to {least} copies, and a single one is a single point of failure.",
    fix: "Let the autoscaler of {component} keep at least 2 copies.",
    check: check;
    mend: mend;
    in ru: r"
        Scales down to one copy ⇒ Сжимается до одного экземпляра
        {component} may shrink to {least} copies, and a single one is a single point of failure. ⇒ {component} может сжаться до {least} {least:экземпляра|экземпляров|экземпляров}, а один экземпляр — единая точка отказа.
        Let the autoscaler of {component} keep at least 2 copies. ⇒ Пусть автомасштабирование «{component}» держит не меньше 2 экземпляров.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.nodes() {
        if let Some(least) = node.number("autoscaling_min").filter(|least| least.value < 2.0) {
            verdict
                .find(context, &[number])
                .measured(least.value, 2.0, "copies")
                .of(Part::Setting(0, "autoscaling_min"))
                .limit(Part::Documented(2.0))
                .with("least", Value::Count(least.value));
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    let node = finding.first()?;
    let mut fix = Fix::of(context.graph).set(node, "autoscaling_min", 2.0, Some(RULE.source));
    if context.node(node).number("autoscaling_max").is_some_and(|most| most.value < 2.0) {
        fix = fix.set(node, "autoscaling_max", 2.0, Some(RULE.source));
    }
    fix.done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn the_fix_leaves_no_maximum_below_the_minimum() {
        check(
            "scale-hpa-min",
            r#"{"components": [{"id": "api", "kind": "server", "settings": {"autoscaling_min": 1, "autoscaling_max": 1}}]}"#,
            &["api"],
        );
    }

    #[test]
    fn fires_with_a_floor_of_one() {
        check(
            "scale-hpa-min",
            r#"{"components": [{"id": "api", "kind": "server", "settings": {"autoscaling_min": 1}}],
               "connections": []}"#,
            &["api"],
        );
    }

    #[test]
    fn silent_with_a_floor_of_two() {
        check(
            "scale-hpa-min",
            r#"{"components": [{"id": "api", "kind": "server", "settings": {"autoscaling_min": 2}}],
               "connections": []}"#,
            &[],
        );
    }
}
