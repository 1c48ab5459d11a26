//! Totals or trends are worked out from all rows each time somebody asks, while they wait.

use crate::analysis::carried::Carried;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// Totals or trends are worked out from all rows each time somebody asks, while they wait.
    ///
    /// ## Why it matters
    /// A sum over a day of events is the same for everybody who asks within the hour, and reads millions of rows each
    /// time. The documented feed works its trends out once an hour and keeps the top 100 of the last day.
    ///
    /// ## What to do
    /// Work them out by the clock and keep the result in a cache or a materialised view.
    ///
    /// ## When it is fine
    /// When every question is another one, and few people ask.
    id: "db-no-precompute",
    title: "Sums on every request",
    severity: Severity::Info,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("worked-examples § Example 3, Step 3: detailed design"),
    replaces: &["db-analytics-columnar"],
    message: "{component} adds up rows for each request, and users wait for it.",
    fix: "Work totals out by the clock and serve the kept result.",
    check: check;
    in ru: r"
        Sums on every request ⇒ Суммы на каждый запрос
        {component} adds up rows for each request, and users wait for it. ⇒ {component} складывает строки на каждый запрос, и пользователи этого ждут.
        Work totals out by the clock and serve the kept result. ⇒ Считайте итоги по расписанию и отдавайте готовый результат.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.of_family(Family::Database) {
        // Stores that are made for sums, with users waiting for them, are spoken of by a rule of their own.
        let made_for_it = matches!(node.kind.id, "warehouse" | "columnar" | "tsdb");
        let is_open = node.text("access").is_none() && node.kind.setting("access").is_some();
        if made_for_it || node.text("access") != Some("aggregation") && !is_open {
            continue;
        }
        let waits = |journey: &Carried| {
            let past = journey.past_caches[number];
            journey.waits[number] && journey.reads[number] && past
        };
        if !context.carried.iter().any(waits) {
            continue;
        }
        if is_open {
            verdict.needs_at("how stores are mostly read", node.place_of("access"));
        } else {
            verdict.find(context, &[number]);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn not_checked_while_nobody_says_how_it_is_read() {
        check_not_checked(
            "db-no-precompute",
            r#"{"workload": {"journeys": [{"id": "ask", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"}, {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
        );
    }

    #[test]
    fn fires_when_users_wait_for_sums() {
        check(
            "db-no-precompute",
            r#"{"workload": {"journeys": [{"id": "ask", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "settings": {"access": "aggregation"}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &["db"],
        );
    }

    #[test]
    fn silent_when_the_result_is_kept() {
        check(
            "db-no-precompute",
            r#"{"workload": {"journeys": [{"id": "ask", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "c", "kind": "cache-distributed"},
                    {"id": "db", "kind": "sql", "settings": {"access": "aggregation"}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "c"},
                    {"from": "api", "to": "db", "after_miss_in": "c"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_rows_are_read_by_key() {
        check(
            "db-no-precompute",
            r#"{"workload": {"journeys": [{"id": "ask", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "settings": {"access": "key"}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }
}
