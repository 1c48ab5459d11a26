//! A store without a vector index is asked for what is similar.

use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// A store without a vector index is asked for what is similar.
    ///
    /// ## Why it matters
    /// Without an index for vectors every search compares the question with every row. That works for thousands of rows
    /// and not for millions.
    ///
    /// ## What to do
    /// Use a vector database (Pinecone, Milvus, Weaviate, Qdrant) or an extension with such an index (pgvector).
    ///
    /// ## When it is fine
    /// For a few thousand rows.
    id: "db-vector-needed",
    title: "Similarity without a vector index",
    severity: Severity::Warn,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("mental-models § 5. The Database Selection Matrix; zero-to-hero § 3.4 AI/ML in System Design"),
    replaces: &[],
    message: "{component} is asked for what is similar and has no vector index. Every search reads every row.",
    fix: "Use a vector database or a vector index.",
    check: check;
    in ru: r"
        Similarity without a vector index ⇒ Поиск похожего без векторного индекса
        {component} is asked for what is similar and has no vector index. Every search reads every row. ⇒ У «{component}» ищут похожее, а векторного индекса нет. Каждый поиск читает все строки.
        Use a vector database or a vector index. ⇒ Возьмите векторную БД или векторный индекс.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.of_family(Family::Database).filter(|(number, _)| context.is_reached(*number)) {
        match node.text("access") {
            None if node.kind.setting("access").is_some() => verdict.needs("how stores are mostly read"),
            Some("similarity") if !matches!(node.kind.id, "vector-db" | "search") => {
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
    fn fires_when_a_relational_store_is_asked_for_it() {
        check(
            "db-vector-needed",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "settings": {"access": "similarity"}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &["db"],
        );
    }

    #[test]
    fn silent_when_a_store_made_for_it_is_asked() {
        check(
            "db-vector-needed",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "settings": {"access": "key"}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nobody_says() {
        check_not_checked(
            "db-vector-needed",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
        );
    }
}
