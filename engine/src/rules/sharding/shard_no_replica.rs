//! A store is split into shards, and each part exists once.

use crate::analysis::{Edge, wiring};
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// A store is split into shards, and each part exists once.
    ///
    /// ## Why it matters
    /// Each machine that is added is one more that can be lost with its part: four shards at 99.9 % are all up 99.6
    /// % of the time, and a lost disk is a quarter of the records.
    ///
    /// ## What to do
    /// A replica for each shard that takes over (4 × 2 = 8 in the worked example).
    ///
    /// ## When it is fine
    /// When the parts can be computed again, and their absence does little harm.
    id: "shard-no-replica",
    title: "Shard without a replica",
    severity: Severity::Error,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("worked-examples § Example 1, Detailed server estimate 3. Database"),
    replaces: &["repl-none", "spof-single-instance"],
    message: "{component} has no replica, so losing a node loses the part of the records that lies there.",
    fix: "Give each shard of {component} a replica that takes over.",
    check: check;
    mend: mend;
    in ru: r"
        Shard without a replica ⇒ Шард без реплики
        {component} has no replica, so losing a node loses the part of the records that lies there. ⇒ У «{component}» нет реплики: с потерей узла пропадёт часть записей, которая на нём лежит.
        Give each shard of {component} a replica that takes over. ⇒ Дайте каждому шарду «{component}» реплику, которая его заменит.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for sharding in wiring::shardings(context.graph) {
        // A directory that a router looks into holds no part of the records.
        let looks_into = |store: usize| {
            sharding.router.is_some_and(|router| {
                let lookup = |edge: &Edge<'_>| edge.to == store && edge.text("purpose") == Some("lookup");
                context.from(router).any(lookup)
            })
        };
        for &store in sharding.stores.iter().filter(|&&store| !looks_into(store)) {
            let node = context.node(store);
            let drawn = !wiring::drawn_replicas(context.graph, store).is_empty();
            if node.replicas() == 0 && !drawn && !node.managed() {
                verdict.find(context, &[store]);
            }
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    Fix::of(context.graph).count(finding.first()?, "replicas", 1, None).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn a_directory_is_no_shard() {
        let design = r#"{"workload": {"journeys": [{"id": "go", "entry": "api", "operation": "write"}]},
            "components": [{"id": "api", "kind": "server", "instances": 2},
                {"id": "router", "kind": "shard-router", "settings": {"shard_strategy": "directory"}},
                {"id": "directory", "kind": "kv-db"}, {"id": "db", "kind": "sql", "shards": 2, "replicas": 1}],
            "connections": [{"from": "api", "to": "router"}, {"from": "router", "to": "db"},
                {"from": "router", "to": "directory", "purpose": "lookup"}]}"#;
        check("shard-no-replica", design, &[]);
        check("shard-directory-spof", design, &["router"]);
        check("repl-none", design, &[]);
        check("shard-no-replica", &design.replace(r#", "replicas": 1"#, ""), &["db"]);
    }

    #[test]
    fn fires_when_four_shards_exist_once() {
        check(
            "shard-no-replica",
            r#"{"components": [{"id": "db", "kind": "sql", "shards": 4}],
               "connections": []}"#,
            &["db"],
        );
    }

    #[test]
    fn fires_when_each_shard_is_a_store_of_its_own() {
        check(
            "shard-no-replica",
            r#"{"components": [{"id": "r", "kind": "shard-router"},
                {"id": "s1", "kind": "sql"},
                {"id": "s2", "kind": "sql"}],
               "connections": [{"from": "r", "to": "s1"},
                {"from": "r", "to": "s2"}]}"#,
            &["s1", "s2"],
        );
    }

    #[test]
    fn silent_with_replicas() {
        check(
            "shard-no-replica",
            r#"{"components": [{"id": "db", "kind": "sql", "shards": 4, "replicas": 1}],
               "connections": []}"#,
            &[],
        );
    }

    #[test]
    fn silent_with_one_shard_which_has_a_rule_of_its_own() {
        check(
            "shard-no-replica",
            r#"{"components": [{"id": "db", "kind": "sql"}],
               "connections": []}"#,
            &[],
        );
    }
}
