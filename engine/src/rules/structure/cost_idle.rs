//! Most copies have nothing to do even at peak.

use crate::analysis::capacity::whole;
use crate::design::vocabulary::Source;
use crate::kinds::{Copies, Family};
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// Most copies have nothing to do even at peak.
    ///
    /// ## Why it matters
    /// Below 30 % at peak, most of what is paid for waits. The documents give no figure; 30 % is an assumption.
    /// The threshold `idle_utilization` of a design sets another figure.
    ///
    /// ## What to do
    /// Remove copies, or let them come and go with the load. Keep two, so that one may fail.
    ///
    /// ## When it is fine
    /// When the copies stand by for the loss of a zone, or a larger peak is known.
    id: "cost-idle",
    title: "Idle copies",
    severity: Severity::Info,
    needs: Needs::Workload,
    origin: Origin::Extension,
    core: false,
    source: Source::Documented("zero-to-hero § 1.1 Understanding System Design Basics"),
    replaces: &[],
    message: "{component} is {measured} full at peak with {copies} copies. {enough} would do.",
    fix: "Run {enough} copies, and more only when the load asks for it.",
    check: check;
    mend: mend;
    in ru: r"
        Idle copies ⇒ Экземпляры простаивают
        {component} is {measured} full at peak with {copies} copies. {enough} would do. ⇒ {component}: загрузка в пик {measured} при {copies} {copies:экземпляре|экземплярах|экземплярах}. Хватило бы {enough}.
        Run {enough} copies, and more only when the load asks for it. ⇒ Держите экземпляров: {enough}, а больше — только когда потребует нагрузка.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    if !context.has_rates() {
        return verdict.needs("a rate of a journey");
    }
    let idle = context.threshold("idle_utilization");
    let holds = context.workload_number("concurrent_connections").is_some();
    for (number, node) in context.nodes().filter(|(_, node)| node.kind.copies == Copies::Pool && !node.managed()) {
        let load = context.load(number);
        let (Some(utilization), Some(needed)) = (load.utilization, load.needed) else { continue };
        // Most are told apart by this. Who holds connections has as many copies as those take.
        let is_idle = utilization > 0.0 && utilization < idle;
        if !is_idle || node.kind.family == Family::ConnectionServer && holds {
            continue;
        }
        // One may always fail, and so may a zone.
        let zones = node.component.places.ids().len().max(1) as u64;
        let spare = needed.at_target.div_ceil(zones.max(2) - 1);
        let enough = needed.at_target.saturating_add(spare).max(2).max(zones);
        // One more than have to work.
        let enough = enough.max(node.number("needs").map_or(0, |needs| whole(needs.value + 1.0)));
        if enough < u64::from(node.instances()) {
            verdict
                .find(context, &[number])
                .measured(utilization, idle, "share")
                .of(Part::Utilization(0))
                .limit(Part::Threshold("idle_utilization"))
                .with("measured", Value::Share(utilization))
                .with("copies", Value::Count(f64::from(node.instances())))
                .with("enough", Value::Count(enough as f64));
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    Fix::of(context.graph).fewer(finding.first()?, finding.counted("enough")?).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn leaves_those_that_have_to_work_and_those_that_hold_connections() {
        let design = |kind: &str, settings: &str, open: &str| {
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write", "rate": {"per_second": 10}}]OPEN},
                "components": [{"id": "client", "kind": "client-web"},
                    {"id": "api", "kind": "KIND", "instances": 5SETTINGS}, {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#
                .replace("KIND", kind)
                .replace("SETTINGS", settings)
                .replace("OPEN", open)
        };
        check("cost-idle", &design("server", "", ""), &["api"]);
        check("cost-idle", &design("server", r#", "settings": {"needs": 4}"#, ""), &[]);
        check("cost-idle", &design("ws-gateway", "", ""), &["api"]);
        check("cost-idle", &design("ws-gateway", "", r#", "concurrent_connections": 40000"#), &[]);
    }

    #[test]
    fn fires_when_ten_copies_do_the_work_of_one() {
        check(
            "cost-idle",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write", "rate": {"per_second": 500}}]},
                "components": [{"id": "client", "kind": "client-web"},
                    {"id": "api", "kind": "server", "instances": 10}, {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &["api"],
        );
    }

    #[test]
    fn silent_where_the_design_calls_less_idle() {
        check(
            "cost-idle",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write", "rate": {"per_second": 500}}]},
                "thresholds": {"idle_utilization": 0.02},
                "components": [{"id": "client", "kind": "client-web"},
                    {"id": "api", "kind": "server", "instances": 10}, {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_two_do() {
        check(
            "cost-idle",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write", "rate": {"per_second": 500}}]},
                "components": [{"id": "client", "kind": "client-web"},
                    {"id": "api", "kind": "server", "instances": 2}, {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_without_rates() {
        check_not_checked(
            "cost-idle",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
        );
    }
}
