//! A tier is full that asks a cache, and it would not be if the hit rate counted for it.

use std::collections::BTreeSet;

use crate::analysis::wiring;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// A tier is full that asks a cache, and it would not be if the hit rate counted for it.
    ///
    /// ## Why it matters
    /// A hit saves the way to the store. The request itself has arrived at the server all the same, and the lookup
    /// at the cache: 1.17 M requests a second stay 1.17 M at both, whatever the hit rate. Sizing the tier in front
    /// for the misses is a common slip of the pen.
    ///
    /// ## What to do
    /// Size the tier for all requests. To relieve it, the answer has to come from before it: a CDN, the browser, a
    /// cache in the gateway.
    ///
    /// ## When it is fine
    /// Nothing to do once the tier carries all requests.
    id: "cache-count-scope",
    title: "The cache relieves only what stands behind it",
    severity: Severity::Info,
    needs: Needs::Workload,
    origin: Origin::Derived,
    core: true,
    source: Source::Documented("worked-examples § Example 1, Detailed server estimate 1. API Servers"),
    replaces: &[],
    message: "{component} gets all {measured}, hits included: {cache} answers {hit_rate} of the reads, but relieves only what stands behind it.",
    fix: "Size {component} for all requests, or answer some before they reach it (CDN, browser, gateway).",
    check: check;
    in ru: r"
        The cache relieves only what stands behind it ⇒ Кэш разгружает только то, что за ним
        {component} gets all {measured}, hits included: {cache} answers {hit_rate} of the reads, but relieves only what stands behind it. ⇒ {component} получает все {measured}, включая попадания: {cache} отвечает на {hit_rate} чтений, но разгружает только то, что стоит за ним.
        Size {component} for all requests, or answer some before they reach it (CDN, browser, gateway). ⇒ Рассчитывайте «{component}» на все запросы или отвечайте на часть раньше (CDN, браузер, шлюз).
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    if !context.has_rates() {
        return verdict.needs("a rate of a journey");
    }
    let target = context.target_utilization();
    for (cache, node) in context.of_family(Family::Cache) {
        let hit_rate = node.number("hit_rate").map_or(0.0, |figure| figure.value);
        if hit_rate <= 0.0 || wiring::behind(context.graph, cache).is_empty() {
            continue;
        }
        let callers: BTreeSet<usize> = context.to(cache).map(|edge| edge.from).collect();
        for tier in callers {
            let peak = context.peak(tier);
            let Some(utilization) = context.load(tier).utilization.filter(|share| *share > target) else { continue };
            let misses_only = utilization * (1.0 - hit_rate * peak.reads / peak.total());
            if misses_only <= target {
                verdict
                    .find(context, &[tier, cache])
                    .measured(utilization, target, "share")
                    .of(Part::Utilization(0))
                    .limit(Part::Target)
                    .with("measured", Value::Amount(peak.total(), context.node(tier).kind.capacity.unit()))
                    .with("cache", Value::name(node.component.label()))
                    .with("hit_rate", Value::Share(hit_rate));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_the_tier_in_front_would_fit_the_misses_only() {
        check(
            "cache-count-scope",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read", "rate": {"per_second": 9000}, "peak_factor": 1}]},
               "components": [{"id": "api", "kind": "server", "instances": 2},
                {"id": "redis", "kind": "cache-distributed"},
                {"id": "db", "kind": "sql"}],
               "connections": [{"from": "api", "to": "redis"},
                {"from": "api", "to": "db", "after_miss_in": ["redis"]}]}"#,
            &["api"],
        );
    }

    #[test]
    fn says_once_what_several_connections_show() {
        check(
            "cache-count-scope",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read", "rate": {"per_second": 9000}, "peak_factor": 1}]},
               "components": [{"id": "api", "kind": "server", "instances": 2},
                {"id": "redis", "kind": "cache-distributed"},
                {"id": "db", "kind": "sql"}],
               "connections": [{"id": "get", "from": "api", "to": "redis"},
                {"id": "count", "from": "api", "to": "redis", "journeys": ["read"], "operation": "write"},
                {"from": "api", "to": "db", "after_miss_in": ["redis"]}]}"#,
            &["api"],
        );
    }

    #[test]
    fn silent_when_the_tier_carries_all_requests() {
        check(
            "cache-count-scope",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read", "rate": {"per_second": 6000}, "peak_factor": 1}]},
               "components": [{"id": "api", "kind": "server", "instances": 2},
                {"id": "redis", "kind": "cache-distributed"},
                {"id": "db", "kind": "sql"}],
               "connections": [{"from": "api", "to": "redis"},
                {"from": "api", "to": "db", "after_miss_in": ["redis"]}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_even_the_misses_are_too_many() {
        check(
            "cache-count-scope",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read", "rate": {"per_second": 90000}, "peak_factor": 1}]},
               "components": [{"id": "api", "kind": "server", "instances": 2},
                {"id": "redis", "kind": "cache-distributed"},
                {"id": "db", "kind": "sql"}],
               "connections": [{"from": "api", "to": "redis"},
                {"from": "api", "to": "db", "after_miss_in": ["redis"]}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_without_a_rate() {
        check_not_checked(
            "cache-count-scope",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read"}]},
               "components": [{"id": "api", "kind": "server", "settings": {"rps_capacity": 1000000}},
                {"id": "redis", "kind": "cache-distributed"},
                {"id": "db", "kind": "sql"}],
               "connections": [{"from": "api", "to": "redis"},
                {"from": "api", "to": "db", "after_miss_in": ["redis"]}]}"#,
        );
    }
}
