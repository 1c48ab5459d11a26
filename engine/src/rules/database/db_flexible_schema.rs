//! Records change their shape often or hold records of their own, and tables are fixed.

use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// Records change their shape often or hold records of their own, and tables are fixed.
    ///
    /// ## Why it matters
    /// Every new field of a table is a migration of all rows, planned and run with care. Records that nest come apart
    /// into many tables and are put together again on each read. A document keeps the record as the program has it.
    ///
    /// ## What to do
    /// Keep such records in a document store, or in a document column of the table.
    ///
    /// ## When it is fine
    /// When other parts of the record need transactions and joins, and a document column is enough for the rest.
    id: "db-flexible-schema",
    title: "Changing records in fixed tables",
    severity: Severity::Info,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("mental-models § 5. The Database Selection Matrix; zero-to-hero § 1.4 Database Selection"),
    replaces: &[],
    message: "{component} keeps {shape} records in fixed tables. Each change of shape is a migration.",
    fix: "Keep them as documents, in a document store or a document column.",
    check: check;
    in ru: r"
        Changing records in fixed tables ⇒ Меняющиеся записи в жёстких таблицах
        {component} keeps {shape} records in fixed tables. Each change of shape is a migration. ⇒ {component} хранит {shape} записи в жёстких таблицах. Каждое изменение вида — миграция.
        Keep them as documents, in a document store or a document column. ⇒ Храните их документами: в документной БД или в столбце-документе.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.nodes().filter(|(_, node)| matches!(node.kind.id, "sql" | "newsql")) {
        if !context.is_reached(number) {
            continue;
        }
        match node.text("record_shape") {
            None => verdict.needs("the shape of records"),
            Some(shape @ ("changing" | "nested")) => {
                verdict.find(context, &[number]).with("shape", Value::name(shape));
            }
            Some(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_records_change_shape() {
        check(
            "db-flexible-schema",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "settings": {"record_shape": "changing"}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &["db"],
        );
    }

    #[test]
    fn silent_when_they_keep_it() {
        check(
            "db-flexible-schema",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "settings": {"record_shape": "fixed"}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_for_documents() {
        check(
            "db-flexible-schema",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "document-db", "settings": {"record_shape": "nested"}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nobody_says() {
        check_not_checked(
            "db-flexible-schema",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
        );
    }
}
