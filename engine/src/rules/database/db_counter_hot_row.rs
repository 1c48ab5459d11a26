//! Each read or click raises a counter in a table, while its reader waits.

use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// Each read or click raises a counter in a table, while its reader waits.
    ///
    /// ## Why it matters
    /// A counter is one row. All who raise it wait for each other’s locks, so a popular page is slow because it is
    /// popular, and each read becomes a write on the primary.
    ///
    /// ## What to do
    /// Count in memory (Redis INCR) and write totals every few minutes, or send the clicks to a queue; the documented
    /// shortener writes every 5 minutes.
    ///
    /// ## When it is fine
    /// When few people count at the same time.
    id: "db-counter-hot-row",
    title: "One row that everybody raises",
    severity: Severity::Warn,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("zero-to-hero § 2.4 URL Shortener (like Bit.ly), § Phase 4 RADIO: O - Optimizations; interview-answers § Practice 1. URL Shortener"),
    replaces: &[],
    message: "{component} raises a counter in {store} while its caller waits. All who count wait for the same row.",
    fix: "Count in a cache, and write totals to {store} in batches.",
    check: check;
    in ru: r"
        One row that everybody raises ⇒ Одна строка, которую увеличивают все
        {component} raises a counter in {store} while its caller waits. All who count wait for the same row. ⇒ {component} увеличивает счётчик в «{store}», пока вызывающий ждёт. Все считающие ждут одну и ту же строку.
        Count in a cache, and write totals to {store} in batches. ⇒ Считайте в кэше, а итоги пишите в «{store}» пачками.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for number in 0..context.graph.edges.len() {
        let edge = context.edge(number);
        let store = context.callee(number);
        let keeps = matches!(store.kind.family, Family::Database | Family::ShardRouter);
        if edge.text("purpose") == Some("counter") && keeps && context.edge_waits(number) {
            let name = Value::name(store.component.label());
            verdict.find(context, &[edge.from, edge.to]).on(&[number]).with("store", name);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn fires_when_the_reader_waits() {
        check(
            "db-counter-hot-row",
            r#"{"workload": {"journeys": [{"id": "ask", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"},
                    {"from": "api", "to": "db", "journeys": ["ask"], "operation": "write", "purpose": "counter"}]}"#,
            &["api"],
        );
    }

    #[test]
    fn silent_when_a_cache_counts() {
        check(
            "db-counter-hot-row",
            r#"{"workload": {"journeys": [{"id": "ask", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "c", "kind": "cache-distributed"}],
                "connections": [{"from": "client", "to": "api"},
                    {"from": "api", "to": "c", "journeys": ["ask"], "operation": "write", "purpose": "counter"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_a_queue_takes_it() {
        check(
            "db-counter-hot-row",
            r#"{"workload": {"journeys": [{"id": "ask", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "queue"}, {"id": "w", "kind": "worker"}, {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}, {"from": "w", "to": "db", "purpose": "counter"}]}"#,
            &[],
        );
    }
}
