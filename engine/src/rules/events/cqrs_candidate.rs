//! A store gets a thousand reads for each write, from one model for both.

use crate::analysis::arrivals::Which;
use crate::analysis::wiring;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// A store gets a thousand reads for each write, from one model for both.
    ///
    /// ## Why it matters
    /// A model that is good to write, with checks and without copies, is bad to read, with joins on every request. From
    /// a thousand reads a write on (the threshold `cqrs_ratio` of a design) the two are worth having apart: views that
    /// are read as they lie, and a model that is small and strict.
    ///
    /// ## What to do
    /// Keep a read model that events update, and write to the other one alone.
    ///
    /// ## When it is fine
    /// When a cache or replicas carry the reads without trouble.
    id: "cqrs-candidate",
    title: "Far more reads than writes",
    severity: Severity::Info,
    needs: Needs::Workload,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("mental-models § 14. The Architecture Patterns"),
    replaces: &[],
    message: "{component} gets {reads} and {writes} at peak, from one model for both.",
    fix: "Give reads a model of their own that events update.",
    check: check;
    in ru: r"
        Far more reads than writes ⇒ Чтений намного больше, чем записей
        {component} gets {reads} and {writes} at peak, from one model for both. ⇒ {component} получает в пик {reads} и {writes} из одной модели для того и другого.
        Give reads a model of their own that events update. ⇒ Дайте чтениям отдельную модель, которую обновляют события.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    if !context.has_rates() {
        return verdict.needs("a rate of a journey");
    }
    if context.nodes().any(|(_, node)| matches!(node.kind.id, "cqrs-query" | "cqrs-command")) {
        return;
    }
    let ratio = context.threshold("cqrs_ratio");
    for (number, node) in context.of_family(Family::Database) {
        let peak = context.peak(number);
        let copy = wiring::primary_of(context.graph, number).is_some() || node.kind.id == "search";
        if copy || peak.writes <= 0.0 || peak.reads < ratio * peak.writes {
            continue;
        }
        verdict
            .find(context, &[number])
            .measured(peak.reads, ratio * peak.writes, "reads/s")
            .of(Part::Peak(0, Which::Reads))
            .limit_by(
                "writes × reads for each write",
                &[("writes", Part::Peak(0, Which::Writes)), ("reads for each write", Part::Threshold("cqrs_ratio"))],
            )
            .with("reads", Value::Amount(peak.reads, "reads/s"))
            .with("writes", Value::Amount(peak.writes, "writes/s"));
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_with_two_thousand_reads_a_write() {
        check(
            "cqrs-candidate",
            r#"{"workload": {"journeys": [{"id": "ask", "entry": "client", "operation": "read", "rate": {"per_second": 2000}, "peak_factor": 1},
                    {"id": "add", "entry": "client", "operation": "write", "rate": {"per_second": 1}, "peak_factor": 1}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &["db"],
        );
    }

    #[test]
    fn silent_with_a_hundred() {
        check(
            "cqrs-candidate",
            r#"{"workload": {"journeys": [{"id": "ask", "entry": "client", "operation": "read", "rate": {"per_second": 100}, "peak_factor": 1},
                    {"id": "add", "entry": "client", "operation": "write", "rate": {"per_second": 1}, "peak_factor": 1}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_where_the_design_asks_for_more() {
        check(
            "cqrs-candidate",
            r#"{"workload": {"journeys": [{"id": "ask", "entry": "client", "operation": "read", "rate": {"per_second": 2000}, "peak_factor": 1},
                    {"id": "add", "entry": "client", "operation": "write", "rate": {"per_second": 1}, "peak_factor": 1}]},
                "thresholds": {"cqrs_ratio": 5000},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_without_rates() {
        check_not_checked(
            "cqrs-candidate",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
        );
    }
}
