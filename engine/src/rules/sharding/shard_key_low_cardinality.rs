//! A store is split by a key that takes few values.

use crate::analysis::wiring;
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// A store is split by a key that takes few values.
    ///
    /// ## Why it matters
    /// There can be no more shards at work than the key has values: a status has a few, and a
    /// country gives one shard most of the users. The rest stand idle.
    ///
    /// ## What to do
    /// Split by a key with many values of similar weight, or by several columns together.
    ///
    /// ## When it is fine
    /// When the few values weigh about the same and there are fewer shards than values.
    id: "shard-key-low-cardinality",
    title: "Shard key with few values",
    severity: Severity::Error,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("interview-answers § Theory 4. Database Sharding; mental-models § 10. The Sharding Strategy Guide; zero-to-hero § 1.2 Scalability & Performance"),
    replaces: &[],
    message: "{component} is split into {shards} shards by a key with few values, so few of them get nearly everything.",
    fix: "Split {component} by an identifier such as user_id, or by several columns together.",
    check: check;
    in ru: r"
        Shard key with few values ⇒ Ключ шардирования с малым числом значений
        {component} is split into {shards} shards by a key with few values, so few of them get nearly everything. ⇒ {component} разделён на {shards} {shards:шард|шарда|шардов} по ключу с малым числом значений, и почти всё попадает на немногие из них.
        Split {component} by an identifier such as user_id, or by several columns together. ⇒ Делите «{component}» по идентификатору, например user_id, или по нескольким столбцам вместе.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for sharding in wiring::shardings(context.graph) {
        match sharding.text("shard_key_kind") {
            Some("few-values") => {
                verdict.find(context, &[sharding.subject()]).with("shards", Value::Count(f64::from(sharding.count)));
            }
            Some(_) => {}
            None => verdict.needs("what values the shard key takes"),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_the_key_has_few_values() {
        check(
            "shard-key-low-cardinality",
            r#"{"components": [{"id": "db", "kind": "sql", "shards": 4, "settings": {"shard_key": "status", "shard_key_kind": "few-values"}}],
               "connections": []}"#,
            &["db"],
        );
    }

    #[test]
    fn silent_when_the_key_is_an_identifier() {
        check(
            "shard-key-low-cardinality",
            r#"{"components": [{"id": "db", "kind": "sql", "shards": 4, "settings": {"shard_key_kind": "identifier"}}],
               "connections": []}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_it_is_open() {
        check_not_checked(
            "shard-key-low-cardinality",
            r#"{"components": [{"id": "db", "kind": "sql", "shards": 4, "settings": {"shard_key": "x"}}],
               "connections": []}"#,
        );
    }
}
