//! Files expire at the edge before they pay off, or answers that change are kept for long.

use crate::design::Content;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// Files expire at the edge before they pay off, or answers that change are kept for long.
    ///
    /// ## Why it matters
    /// A file with its version in its name never changes and may be kept for days; kept for seconds, every edge asks
    /// the origin again and again. An answer that is made for each request is old at once; kept for a day, users see
    /// yesterday. Documented lives at the edge are minutes to days.
    ///
    /// ## What to do
    /// Name files by version and keep them for days; keep what changes for seconds, and serve the old while fetching
    /// the new (stale-while-revalidate).
    ///
    /// ## When it is fine
    /// When the edge is told of each change.
    id: "cdn-ttl",
    title: "Wrong life at the edge",
    severity: Severity::Info,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("interview-answers § Theory 7. Caching Layers"),
    replaces: &[],
    message: "{component} keeps {what} for {measured}.",
    fix: "Keep files with versioned names for days, and what changes for seconds.",
    check: check;
    in ru: r"
        Wrong life at the edge ⇒ Неверное время жизни на границе сети
        {component} keeps {what} for {measured}. ⇒ {component} хранит {what} {measured}.
        Keep files with versioned names for days, and what changes for seconds. ⇒ Файлы с версией в имени храните днями, а изменяемое — секундами.
    ",
}

/// Shortest life of files that is documented: minutes; taken as one.
const A_MINUTE: f64 = 60.0;
/// Longest life of what changes: an assumption.
const AN_HOUR: f64 = 3_600.0;

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.of_family(Family::Cdn) {
        let told = matches!(node.text("invalidation"), Some("event" | "versioned"));
        let carries = |wanted: fn(Option<Content>) -> bool| {
            context.carried.iter().any(|journey| {
                let of = &context.workload().journeys[journey.journey];
                journey.reads[number] && wanted(of.content)
            })
        };
        let files = carries(|content| matches!(content, Some(Content::Static | Content::Media)));
        // Only where the design says how many of them it answers does it answer what is made for each request.
        let changing = node.states("hit_rate") && carries(|content| content == Some(Content::Dynamic));
        if !files && !changing {
            continue;
        }
        let Some(life) = node.number("ttl_seconds") else {
            verdict.needs("how long a delivery network keeps answers");
            continue;
        };
        let what = if files && life.value < A_MINUTE {
            "files"
        } else if changing && life.value > AN_HOUR && !told {
            "answers that change"
        } else {
            continue;
        };
        verdict.find(context, &[number]).with("what", Value::name(what)).with("measured", Value::Seconds(life.value));
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_files_live_for_seconds() {
        check(
            "cdn-ttl",
            r#"{"workload": {"journeys": [{"id": "see", "entry": "client", "operation": "read", "content": "static"}]},
                "components": [{"id": "client", "kind": "client-web"},
                    {"id": "cdn", "kind": "cdn", "settings": {"ttl_seconds": 5}}, {"id": "api", "kind": "server"}],
                "connections": [{"from": "client", "to": "cdn"}, {"from": "cdn", "to": "api"}]}"#,
            &["cdn"],
        );
    }

    #[test]
    fn fires_when_pages_live_for_a_day() {
        check(
            "cdn-ttl",
            r#"{"workload": {"journeys": [{"id": "see", "entry": "client", "operation": "read", "content": "dynamic"}]},
                "components": [{"id": "client", "kind": "client-web"},
                    {"id": "cdn", "kind": "cdn", "settings": {"hit_rate": 0.5, "ttl_seconds": 86400}},
                    {"id": "api", "kind": "server"}],
                "connections": [{"from": "client", "to": "cdn"}, {"from": "cdn", "to": "api"}]}"#,
            &["cdn"],
        );
    }

    #[test]
    fn silent_for_files_of_a_day() {
        check(
            "cdn-ttl",
            r#"{"workload": {"journeys": [{"id": "see", "entry": "client", "operation": "read", "content": "static"}]},
                "components": [{"id": "client", "kind": "client-web"},
                    {"id": "cdn", "kind": "cdn", "settings": {"ttl_seconds": 86400}},
                    {"id": "api", "kind": "server"}],
                "connections": [{"from": "client", "to": "cdn"}, {"from": "cdn", "to": "api"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nobody_says() {
        check_not_checked(
            "cdn-ttl",
            r#"{"workload": {"journeys": [{"id": "see", "entry": "client", "operation": "read", "content": "static"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "cdn", "kind": "cdn"},
                    {"id": "api", "kind": "server"}],
                "connections": [{"from": "client", "to": "cdn"}, {"from": "cdn", "to": "api"}]}"#,
        );
    }
}
