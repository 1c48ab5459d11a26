//! Suggestions for what is being typed come from a table.

use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// Suggestions for what is being typed come from a table.
    ///
    /// ## Why it matters
    /// Each key that is pressed is a query. A table finds what begins with two letters by walking a large part of its
    /// index, and sorts it by popularity anew each time, while the next key is already pressed.
    ///
    /// ## What to do
    /// Keep a tree of beginnings with the best answers of each (trie, top-K) in memory, and cache short beginnings.
    ///
    /// ## When it is fine
    /// With a few thousand words, or an index that is made for it.
    id: "search-autocomplete",
    title: "Suggestions from tables",
    severity: Severity::Info,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("mental-models § 19. Common Design Problems - Quick Patterns"),
    replaces: &[],
    message: "{component} answers suggestions by the beginning of words. Each pressed key is a query.",
    fix: "Use a tree of beginnings with the best answers of each, kept in memory.",
    check: check;
    in ru: r"
        Suggestions from tables ⇒ Подсказки из таблиц
        {component} answers suggestions by the beginning of words. Each pressed key is a query. ⇒ {component} отвечает на подсказки по началу слов. Каждое нажатие клавиши — запрос.
        Use a tree of beginnings with the best answers of each, kept in memory. ⇒ Используйте префиксное дерево с лучшими ответами для каждого начала, в памяти.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.of_family(Family::Database).filter(|(number, _)| context.is_waited_for(*number)) {
        let table = matches!(node.kind.id, "sql" | "newsql" | "document-db" | "wide-column");
        match node.text("access") {
            None if table => verdict.needs("how stores are mostly read"),
            Some("prefix") if table => {
                verdict.find(context, &[number]);
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_for_a_table() {
        check(
            "search-autocomplete",
            r#"{"workload": {"journeys": [{"id": "type", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "settings": {"access": "prefix"}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &["db"],
        );
    }

    #[test]
    fn silent_for_a_search_index() {
        check(
            "search-autocomplete",
            r#"{"workload": {"journeys": [{"id": "type", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "s", "kind": "search", "settings": {"access": "prefix"}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "s"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nobody_says() {
        check_not_checked(
            "search-autocomplete",
            r#"{"workload": {"journeys": [{"id": "type", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
        );
    }
}
