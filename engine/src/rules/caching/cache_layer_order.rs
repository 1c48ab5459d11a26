//! A cache further away is asked before one that is nearer.

use crate::analysis::Edge;
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// A cache further away is asked before one that is nearer.
    ///
    /// ## Why it matters
    /// Each layer should save the way to the next one: browser, CDN, gateway, memory of the server, distributed
    /// cache, buffers of the database. Asked the other way round, the near one has nothing left to save: the way
    /// was already gone.
    ///
    /// ## What to do
    /// Ask the nearest first.
    ///
    /// ## When it is fine
    /// When the two keep different things.
    id: "cache-layer-order",
    title: "Caches in the wrong order",
    severity: Severity::Error,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("mental-models § 6. The Caching Strategy Decision Tree; interview-answers § Theory 7. Caching Layers"),
    replaces: &[],
    message: "{component} is asked before {nearer}, although {nearer} is nearer to the caller.",
    fix: "Ask {nearer} first, and {component} for what it does not know.",
    check: check;
    in ru: r"
        Caches in the wrong order ⇒ Кэши в неверном порядке
        {component} is asked before {nearer}, although {nearer} is nearer to the caller. ⇒ {component} спрашивают раньше, чем {nearer}, хотя «{nearer}» ближе к вызывающему.
        Ask {nearer} first, and {component} for what it does not know. ⇒ Сначала спрашивайте «{nearer}», а {component} — о том, чего он не знает.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let rank = |number: usize| {
        let layer = context.node(number).text("cache_layer")?;
        LAYERS.iter().position(|known| *known == layer)
    };
    let asked_before = |edge: &Edge<'_>| {
        let named = edge.connection.after_miss_in.iter().filter_map(|id| context.graph.find(id));
        named.chain([edge.from]).collect::<Vec<_>>()
    };
    for (number, edge) in context.graph.edges.iter().enumerate().filter(|(_, edge)| edge.is_sync()) {
        let Some(later) = rank(edge.to) else { continue };
        for first in asked_before(edge) {
            if rank(first).is_some_and(|sooner| sooner > later) {
                verdict
                    .find(context, &[first, edge.to])
                    .on(&[number])
                    .with("nearer", Value::name(context.node(edge.to).component.label()));
            }
        }
    }
}

/// Layers from the user on (mental-models § 6. The Caching Strategy Decision Tree).
const LAYERS: &[&str] = &["browser", "cdn", "gateway", "application", "distributed", "database"];

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn fires_when_memory_is_asked_after_redis() {
        check(
            "cache-layer-order",
            r#"{"components": [{"id": "api", "kind": "server"},
                {"id": "local", "kind": "cache-local"},
                {"id": "redis", "kind": "cache-distributed"},
                {"id": "db", "kind": "sql"}],
               "connections": [{"from": "api", "to": "redis"},
                {"from": "api", "to": "local", "after_miss_in": ["redis"]},
                {"from": "api", "to": "db", "after_miss_in": ["local"]}]}"#,
            &["redis"],
        );
    }

    #[test]
    fn silent_when_memory_is_asked_first() {
        check(
            "cache-layer-order",
            r#"{"components": [{"id": "api", "kind": "server"},
                {"id": "local", "kind": "cache-local"},
                {"id": "redis", "kind": "cache-distributed"},
                {"id": "db", "kind": "sql"}],
               "connections": [{"from": "api", "to": "local"},
                {"from": "api", "to": "redis", "after_miss_in": ["local"]},
                {"from": "api", "to": "db", "after_miss_in": ["redis"]}]}"#,
            &[],
        );
    }
}
