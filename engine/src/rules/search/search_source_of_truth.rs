//! Records are kept in a search index and nowhere else.

use crate::analysis::carried::Carried;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// Records are kept in a search index and nowhere else.
    ///
    /// ## Why it matters
    /// An index is made to find: it drops what it does not need, shows a write a second later, and is rebuilt when its
    /// mapping changes. What it is rebuilt from has to be somewhere. The documents draw records in PostgreSQL and their
    /// index in Elasticsearch; that an index alone is a fault is common practice.
    ///
    /// ## What to do
    /// Keep records in a database and fill the index from it.
    ///
    /// ## When it is fine
    /// For logs, which may be lost and are never changed.
    id: "search-source-of-truth",
    title: "Search index as the only store",
    severity: Severity::Warn,
    needs: Needs::Structure,
    origin: Origin::Extension,
    core: false,
    source: Source::Documented("zero-to-hero § 2.4 Video Streaming Platform (like YouTube)"),
    replaces: &[],
    message: "{component} is the only place where {journeys} are kept.",
    fix: "Keep records in a database, and fill {component} from it.",
    check: check;
    in ru: r"
        Search index as the only store ⇒ Поисковый индекс как единственное хранилище
        {component} is the only place where {journeys} are kept. ⇒ {component} — единственное место, где хранится {journeys}.
        Keep records in a database, and fill {component} from it. ⇒ Храните записи в базе данных и наполняйте «{component}» из неё.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, _) in context.nodes().filter(|(_, node)| node.kind.id == "search") {
        let keeps = |other: usize| {
            let kind = context.node(other).kind;
            // A log that is kept can be read again.
            other != number && (kind.family.keeps() || kind.family == Family::Stream)
        };
        let only_here = |journey: &&Carried| {
            journey.writes[number] && !(0..context.graph.nodes.len()).any(|other| journey.writes[other] && keeps(other))
        };
        let journeys: Vec<&str> = context
            .carried
            .iter()
            .filter(only_here)
            .map(|journey| context.workload().journeys[journey.journey].label())
            .collect();
        // What a store next to it hands over is kept there.
        let fed = context.to(number).chain(context.from(number)).any(|edge| {
            let other = if edge.from == number { edge.to } else { edge.from };
            matches!(context.node(other).kind.family, Family::Database | Family::Storage | Family::Stream)
        });
        if !journeys.is_empty() && !fed {
            verdict.find(context, &[number]).with("journeys", Value::journeys(&journeys));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn fires_when_records_are_nowhere_else() {
        check(
            "search-source-of-truth",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "s", "kind": "search"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "s"}]}"#,
            &["s"],
        );
    }

    #[test]
    fn silent_when_a_database_keeps_them() {
        check(
            "search-source-of-truth",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}, {"id": "s", "kind": "search"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}, {"from": "api", "to": "s"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_the_index_is_only_read() {
        check(
            "search-source-of-truth",
            r#"{"workload": {"journeys": [{"id": "ask", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}, {"id": "s", "kind": "search"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "s"},
                    {"from": "db", "to": "s", "mode": "async"}]}"#,
            &[],
        );
    }
}
