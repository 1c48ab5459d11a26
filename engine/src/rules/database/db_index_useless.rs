//! A table of a few hundred rows has an index.

use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// A table of a few hundred rows has an index.
    ///
    /// ## Why it matters
    /// Reading a thousand rows takes no longer than walking an index to one of them, and every write has to keep the
    /// index true. The same holds for a column with few values, or one that changes all the time.
    ///
    /// ## What to do
    /// Drop it, but for what keeps rows unique.
    ///
    /// ## When it is fine
    /// When the table is certain to grow, or the index is there to keep rows unique.
    id: "db-index-useless",
    title: "Index on a small table",
    severity: Severity::Info,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("zero-to-hero § 1.2 Scalability & Performance"),
    replaces: &[],
    message: "{component} has {measured} rows in its largest table and indexes for its queries. They slow down writes for nothing.",
    fix: "Drop the indexes that only speed up reads.",
    check: check;
    in ru: r"
        Index on a small table ⇒ Индекс на маленькой таблице
        {component} has {measured} rows in its largest table and indexes for its queries. They slow down writes for nothing. ⇒ У «{component}» строк в самой большой таблице {measured}, и для запросов есть индексы. Они зря замедляют записи.
        Drop the indexes that only speed up reads. ⇒ Удалите индексы, которые лишь ускоряют чтения.
    ",
}

/// Rows below which an index is not worth its writes (zero-to-hero § 1.2 Scalability & Performance).
const FEW_ROWS: f64 = 1_000.0;

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.of_family(Family::Database).filter(|(_, node)| node.kind.setting("rows").is_some()) {
        if node.switch("indexed") != Some(true) {
            continue;
        }
        match node.number("rows") {
            None => verdict.needs("rows of the largest table"),
            Some(rows) if rows.value < FEW_ROWS => {
                verdict
                    .find(context, &[number])
                    .measured(rows.value, FEW_ROWS, "rows")
                    .of(Part::Setting(0, "rows"))
                    .limit(Part::Documented(FEW_ROWS))
                    .with("measured", Value::Count(rows.value));
            }
            Some(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_with_five_hundred_rows() {
        check(
            "db-index-useless",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "settings": {"indexed": true, "rows": 500}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &["db"],
        );
    }

    #[test]
    fn silent_with_a_thousand() {
        check(
            "db-index-useless",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "settings": {"indexed": true, "rows": 1000}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_without_rows() {
        check_not_checked(
            "db-index-useless",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "settings": {"indexed": true}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
        );
    }
}
