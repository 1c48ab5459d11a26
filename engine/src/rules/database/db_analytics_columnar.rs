//! A store that is mostly asked for sums keeps its records row by row.

use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// A store that is mostly asked for sums keeps its records row by row.
    ///
    /// ## Why it matters
    /// A sum needs one column. A row store reads all columns of every row to get at it; a columnar one reads that
    /// column alone, packed tightly because its values are alike.
    ///
    /// ## What to do
    /// Keep what is added up in a columnar store: ClickHouse, Druid, Redshift, BigQuery.
    ///
    /// ## When it is fine
    /// When the table is small, or sums are rare beside single rows.
    id: "db-analytics-columnar",
    title: "Sums over rows",
    severity: Severity::Info,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("zero-to-hero § 2.2 Storage and Databases"),
    replaces: &[],
    message: "{component} is mostly asked for sums and keeps records row by row. Each sum reads whole rows.",
    fix: "Keep what is added up in a columnar store.",
    check: check;
    in ru: r"
        Sums over rows ⇒ Суммы по строкам
        {component} is mostly asked for sums and keeps records row by row. Each sum reads whole rows. ⇒ У «{component}» в основном спрашивают суммы, а хранит он по строкам. Каждая сумма читает строки целиком.
        Keep what is added up in a columnar store. ⇒ Храните суммируемое в колоночном хранилище.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.of_family(Family::Database).filter(|(number, _)| context.is_reached(*number)) {
        let by_rows = matches!(node.kind.id, "sql" | "newsql" | "document-db" | "wide-column");
        match node.text("access") {
            None if by_rows => verdict.needs("how stores are mostly read"),
            Some("aggregation") if by_rows => {
                verdict.find(context, &[number]);
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_a_job_adds_up_rows() {
        check(
            "db-analytics-columnar",
            r#"{"workload": {"journeys": [{"id": "sum", "entry": "clock", "operation": "read"}]},
                "components": [{"id": "clock", "kind": "scheduler"}, {"id": "b", "kind": "batch"},
                    {"id": "db", "kind": "sql", "settings": {"access": "aggregation"}}],
                "connections": [{"from": "clock", "to": "b", "mode": "async"}, {"from": "b", "to": "db", "operation": "read"}]}"#,
            &["db"],
        );
    }

    #[test]
    fn silent_for_columns() {
        check(
            "db-analytics-columnar",
            r#"{"workload": {"journeys": [{"id": "sum", "entry": "clock", "operation": "read"}]},
                "components": [{"id": "clock", "kind": "scheduler"}, {"id": "b", "kind": "batch"},
                    {"id": "db", "kind": "columnar", "settings": {"access": "aggregation"}}],
                "connections": [{"from": "clock", "to": "b", "mode": "async"}, {"from": "b", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_where_the_waiting_is_told() {
        check(
            "db-analytics-columnar",
            r#"{"workload": {"journeys": [{"id": "ask", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "settings": {"access": "aggregation"}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nobody_says() {
        check_not_checked(
            "db-analytics-columnar",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
        );
    }
}
