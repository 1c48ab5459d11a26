//! Every read also waits for a counter to be written.

use crate::design::Operation;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// Every read also waits for a counter to be written.
    ///
    /// ## Why it matters
    /// Counting in the row that is read turns each read into a read and a write, on the store that can do the fewest
    /// writes, and on the same hot row for the popular ones. The user waits for a figure that nobody needs within the
    /// second.
    ///
    /// ## What to do
    /// Put clicks on a queue or add them up in a cache, and write totals in batches: every five minutes is the
    /// documented example.
    ///
    /// ## When it is fine
    /// When reads are few, or the count decides what the reader may see.
    id: "async-analytics",
    title: "Clicks are counted in the read path",
    severity: Severity::Warn,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("interview-answers § Practice 1. URL Shortener; zero-to-hero § 2.4 URL Shortener (like Bit.ly), § Phase 4 RADIO: O - Optimizations"),
    replaces: &[],
    message: "{component} counts clicks in its store while the reader waits. Each read becomes a write as well.",
    fix: "Send clicks to a queue or add them up in a cache, and write totals in batches.",
    check: check;
    in ru: r"
        Clicks are counted in the read path ⇒ Клики считаются на пути чтения
        {component} counts clicks in its store while the reader waits. Each read becomes a write as well. ⇒ {component} считает клики в своём хранилище, пока читатель ждёт. Каждое чтение становится и записью.
        Send clicks to a queue or add them up in a cache, and write totals in batches. ⇒ Отправляйте клики в очередь или суммируйте в кэше, а итоги пишите пачками.
    ",
}

fn reads(context: &Context<'_>, journey: usize) -> bool {
    context.workload().journeys[journey].operation == Operation::Read
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let mut stated = false;
    for edge in 0..context.graph.edges.len() {
        if context.edge(edge).text("purpose") != Some("analytics") {
            continue;
        }
        stated = true;
        let family = context.callee(edge).kind.family;
        let waits_for_store = (family.keeps() || family == Family::ShardRouter) && context.edge_waits(edge);
        if waits_for_store
            && context.carried.iter().any(|journey| journey.uses(edge) && reads(context, journey.journey))
        {
            verdict.find(context, &[context.edge(edge).from]).on(&[edge]);
        }
    }
    match context.workload_text("click_count_in") {
        Some("row") => {
            if let Some(reader) = context.front(Operation::Read) {
                verdict.find(context, &[reader]);
            }
        }
        None if !stated && context.workload_switch("click_analytics") == Some(true) => {
            verdict.needs("where clicks are counted");
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_the_click_goes_into_the_database_first() {
        check(
            "async-analytics",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}, {"id": "q", "kind": "stream"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db", "id": "lookup"},
                    {"from": "api", "to": "db", "id": "count", "journeys": ["read"], "operation": "write", "purpose": "analytics"}]}"#,
            &["api"],
        );
    }

    #[test]
    fn fires_when_the_click_goes_into_a_file_first() {
        check(
            "async-analytics",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}, {"id": "files", "kind": "object-store"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"},
                    {"from": "api", "to": "files", "journeys": ["read"], "operation": "write", "purpose": "analytics"}]}"#,
            &["api"],
        );
    }

    #[test]
    fn fires_when_the_row_that_is_read_holds_the_count() {
        check(
            "async-analytics",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "client", "operation": "read"}],
                    "click_count_in": "row"},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}, {"id": "q", "kind": "stream"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &["api"],
        );
    }

    #[test]
    fn silent_when_clicks_are_messages() {
        check(
            "async-analytics",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "client", "operation": "read"}],
                    "click_analytics": true},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}, {"id": "q", "kind": "stream"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"},
                    {"from": "api", "to": "q", "mode": "async", "purpose": "analytics"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nobody_says_where_clicks_go() {
        check_not_checked(
            "async-analytics",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "client", "operation": "read"}],
                    "click_analytics": true},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}, {"id": "q", "kind": "stream"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
        );
    }
}
