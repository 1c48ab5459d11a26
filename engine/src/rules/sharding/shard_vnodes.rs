//! Keys are placed on a ring on which each node stands once.

use crate::analysis::wiring;
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// Keys are placed on a ring on which each node stands once.
    ///
    /// ## Why it matters
    /// The arcs between a few points are very uneven: of ten nodes the busiest has about three times its part. And
    /// when a node is lost, one neighbour gets all of its keys.
    ///
    /// ## What to do
    /// Let each node stand at a hundred or more places of the ring.
    ///
    /// ## When it is fine
    /// With thousands of nodes.
    id: "shard-vnodes",
    title: "Ring without virtual nodes",
    severity: Severity::Info,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("mental-models § 10. The Sharding Strategy Guide; interview-answers § Theory 3. Load Balancing"),
    replaces: &[],
    message: "{component} stands on a ring with one place for each node, so the arcs of its {shards} nodes are very uneven.",
    fix: "Give each node of {component} a hundred or more virtual nodes.",
    check: check;
    mend: mend;
    in ru: r"
        Ring without virtual nodes ⇒ Кольцо без виртуальных узлов
        {component} stands on a ring with one place for each node, so the arcs of its {shards} nodes are very uneven. ⇒ {component} стоит на кольце по одному месту на узел, поэтому дуги узлов ({shards}) очень неравны.
        Give each node of {component} a hundred or more virtual nodes. ⇒ Дайте каждому узлу «{component}» сто и больше виртуальных узлов.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for sharding in wiring::shardings(context.graph) {
        if sharding.text("shard_strategy") != Some("consistent") {
            continue;
        }
        match sharding.switch("virtual_nodes") {
            Some(true) => {}
            Some(false) => {
                verdict.find(context, &[sharding.subject()]).with("shards", Value::Count(f64::from(sharding.count)));
            }
            None => verdict.needs("whether rings have virtual nodes"),
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    let first = finding.first()?;
    let sharding = wiring::shardings(context.graph).into_iter().find(|sharding| sharding.subject() == first)?;
    Fix::of(context.graph).set(sharding.stating("virtual_nodes")?, "virtual_nodes", true, None).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_without_virtual_nodes() {
        check(
            "shard-vnodes",
            r#"{"components": [{"id": "db", "kind": "sql", "shards": 4, "settings": {"shard_strategy": "consistent", "virtual_nodes": false}}],
               "connections": []}"#,
            &["db"],
        );
    }

    #[test]
    fn silent_with_virtual_nodes() {
        check(
            "shard-vnodes",
            r#"{"components": [{"id": "db", "kind": "sql", "shards": 4, "settings": {"shard_strategy": "consistent", "virtual_nodes": true}}],
               "connections": []}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_it_is_open() {
        check_not_checked(
            "shard-vnodes",
            r#"{"components": [{"id": "db", "kind": "sql", "shards": 4, "settings": {"shard_strategy": "consistent"}}],
               "connections": []}"#,
        );
    }
}
