//! A store lives from the cache in front of it: with the cache empty or gone, it is over capacity.

use crate::analysis::wiring;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// A store lives from the cache in front of it: with the cache empty or gone, it is over capacity.
    ///
    /// ## Why it matters
    /// The cache was added for speed and has become part of the capacity. After a restart, a flush or a lost node
    /// all reads reach the store at once, it slows down, and the cache cannot fill because the store is too slow:
    /// the outage holds itself up.
    ///
    /// ## What to do
    /// Replicas for the cache, loading popular entries before traffic comes, one caller at a time for the same
    /// missing key, and a breaker that sheds load while the cache is cold.
    ///
    /// ## When it is fine
    /// When the store can turn away what is too much and users can wait for a few minutes.
    id: "cache-is-hidden-spof",
    title: "The cache must not be empty",
    severity: Severity::Warn,
    needs: Needs::Workload,
    origin: Origin::Derived,
    core: false,
    source: Source::Documented("interview-answers § Theory 7. Caching Layers; worked-examples § Example 1, Detailed server estimate 2. Redis Cluster"),
    replaces: &[],
    message: "{component} keeps {store} alive: with the cache empty, {store} would be at {cold} of what it can do, now {now}.",
    fix: "Keep a replica of each node of {component} and warm it before traffic comes, or size {store} for the full {reads}.",
    check: check;
    mend: mend;
    in ru: r"
        The cache must not be empty ⇒ Кэшу нельзя быть пустым
        {component} keeps {store} alive: with the cache empty, {store} would be at {cold} of what it can do, now {now}. ⇒ {store} держится на «{component}»: с пустым кэшем загрузка «{store}» была бы {cold}, сейчас {now}.
        Keep a replica of each node of {component} and warm it before traffic comes, or size {store} for the full {reads}. ⇒ Держите реплику каждого узла «{component}» и прогревайте его до прихода трафика или рассчитывайте «{store}» на все {reads}.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    if !context.has_rates() {
        return verdict.needs("a rate of a journey");
    }
    for (cache, _) in context.of_family(Family::Cache) {
        let stores = wiring::stores_behind(context.graph, cache);
        if stores.is_empty() || context.peak(cache).total() <= 0.0 {
            continue;
        }
        let cold = context.without_its_content(cache);
        let fits = |store: &usize| context.load(*store).utilization.is_some_and(|now| now <= 1.0);
        let worse = |store: &usize| cold.get(store).filter(|cold| **cold > 1.0).map(|cold| (*cold, *store));
        let worst = stores.iter().filter(|store| fits(store)).filter_map(worse).max_by(|a, b| a.0.total_cmp(&b.0));
        let Some((empty, store)) = worst else { continue };
        verdict
            .find(context, &[cache, store])
            .measured(empty, 1.0, "share")
            .of(Part::Cold)
            .with("store", Value::name(context.node(store).component.label()))
            .with("cold", Value::Share(empty))
            .with("now", Value::Share(context.load(store).utilization.unwrap_or_default()))
            .with("reads", Value::Amount(context.peak(cache).reads, "reads/s"));
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    let store = *finding.nodes.get(1)?;
    let unit = context.load(store).needed?.unit;
    Fix::of(context.graph).sized(store, unit, finding.measured?, context.target_utilization()).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_the_store_cannot_carry_all_reads() {
        check(
            "cache-is-hidden-spof",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read", "rate": {"per_second": 20000}, "peak_factor": 1}]},
               "components": [{"id": "api", "kind": "server", "settings": {"rps_capacity": 1000000}},
                {"id": "redis", "kind": "cache-distributed"},
                {"id": "db", "kind": "sql"}],
               "connections": [{"from": "api", "to": "redis"},
                {"from": "api", "to": "db", "after_miss_in": ["redis"]}]}"#,
            &["redis"],
        );
    }

    #[test]
    fn silent_when_the_store_carries_all_reads() {
        check(
            "cache-is-hidden-spof",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read", "rate": {"per_second": 9000}, "peak_factor": 1}]},
               "components": [{"id": "api", "kind": "server", "settings": {"rps_capacity": 1000000}},
                {"id": "redis", "kind": "cache-distributed"},
                {"id": "db", "kind": "sql"}],
               "connections": [{"from": "api", "to": "redis"},
                {"from": "api", "to": "db", "after_miss_in": ["redis"]}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_the_store_is_over_capacity_anyway() {
        check(
            "cache-is-hidden-spof",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read", "rate": {"per_second": 60000}, "peak_factor": 1}]},
               "components": [{"id": "api", "kind": "server", "settings": {"rps_capacity": 1000000}},
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
            "cache-is-hidden-spof",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read"}]},
               "components": [{"id": "api", "kind": "server", "settings": {"rps_capacity": 1000000}},
                {"id": "redis", "kind": "cache-distributed"},
                {"id": "db", "kind": "sql"}],
               "connections": [{"from": "api", "to": "redis"},
                {"from": "api", "to": "db", "after_miss_in": ["redis"]}]}"#,
        );
    }
}
