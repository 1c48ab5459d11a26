//! A store without a graph is asked for paths through one.

use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// A store without a graph is asked for paths through one.
    ///
    /// ## Why it matters
    /// Friends of friends of friends is a join for each step. Each multiplies the rows that are looked at, so the third
    /// already takes seconds where a graph database follows pointers.
    ///
    /// ## What to do
    /// Keep relations in a graph database such as Neo4j or Neptune, and records where they are.
    ///
    /// ## When it is fine
    /// For one step, which is an ordinary join.
    id: "db-graph-needed",
    title: "Graph questions to a table",
    severity: Severity::Warn,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("mental-models § 5. The Database Selection Matrix; zero-to-hero § 1.4 Database Selection"),
    replaces: &[],
    message: "{component} is asked for paths of several steps. Each step is another join.",
    fix: "Keep the relations in a graph database.",
    check: check;
    in ru: r"
        Graph questions to a table ⇒ Графовые запросы к таблице
        {component} is asked for paths of several steps. Each step is another join. ⇒ У «{component}» спрашивают пути в несколько шагов. Каждый шаг — ещё одно соединение таблиц.
        Keep the relations in a graph database. ⇒ Храните связи в графовой БД.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.of_family(Family::Database).filter(|(number, _)| context.is_reached(*number)) {
        match node.text("access") {
            None if node.kind.setting("access").is_some() => verdict.needs("how stores are mostly read"),
            Some("traversal") if !matches!(node.kind.id, "graph-db") => {
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
    fn fires_when_a_relational_store_is_asked_for_it() {
        check(
            "db-graph-needed",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "settings": {"access": "traversal"}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &["db"],
        );
    }

    #[test]
    fn silent_when_a_store_made_for_it_is_asked() {
        check(
            "db-graph-needed",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "graph-db", "settings": {"access": "traversal"}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nobody_says() {
        check_not_checked(
            "db-graph-needed",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
        );
    }
}
