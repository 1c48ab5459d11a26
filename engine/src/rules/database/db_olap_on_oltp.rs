//! Reports read the database that serves users.

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
    /// For a small table at night.
    id: "db-olap-on-oltp",
    title: "Reports on the live database",
    severity: Severity::Error,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("zero-to-hero § 1.4 Database Selection, § 2.2 Storage and Databases"),
    replaces: &[],
    message: "{component} is read by {other} for reports. Large scans slow down users.",
    fix: "Give {other} a warehouse or a replica of its own.",
    check: check,
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.of_family(Family::Database) {
        if matches!(node.kind.id, "warehouse" | "columnar" | "lakehouse" | "db-replica" | "search" | "tsdb") {
            continue;
        }
        let serves = context.to(number).any(|edge| context.node(edge.from).kind.family == Family::Compute);
        let reports = |kind: &str| matches!(kind, "bi" | "ml-training");
        let links = context.edges_to(number).iter().map(|&edge| (edge, context.edge(edge).from));
        let links = links.chain(context.edges_from(number).iter().map(|&edge| (edge, context.edge(edge).to)));
        for (edge, other) in links {
            if serves && reports(context.node(other).kind.id) {
                let name = Value::name(context.node(other).component.label());
                verdict.find(context, &[number, other]).on(&[edge]).with("other", name);
            }
        }
    }
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
