//! Storage alone takes longer than the journey may.

use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::kinds::common::timing;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// Storage alone takes longer than the journey may.
    ///
    /// ## Why it matters
    /// Hot storage answers within 10 ms, warm within 100 ms, cold after hours. A journey cannot be faster than the
    /// slowest thing it waits for.
    ///
    /// ## What to do
    /// Move the files to a faster tier, or put a cache in front.
    ///
    /// ## When it is fine
    /// When the target is meant for what a cache answers.
    id: "st-tier-latency",
    title: "Storage too slow for the target",
    severity: Severity::Warn,
    needs: Needs::Workload,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("zero-to-hero § 2.2 Storage and Databases"),
    replaces: &["res-latency-budget"],
    message: "{component} may take {measured}, and {journey} has {limit}.",
    fix: "Move its content to a faster tier, or put a cache in front.",
    check: check;
    in ru: r"
        Storage too slow for the target ⇒ Хранение медленнее, чем нужно
        {component} may take {measured}, and {journey} has {limit}. ⇒ {component} может занять {measured}, а у «{journey}» — {limit}.
        Move its content to a faster tier, or put a cache in front. ⇒ Перенесите содержимое на более быстрый уровень или поставьте перед ним кэш.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for carried in context.carried {
        let journey = &context.workload().journeys[carried.journey];
        let Some(target) = context.requirements().latency_ms.get(&journey.id) else { continue };
        let Some(limit) = target.limits().reduce(f64::max) else { continue };
        for (number, node) in context.of_family(Family::Storage).filter(|(number, _)| carried.waits[*number]) {
            let Some(time) = node.text("tier").and_then(timing::of_tier) else {
                if node.kind.setting("tier").is_some() {
                    verdict.needs("tier of storage");
                }
                continue;
            };
            if time > limit {
                verdict
                    .find(context, &[number])
                    .measured(time, limit, "ms")
                    .of(Part::Documented(time))
                    .of_journeys([carried.journey])
                    .limit(Part::LatencyTarget)
                    .with("measured", Value::Seconds(time / 1_000.0))
                    .with("limit", Value::Milliseconds(limit))
                    .with("journey", Value::journeys(&[journey.label()]));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_warm_storage_has_50_ms() {
        check(
            "st-tier-latency",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}]},
                "requirements": {"latency_ms": {"go": {"p99": 50}}},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "o", "kind": "object-store", "settings": {"tier": "warm"}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "o"}]}"#,
            &["o"],
        );
    }

    #[test]
    fn tells_of_slow_files_in_place_of_the_rule_about_all_calls() {
        let design = |tier: &str| {
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}]},
                "requirements": {"latency_ms": {"go": {"p99": 50}}},
                "components": [{"id": "client", "kind": "client-web"},
                    {"id": "api", "kind": "server", "settings": {"latency_ms": 70}},
                    {"id": "o", "kind": "object-store", "settings": {"tier": "TIER"}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "o"}]}"#
                .replace("TIER", tier)
        };
        check("res-latency-budget", &design("warm"), &[]);
        check("res-latency-budget", &design("hot"), &["api"]);
    }

    #[test]
    fn silent_when_hot_storage_has() {
        check(
            "st-tier-latency",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}]},
                "requirements": {"latency_ms": {"go": {"p99": 50}}},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "o", "kind": "object-store", "settings": {"tier": "hot"}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "o"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_the_tier_is_open() {
        check_not_checked(
            "st-tier-latency",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}]},
                "requirements": {"latency_ms": {"go": {"p99": 50}}},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "o", "kind": "object-store"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "o"}]}"#,
        );
    }
}
