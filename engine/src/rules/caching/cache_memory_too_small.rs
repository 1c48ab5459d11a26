//! A cache has room for less than a fifth of what it is to keep.

use crate::analysis::{stored, wiring};
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// A cache has room for less than a fifth of what it is to keep.
    ///
    /// ## Why it matters
    /// Four of five requests ask for about a fifth of the records. If that fifth does not fit, the cache throws out
    /// what the next request wants, and the hit rate that everything behind it was sized for is not reached.
    ///
    /// ## What to do
    /// More memory or more masters; smaller values; or cache only what is really asked for often.
    ///
    /// ## When it is fine
    /// When requests are known to fall on far fewer records. Then the measured hit rate says so.
    id: "cache-memory-too-small",
    title: "Hot set does not fit",
    severity: Severity::Warn,
    needs: Needs::Workload,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("mental-models § 17. The Back-of-Envelope Calculations; zero-to-hero § Phase 4 RADIO: I - Implementation"),
    replaces: &[],
    message: "{component} has {memory} for {total} of records; the fifth that is asked for most often takes {hot}.",
    fix: "Give {component} {hot} of memory in all, or keep smaller values.",
    check: check;
    mend: mend;
    in ru: r"
        Hot set does not fit ⇒ Горячие данные не помещаются
        {component} has {memory} for {total} of records; the fifth that is asked for most often takes {hot}. ⇒ У «{component}» {memory} на {total} записей; пятая часть, которую спрашивают чаще всего, занимает {hot}.
        Give {component} {hot} of memory in all, or keep smaller values. ⇒ Дайте «{component}» всего {hot} памяти или храните значения поменьше.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    if !context.has_rates() {
        return verdict.needs("a rate of a journey");
    }
    for (cache, node) in context.of_family(Family::Cache) {
        let stores = wiring::stores_behind(context.graph, cache);
        if node.kind.setting("memory_bytes").is_none() || stores.is_empty() {
            continue;
        }
        let stored = stores.iter().filter_map(|&store| stored::to_horizon(context.graph, context.traffic, store));
        let Some(total) = stored.reduce(|sum, next| sum + next) else {
            verdict.needs("the bytes that a request stores");
            continue;
        };
        let Some(memory) = node.number("memory_bytes") else {
            verdict.needs("the memory of one cache node");
            continue;
        };
        let (memory, hot) = (memory.value * f64::from(node.shards()), total * HOT);
        if memory < hot {
            verdict
                .find(context, &[cache])
                .measured(memory, hot, "B")
                .by(
                    "memory of one × shards",
                    &[("memory of one", Part::Setting(0, "memory_bytes")), ("shards", Part::Count(0, "shards"))],
                )
                .besides(&stores.iter().copied().collect::<Vec<_>>())
                .limit_by(
                    "stored × part asked for often",
                    &[("stored", Part::StoredFrom(1)), ("part asked for often", Part::Documented(HOT))],
                )
                .with("memory", Value::Bytes(memory))
                .with("total", Value::Bytes(total))
                .with("hot", Value::Bytes(hot));
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    let node = finding.first()?;
    let each = finding.limit? / f64::from(context.node(node).shards());
    Fix::of(context.graph).set(node, "memory_bytes", libm::ceil(each), None).done()
}

/// Part of the records that most requests ask for (mental-models § 17. The Back-of-Envelope Calculations).
const HOT: f64 = 0.2;

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_a_fifth_does_not_fit() {
        check(
            "cache-memory-too-small",
            r#"{"workload": {"journeys": [{"id": "w", "entry": "api", "operation": "write", "rate": {"per_second": 10}, "peak_factor": 1, "stored_bytes": 1000}]},
               "components": [{"id": "api", "kind": "server", "settings": {"rps_capacity": 1000000}},
                {"id": "redis", "kind": "cache-distributed", "settings": {"memory_bytes": 1000000000}},
                {"id": "db", "kind": "sql"}],
               "connections": [{"from": "api", "to": "redis"},
                {"from": "api", "to": "db", "after_miss_in": ["redis"]}]}"#,
            &["redis"],
        );
    }

    #[test]
    fn silent_when_a_fifth_fits() {
        check(
            "cache-memory-too-small",
            r#"{"workload": {"journeys": [{"id": "w", "entry": "api", "operation": "write", "rate": {"per_second": 10}, "peak_factor": 1, "stored_bytes": 1000}]},
               "components": [{"id": "api", "kind": "server", "settings": {"rps_capacity": 1000000}},
                {"id": "redis", "kind": "cache-distributed", "settings": {"memory_bytes": 100000000000}},
                {"id": "db", "kind": "sql"}],
               "connections": [{"from": "api", "to": "redis"},
                {"from": "api", "to": "db", "after_miss_in": ["redis"]}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_the_memory_is_open() {
        check_not_checked(
            "cache-memory-too-small",
            r#"{"workload": {"journeys": [{"id": "w", "entry": "api", "operation": "write", "rate": {"per_second": 10}, "peak_factor": 1, "stored_bytes": 1000}]},
               "components": [{"id": "api", "kind": "server", "settings": {"rps_capacity": 1000000}},
                {"id": "redis", "kind": "cache-distributed"},
                {"id": "db", "kind": "sql"}],
               "connections": [{"from": "api", "to": "redis"},
                {"from": "api", "to": "db", "after_miss_in": ["redis"]}]}"#,
        );
    }
}
