//! The main query names another column than the one that the records are split by.

use crate::analysis::wiring;
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// The main query names another column than the one that the records are split by.
    ///
    /// ## Why it matters
    /// Nobody can tell from the query which shard has the answer, so it goes to all of them: four times the work,
    /// and as slow as the slowest. With more shards it gets worse, not better.
    ///
    /// ## What to do
    /// Split by what is asked for; or keep an index from the one column to the other; or copy what is searched to a
    /// search engine.
    ///
    /// ## When it is fine
    /// When that query is rare.
    id: "shard-key-query-mismatch",
    title: "Queries do not name the shard key",
    severity: Severity::Warn,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("interview-answers § Theory 4. Database Sharding; mental-models § 10. The Sharding Strategy Guide; zero-to-hero § 1.2 Scalability & Performance"),
    replaces: &[],
    message: "{component} is split by {key}, but its main query asks by {query}, so each one goes to all {shards} shards.",
    fix: "Split {component} by {query}, or keep an index from {query} to {key}.",
    check: check;
    mend: mend;
    in ru: r"
        Queries do not name the shard key ⇒ Запросы не называют ключ шардирования
        {component} is split by {key}, but its main query asks by {query}, so each one goes to all {shards} shards. ⇒ {component} разделён по {key}, а главный запрос ищет по {query}, поэтому каждый идёт на все шарды ({shards}).
        Split {component} by {query}, or keep an index from {query} to {key}. ⇒ Делите «{component}» по {query} или держите индекс из {query} в {key}.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for sharding in wiring::shardings(context.graph) {
        let Some(key) = sharding.text("shard_key") else {
            verdict.needs("the shard key");
            continue;
        };
        let Some(query) = sharding.text("query_key") else {
            verdict.needs("what the main query asks by");
            continue;
        };
        // A composite key names its columns: the first one decides on the shard.
        let leads = key.split([',', '+', ' ']).any(|column| column.trim() == query.trim());
        if !leads {
            verdict
                .find(context, &[sharding.subject()])
                .with("key", Value::name(key))
                .with("query", Value::name(query))
                .with("shards", Value::Count(f64::from(sharding.count)));
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    let first = finding.first()?;
    let sharding = wiring::shardings(context.graph).into_iter().find(|sharding| sharding.subject() == first)?;
    Fix::of(context.graph).set(sharding.stating("shard_key")?, "shard_key", finding.word("query")?, None).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_users_are_asked_for_by_mail_address() {
        check(
            "shard-key-query-mismatch",
            r#"{"components": [{"id": "db", "kind": "sql", "shards": 4, "settings": {"shard_key": "user_id", "query_key": "email"}}],
               "connections": []}"#,
            &["db"],
        );
    }

    #[test]
    fn silent_when_the_query_names_the_key() {
        check(
            "shard-key-query-mismatch",
            r#"{"components": [{"id": "db", "kind": "sql", "shards": 4, "settings": {"shard_key": "user_id", "query_key": "user_id"}}],
               "connections": []}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_it_is_one_of_several() {
        check(
            "shard-key-query-mismatch",
            r#"{"components": [{"id": "db", "kind": "sql", "shards": 4, "settings": {"shard_key": "chat_id, message_id", "query_key": "chat_id"}}],
               "connections": []}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_it_is_open() {
        check_not_checked(
            "shard-key-query-mismatch",
            r#"{"components": [{"id": "db", "kind": "sql", "shards": 4, "settings": {"shard_key": "user_id"}}],
               "connections": []}"#,
        );
    }
}
