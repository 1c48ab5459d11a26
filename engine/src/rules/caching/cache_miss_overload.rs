//! What a cache does not answer is more than the store behind it can do.

use crate::analysis::capacity::RoleLoad;
use crate::analysis::wiring;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// What a cache does not answer is more than the store behind it can do.
    ///
    /// ## Why it matters
    /// A hit rate h leaves 1 − h of the reads, and all writes. 20 % of 1.16 M reads are still 231,000 reads a
    /// second: the cache helps, and the store is full all the same.
    ///
    /// ## What to do
    /// More replicas or shards behind it, or a higher hit rate: each per cent more of hits takes off as much as a
    /// per cent of all reads.
    ///
    /// ## When it is fine
    /// When the store is meant to turn away what is too much.
    id: "cache-miss-overload",
    title: "Misses overload the store",
    severity: Severity::Error,
    needs: Needs::Workload,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("worked-examples § Example 1, Detailed server estimate 3. Database"),
    replaces: &["cap-over-capacity", "cap-single-db-limit", "repl-primary-overload", "repl-replica-overload"],
    message: "{component} answers {hit_rate} of the reads, and what it leaves takes {store} to {utilization} of what it can do.",
    fix: "Use {at_full} {unit} of {store}, or {at_target} to stay at {target}; or raise the hit rate of {component}.",
    check: check;
    mend: mend;
    in ru: r"
        Misses overload the store ⇒ Промахи перегружают хранилище
        {component} answers {hit_rate} of the reads, and what it leaves takes {store} to {utilization} of what it can do. ⇒ {component} отвечает на {hit_rate} чтений, а остаток загружает «{store}» на {utilization}.
        Use {at_full} {unit} of {store}, or {at_target} to stay at {target}; or raise the hit rate of {component}. ⇒ {store}: возьмите {at_full} {unit:at_full} или {at_target}, чтобы держать {target}; либо поднимите долю попаданий «{component}».
        Use {at_full} {unit} of {store} to stay at {target}; or raise the hit rate of {component}. ⇒ {store}: возьмите {at_full} {unit:at_full}, чтобы держать {target}; либо поднимите долю попаданий «{component}».
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    if !context.has_rates() {
        return verdict.needs("a rate of a journey");
    }
    for (cache, node) in context.of_family(Family::Cache) {
        let stores = wiring::stores_behind(context.graph, cache);
        let overloaded = |store: &&usize| context.load(**store).utilization.is_some_and(|share| share > 1.0);
        let Some(&store) = stores.iter().find(overloaded) else { continue };
        let load = context.load(store);
        let utilization = load.utilization.unwrap_or_default();
        let writes = |role: &RoleLoad| role.peak.writes > role.write_capacity;
        let cold = context.without_its_content(cache);
        // Where writes alone are too many, or the cache keeps nothing away, the cache has no part in it.
        if load.roles.iter().any(writes) || cold.get(&store).is_none_or(|cold| *cold <= utilization) {
            continue;
        }
        verdict
            .find(context, &[cache, store])
            .measured(utilization, 1.0, "share")
            .of(Part::Utilization(1))
            .with("hit_rate", Value::Share(node.number("hit_rate").map_or(0.0, |figure| figure.value)))
            .with("store", Value::name(context.node(store).component.label()))
            .with("utilization", Value::Share(utilization))
            .with_needed(load, context.target_utilization());
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    let store = *finding.nodes.get(1)?;
    Fix::of(context.graph).at_target(store, context.load(store)).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_a_fifth_of_the_reads_is_too_much() {
        check(
            "cache-miss-overload",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read", "rate": {"per_second": 60000}, "peak_factor": 1}]},
               "components": [{"id": "api", "kind": "server", "settings": {"rps_capacity": 1000000}},
                {"id": "redis", "kind": "cache-distributed"},
                {"id": "db", "kind": "sql"}],
               "connections": [{"from": "api", "to": "redis"},
                {"from": "api", "to": "db", "after_miss_in": ["redis"]}]}"#,
            &["redis"],
        );
    }

    #[test]
    fn tells_of_the_full_store_in_place_of_the_rules_about_stores() {
        let text = r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read", "rate": {"per_second": 600000}, "peak_factor": 1}]},
               "components": [{"id": "api", "kind": "server", "settings": {"rps_capacity": 1000000}},
                {"id": "redis", "kind": "cache-distributed", "shards": 9},
                {"id": "db", "kind": "sql", "replicas": 1}],
               "connections": [{"from": "api", "to": "redis"},
                {"from": "api", "to": "db", "after_miss_in": ["redis"]}]}"#;
        check("cache-miss-overload", text, &["redis"]);
        check("repl-replica-overload", text, &[]);
        check("repl-replica-overload", &text.replace(r#""after_miss_in": ["redis"]"#, r#""calls": 1"#), &["db"]);
    }

    #[test]
    fn silent_when_a_fifth_fits() {
        check(
            "cache-miss-overload",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read", "rate": {"per_second": 40000}, "peak_factor": 1}]},
               "components": [{"id": "api", "kind": "server", "settings": {"rps_capacity": 1000000}},
                {"id": "redis", "kind": "cache-distributed"},
                {"id": "db", "kind": "sql"}],
               "connections": [{"from": "api", "to": "redis"},
                {"from": "api", "to": "db", "after_miss_in": ["redis"]}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_the_writes_alone_are_too_many() {
        check(
            "cache-miss-overload",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "write", "rate": {"per_second": 20000}, "peak_factor": 1}]},
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
            "cache-miss-overload",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read"}]},
               "components": [{"id": "api", "kind": "server", "settings": {"rps_capacity": 1000000}},
                {"id": "redis", "kind": "cache-distributed"},
                {"id": "db", "kind": "sql"}],
               "connections": [{"from": "api", "to": "redis"},
                {"from": "api", "to": "db", "after_miss_in": ["redis"]}]}"#,
        );
    }
}
