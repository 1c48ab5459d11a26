//! Queries ask for ranges, and records are spread by a hash.

use crate::analysis::wiring;
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// Queries ask for ranges, and records are spread by a hash.
    ///
    /// ## Why it matters
    /// A hash tears neighbours apart: a query for one week asks every shard and is as slow as the slowest of them.
    ///
    /// ## What to do
    /// Split by range, or by a key that the queries name and keep the range within it.
    ///
    /// ## When it is fine
    /// When range queries are rare reports.
    id: "shard-hash-range-queries",
    title: "Range queries over hashed records",
    severity: Severity::Warn,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("mental-models § 10. The Sharding Strategy Guide; interview-answers § Theory 4. Database Sharding"),
    replaces: &[],
    message: "{component} spreads records by a hash and is mostly read by range, so each query asks all {shards} shards.",
    fix: "Split by range or by a composite key, so that a range lies on one shard.",
    check: check;
    in ru: r"
        Range queries over hashed records ⇒ Запросы диапазона по хешированным записям
        {component} spreads records by a hash and is mostly read by range, so each query asks all {shards} shards. ⇒ {component} распределяет записи по хешу, а читают его в основном диапазонами, поэтому каждый запрос идёт на все шарды ({shards}).
        Split by range or by a composite key, so that a range lies on one shard. ⇒ Делите по диапазону или составному ключу, чтобы диапазон лежал на одном шарде.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for sharding in wiring::shardings(context.graph) {
        // By the first half of a composite key a record finds its shard, by the second its place there.
        let is_composite = sharding.text("shard_key_kind") == Some("composite");
        // So it is where the query names the key, and its range lies within.
        let is_named = sharding.text("shard_key").is_some_and(|key| sharding.text("query_key") == Some(key));
        if is_composite || is_named || !matches!(sharding.text("shard_strategy"), Some("modulo" | "consistent")) {
            continue;
        }
        match sharding.text("access") {
            Some("range") => {
                verdict.find(context, &[sharding.subject()]).with("shards", Value::Count(f64::from(sharding.count)));
            }
            Some(_) => {}
            None => verdict.needs("how stores are read"),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn silent_when_the_query_names_the_key() {
        check(
            "shard-hash-range-queries",
            r#"{"components": [{"id": "db", "kind": "wide-column", "shards": 4, "settings": {"shard_strategy": "consistent",
                "shard_key": "conversation_id", "query_key": "conversation_id", "access": "range"}}], "connections": []}"#,
            &[],
        );
    }

    #[test]
    fn fires_when_hashed_records_are_read_by_range() {
        check(
            "shard-hash-range-queries",
            r#"{"components": [{"id": "db", "kind": "sql", "shards": 4, "settings": {"shard_strategy": "consistent", "access": "range"}}],
               "connections": []}"#,
            &["db"],
        );
    }

    #[test]
    fn silent_when_a_composite_key_keeps_the_range_together() {
        check(
            "shard-hash-range-queries",
            r#"{"components": [{"id": "db", "kind": "sql", "shards": 4, "settings": {"shard_strategy": "consistent",
                "shard_key_kind": "composite", "access": "range"}}], "connections": []}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_they_are_read_by_key() {
        check(
            "shard-hash-range-queries",
            r#"{"components": [{"id": "db", "kind": "sql", "shards": 4, "settings": {"shard_strategy": "consistent", "access": "key"}}],
               "connections": []}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_it_is_open() {
        check_not_checked(
            "shard-hash-range-queries",
            r#"{"components": [{"id": "db", "kind": "sql", "shards": 4, "settings": {"shard_strategy": "consistent"}}],
               "connections": []}"#,
        );
    }
}
