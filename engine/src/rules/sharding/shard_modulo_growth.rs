//! Records find their shard by a hash modulo the number of shards.

use crate::analysis::wiring;
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// Records find their shard by a hash modulo the number of shards.
    ///
    /// ## Why it matters
    /// One shard more changes the remainder of nearly every key: from 3 to 4 three quarters of all records have to
    /// move, from 4 to 5 four fifths, while the system runs. Growth then waits until it hurts.
    ///
    /// ## What to do
    /// Place keys on a ring, keep a directory, or begin with many more logical shards than machines.
    ///
    /// ## When it is fine
    /// When the number of shards is final.
    id: "shard-modulo-growth",
    title: "Records placed modulo the number of shards",
    severity: Severity::Warn,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("mental-models § 10. The Sharding Strategy Guide; zero-to-hero § 1.2 Scalability & Performance; zero-to-hero § 2.1 Distributed Systems; interview-answers § Theory 4. Database Sharding"),
    replaces: &[],
    message: "{component} places records by a hash modulo {shards}: a further shard moves {moved} of them, on a ring {on_a_ring}.",
    fix: "Use consistent hashing, a directory, or many logical shards from the start.",
    check: check;
    mend: mend;
    in ru: r"
        Records placed modulo the number of shards ⇒ Записи по остатку от числа шардов
        {component} places records by a hash modulo {shards}: a further shard moves {moved} of them, on a ring {on_a_ring}. ⇒ {component} размещает записи по остатку хеша от {shards}: ещё один шард переместит {moved} из них, на кольце — {on_a_ring}.
        Use consistent hashing, a directory, or many logical shards from the start. ⇒ Используйте консистентное хеширование, справочник или с самого начала много логических шардов.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for sharding in wiring::shardings(context.graph) {
        match sharding.text("shard_strategy") {
            Some("modulo") => {
                let shards = f64::from(sharding.count);
                // A record stays where it is only if both remainders agree: one in n + 1.
                let (moved, on_a_ring) = (shards / (shards + 1.0), 1.0 / (shards + 1.0));
                verdict
                    .find(context, &[sharding.subject()])
                    .measured(moved, on_a_ring, "share")
                    .by("shards ÷ (shards + 1)", &[("shards", Part::Shards)])
                    .limit_by("1 ÷ (shards + 1)", &[("shards", Part::Shards)])
                    .with("shards", Value::Count(shards))
                    .with("moved", Value::Share(moved))
                    .with("on_a_ring", Value::Share(on_a_ring));
            }
            Some(_) => {}
            None => verdict.needs("how keys find their shard"),
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    let first = finding.first()?;
    let sharding = wiring::shardings(context.graph).into_iter().find(|sharding| sharding.subject() == first)?;
    Fix::of(context.graph)
        .set(sharding.stating("shard_strategy")?, "shard_strategy", "consistent", Some(RULE.source))
        .done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_one_store_is_split_by_remainder() {
        check(
            "shard-modulo-growth",
            r#"{"components": [{"id": "db", "kind": "sql", "shards": 4, "settings": {"shard_strategy": "modulo"}}],
               "connections": []}"#,
            &["db"],
        );
    }

    #[test]
    fn fires_when_a_router_splits_by_remainder() {
        check(
            "shard-modulo-growth",
            r#"{"components": [{"id": "r", "kind": "shard-router", "settings": {"shard_strategy": "modulo"}},
                {"id": "s1", "kind": "sql"},
                {"id": "s2", "kind": "sql"},
                {"id": "s3", "kind": "sql"}],
               "connections": [{"from": "r", "to": "s1"},
                {"from": "r", "to": "s2"},
                {"from": "r", "to": "s3"}]}"#,
            &["r"],
        );
    }

    #[test]
    fn silent_on_a_ring() {
        check(
            "shard-modulo-growth",
            r#"{"components": [{"id": "db", "kind": "sql", "shards": 4, "settings": {"shard_strategy": "consistent"}}],
               "connections": []}"#,
            &[],
        );
    }

    #[test]
    fn silent_with_one_shard() {
        check(
            "shard-modulo-growth",
            r#"{"components": [{"id": "db", "kind": "sql", "settings": {"shard_strategy": "modulo"}}],
               "connections": []}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_it_is_open() {
        check_not_checked(
            "shard-modulo-growth",
            r#"{"components": [{"id": "db", "kind": "sql", "shards": 4}],
               "connections": []}"#,
        );
    }
}
