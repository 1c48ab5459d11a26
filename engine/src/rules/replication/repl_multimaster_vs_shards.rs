//! Masters that hold different records are called leaders of the same ones, or the other way round.

use crate::analysis::wiring;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// Masters that hold different records are called leaders of the same ones, or the other way round.
    ///
    /// ## Why it matters
    /// Shards split the records: each write goes to one of them, and twice as many take twice the writes. Leaders all
    /// hold the same records: each write reaches all of them, so twice as many take no more. Who takes one for the
    /// other plans for writes that do not fit, or for copies that are not there.
    ///
    /// ## What to do
    /// Say which it is: shards with a key, or leaders with a rule for conflicts. Both together are possible, with
    /// several copies of each shard.
    ///
    /// ## When it is fine
    /// Never for long: the words decide about capacity.
    id: "repl-multimaster-vs-shards",
    title: "Shards called leaders",
    severity: Severity::Info,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("worked-examples § Example 1, Detailed server estimate 3. Database"),
    replaces: &[],
    message: "{component} is called {called}, and {but}.",
    fix: "Call it what it is: shards split records, leaders all hold them.",
    check: check;
    in ru: r"
        Shards called leaders ⇒ Шарды названы лидерами
        {component} is called {called}, and {but}. ⇒ {component} назван так: {called}, но {but}.
        Call it what it is: shards split records, leaders all hold them. ⇒ Назовите как есть: шарды делят записи, а лидеры хранят их все.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let mut told = |number: usize, called: &str, but: &str| {
        verdict.find(context, &[number]).with("called", Value::name(called)).with("but", Value::name(but));
    };
    for (number, node) in context.of_family(Family::Database) {
        let alone = node.replicas() == 0 && wiring::other_leaders(context.graph, number).is_empty();
        if node.text("topology") == Some("multi-leader") && node.shards() > 1 && alone {
            told(number, "a store of several leaders", "each of its shards holds other records and has no second copy");
        }
    }
    for sharding in wiring::shardings(context.graph).iter().filter(|sharding| sharding.router.is_some()) {
        let copied = |store: &&usize| {
            let others = wiring::other_leaders(context.graph, **store);
            others.iter().any(|other| sharding.stores.contains(other))
        };
        if let Some(&store) = sharding.stores.iter().find(copied) {
            told(store, "a shard", "it copies all writes from and to another shard: both hold the same records");
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn fires_when_leaders_hold_different_records() {
        check(
            "repl-multimaster-vs-shards",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "shards": 2, "settings": {"topology": "multi-leader", "conflict_policy": "merge"}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &["db"],
        );
    }

    #[test]
    fn fires_when_shards_hold_the_same() {
        check(
            "repl-multimaster-vs-shards",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "r", "kind": "shard-router"}, {"id": "a", "kind": "sql"}, {"id": "b", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "r"}, {"from": "r", "to": "a"},
                    {"from": "r", "to": "b"}, {"from": "a", "to": "b", "mode": "replication"},
                    {"from": "b", "to": "a", "mode": "replication"}]}"#,
            &["a"],
        );
    }

    #[test]
    fn silent_for_leaders() {
        check(
            "repl-multimaster-vs-shards",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "replicas": 1, "settings": {"topology": "multi-leader", "conflict_policy": "merge"}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_for_shards() {
        check(
            "repl-multimaster-vs-shards",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "shards": 2}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }
}
