//! Records are split by where their users are.

use crate::analysis::wiring;
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// Records are split by where their users are.
    ///
    /// ## Why it matters
    /// Reads are near and the law is kept, and places are as uneven as people: one region is always the largest,
    /// and who moves house moves records.
    ///
    /// ## What to do
    /// Check how large the largest region is, and where records must not go.
    ///
    /// ## When it is fine
    /// When both were checked.
    id: "shard-geo",
    title: "Sharding by place",
    severity: Severity::Info,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("zero-to-hero § 1.2 Scalability & Performance; zero-to-hero § 3.2 High Availability & Fault Tolerance"),
    replaces: &[],
    message: "{component} splits records by place: near to users, but as uneven as they are, and subject to the law of each place.",
    fix: "State the share of the largest shard, and which records must not leave their region.",
    check: check;
    in ru: r"
        Sharding by place ⇒ Шардирование по географии
        {component} splits records by place: near to users, but as uneven as they are, and subject to the law of each place. ⇒ {component} делит записи по месту: близко к пользователям, но так же неравномерно, и по законам каждого места.
        State the share of the largest shard, and which records must not leave their region. ⇒ Укажите долю самого большого шарда и какие записи не должны покидать регион.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for sharding in wiring::shardings(context.graph) {
        let checked = sharding.stores.iter().all(|&store| context.node(store).states("largest_shard_share"));
        if sharding.text("shard_strategy") == Some("geo") && !checked {
            verdict.find(context, &[sharding.subject()]);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn fires_when_records_are_split_by_place() {
        check(
            "shard-geo",
            r#"{"components": [{"id": "db", "kind": "sql", "shards": 4, "settings": {"shard_strategy": "geo"}}],
               "connections": []}"#,
            &["db"],
        );
    }

    #[test]
    fn silent_when_the_largest_share_is_known() {
        check(
            "shard-geo",
            r#"{"components": [{"id": "db", "kind": "sql", "shards": 4, "settings": {"shard_strategy": "geo", "largest_shard_share": 0.4}}],
               "connections": []}"#,
            &[],
        );
    }
}
