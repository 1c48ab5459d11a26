//! Reports read the database that serves users.

use crate::design::Operation;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// Reports read the database that serves users.
    ///
    /// ## Why it matters
    /// A report reads millions of rows: it pushes the rows of users out of memory, holds locks or old versions, and
    /// takes the disks for minutes. Users see it as an outage every morning at nine.
    ///
    /// ## What to do
    /// Copy the records to a warehouse, or let reports read a replica of their own.
    ///
    /// ## When it is fine
    /// For a small table at night. A database that only loads fill, and no service, serves reports and nobody else.
    id: "db-olap-on-oltp",
    title: "Reports on the live database",
    severity: Severity::Error,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("zero-to-hero § 1.4 Database Selection, § 2.2 Storage and Databases"),
    replaces: &[],
    message: "{component} is read by {other} in large scans, which slow down whoever else uses it.",
    fix: "Give {other} a warehouse or a replica of its own.",
    check: check;
    in ru: r"
        Reports on the live database ⇒ Отчёты на рабочей базе
        {component} is read by {other} in large scans, which slow down whoever else uses it. ⇒ {other} читает «{component}» большими сканами, и это замедляет всех остальных.
        Give {other} a warehouse or a replica of its own. ⇒ Дайте «{other}» хранилище данных (DWH) или отдельную реплику.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.of_family(Family::Database) {
        if FOR_SCANS.contains(&node.kind.id) || only_loads_fill(context, number) {
            continue;
        }
        // A connection that leaves the store shows which way the records flow.
        let asked = context.edges_to(number).iter().map(|&edge| (edge, context.edge(edge).from, reads(context, edge)));
        let given = context.edges_from(number).iter().map(|&edge| (edge, context.edge(edge).to, true));
        for (edge, other, reads) in asked.chain(given) {
            if reads && scans(context, other) {
                let name = Value::name(context.node(other).component.label());
                verdict.find(context, &[number, other]).on(&[edge]).with("other", name);
            }
        }
    }
}

/// Stores that are made for large reads, or that keep no records of transactions.
const FOR_SCANS: [&str; 7] = ["warehouse", "columnar", "lakehouse", "db-replica", "search", "tsdb", "feature-store"];

/// Whether a component reads much at once: reports, training, and batches that make reports, which end in a warehouse.
/// Other batches, such as one that compares accounts, may read a few rows.
fn scans(context: &Context<'_>, number: usize) -> bool {
    let kind = |number: usize| context.node(number).kind.id;
    let made_for_reports = |to: usize| matches!(kind(to), "warehouse" | "columnar" | "lakehouse" | "bi");
    let makes_reports = || context.from(number).any(|edge| made_for_reports(edge.to));
    matches!(kind(number), "bi" | "ml-training") || (kind(number) == "batch" && makes_reports())
}

/// Whether a call of such a component reads: as stated, else as its journeys do. Reports and training do nothing else.
fn reads(context: &Context<'_>, edge: usize) -> bool {
    if let Some(operation) = context.edge(edge).connection.operation {
        return operation == Operation::Read;
    }
    let is_used = context.carried.iter().any(|journey| journey.uses(edge));
    let reads = context.carried.iter().any(|journey| journey.edge_reads[edge]);
    reads || (!is_used && matches!(context.caller(edge).kind.id, "bi" | "ml-training"))
}

/// Whether loads fill a store and no service has anything to do with it: it is there for reports.
fn only_loads_fill(context: &Context<'_>, number: usize) -> bool {
    let serves = context.to(number).any(|edge| context.node(edge.from).kind.family == Family::Compute);
    let is_loaded =
        context.edges_to(number).iter().any(|&edge| !scans(context, context.edge(edge).from) || !reads(context, edge));
    is_loaded && !serves
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn fires_when_reports_read_it() {
        check(
            "db-olap-on-oltp",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}, {"id": "r", "kind": "bi"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"},
                    {"from": "r", "to": "db"}]}"#,
            &["db"],
        );
    }

    #[test]
    fn fires_when_a_batch_makes_reports_from_it() {
        check(
            "db-olap-on-oltp",
            r#"{"workload": {"journeys": [{"id": "report", "entry": "nightly", "operation": "read"}]},
                "components": [{"id": "nightly", "kind": "batch"}, {"id": "db", "kind": "sql"},
                    {"id": "wh", "kind": "warehouse"}],
                "connections": [{"from": "nightly", "to": "db"},
                    {"from": "nightly", "to": "wh", "operation": "write"}]}"#,
            &["db"],
        );
    }

    #[test]
    fn silent_when_a_batch_compares_accounts() {
        check(
            "db-olap-on-oltp",
            r#"{"workload": {"journeys": [{"id": "compare", "entry": "nightly", "operation": "read"}]},
                "components": [{"id": "nightly", "kind": "batch"}, {"id": "db", "kind": "sql"}],
                "connections": [{"from": "nightly", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_training_only_writes() {
        check(
            "db-olap-on-oltp",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "api", "operation": "read"},
                    {"id": "train", "entry": "t", "operation": "write"}]},
                "components": [{"id": "api", "kind": "server"}, {"id": "db", "kind": "kv-db"},
                    {"id": "t", "kind": "ml-training"}],
                "connections": [{"from": "api", "to": "db"}, {"from": "t", "to": "db", "mode": "async"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_training_reads_features() {
        check(
            "db-olap-on-oltp",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "api", "operation": "read"},
                    {"id": "train", "entry": "t", "operation": "read"}]},
                "components": [{"id": "api", "kind": "ml-serving"}, {"id": "f", "kind": "feature-store"},
                    {"id": "t", "kind": "ml-training"}],
                "connections": [{"from": "api", "to": "f"}, {"from": "t", "to": "f"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_only_loads_fill_it() {
        check(
            "db-olap-on-oltp",
            r#"{"workload": {"journeys": [{"id": "load", "entry": "l", "operation": "write"},
                    {"id": "look", "entry": "r", "operation": "read"}]},
                "components": [{"id": "l", "kind": "etl"}, {"id": "db", "kind": "sql"}, {"id": "r", "kind": "bi"}],
                "connections": [{"from": "l", "to": "db"}, {"from": "r", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_reports_read_a_warehouse() {
        check(
            "db-olap-on-oltp",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}, {"id": "wh", "kind": "warehouse"},
                    {"id": "r", "kind": "bi"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"},
                    {"from": "r", "to": "wh"}]}"#,
            &[],
        );
    }
}
