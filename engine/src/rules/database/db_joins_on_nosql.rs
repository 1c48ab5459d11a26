//! Reads put records of several kinds together, and the store cannot.

use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// Reads put records of several kinds together, and the store cannot.
    ///
    /// ## Why it matters
    /// Key-value and wide-column stores find one row, or a range of one partition. A join is then a loop in the
    /// application: one more call for each row, no common snapshot, and the load of all of them.
    ///
    /// ## What to do
    /// Keep what is joined in a relational database, or write it together, once for each question (denormalise).
    ///
    /// ## When it is fine
    /// When joins are rare and small, such as a report that somebody runs by hand.
    id: "db-joins-on-nosql",
    title: "Joins where there are none",
    severity: Severity::Warn,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("zero-to-hero § 1.4 Database Selection, § Phase 4 Common Trade-offs; interview-answers § Theory 1. CAP Theorem"),
    replaces: &[],
    message: "{component} is mostly read by joins, and it has none. The application makes one call for each row.",
    fix: "Use a relational database, or keep a copy of the records for each question.",
    check: check;
    in ru: r"
        Joins where there are none ⇒ Соединения там, где их нет
        {component} is mostly read by joins, and it has none. The application makes one call for each row. ⇒ {component} читают в основном соединениями таблиц, а их в нём нет. Приложение делает вызов на каждую строку.
        Use a relational database, or keep a copy of the records for each question. ⇒ Возьмите реляционную базу или храните копию записей под каждый запрос.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.nodes().filter(|(_, node)| matches!(node.kind.id, "wide-column" | "kv-db")) {
        if !context.is_reached(number) {
            continue;
        }
        match node.text("access") {
            None => verdict.needs("how stores are mostly read"),
            Some("join") => {
                verdict.find(context, &[number]);
            }
            Some(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_rows_are_joined() {
        check(
            "db-joins-on-nosql",
            r#"{"workload": {"journeys": [{"id": "ask", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "wide-column", "settings": {"access": "join"}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &["db"],
        );
    }

    #[test]
    fn silent_when_they_are_read_by_key() {
        check(
            "db-joins-on-nosql",
            r#"{"workload": {"journeys": [{"id": "ask", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "wide-column", "settings": {"access": "key"}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nobody_says() {
        check_not_checked(
            "db-joins-on-nosql",
            r#"{"workload": {"journeys": [{"id": "ask", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "wide-column"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
        );
    }
}
