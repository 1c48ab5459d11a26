//! A store is split by a key whose newest values all fall on the same shard.

use crate::analysis::wiring;
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// A store is split by a key whose newest values all fall on the same shard.
    ///
    /// ## Why it matters
    /// What is written now has the newest time or the highest number. By range all of it lands on the last shard,
    /// which takes every write while the others hold the past. A hash of the month does the same for a month; a hash of a
    /// time to the second spreads writes, and then no range of times can be read from one shard.
    ///
    /// ## What to do
    /// Split by the hash of a user, or by a tenant and then by time.
    ///
    /// ## When it is fine
    /// For archives that are written once and read evenly.
    id: "shard-key-monotonic",
    title: "Shard key that only grows",
    severity: Severity::Error,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("mental-models § 10. The Sharding Strategy Guide; interview-answers § Theory 4. Database Sharding"),
    replaces: &["shard-range-hotspot"],
    message: "{component} is split by {key}, which only grows: {which} of its {shards} shards takes all writes.",
    fix: "Split {component} by a hash of user_id, or by tenant and time together.",
    check: check;
    in ru: r"
        Shard key that only grows ⇒ Ключ шардирования, который только растёт
        {component} is split by {key}, which only grows: {which} of its {shards} shards takes all writes. ⇒ {component} разделён по {key}, а он только растёт: все записи идут на {which} из шардов ({shards}).
        the newest ⇒ самый новый
        at any time one ⇒ один в каждый момент
        Split {component} by a hash of user_id, or by tenant and time together. ⇒ Делите «{component}» по хешу user_id или по арендатору и времени вместе.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for sharding in wiring::shardings(context.graph) {
        let strategy = sharding.text("shard_strategy");
        let grows = match (sharding.text("shard_key_kind"), strategy) {
            (Some("time"), _) | (Some("sequence"), Some("range")) => true,
            (Some("sequence"), None) => {
                verdict.needs("how keys find their shard");
                false
            }
            (None, _) => {
                verdict.needs("what values the shard key takes");
                false
            }
            _ => false,
        };
        if grows {
            // A hash sends a month to any shard, and still all of it to the same.
            let which = if matches!(strategy, None | Some("range")) { "the newest" } else { "at any time one" };
            verdict
                .find(context, &[sharding.subject()])
                .with("which", Value::name(which))
                .with("key", Value::name(sharding.text("shard_key").unwrap_or("a key")))
                .with("shards", Value::Count(f64::from(sharding.count)));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_the_key_is_the_month() {
        check(
            "shard-key-monotonic",
            r#"{"components": [{"id": "db", "kind": "sql", "shards": 4, "settings": {"shard_key": "upload_month", "shard_key_kind": "time"}}],
               "connections": []}"#,
            &["db"],
        );
    }

    #[test]
    fn fires_when_numbers_are_split_by_range() {
        check(
            "shard-key-monotonic",
            r#"{"components": [{"id": "db", "kind": "sql", "shards": 4, "settings": {"shard_key_kind": "sequence", "shard_strategy": "range"}}],
               "connections": []}"#,
            &["db"],
        );
    }

    #[test]
    fn silent_when_numbers_are_hashed() {
        check(
            "shard-key-monotonic",
            r#"{"components": [{"id": "db", "kind": "sql", "shards": 4, "settings": {"shard_key_kind": "sequence", "shard_strategy": "consistent"}}],
               "connections": []}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_the_key_is_a_user() {
        check(
            "shard-key-monotonic",
            r#"{"components": [{"id": "db", "kind": "sql", "shards": 4, "settings": {"shard_key_kind": "identifier"}}],
               "connections": []}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_it_is_open() {
        check_not_checked(
            "shard-key-monotonic",
            r#"{"components": [{"id": "db", "kind": "sql", "shards": 4}],
               "connections": []}"#,
        );
    }
}
