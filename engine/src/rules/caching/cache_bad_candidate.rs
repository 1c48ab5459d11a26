//! A cache keeps what is wrong by the time it is asked for, or fills with what is asked for once.

use crate::analysis::wiring;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// A cache keeps what is wrong by the time it is asked for, or fills with what is asked for once.
    ///
    /// ## Why it matters
    /// Prices that move by the second and records that change all the time are stale as soon as they are kept. Answers
    /// for one user are of no use to another, and at a shared edge they may be shown to one. Large files push thousands
    /// of small entries out.
    ///
    /// ## What to do
    /// Ask the source for what has to be exact, keep personal answers in a private cache by user, and serve files from
    /// a delivery network or object storage.
    ///
    /// ## When it is fine
    /// When a moment’s delay is agreed on, such as prices that are marked as delayed. Timelines and sessions by user in
    /// a private cache are documented as usual.
    id: "cache-bad-candidate",
    title: "Not worth caching",
    severity: Severity::Warn,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("zero-to-hero § 1.2 Scalability & Performance"),
    replaces: &[],
    message: "{component} keeps {contents}: {why}.",
    fix: "Leave {contents} out of {component}.",
    check: check;
    in ru: r"
        Not worth caching ⇒ Кэшировать не стоит
        {component} keeps {contents}: {why}. ⇒ {component} хранит {contents}: {why}.
        Leave {contents} out of {component}. ⇒ Не кладите {contents} в «{component}».
    ",
}

/// Why it is no good to keep something; `None` where it is fine. A cache at the edge is shared by all users.
fn against(contents: &str, shared_edge: bool) -> Option<&'static str> {
    match contents {
        "live-prices" => Some("they are wrong within the second"),
        "changing-records" => Some("they change more often than they are read"),
        "files" => Some("they push out what many ask for"),
        "personal-answers" | "sessions" | "timelines" if shared_edge => Some("they are meant for one user each"),
        _ => None,
    }
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.of_family(Family::Cache) {
        let Some(contents) = node.text("contents") else {
            if node.kind.setting("contents").is_some() && !wiring::behind(context.graph, number).is_empty() {
                verdict.needs("what caches keep");
            }
            continue;
        };
        let shared_edge = matches!(node.text("cache_layer"), Some("cdn" | "gateway"));
        if let Some(why) = against(contents, shared_edge) {
            verdict
                .find(context, &[number])
                .with("contents", Value::name(contents.replace('-', " ")))
                .with("why", Value::name(why));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_for_live_prices() {
        check(
            "cache-bad-candidate",
            r#"{"workload": {"journeys": [{"id": "ask", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "c", "kind": "cache-distributed", "settings": {"contents": "live-prices"}},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "c"},
                    {"from": "api", "to": "db", "after_miss_in": "c"}]}"#,
            &["c"],
        );
    }

    #[test]
    fn fires_for_timelines_at_a_shared_edge() {
        check(
            "cache-bad-candidate",
            r#"{"workload": {"journeys": [{"id": "ask", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"},
                    {"id": "gw", "kind": "cache-gateway", "settings": {"contents": "timelines"}},
                    {"id": "api", "kind": "server"}, {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &["gw"],
        );
    }

    #[test]
    fn silent_for_timelines_in_a_private_cache() {
        check(
            "cache-bad-candidate",
            r#"{"workload": {"journeys": [{"id": "ask", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "c", "kind": "cache-distributed", "settings": {"contents": "timelines"}},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "c"},
                    {"from": "api", "to": "db", "after_miss_in": "c"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nobody_says_what_it_keeps() {
        check_not_checked(
            "cache-bad-candidate",
            r#"{"workload": {"journeys": [{"id": "ask", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "c", "kind": "cache-distributed"}, {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "c"},
                    {"from": "api", "to": "db", "after_miss_in": "c"}]}"#,
        );
    }
}
