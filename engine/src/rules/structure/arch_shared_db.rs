//! Several services use the same database.

use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};
use std::collections::BTreeSet;

rule! {
    /// Several services use the same database.
    ///
    /// ## Why it matters
    /// No service can change its tables without asking the others, and one slow query of one stops all. They are
    /// released, scaled and broken together: a monolith with more parts.
    ///
    /// ## What to do
    /// Give each service its own store, and let others ask it or listen to its events.
    ///
    /// ## When it is fine
    /// For one service that is drawn in parts or regions (all with the same bounded context), or while a monolith is taken apart.
    id: "arch-shared-db",
    title: "Shared database",
    severity: Severity::Error,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("interview-answers § Theory 2. Microservices vs Monolith"),
    replaces: &[],
    message: "{component} is used by {names}. None of them can change it alone.",
    fix: "Give each service its own store, and share by calls or events.",
    check: check;
    in ru: r"
        Shared database ⇒ Общая база данных
        {component} is used by {names}. None of them can change it alone. ⇒ {component} используют {names}. Ни один не может изменить его в одиночку.
        Give each service its own store, and share by calls or events. ⇒ Дайте каждому сервису своё хранилище и делитесь вызовами или событиями.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.of_family(Family::Database) {
        if matches!(
            node.kind.id,
            "db-replica" | "search" | "warehouse" | "columnar" | "tsdb" | "feature-store" | "vector-db"
        ) {
            continue;
        }
        let routers = context
            .to(number)
            .map(|edge| edge.from)
            .filter(|&from| context.node(from).kind.family == Family::ShardRouter);
        let entrances: BTreeSet<usize> = routers.chain([number]).collect();
        let users: BTreeSet<usize> = entrances
            .iter()
            .flat_map(|&entrance| context.to(entrance))
            .filter(|edge| context.node(edge.from).kind.id == "service")
            .map(|edge| edge.from)
            .collect();
        // The same service in several regions answers for one part of the business.
        let contexts: BTreeSet<Option<&str>> = users.iter().map(|&user| context.node(user).text("context")).collect();
        let is_one = contexts.len() == 1 && !contexts.contains(&None);
        if users.len() > 1 && !is_one {
            let names: Vec<&str> = users.iter().map(|&user| context.node(user).component.label()).collect();
            let mut nodes = vec![number];
            nodes.extend(&users);
            verdict.find(context, &nodes).with("names", Value::names(&names));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn fires_when_two_services_use_it() {
        check(
            "arch-shared-db",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "a", "kind": "service"}, {"id": "b", "kind": "service"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "a"},
                    {"from": "gw", "to": "b"}, {"from": "a", "to": "db"}, {"from": "b", "to": "db"}]}"#,
            &["db"],
        );
    }

    #[test]
    fn silent_when_they_are_one_service_in_two_regions() {
        let design = |context: &str| {
            r#"{"components": [{"id": "eu", "kind": "service", "settings": {"context": "api"}},
                    {"id": "us", "kind": "service", "settings": {"context": "CONTEXT"}}, {"id": "db", "kind": "newsql"}],
                "connections": [{"from": "eu", "to": "db"}, {"from": "us", "to": "db"}]}"#
                .replace("CONTEXT", context)
        };
        check("arch-shared-db", &design("api"), &[]);
        check("arch-shared-db", &design("billing"), &["db"]);
    }

    #[test]
    fn silent_when_each_has_its_own() {
        check(
            "arch-shared-db",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "a", "kind": "service"}, {"id": "b", "kind": "service"},
                    {"id": "db", "kind": "sql"}, {"id": "more", "kind": "sql"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "a"},
                    {"from": "gw", "to": "b"}, {"from": "a", "to": "db"}, {"from": "b", "to": "more"}]}"#,
            &[],
        );
    }
}
