//! Records are split by ranges of their key.

use crate::analysis::wiring;
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// Records are split by ranges of their key.
    ///
    /// ## Why it matters
    /// Neighbours stay together, which is good for range queries and for nothing else: a popular range is one
    /// shard, and whoever cuts the ranges anew does it by hand, again and again.
    ///
    /// ## What to do
    /// Split by a hash; or keep ranges and let the store cut and move them by itself.
    ///
    /// ## When it is fine
    /// When most queries ask for ranges. Then state it.
    id: "shard-range-hotspot",
    title: "Sharding by range",
    severity: Severity::Warn,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("mental-models § 10. The Sharding Strategy Guide; interview-answers § Theory 4. Database Sharding; zero-to-hero § 1.2 Scalability & Performance"),
    replaces: &[],
    message: "{component} splits records by range: a popular range is one hot shard, and ranges have to be cut anew by hand.",
    fix: "Split by a hash or a composite key, unless most queries ask for ranges.",
    check: check;
    in ru: r"
        Sharding by range ⇒ Шардирование по диапазону
        {component} splits records by range: a popular range is one hot shard, and ranges have to be cut anew by hand. ⇒ {component} делит записи по диапазону: популярный диапазон — это горячий шард, и перекраивать диапазоны приходится вручную.
        Split by a hash or a composite key, unless most queries ask for ranges. ⇒ Делите по хешу или составному ключу, если большинство запросов не ищет диапазоны.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for sharding in wiring::shardings(context.graph) {
        // A key of several parts spreads what one of them alone would leave together.
        let is_composite = sharding.text("shard_key_kind") == Some("composite");
        let is_asked = sharding.text("access") == Some("range");
        if sharding.text("shard_strategy") == Some("range") && !is_asked && !is_composite {
            verdict.find(context, &[sharding.subject()]);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn fires_when_records_are_split_by_range() {
        check(
            "shard-range-hotspot",
            r#"{"components": [{"id": "db", "kind": "sql", "shards": 4, "settings": {"shard_strategy": "range"}}],
               "connections": []}"#,
            &["db"],
        );
    }

    #[test]
    fn silent_when_ranges_are_what_is_asked_for() {
        check(
            "shard-range-hotspot",
            r#"{"components": [{"id": "db", "kind": "sql", "shards": 4, "settings": {"shard_strategy": "range", "access": "range"}}],
               "connections": []}"#,
            &[],
        );
    }

    #[test]
    fn silent_with_a_key_of_several_parts() {
        check(
            "shard-range-hotspot",
            r#"{"components": [{"id": "db", "kind": "sql", "shards": 4,
                    "settings": {"shard_strategy": "range", "shard_key_kind": "composite"}}],
               "connections": []}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_they_are_hashed() {
        check(
            "shard-range-hotspot",
            r#"{"components": [{"id": "db", "kind": "sql", "shards": 4, "settings": {"shard_strategy": "consistent"}}],
               "connections": []}"#,
            &[],
        );
    }
}
