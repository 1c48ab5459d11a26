//! Users wait for a store that is made for reports.

use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// Users wait for a store that is made for reports.
    ///
    /// ## Why it matters
    /// A columnar store answers few large questions. To read or change one row it touches every column file, so
    /// single-row traffic that a row store does in a millisecond takes it a hundred times as long.
    ///
    /// ## What to do
    /// Serve users from a row store and copy to the warehouse for reports.
    ///
    /// ## When it is fine
    /// For a page that shows a report.
    id: "db-oltp-on-warehouse",
    title: "User requests on a warehouse",
    severity: Severity::Error,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("zero-to-hero § 1.4 Database Selection, § 2.2 Storage and Databases"),
    replaces: &[],
    message: "{component} is made for large scans, and users of {other} wait for single rows from it.",
    fix: "Put a row store on the path and feed {component} from it.",
    check: check;
    in ru: r"
        User requests on a warehouse ⇒ Запросы пользователей к хранилищу данных
        {component} is made for large scans, and users of {other} wait for single rows from it. ⇒ {component} сделан для больших сканов, а пользователи «{other}» ждут от него отдельных строк.
        Put a row store on the path and feed {component} from it. ⇒ Поставьте на пути строчное хранилище и наполняйте «{component}» из него.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.nodes() {
        if !matches!(node.kind.id, "warehouse" | "columnar" | "lakehouse") {
            continue;
        }
        for &edge in context.edges_to(number) {
            let caller = context.caller(edge);
            if context.edge_waits(edge) && caller.kind.family == Family::Compute {
                let name = Value::name(caller.component.label());
                verdict.find(context, &[number, context.edge(edge).from]).on(&[edge]).with("other", name);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn fires_when_users_wait_for_a_warehouse() {
        check(
            "db-oltp-on-warehouse",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "wh", "kind": "warehouse"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "wh"}]}"#,
            &["wh"],
        );
    }

    #[test]
    fn silent_when_it_is_fed_by_a_job() {
        check(
            "db-oltp-on-warehouse",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}, {"id": "job", "kind": "etl"},
                    {"id": "wh", "kind": "warehouse"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"},
                    {"from": "job", "to": "db"}, {"from": "job", "to": "wh"}]}"#,
            &[],
        );
    }
}
