//! The primary database is asked for words in texts.

use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// The primary database is asked for words in texts.
    ///
    /// ## Why it matters
    /// A pattern with wildcards reads the whole table, knows no word forms and no order of relevance. The documents
    /// want search results within 500 ms.
    ///
    /// ## What to do
    /// Feed a search index (Elasticsearch, OpenSearch, Algolia) from the database and ask that.
    ///
    /// ## When it is fine
    /// At small scale, with the full-text index of the database itself: nothing is said of up to 10 searches a second, which
    /// one connection answers one after the other at 100 ms each.
    id: "db-fulltext-on-sql",
    title: "Full-text search in the primary database",
    severity: Severity::Warn,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("mental-models § 5. The Database Selection Matrix; senior-node § 9 Search / Indexing; zero-to-hero § 1.2 Scalability & Performance, § 1.1 Understanding System Design Basics"),
    replaces: &[],
    message: "{component} is asked for words in texts. Without a search index each search reads the table.",
    fix: "Feed a search index from it and search there.",
    check: check;
    in ru: r"
        Full-text search in the primary database ⇒ Полнотекстовый поиск в основной базе
        {component} is asked for words in texts. Without a search index each search reads the table. ⇒ У «{component}» ищут слова в текстах. Без поискового индекса каждый поиск читает таблицу.
        Feed a search index from it and search there. ⇒ Наполняйте из него поисковый индекс и ищите там.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.of_family(Family::Database).filter(|(number, _)| context.is_reached(*number)) {
        match node.text("access") {
            None if node.kind.setting("access").is_some() => verdict.needs("how stores are mostly read"),
            Some("full-text") if !matches!(node.kind.id, "search" | "vector-db") && !is_small(context, number) => {
                verdict.find(context, &[number]);
            }
            _ => {}
        }
    }
}

/// Whether so little is asked that one query after the other is answered, at the documented time of one.
fn is_small(context: &Context<'_>, store: usize) -> bool {
    let reads = context.peak(store).reads;
    reads > 0.0 && reads * QUERY_MS <= 1_000.0
}

/// Milliseconds that a database takes for a query (zero-to-hero § 1.2 Scalability & Performance).
const QUERY_MS: f64 = 100.0;

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_a_relational_store_is_asked_for_it() {
        check(
            "db-fulltext-on-sql",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "settings": {"access": "full-text"}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &["db"],
        );
    }

    #[test]
    fn silent_for_searches_that_come_one_after_the_other() {
        let at = |rate: f64| {
            format!(
                r#"{{"workload": {{"journeys": [{{"id": "go", "entry": "api", "operation": "read", "rate": {{"per_second": {rate}}}, "peak_factor": 1}}]}},
                "components": [{{"id": "api", "kind": "server"}},
                    {{"id": "db", "kind": "sql", "settings": {{"access": "full-text"}}}}],
                "connections": [{{"from": "api", "to": "db"}}]}}"#
            )
        };
        check("db-fulltext-on-sql", &at(10.0), &[]);
        check("db-fulltext-on-sql", &at(11.0), &["db"]);
    }

    #[test]
    fn silent_when_a_store_made_for_it_is_asked() {
        check(
            "db-fulltext-on-sql",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "search", "settings": {"access": "full-text"}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nobody_says() {
        check_not_checked(
            "db-fulltext-on-sql",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
        );
    }
}
