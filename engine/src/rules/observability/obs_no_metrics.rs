//! Nothing measures the running system.

use crate::analysis::Node;
use crate::design::Mode;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::fix_parts::Load;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// Nothing measures the running system.
    ///
    /// ## Why it matters
    /// Without figures for latency, traffic, errors and saturation the first to notice a failure are the users, and
    /// nobody can say since when.
    ///
    /// ## What to do
    /// Collect metrics (Prometheus) and show them (Grafana).
    ///
    /// ## When it is fine
    /// For a prototype.
    id: "obs-no-metrics",
    title: "No metrics",
    severity: Severity::Warn,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("interview-answers § Theory 10. Observability; mental-models § 15. The Observability Stack, § Quick Reference Card; senior-node § 10 Monitoring / Observability"),
    replaces: &[],
    message: "{component} and the rest are measured by nothing.",
    fix: "Add metrics for latency, traffic, errors and saturation.",
    check: check;
    mend: mend;
    in ru: r"
        No metrics ⇒ Нет метрик
        {component} and the rest are measured by nothing. ⇒ {component} и остальное никто не измеряет.
        Add metrics for latency, traffic, errors and saturation. ⇒ Добавьте метрики задержки, трафика, ошибок и насыщения.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let Some(front) = context.first_at_work() else { return };
    if context.nodes().any(|(number, node)| node.kind.id == "metrics" || holds_points(context, number, &node)) {
        return;
    }
    // A drawing without any watching leaves it out altogether; one with some lacks this.
    if context.is_watched() {
        verdict.find(context, &[front]);
    } else {
        verdict.needs("metrics, logs and traces");
    }
}

/// Whether it is what metrics are made of: points over time that charts or alarms are drawn from.
fn holds_points(context: &Context<'_>, number: usize, node: &Node<'_>) -> bool {
    let watches = |other: usize| matches!(context.node(other).kind.id, "dashboard" | "alerting");
    let beside = context.from(number).map(|edge| edge.to).chain(context.to(number).map(|edge| edge.from));
    node.kind.id == "tsdb" && beside.into_iter().any(watches)
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    let front = finding.first()?;
    let mut fix = Fix::of(context.graph);
    let id = fix.draw("metrics", front, Load::default(), "measures all services")?;
    for (_, service) in context.of_family(Family::Compute) {
        fix.connect(service.id(), &id).mode = Mode::Async;
    }
    fix.done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn silent_for_what_measures_others() {
        check(
            "obs-no-metrics",
            r#"{"workload": {"journeys": [{"id": "report", "entry": "agent", "operation": "write"},
                    {"id": "watch", "entry": "alarms", "operation": "read"}]},
                "components": [{"id": "agent", "kind": "client-iot"}, {"id": "collector", "kind": "service"},
                    {"id": "points", "kind": "tsdb"}, {"id": "alarms", "kind": "alerting"}],
                "connections": [{"from": "agent", "to": "collector"}, {"from": "collector", "to": "points"},
                    {"from": "alarms", "to": "points", "calls": 1, "journeys": ["watch"]}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_when_a_dashboard_only_shows_what_a_store_keeps() {
        check_not_checked(
            "obs-no-metrics",
            r#"{"workload": {"journeys": [{"id": "sell", "entry": "a", "operation": "write"},
                    {"id": "look", "entry": "sales", "operation": "read"}]},
                "components": [{"id": "a", "kind": "service"}, {"id": "db", "kind": "sql"},
                    {"id": "sales", "kind": "dashboard"}],
                "connections": [{"from": "a", "to": "db"}, {"from": "sales", "to": "db", "calls": 1}]}"#,
        );
    }

    #[test]
    fn fires_when_only_others_are_drawn() {
        check(
            "obs-no-metrics",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}, {"id": "d", "kind": "service"},
                    {"id": "o", "kind": "logs"}],
                "connections": [{"from": "client", "to": "a"}, {"from": "a", "to": "b"}, {"from": "b", "to": "d"},
                    {"from": "a", "to": "o", "mode": "async"}]}"#,
            &["a"],
        );
    }

    #[test]
    fn silent_when_it_is_there() {
        check(
            "obs-no-metrics",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}, {"id": "d", "kind": "service"},
                    {"id": "o", "kind": "metrics"}],
                "connections": [{"from": "client", "to": "a"}, {"from": "a", "to": "b"}, {"from": "b", "to": "d"},
                    {"from": "a", "to": "o", "mode": "async"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nothing_watches() {
        check_not_checked(
            "obs-no-metrics",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}, {"id": "d", "kind": "service"}],
                "connections": [{"from": "client", "to": "a"}, {"from": "a", "to": "b"}, {"from": "b", "to": "d"}]}"#,
        );
    }
}
