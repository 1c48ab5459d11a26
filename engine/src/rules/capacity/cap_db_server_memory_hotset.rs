//! A database without a cache cannot keep in memory what is asked for most.

use crate::analysis::carried::Carried;
use crate::analysis::stored;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// A database without a cache cannot keep in memory what is asked for most.
    ///
    /// ## Why it matters
    /// Four of five requests ask for the same fifth of the records. Where that fifth fits the memory of the database,
    /// most reads are answered from there; where it does not, they go to disk, a hundred times slower, and the disk is
    /// what everybody waits for.
    ///
    /// ## What to do
    /// Give the database more memory, split it over more machines, or answer the popular reads from a cache.
    ///
    /// ## When it is fine
    /// When reads are spread evenly, so that no fifth is hotter than the rest; then memory helps little anyway.
    id: "cap-db-server-memory-hotset",
    title: "Hot records do not fit the memory",
    severity: Severity::Info,
    needs: Needs::Workload,
    origin: Origin::Derived,
    core: false,
    source: Source::Documented("mental-models § 17. The Back-of-Envelope Calculations; interview-answers § Theory 7. Caching Layers"),
    replaces: &[],
    message: "{component} has {measured} of memory, and the fifth of its records that is asked for most takes {limit}.",
    fix: "Put a cache in front of {component}, or give it {limit} of memory in all.",
    check: check;
    mend: mend;
    in ru: r"
        Hot records do not fit the memory ⇒ Горячие записи не помещаются в память
        {component} has {measured} of memory, and the fifth of its records that is asked for most takes {limit}. ⇒ У «{component}» {measured} памяти, а пятая часть записей, которую спрашивают чаще всего, занимает {limit}.
        Put a cache in front of {component}, or give it {limit} of memory in all. ⇒ Поставьте перед «{component}» кэш или дайте ему всего {limit} памяти.
    ",
}

/// Part of the records that most requests ask for (mental-models § 17. The Back-of-Envelope Calculations).
const HOT: f64 = 0.2;

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.of_family(Family::Database) {
        if node.kind.setting("memory_bytes").is_none() || node.managed() {
            continue;
        }
        let Some(stored) = stored::to_horizon(context.graph, context.traffic, number).filter(|bytes| *bytes > 0.0)
        else {
            continue;
        };
        let past = |journey: &Carried| journey.reads[number] && journey.past_caches[number];
        if !context.carried.iter().any(past) {
            continue;
        }
        let Some(memory) = node.number("memory_bytes") else {
            verdict.needs("the memory of one node of a database");
            continue;
        };
        let (memory, hot) = (memory.value * f64::from(node.shards()), stored * HOT);
        if memory < hot {
            verdict
                .find(context, &[number])
                .measured(memory, hot, "B")
                .of(Part::OfAll(0, "memory_bytes"))
                .limit_by(
                    "stored × part asked for often",
                    &[("stored", Part::Stored(0)), ("part asked for often", Part::Documented(HOT))],
                )
                .with("measured", Value::Bytes(memory))
                .with("limit", Value::Bytes(hot));
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    let node = finding.first()?;
    let each = finding.limit? / f64::from(context.node(node).shards());
    Fix::of(context.graph).set(node, "memory_bytes", libm::ceil(each), None).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_a_fifth_is_larger_than_memory() {
        check(
            "cap-db-server-memory-hotset",
            r#"{"workload": {"journeys": [{"id": "ask", "entry": "client", "operation": "read", "rate": {"per_second": 100}, "peak_factor": 1},
                    {"id": "add", "entry": "client", "operation": "write", "rate": {"per_second": 10}, "peak_factor": 1, "stored_bytes": 1000}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "settings": {"memory_bytes": 60000000000}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &["db"],
        );
    }

    #[test]
    fn silent_when_it_fits() {
        check(
            "cap-db-server-memory-hotset",
            r#"{"workload": {"journeys": [{"id": "ask", "entry": "client", "operation": "read", "rate": {"per_second": 100}, "peak_factor": 1},
                    {"id": "add", "entry": "client", "operation": "write", "rate": {"per_second": 10}, "peak_factor": 1, "stored_bytes": 1000}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "settings": {"memory_bytes": 64000000000}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_behind_a_cache() {
        check(
            "cap-db-server-memory-hotset",
            r#"{"workload": {"journeys": [{"id": "ask", "entry": "client", "operation": "read", "rate": {"per_second": 100}, "peak_factor": 1},
                    {"id": "add", "entry": "client", "operation": "write", "rate": {"per_second": 10}, "peak_factor": 1, "stored_bytes": 1000}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "c", "kind": "cache-distributed"},
                    {"id": "db", "kind": "sql", "settings": {"memory_bytes": 60000000000}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "c"},
                    {"from": "api", "to": "db", "after_miss_in": "c"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_without_memory() {
        check_not_checked(
            "cap-db-server-memory-hotset",
            r#"{"workload": {"journeys": [{"id": "ask", "entry": "client", "operation": "read", "rate": {"per_second": 100}, "peak_factor": 1},
                    {"id": "add", "entry": "client", "operation": "write", "rate": {"per_second": 10}, "peak_factor": 1, "stored_bytes": 1000}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
        );
    }
}
