//! Similar users are looked for among millions while somebody waits.

use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// Similar users are looked for among millions while somebody waits.
    ///
    /// ## Why it matters
    /// Comparing a user with a million others is a million products of long vectors for each request; all pairs of them
    /// are a trillion. An index for nearest neighbours looks at some thousands and is nearly as right.
    ///
    /// ## What to do
    /// Work neighbours out offline, or ask an index for approximate nearest neighbours (vector database).
    ///
    /// ## When it is fine
    /// With a few thousand users or things.
    id: "ml-similarity-scale",
    title: "Everybody compared with everybody",
    severity: Severity::Info,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("zero-to-hero § 3.4 AI/ML in System Design"),
    replaces: &[],
    message: "{component} compares each of {measured} while somebody waits.",
    fix: "Find neighbours offline, or with an approximate index.",
    check: check;
    in ru: r"
        Everybody compared with everybody ⇒ Сравнение всех со всеми
        {component} compares each of {measured} while somebody waits. ⇒ {component} сравнивает всех ({measured}), пока кто-то ждёт.
        Find neighbours offline, or with an approximate index. ⇒ Ищите соседей заранее или приближённым индексом.
    ",
}

/// Users or things from which on the documents speak of millions.
const MILLIONS: f64 = 1e6;

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.nodes().filter(|(_, node)| node.kind.setting("neighbours").is_some()) {
        match (node.text("neighbours"), context.workload_number("items_total")) {
            (None, _) => verdict.needs("when similar users are found"),
            (Some("on-request"), None) => verdict.needs("how many things or users there are"),
            (Some("on-request"), Some(items)) if items >= MILLIONS => {
                verdict
                    .find(context, &[number])
                    .measured(items, MILLIONS, "items")
                    .of(Part::Workload("items_total"))
                    .limit(Part::Documented(MILLIONS))
                    .with("measured", Value::Amount(items, "items"));
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_for_ten_million() {
        check(
            "ml-similarity-scale",
            r#"{"workload": {"journeys": [{"id": "ask", "entry": "client", "operation": "read"}], "items_total": 10000000},
                "components": [{"id": "client", "kind": "client-web"},
                    {"id": "r", "kind": "recommender", "settings": {"neighbours": "on-request"}},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "r"}, {"from": "r", "to": "db"}]}"#,
            &["r"],
        );
    }

    #[test]
    fn silent_for_a_thousand() {
        check(
            "ml-similarity-scale",
            r#"{"workload": {"journeys": [{"id": "ask", "entry": "client", "operation": "read"}], "items_total": 1000},
                "components": [{"id": "client", "kind": "client-web"},
                    {"id": "r", "kind": "recommender", "settings": {"neighbours": "on-request"}},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "r"}, {"from": "r", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_with_an_index() {
        check(
            "ml-similarity-scale",
            r#"{"workload": {"journeys": [{"id": "ask", "entry": "client", "operation": "read"}], "items_total": 10000000},
                "components": [{"id": "client", "kind": "client-web"},
                    {"id": "r", "kind": "recommender", "settings": {"neighbours": "index"}},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "r"}, {"from": "r", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nobody_says() {
        check_not_checked(
            "ml-similarity-scale",
            r#"{"workload": {"journeys": [{"id": "ask", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "r", "kind": "recommender"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "r"}, {"from": "r", "to": "db"}]}"#,
        );
    }
}
