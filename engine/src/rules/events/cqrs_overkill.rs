//! Reads and writes are kept apart although there are about as many of each.

use crate::analysis::arrivals::Which;
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// Reads and writes are kept apart although there are about as many of each.
    ///
    /// ## Why it matters
    /// Two models are two schemas, events between them, and a delay that users see. That pays when reads are many times
    /// the writes, or need another shape. Below ten reads a write, an assumption, one model carries both.
    ///
    /// ## What to do
    /// Use one model until reads outgrow it.
    ///
    /// ## When it is fine
    /// When reads need a shape that the written model cannot give.
    id: "cqrs-overkill",
    title: "Two models for one kind of use",
    severity: Severity::Info,
    needs: Needs::Workload,
    origin: Origin::Derived,
    core: false,
    source: Source::Documented("mental-models § 14. The Architecture Patterns; zero-to-hero § Phase 4 Interview Tips"),
    replaces: &["scale-overengineering"],
    message: "{component} gets {reads} and {other} gets {writes} at peak: about as many. One model would do.",
    fix: "Use one model for both.",
    check: check;
    in ru: r"
        Two models for one kind of use ⇒ Две модели для одного и того же
        {component} gets {reads} and {other} gets {writes} at peak: about as many. One model would do. ⇒ {component} получает в пик {reads}, а {other} — {writes}: примерно поровну. Хватило бы одной модели.
        Use one model for both. ⇒ Используйте одну модель для обоих.
    ",
}

/// Reads for each write below which one model does: an assumption.
const ALIKE: f64 = 10.0;

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let find = |kind: &str| context.nodes().find(|(_, node)| node.kind.id == kind).map(|(number, _)| number);
    let (Some(query), Some(command)) = (find("cqrs-query"), find("cqrs-command")) else { return };
    if !context.has_rates() {
        return verdict.needs("a rate of a journey");
    }
    let (reads, writes) = (context.peak(query).reads, context.peak(command).writes);
    if writes > 0.0 && reads < ALIKE * writes {
        verdict
            .find(context, &[query, command])
            .measured(reads, ALIKE * writes, "reads/s")
            .of(Part::Peak(0, Which::Reads))
            .limit_by(
                "writes × reads for each write",
                &[("writes", Part::Peak(1, Which::Writes)), ("reads for each write", Part::Assumed(ALIKE))],
            )
            .with("reads", Value::Amount(reads, "reads/s"))
            .with("writes", Value::Amount(writes, "writes/s"))
            .with("other", Value::name(context.node(command).component.label()));
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_with_two_reads_a_write() {
        check(
            "cqrs-overkill",
            r#"{"workload": {"journeys": [{"id": "change", "entry": "client", "operation": "write", "rate": {"per_second": 10}, "peak_factor": 1},
                    {"id": "ask", "entry": "client", "operation": "read", "rate": {"per_second": 20}, "peak_factor": 1}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "c", "kind": "cqrs-command"},
                    {"id": "q", "kind": "cqrs-query"}, {"id": "db", "kind": "sql"},
                    {"id": "s", "kind": "stream"}, {"id": "views", "kind": "document-db"}],
                "connections": [{"from": "client", "to": "c", "journeys": ["change"]},
                    {"from": "client", "to": "q", "journeys": ["ask"]}, {"from": "c", "to": "db"},
                    {"from": "c", "to": "s", "mode": "async"}, {"from": "s", "to": "q", "mode": "async"},
                    {"from": "q", "to": "views"}]}"#,
            &["q"],
        );
    }

    #[test]
    fn silent_with_a_hundred() {
        check(
            "cqrs-overkill",
            r#"{"workload": {"journeys": [{"id": "change", "entry": "client", "operation": "write", "rate": {"per_second": 10}, "peak_factor": 1},
                    {"id": "ask", "entry": "client", "operation": "read", "rate": {"per_second": 1000}, "peak_factor": 1}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "c", "kind": "cqrs-command"},
                    {"id": "q", "kind": "cqrs-query"}, {"id": "db", "kind": "sql"},
                    {"id": "s", "kind": "stream"}, {"id": "views", "kind": "document-db"}],
                "connections": [{"from": "client", "to": "c", "journeys": ["change"]},
                    {"from": "client", "to": "q", "journeys": ["ask"]}, {"from": "c", "to": "db"},
                    {"from": "c", "to": "s", "mode": "async"}, {"from": "s", "to": "q", "mode": "async"},
                    {"from": "q", "to": "views"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_without_rates() {
        check_not_checked(
            "cqrs-overkill",
            r#"{"workload": {"journeys": [{"id": "change", "entry": "client", "operation": "write"},
                    {"id": "ask", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "c", "kind": "cqrs-command"},
                    {"id": "q", "kind": "cqrs-query"}, {"id": "db", "kind": "sql"},
                    {"id": "s", "kind": "stream"}, {"id": "views", "kind": "document-db"}],
                "connections": [{"from": "client", "to": "c", "journeys": ["change"]},
                    {"from": "client", "to": "q", "journeys": ["ask"]}, {"from": "c", "to": "db"},
                    {"from": "c", "to": "s", "mode": "async"}, {"from": "s", "to": "q", "mode": "async"},
                    {"from": "q", "to": "views"}]}"#,
        );
    }
}
