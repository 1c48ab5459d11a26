//! What only passes requests on asks a database.

use std::collections::BTreeMap;

use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// What only passes requests on asks a database.
    ///
    /// ## Why it matters
    /// Business rules creep into the entry, where every release touches all traffic, and the database is one hop nearer
    /// to the outside.
    ///
    /// ## What to do
    /// Let a service ask the database, and the entry ask the service.
    ///
    /// ## When it is fine
    /// For a store of the entry's own, such as its routes or limits.
    id: "gw-business-db",
    title: "Entry component reads the database",
    severity: Severity::Warn,
    needs: Needs::Structure,
    origin: Origin::Derived,
    core: false,
    source: Source::Documented("zero-to-hero § 1.1 Understanding System Design Basics; interview-answers § Theory 8. API Gateway"),
    replaces: &["arch-unpermitted-link"],
    message: "{component} asks {other} itself. Business logic grows where all traffic passes.",
    fix: "Put a service between the two.",
    check: check;
    in ru: r"
        Entry component reads the database ⇒ Входной компонент читает базу
        {component} asks {other} itself. Business logic grows where all traffic passes. ⇒ {component} сам обращается к «{other}». Бизнес-логика растёт там, где проходит весь трафик.
        Put a service between the two. ⇒ Поставьте между ними сервис.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.nodes() {
        if !matches!(node.kind.family, Family::Gateway | Family::Balancer | Family::Cdn) {
            continue;
        }
        let mut asked: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for &edge in context.edges_from(number) {
            let callee = context.callee(edge).kind;
            if callee.family == Family::Database && !node.kind.links.contains(&callee.id) {
                asked.entry(context.edge(edge).to).or_default().push(edge);
            }
        }
        for (store, edges) in asked {
            let other = Value::name(context.node(store).component.label());
            verdict.find(context, &[number]).on(&edges).with("other", other);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn fires_when_a_gateway_asks_a_database() {
        check(
            "gw-business-db",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "db"}]}"#,
            &["gw"],
        );
    }

    #[test]
    fn silent_when_a_service_does() {
        check(
            "gw-business-db",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "a", "kind": "service"}, {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "a"},
                    {"from": "a", "to": "db"}]}"#,
            &[],
        );
    }
}
