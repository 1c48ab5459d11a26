//! A cache starts empty in front of a store that cannot carry all reads.

use crate::analysis::wiring;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// A cache starts empty in front of a store that cannot carry all reads.
    ///
    /// ## Why it matters
    /// Each deployment or restart of the cache is then a small outage: everybody misses at once, all ask the store
    /// for the same popular records, and it is full.
    ///
    /// ## What to do
    /// Load the popular entries (the first thousand, say) before the cache takes traffic, and let one caller fetch
    /// a missing key for all.
    ///
    /// ## When it is fine
    /// When a new node takes over its keys from a replica rather than from nothing.
    id: "cache-cold-start",
    title: "Cold start without warming",
    severity: Severity::Info,
    needs: Needs::Workload,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("interview-answers § Theory 7. Caching Layers"),
    replaces: &[],
    message: "{component} starts empty and is not warmed, and {store} would be at {cold} of what it can do until it is full.",
    fix: "Load the most popular entries into {component} before it takes traffic.",
    check: check;
    mend: mend;
    in ru: r"
        Cold start without warming ⇒ Холодный старт без прогрева
        {component} starts empty and is not warmed, and {store} would be at {cold} of what it can do until it is full. ⇒ {component} стартует пустым и без прогрева; пока он не заполнится, загрузка «{store}» будет {cold}.
        Load the most popular entries into {component} before it takes traffic. ⇒ Загрузите самые популярные записи в «{component}» до того, как пустить на него трафик.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    if !context.has_rates() {
        return verdict.needs("a rate of a journey");
    }
    for (cache, node) in context.of_family(Family::Cache) {
        let may_start_cold = node.kind.setting("warming").is_some() && node.switch("warming") != Some(true);
        if !may_start_cold || context.peak(cache).total() <= 0.0 {
            continue;
        }
        let stores = wiring::stores_behind(context.graph, cache);
        let cold = context.without_its_content(cache);
        let worst = stores.iter().filter_map(|&store| Some((*cold.get(&store).filter(|share| **share > 1.0)?, store)));
        let Some((empty, store)) = worst.max_by(|a, b| a.0.total_cmp(&b.0)) else { continue };
        match node.switch("warming") {
            Some(true) => {}
            Some(false) => {
                verdict
                    .find(context, &[cache, store])
                    .measured(empty, 1.0, "share")
                    .of(Part::Cold)
                    .with("store", Value::name(context.node(store).component.label()))
                    .with("cold", Value::Share(empty));
            }
            None => verdict.needs("whether caches are warmed"),
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    Fix::of(context.graph).set(finding.first()?, "warming", true, None).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_it_is_not_warmed() {
        check(
            "cache-cold-start",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read", "rate": {"per_second": 20000}, "peak_factor": 1}]},
               "components": [{"id": "api", "kind": "server", "settings": {"rps_capacity": 1000000}},
                {"id": "redis", "kind": "cache-distributed", "settings": {"warming": false}},
                {"id": "db", "kind": "sql"}],
               "connections": [{"from": "api", "to": "redis"},
                {"from": "api", "to": "db", "after_miss_in": ["redis"]}]}"#,
            &["redis"],
        );
    }

    #[test]
    fn silent_when_it_is_warmed() {
        check(
            "cache-cold-start",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read", "rate": {"per_second": 20000}, "peak_factor": 1}]},
               "components": [{"id": "api", "kind": "server", "settings": {"rps_capacity": 1000000}},
                {"id": "redis", "kind": "cache-distributed", "settings": {"warming": true}},
                {"id": "db", "kind": "sql"}],
               "connections": [{"from": "api", "to": "redis"},
                {"from": "api", "to": "db", "after_miss_in": ["redis"]}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_the_store_carries_all_reads() {
        check(
            "cache-cold-start",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read", "rate": {"per_second": 9000}, "peak_factor": 1}]},
               "components": [{"id": "api", "kind": "server", "settings": {"rps_capacity": 1000000}},
                {"id": "redis", "kind": "cache-distributed", "settings": {"warming": false}},
                {"id": "db", "kind": "sql"}],
               "connections": [{"from": "api", "to": "redis"},
                {"from": "api", "to": "db", "after_miss_in": ["redis"]}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_it_is_open() {
        check_not_checked(
            "cache-cold-start",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read", "rate": {"per_second": 20000}, "peak_factor": 1}]},
               "components": [{"id": "api", "kind": "server", "settings": {"rps_capacity": 1000000}},
                {"id": "redis", "kind": "cache-distributed"},
                {"id": "db", "kind": "sql"}],
               "connections": [{"from": "api", "to": "redis"},
                {"from": "api", "to": "db", "after_miss_in": ["redis"]}]}"#,
        );
    }
}
