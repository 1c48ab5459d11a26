//! A store is split into shards and mostly read by joins.

use crate::analysis::wiring;
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// A store is split into shards and mostly read by joins.
    ///
    /// ## Why it matters
    /// Rows that belong together lie on different machines. The join becomes a query to every shard and a merge in
    /// the caller, and takes as long as the slowest.
    ///
    /// ## What to do
    /// Keep what is joined on the same shard, by the same key; or store the joined form.
    ///
    /// ## When it is fine
    /// When the joined tables share the shard key.
    id: "shard-cross-join",
    title: "Joins across shards",
    severity: Severity::Warn,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("zero-to-hero § 1.2 Scalability & Performance; interview-answers § Theory 4. Database Sharding"),
    replaces: &[],
    message: "{component} is split into {shards} shards and mostly read by joins, which then reach across machines.",
    fix: "Keep joined rows on the same shard by a common key, or store them joined.",
    check: check;
    in ru: r"
        Joins across shards ⇒ Соединения таблиц между шардами
        {component} is split into {shards} shards and mostly read by joins, which then reach across machines. ⇒ {component} разделён на {shards} {shards:шард|шарда|шардов}, а читают его в основном соединениями таблиц, и они выходят за пределы машины.
        Keep joined rows on the same shard by a common key, or store them joined. ⇒ Держите соединяемые строки на одном шарде по общему ключу или храните их соединёнными.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for sharding in wiring::shardings(context.graph) {
        match sharding.text("access") {
            Some("join") => {
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
    fn fires_when_shards_are_joined() {
        check(
            "shard-cross-join",
            r#"{"components": [{"id": "db", "kind": "sql", "shards": 4, "settings": {"access": "join"}}],
               "connections": []}"#,
            &["db"],
        );
    }

    #[test]
    fn silent_when_they_are_read_by_key() {
        check(
            "shard-cross-join",
            r#"{"components": [{"id": "db", "kind": "sql", "shards": 4, "settings": {"access": "key"}}],
               "connections": []}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_it_is_open() {
        check_not_checked(
            "shard-cross-join",
            r#"{"components": [{"id": "db", "kind": "sql", "shards": 4}],
               "connections": []}"#,
        );
    }
}
