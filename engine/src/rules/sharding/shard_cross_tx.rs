//! Several records have to change together, and they may lie on different shards.

use crate::analysis::wiring;
use crate::design::Setting;
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// Several records have to change together, and they may lie on different shards.
    ///
    /// ## Why it matters
    /// A transaction ends at its machine. Across two it takes a protocol that waits for both and blocks when one is
    /// gone, or a saga with steps that undo.
    ///
    /// ## What to do
    /// Split by what changes together, so that a transaction stays on one shard; otherwise a saga.
    ///
    /// ## When it is fine
    /// When everything that changes together has the same shard key: where queries name that key, nothing is said.
    id: "shard-cross-tx",
    title: "Transactions across shards",
    severity: Severity::Warn,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("interview-answers § Theory 4. Database Sharding"),
    replaces: &[],
    message: "{component} is split into {shards} shards, and the design wants several records to change together or not at all.",
    fix: "Keep what changes together on one shard of {component}, or use a saga.",
    check: check;
    in ru: r"
        Transactions across shards ⇒ Транзакции между шардами
        {component} is split into {shards} shards, and the design wants several records to change together or not at all. ⇒ {component} разделён на {shards} {shards:шард|шарда|шардов}, а несколько записей должны меняться вместе или никак.
        Keep what changes together on one shard of {component}, or use a saga. ⇒ Держите изменяемое вместе на одном шарде «{component}» или используйте сагу.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for sharding in wiring::shardings(context.graph) {
        // A copy of what stands elsewhere has no transactions, and what a query names by the key lies on one shard.
        let by_key = sharding.text("shard_key").is_some_and(|key| sharding.text("query_key") == Some(key));
        // Nor do sessions, counts and events change several records together.
        let is_single = context.node(sharding.stores[0]).kind.id == "event-store"
            || matches!(sharding.text("contents"), Some("sessions" | "presence" | "timelines" | "counters" | "events"));
        if context.keeps_copies(sharding.subject()) || by_key || is_single {
            continue;
        }
        match context.wish("transactions").and_then(Setting::switch) {
            Some(true) => {
                verdict.find(context, &[sharding.subject()]).with("shards", Value::Count(f64::from(sharding.count)));
            }
            Some(false) => {}
            None => verdict.needs("whether several records have to change together"),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn silent_of_sessions_and_events() {
        for store in [
            r#"{"id": "db", "kind": "sql", "shards": 4, "settings": {"contents": "sessions"}}"#,
            r#"{"id": "db", "kind": "event-store", "shards": 4}"#,
        ] {
            let design =
                format!(r#"{{"requirements": {{"settings": {{"transactions": true}}}}, "components": [{store}]}}"#);
            check("shard-cross-tx", &design, &[]);
        }
    }

    #[test]
    fn fires_when_records_have_to_change_together() {
        check(
            "shard-cross-tx",
            r#"{"requirements": {"settings": {"transactions": true}},
               "components": [{"id": "db", "kind": "sql", "shards": 4}],
               "connections": []}"#,
            &["db"],
        );
    }

    #[test]
    fn silent_where_queries_name_the_key_and_of_a_search_index() {
        let keyed =
            r#"{"id": "db", "kind": "sql", "shards": 4, "settings": {"shard_key": "user_id", "query_key": "user_id"}}"#;
        for store in [keyed, r#"{"id": "db", "kind": "search", "shards": 4}"#] {
            let design =
                format!(r#"{{"requirements": {{"settings": {{"transactions": true}}}}, "components": [{store}]}}"#);
            check("shard-cross-tx", &design, &[]);
        }
    }

    #[test]
    fn silent_when_they_need_not() {
        check(
            "shard-cross-tx",
            r#"{"requirements": {"settings": {"transactions": false}},
               "components": [{"id": "db", "kind": "sql", "shards": 4}],
               "connections": []}"#,
            &[],
        );
    }

    #[test]
    fn silent_with_one_shard() {
        check(
            "shard-cross-tx",
            r#"{"requirements": {"settings": {"transactions": true}},
               "components": [{"id": "db", "kind": "sql"}],
               "connections": []}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_it_is_open() {
        check_not_checked(
            "shard-cross-tx",
            r#"{"components": [{"id": "db", "kind": "sql", "shards": 4}],
               "connections": []}"#,
        );
    }
}
