//! An autoscaler acts earlier or later than usual.

use crate::design::vocabulary::Source;

use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// An autoscaler acts earlier or later than usual.
    ///
    /// ## Why it matters
    /// Below 50 % half of what is paid for idles; above 80 % the tier is full before the next copy has started. The
    /// usual target is 70 % of the processor.
    ///
    /// ## What to do
    /// Aim at about 70 %, lower where copies start slowly.
    ///
    /// ## When it is fine
    /// When start-up takes minutes (lower) or seconds (higher), and that was measured.
    id: "scale-hpa-target",
    title: "Unusual autoscaling target",
    severity: Severity::Info,
    needs: Needs::Structure,
    origin: Origin::Derived,
    core: false,
    source: Source::Documented("zero-to-hero § 3.1 Cloud Architecture & DevOps"),
    replaces: &[],
    message: "{component} scales at {target}; usual is about 70 %.",
    fix: "Set the autoscaling target of {component} to about 70 %.",
    check: check;
    mend: mend;
    in ru: r"
        Unusual autoscaling target ⇒ Необычная цель автомасштабирования
        {component} scales at {target}; usual is about 70 %. ⇒ {component} масштабируется при {target}; обычно — около 70 %.
        Set the autoscaling target of {component} to about 70 %. ⇒ Задайте цель автомасштабирования «{component}» около 70 %.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.nodes() {
        let Some(target) = node.number("autoscaling_target") else { continue };
        if !(0.5..=0.8).contains(&target.value) {
            verdict
                .find(context, &[number])
                .measured(target.value, 0.7, "share")
                .of(Part::Setting(0, "autoscaling_target"))
                .limit(Part::Documented(0.7))
                .with("target", Value::Share(target.value));
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    Fix::of(context.graph).set(finding.first()?, "autoscaling_target", 0.7, Some(RULE.source)).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn fires_at_ninety_percent() {
        check(
            "scale-hpa-target",
            r#"{"components": [{"id": "api", "kind": "server", "settings": {"autoscaling_target": 0.9}}],
               "connections": []}"#,
            &["api"],
        );
    }

    #[test]
    fn silent_at_seventy_percent() {
        check(
            "scale-hpa-target",
            r#"{"components": [{"id": "api", "kind": "server", "settings": {"autoscaling_target": 0.7}}],
               "connections": []}"#,
            &[],
        );
    }
}
