//! A warehouse is asked, and nothing brings records into it.

use crate::analysis::wiring;
use crate::design::Operation;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// A warehouse is asked, and nothing brings records into it.
    ///
    /// ## Why it matters
    /// A warehouse is a copy in another shape: records are taken from the sources, cleaned and written there, mostly
    /// every night. Without that step reports are empty, or show what somebody once loaded by hand.
    ///
    /// ## What to do
    /// Add a pipeline from the sources (extract, transform, load), or load first and transform there.
    ///
    /// ## When it is fine
    /// When the sources write there themselves, and the drawing leaves it out; then draw it.
    id: "etl-missing",
    title: "Warehouse that nobody fills",
    severity: Severity::Warn,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("zero-to-hero § 2.2 Storage and Databases"),
    replaces: &[],
    message: "{component} is filled by nothing.",
    fix: "Add a pipeline that brings the records of the sources to {component}.",
    check: check;
    in ru: r"
        Warehouse that nobody fills ⇒ Хранилище данных никто не наполняет
        {component} is filled by nothing. ⇒ {component} ничем не наполняется.
        Add a pipeline that brings the records of the sources to {component}. ⇒ Добавьте конвейер, который приносит записи из источников в «{component}».
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, _) in context.nodes().filter(|(_, node)| node.kind.id == "warehouse") {
        let fills = |&edge: &usize| {
            let from = context.caller(edge).kind;
            let asks = context.edge(edge).connection.operation == Some(Operation::Read);
            let carries = context.carried.iter().any(|journey| journey.edge_writes[edge]);
            let brings = matches!(
                from.family,
                Family::Processing | Family::Worker | Family::Stream | Family::Queue | Family::Database
            );
            let brings = brings || matches!(from.family, Family::Storage | Family::External | Family::Delivery);
            // Reports and training only ask.
            let only_asks = matches!(from.id, "bi" | "ml-training");
            !asks && !only_asks && (brings || carries)
        };
        if context.edges_to(number).iter().any(fills) {
            continue;
        }
        // A pipeline may also be drawn from the warehouse on, when it loads first and transforms there.
        let pulls = context.from(number).any(|edge| context.node(edge.to).kind.id == "etl");
        // One that was put down before anything else waits for its connections.
        let is_meant = wiring::is_wired(context.graph, number) || !context.carried.is_empty();
        if !pulls && is_meant {
            verdict.find(context, &[number]);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn fires_when_only_reports_reach_it() {
        check(
            "etl-missing",
            r#"{"workload": {"journeys": [{"id": "ask", "entry": "boss", "operation": "read"}]},
                "components": [{"id": "boss", "kind": "client-web"}, {"id": "bi", "kind": "bi"},
                    {"id": "dwh", "kind": "warehouse"}],
                "connections": [{"from": "boss", "to": "bi"}, {"from": "bi", "to": "dwh"}]}"#,
            &["dwh"],
        );
    }

    #[test]
    fn fires_when_it_stands_beside_what_works_and_is_silent_when_it_stands_alone() {
        let beside = r#"{"workload": {"journeys": [{"id": "go", "entry": "api", "operation": "write"}]},
                "components": [{"id": "api", "kind": "server"}, {"id": "dwh", "kind": "warehouse"}]}"#;
        check("etl-missing", beside, &["dwh"]);
        check("etl-missing", r#"{"components": [{"id": "dwh", "kind": "warehouse"}]}"#, &[]);
    }

    #[test]
    fn silent_when_a_pipeline_fills_it() {
        check(
            "etl-missing",
            r#"{"workload": {"journeys": [{"id": "ask", "entry": "boss", "operation": "read"}]},
                "components": [{"id": "boss", "kind": "client-web"}, {"id": "bi", "kind": "bi"},
                    {"id": "dwh", "kind": "warehouse"}, {"id": "db", "kind": "sql"}, {"id": "e", "kind": "etl"}],
                "connections": [{"from": "boss", "to": "bi"}, {"from": "bi", "to": "dwh"},
                    {"from": "db", "to": "e", "mode": "async"}, {"from": "e", "to": "dwh"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_a_service_writes_there() {
        check(
            "etl-missing",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "boss", "operation": "write"}]},
                "components": [{"id": "boss", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "dwh", "kind": "warehouse"}],
                "connections": [{"from": "boss", "to": "api"}, {"from": "api", "to": "dwh"}]}"#,
            &[],
        );
    }
}
