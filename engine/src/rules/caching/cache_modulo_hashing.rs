//! A cache of several nodes places keys by a hash modulo their number.

use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// A cache of several nodes places keys by a hash modulo their number.
    ///
    /// ## Why it matters
    /// One node more or less changes the remainder of nearly every key: from 3 to 4 three quarters of the entries
    /// are suddenly looked for elsewhere, all miss, and the store gets the whole load.
    ///
    /// ## What to do
    /// Place keys on a ring with many points for each node: then a new node takes over its own part only.
    ///
    /// ## When it is fine
    /// When the number of nodes never changes, failures included.
    id: "cache-modulo-hashing",
    title: "Keys placed modulo the number of nodes",
    severity: Severity::Warn,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("zero-to-hero § 2.1 Distributed Systems; interview-answers § Theory 3. Load Balancing; mental-models § 10. The Sharding Strategy Guide; mental-models § Quick Reference Card"),
    replaces: &[],
    message: "{component} places keys modulo its {nodes} nodes: one node more moves {moved} of them.",
    fix: "Place the keys of {component} by consistent hashing with virtual nodes.",
    check: check;
    mend: mend;
    in ru: r"
        Keys placed modulo the number of nodes ⇒ Ключи по остатку от числа узлов
        {component} places keys modulo its {nodes} nodes: one node more moves {moved} of them. ⇒ {component} размещает ключи по остатку от деления на число узлов ({nodes}): ещё один узел переместит {moved} ключей.
        Place the keys of {component} by consistent hashing with virtual nodes. ⇒ Размещайте ключи «{component}» консистентным хешированием с виртуальными узлами.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.of_family(Family::Cache) {
        if node.kind.setting("placement").is_none() || node.shards() < 2 {
            continue;
        }
        match node.text("placement") {
            Some("modulo") => {
                let nodes = f64::from(node.shards());
                // A key stays where it is only if both remainders agree: one in n + 1.
                verdict
                    .find(context, &[number])
                    .with("nodes", Value::Count(nodes))
                    .with("moved", Value::Share(nodes / (nodes + 1.0)));
            }
            Some(_) => {}
            None => verdict.needs("how caches place their keys"),
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    Fix::of(context.graph).set(finding.first()?, "placement", "consistent", Some(RULE.source)).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_over_three_nodes() {
        check(
            "cache-modulo-hashing",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read"}]},
               "components": [{"id": "api", "kind": "server", "settings": {"rps_capacity": 1000000}},
                {"id": "redis", "kind": "cache-distributed", "shards": 3, "settings": {"placement": "modulo"}},
                {"id": "db", "kind": "sql"}],
               "connections": [{"from": "api", "to": "redis"},
                {"from": "api", "to": "db", "after_miss_in": ["redis"]}]}"#,
            &["redis"],
        );
    }

    #[test]
    fn silent_on_a_ring() {
        check(
            "cache-modulo-hashing",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read"}]},
               "components": [{"id": "api", "kind": "server", "settings": {"rps_capacity": 1000000}},
                {"id": "redis", "kind": "cache-distributed", "shards": 3, "settings": {"placement": "consistent"}},
                {"id": "db", "kind": "sql"}],
               "connections": [{"from": "api", "to": "redis"},
                {"from": "api", "to": "db", "after_miss_in": ["redis"]}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_on_one_node() {
        check(
            "cache-modulo-hashing",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read"}]},
               "components": [{"id": "api", "kind": "server", "settings": {"rps_capacity": 1000000}},
                {"id": "redis", "kind": "cache-distributed", "settings": {"placement": "modulo"}},
                {"id": "db", "kind": "sql"}],
               "connections": [{"from": "api", "to": "redis"},
                {"from": "api", "to": "db", "after_miss_in": ["redis"]}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_it_is_open() {
        check_not_checked(
            "cache-modulo-hashing",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read"}]},
               "components": [{"id": "api", "kind": "server", "settings": {"rps_capacity": 1000000}},
                {"id": "redis", "kind": "cache-distributed", "shards": 3},
                {"id": "db", "kind": "sql"}],
               "connections": [{"from": "api", "to": "redis"},
                {"from": "api", "to": "db", "after_miss_in": ["redis"]}]}"#,
        );
    }
}
