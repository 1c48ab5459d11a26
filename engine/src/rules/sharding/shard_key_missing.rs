//! A store is split, and nothing says by what.

use crate::analysis::wiring;
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// A store is split, and nothing says by what.
    ///
    /// ## Why it matters
    /// Without a key nobody knows where a record is: every query asks every shard, and every new record is a guess.
    /// The key is also what can hardly be changed later.
    ///
    /// ## What to do
    /// Choose a key that most queries name and that has many values of similar weight: a user, a tenant, an order.
    ///
    /// ## When it is fine
    /// For stores that choose the key themselves. Then state what they choose. While the key is left open the rule waits for
    /// a word: `none`, or an empty one, says that there is none.
    id: "shard-key-missing",
    title: "Shards without a key",
    severity: Severity::Error,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("mental-models § 10. The Sharding Strategy Guide; interview-answers § Theory 4. Database Sharding"),
    replaces: &[],
    message: "{component} is split into {shards} shards, but by no key: nothing says where a record belongs.",
    fix: "Choose a shard key for {component} that most queries name and that has many values.",
    check: check;
    in ru: r"
        Shards without a key ⇒ Шарды без ключа
        {component} is split into {shards} shards, but by no key: nothing says where a record belongs. ⇒ {component} разделён на {shards} {shards:шард|шарда|шардов}, но без ключа: не сказано, где место записи.
        Choose a shard key for {component} that most queries name and that has many values. ⇒ Выберите для «{component}» ключ шардирования, который называет большинство запросов и у которого много значений.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for sharding in wiring::shardings(context.graph) {
        match sharding.text("shard_key").map(str::trim) {
            Some("" | "none" | "-") => {
                verdict.find(context, &[sharding.subject()]).with("shards", Value::Count(f64::from(sharding.count)));
            }
            Some(_) => {}
            None => verdict.needs("the shard key"),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_there_is_none() {
        check(
            "shard-key-missing",
            r#"{"components": [{"id": "db", "kind": "sql", "shards": 4, "settings": {"shard_key": "none"}}],
               "connections": []}"#,
            &["db"],
        );
    }

    #[test]
    fn silent_when_there_is_one() {
        check(
            "shard-key-missing",
            r#"{"components": [{"id": "db", "kind": "sql", "shards": 4, "settings": {"shard_key": "user_id"}}],
               "connections": []}"#,
            &[],
        );
    }

    #[test]
    fn silent_with_one_shard() {
        check(
            "shard-key-missing",
            r#"{"components": [{"id": "db", "kind": "sql"}],
               "connections": []}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_it_is_open() {
        check_not_checked(
            "shard-key-missing",
            r#"{"components": [{"id": "db", "kind": "sql", "shards": 4}],
               "connections": []}"#,
        );
    }
}
