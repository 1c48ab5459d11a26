//! The only copy of what was written is in a cache.

use crate::analysis::Node;
use crate::design::vocabulary::Source;
use crate::kinds::{Copies, Family};
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// The only copy of what was written is in a cache.
    ///
    /// ## Why it matters
    /// A cache drops what it has no room for, and forgets everything when it restarts. That is right for copies and
    /// wrong for originals.
    ///
    /// ## What to do
    /// Write to a durable store, and to the cache for speed.
    ///
    /// ## When it is fine
    /// For sessions and counters that may be lost, or with persistence switched on.
    id: "db-cache-as-primary",
    title: "Cache as the only store",
    severity: Severity::Error,
    needs: Needs::Declaration,
    origin: Origin::Derived,
    core: false,
    source: Source::Documented("mental-models § 1. The Restaurant Analogy, § 6. The Caching Strategy Decision Tree; zero-to-hero § 1.2 Scalability & Performance"),
    replaces: &[],
    message: "{component} holds the only copy of what {journeys} write, and a restart empties it.",
    fix: "Add a durable store behind it, or switch persistence on.",
    check: check;
    in ru: r"
        Cache as the only store ⇒ Кэш как единственное хранилище
        {component} holds the only copy of what {journeys} write, and a restart empties it. ⇒ {component} хранит единственную копию того, что пишут {journeys}, и перезапуск её сотрёт.
        Add a durable store behind it, or switch persistence on. ⇒ Поставьте за ним долговечное хранилище или включите сохранение на диск.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.of_family(Family::Cache).filter(|(_, node)| node.kind.copies == Copies::Shards) {
        let alone: Vec<&str> = context
            .carried
            .iter()
            .filter(|journey| journey.writes[number])
            .filter(|journey| {
                let durable = |(other, kept): (usize, Node<'_>)| {
                    journey.reaches(other) && (kept.kind.family.keeps() || kept.kind.family.is_broker())
                };
                !context.nodes().any(durable)
            })
            .map(|journey| context.workload().journeys[journey.journey].label())
            .collect();
        if alone.is_empty() {
            continue;
        }
        match node.switch("persistent") {
            None => verdict.needs("whether caches survive a restart"),
            Some(true) => {}
            Some(false) => {
                verdict.find(context, &[number]).with("journeys", Value::journeys(&alone));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_nothing_durable_is_behind_it() {
        check(
            "db-cache-as-primary",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "r", "kind": "cache-distributed", "settings": {"persistent": false}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "r"}]}"#,
            &["r"],
        );
    }

    #[test]
    fn silent_when_a_database_is_written_as_well() {
        check(
            "db-cache-as-primary",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "r", "kind": "cache-distributed", "settings": {"persistent": false}},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "r"},
                    {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_persistence_is_open() {
        check_not_checked(
            "db-cache-as-primary",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "r", "kind": "cache-distributed"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "r"}]}"#,
        );
    }
}
