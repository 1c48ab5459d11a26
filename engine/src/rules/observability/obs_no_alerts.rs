//! Figures are collected and nobody is told when they are bad.

use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::fix_parts::Load;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// Figures are collected and nobody is told when they are bad.
    ///
    /// ## Why it matters
    /// Nobody looks at a screen at three in the morning. A figure without an alert is read after the failure.
    ///
    /// ## What to do
    /// Raise alerts on what users feel, latency and errors, and wake somebody.
    ///
    /// ## When it is fine
    /// For figures that plan rather than watch.
    id: "obs-no-alerts",
    title: "No alerts",
    severity: Severity::Warn,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("interview-answers § Theory 10. Observability; senior-node § 10 Monitoring / Observability; mental-models § Quick Reference Card"),
    replaces: &[],
    message: "{component} are collected, and nothing tells anybody when they are bad.",
    fix: "Add alerts on latency, errors and saturation.",
    check: check;
    mend: mend;
    in ru: r"
        No alerts ⇒ Нет оповещений
        {component} are collected, and nothing tells anybody when they are bad. ⇒ {component} собираются, но никому не сообщается, когда они плохи.
        Add alerts on latency, errors and saturation. ⇒ Добавьте оповещения по задержке, ошибкам и насыщению.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    if context.nodes().any(|(_, node)| node.kind.id == "alerting") {
        return;
    }
    for (number, _) in context.nodes().filter(|(_, node)| node.kind.id == "metrics") {
        verdict.find(context, &[number]);
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    let node = finding.first()?;
    let mut fix = Fix::of(context.graph);
    let id = fix.draw("alerting", node, Load::default(), "tells somebody when figures are bad")?;
    fix.connect(context.node(node).id(), &id);
    fix.done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn fires_when_metrics_are_drawn_alone() {
        check(
            "obs-no-alerts",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "m", "kind": "metrics"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "m", "mode": "async"}]}"#,
            &["m"],
        );
    }

    #[test]
    fn silent_when_alerts_follow() {
        check(
            "obs-no-alerts",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "m", "kind": "metrics"}, {"id": "a", "kind": "alerting"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "m", "mode": "async"},
                    {"from": "m", "to": "a"}]}"#,
            &[],
        );
    }
}
