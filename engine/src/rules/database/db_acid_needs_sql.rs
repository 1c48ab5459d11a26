//! Records have to change together, and the store changes them one by one.

use crate::design::Setting;
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// Records have to change together, and the store changes them one by one.
    ///
    /// ## Why it matters
    /// Without transactions over several records, a failure half-way leaves the first changed and the second not.
    /// Programs that repair it afterwards are transactions written by hand, with the same bugs in each.
    ///
    /// ## What to do
    /// Use a relational store, or a distributed one with transactions (Spanner, CockroachDB).
    ///
    /// ## When it is fine
    /// When all that changes together fits into one record.
    id: "db-acid-needs-sql",
    title: "Transactions without a store for them",
    severity: Severity::Error,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("mental-models § 5. The Database Selection Matrix; zero-to-hero § 1.4 Database Selection; interview-answers § Theory 1. CAP Theorem"),
    replaces: &[],
    message: "{component} changes records one at a time, and several have to change together.",
    fix: "Use a relational store or a distributed one with transactions.",
    check: check;
    in ru: r"
        Transactions without a store for them ⇒ Транзакции без подходящего хранилища
        {component} changes records one at a time, and several have to change together. ⇒ {component} меняет записи по одной, а менять нужно несколько вместе.
        Use a relational store or a distributed one with transactions. ⇒ Возьмите реляционное хранилище или распределённое с транзакциями.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let stores: Vec<usize> = context
        .nodes()
        .filter(|(_, node)| matches!(node.kind.id, "wide-column" | "kv-db" | "document-db"))
        .filter(|(number, _)| context.is_written(*number))
        .map(|(number, _)| number)
        .collect();
    if stores.is_empty() {
        return;
    }
    match context.wish("transactions").and_then(Setting::switch) {
        None => verdict.needs("whether several records have to change together"),
        // A relational store beside it may be the one that keeps them.
        Some(true) if !context.nodes().any(|(_, node)| matches!(node.kind.id, "sql" | "newsql" | "ledger")) => {
            for number in stores {
                verdict.find(context, &[number]);
            }
        }
        Some(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_a_wide_column_store_has_to() {
        check(
            "db-acid-needs-sql",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"transactions": true},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "wide-column"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &["db"],
        );
    }

    #[test]
    fn silent_when_nothing_changes_together() {
        check(
            "db-acid-needs-sql",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"transactions": false},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "wide-column"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nobody_says() {
        check_not_checked(
            "db-acid-needs-sql",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "wide-column"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
        );
    }
}
