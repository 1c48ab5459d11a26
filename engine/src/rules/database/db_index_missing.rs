//! Frequent queries look through a large table row by row.

use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// Frequent queries look through a large table row by row.
    ///
    /// ## Why it matters
    /// Without an index a database reads every row to find one: the documented table of a million rows takes 10 s, and
    /// 10 ms with an index. From about 10,000 rows on that is felt, and each such query keeps the disk from all others.
    ///
    /// ## What to do
    /// Index the columns that frequent queries name: B-tree for ranges and order, hash for equality, full text for
    /// words.
    ///
    /// ## When it is fine
    /// When the table is small, or is read whole anyway.
    id: "db-index-missing",
    title: "Search without an index",
    severity: Severity::Warn,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("zero-to-hero § 1.2 Scalability & Performance"),
    replaces: &[],
    message: "{component} has {measured} rows in its largest table and no index for its frequent queries.",
    fix: "Index the columns that frequent queries name.",
    check: check;
    mend: mend;
    in ru: r"
        Search without an index ⇒ Поиск без индекса
        {component} has {measured} rows in its largest table and no index for its frequent queries. ⇒ У «{component}» строк в самой большой таблице {measured}, а индекса для частых запросов нет.
        Index the columns that frequent queries name. ⇒ Постройте индекс по столбцам, которые называют частые запросы.
    ",
}

/// Rows from which on an index pays (zero-to-hero § 1.2 Scalability & Performance).
const MANY_ROWS: f64 = 10_000.0;

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.of_family(Family::Database).filter(|(_, node)| node.kind.setting("rows").is_some()) {
        if !context.carried.iter().any(|journey| journey.reads[number]) {
            continue;
        }
        match (node.switch("indexed"), node.number("rows")) {
            (None, _) => verdict.needs("whether frequent queries have indexes"),
            (Some(false), None) => verdict.needs("rows of the largest table"),
            (Some(false), Some(rows)) if rows.value > MANY_ROWS => {
                verdict
                    .find(context, &[number])
                    .measured(rows.value, MANY_ROWS, "rows")
                    .of(Part::Setting(0, "rows"))
                    .limit(Part::Documented(MANY_ROWS))
                    .with("measured", Value::Count(rows.value));
            }
            _ => {}
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    Fix::of(context.graph).set(finding.first()?, "indexed", true, None).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_with_a_million_rows() {
        check(
            "db-index-missing",
            r#"{"workload": {"journeys": [{"id": "ask", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "settings": {"indexed": false, "rows": 1000000}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &["db"],
        );
    }

    #[test]
    fn silent_with_an_index() {
        check(
            "db-index-missing",
            r#"{"workload": {"journeys": [{"id": "ask", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "settings": {"indexed": true, "rows": 1000000}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_with_few_rows() {
        check(
            "db-index-missing",
            r#"{"workload": {"journeys": [{"id": "ask", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "settings": {"indexed": false, "rows": 10000}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nobody_says() {
        check_not_checked(
            "db-index-missing",
            r#"{"workload": {"journeys": [{"id": "ask", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
        );
    }
}
