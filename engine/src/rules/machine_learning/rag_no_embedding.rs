//! A vector store is drawn without what fills it, or without what asks it.

use crate::analysis::wiring;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// A vector store is drawn without what fills it, or without what asks it.
    ///
    /// ## Why it matters
    /// A vector store finds what is near to numbers. Somebody has to turn texts into such numbers, once for each text
    /// and once for each question, and somebody has to ask before the language model answers. Without the one it is
    /// empty, without the other the model answers from memory.
    ///
    /// ## What to do
    /// Add an embedding worker that fills it, and let the service ask it before it asks the model.
    ///
    /// ## When it is fine
    /// When a provider embeds on its own; then draw it as the embedding.
    id: "rag-no-embedding",
    title: "Vectors that nobody makes or asks for",
    severity: Severity::Error,
    needs: Needs::Structure,
    origin: Origin::Derived,
    core: false,
    source: Source::Documented("zero-to-hero § 3.4 AI/ML in System Design"),
    replaces: &[],
    message: "{component} is drawn without {missing}.",
    fix: "Add {missing}.",
    check: check;
    in ru: r"
        Vectors that nobody makes or asks for ⇒ Векторы, которые никто не создаёт или не спрашивает
        {component} is drawn without {missing}. ⇒ У «{component}» не нарисовано: {missing}.
        Add {missing}. ⇒ Добавьте: {missing}.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let embeds = context.nodes().any(|(_, node)| node.kind.id == "embedding");
    for (number, _) in context.nodes().filter(|(_, node)| node.kind.id == "vector-db") {
        if !wiring::is_wired(context.graph, number) {
            continue;
        }
        let read = context.carried.iter().any(|journey| journey.reads[number]);
        let asked = context.to(number).any(|edge| {
            let kind = context.node(edge.from).kind;
            matches!(kind.family, Family::Compute | Family::External) && kind.id != "embedding"
        });
        let missing = match (embeds, read || asked) {
            (false, _) => "what turns texts into vectors",
            (true, false) => "what asks it",
            (true, true) => continue,
        };
        verdict.find(context, &[number]).with("missing", Value::name(missing));
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn fires_without_an_embedding() {
        check(
            "rag-no-embedding",
            r#"{"workload": {"journeys": [{"id": "ask", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "service"},
                    {"id": "v", "kind": "vector-db"}, {"id": "l", "kind": "llm"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "v"}, {"from": "api", "to": "l"}]}"#,
            &["v"],
        );
    }

    #[test]
    fn fires_when_nobody_asks() {
        check(
            "rag-no-embedding",
            r#"{"workload": {"journeys": [{"id": "add", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "service"},
                    {"id": "e", "kind": "embedding"}, {"id": "v", "kind": "vector-db"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "e", "mode": "async"},
                    {"from": "e", "to": "v"}]}"#,
            &["v"],
        );
    }

    #[test]
    fn silent_with_both() {
        check(
            "rag-no-embedding",
            r#"{"workload": {"journeys": [{"id": "ask", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "service"},
                    {"id": "e", "kind": "embedding"}, {"id": "v", "kind": "vector-db"},
                    {"id": "l", "kind": "llm"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "e"}, {"from": "e", "to": "v"},
                    {"from": "api", "to": "v"}, {"from": "api", "to": "l"}]}"#,
            &[],
        );
    }
}
