//! One store says how long it keeps its content, and another that grows as well does not.

use crate::analysis::stored;
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// One store says how long it keeps its content, and another that grows as well does not.
    ///
    /// ## Why it matters
    /// What is never deleted grows without end, and costs, backups and restores grow with it. Documented lives are 7
    /// days for raw measurements, 30 for their averages, 7 years where the law asks for it.
    ///
    /// ## What to do
    /// State how long content is kept, and delete by a job or a lifecycle rule.
    ///
    /// ## When it is fine
    /// When content is kept for ever on purpose, such as a ledger.
    id: "st-retention-unset",
    title: "Kept for ever, unsaid",
    severity: Severity::Info,
    needs: Needs::Declaration,
    origin: Origin::Derived,
    core: false,
    source: Source::Documented("zero-to-hero § 2.2 Storage and Databases; senior-node § 1 Requirements & Scale"),
    replaces: &[],
    message: "{component} takes in {measured} within the plan, and nothing says how long it is kept.",
    fix: "State how long {component} keeps its content.",
    check: check;
    in ru: r"
        Kept for ever, unsaid ⇒ Хранится вечно, хотя не сказано
        {component} takes in {measured} within the plan, and nothing says how long it is kept. ⇒ {component} за срок плана примет {measured}, и не сказано, сколько это хранится.
        State how long {component} keeps its content. ⇒ Укажите, сколько «{component}» хранит содержимое.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let stated = context.nodes().any(|(_, node)| node.kind.family.keeps() && node.states("retention_hours"));
    for (number, node) in context.nodes().filter(|(_, node)| node.kind.family.keeps()) {
        let open = node.kind.setting("retention_hours").is_some() && node.number("retention_hours").is_none();
        let Some(stored) = stored::to_horizon(context.graph, context.traffic, number).filter(|bytes| *bytes > 0.0)
        else {
            continue;
        };
        // A ledger is never cut. A design in which no store says so leaves it out altogether.
        match (open && node.kind.id != "ledger", stated) {
            (true, true) => {
                verdict.find(context, &[number]).with("measured", Value::Bytes(stored));
            }
            (true, false) => verdict.needs("how long content is kept"),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_only_the_other_store_says() {
        check(
            "st-retention-unset",
            r#"{"workload": {"journeys": [{"id": "up", "entry": "client", "operation": "write", "rate": {"per_second": 10}, "peak_factor": 1, "stored_bytes": 1000}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"},
                    {"id": "s", "kind": "object-store", "settings": {"retention_hours": 720}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}, {"from": "api", "to": "s"}]}"#,
            &["db"],
        );
    }

    #[test]
    fn silent_when_it_says_so() {
        check(
            "st-retention-unset",
            r#"{"workload": {"journeys": [{"id": "up", "entry": "client", "operation": "write", "rate": {"per_second": 10}, "peak_factor": 1, "stored_bytes": 1000}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "settings": {"retention_hours": 720}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nobody_says() {
        check_not_checked(
            "st-retention-unset",
            r#"{"workload": {"journeys": [{"id": "up", "entry": "client", "operation": "write", "rate": {"per_second": 10}, "peak_factor": 1, "stored_bytes": 1000}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
        );
    }
}
