//! A single database gets more queries than one is known to take.

use crate::analysis::arrivals::Which;
use crate::analysis::capacity::{per_copy, whole};
use crate::analysis::wiring;
use crate::design::vocabulary::Source;
use crate::kinds::{Capacity, Family};
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Part, Severity, Verdict, asked_first};

rule! {
    /// A single database gets more queries than one is known to take.
    ///
    /// ## Why it matters
    /// One database answers 1,000 to 10,000 queries a second. This one has no replica, no shard and no stated
    /// figure of its own, so everything above that waits.
    ///
    /// ## What to do
    /// In this order: a cache that answers 80 % of the reads, replicas for the other reads, shards for writes and
    /// volume.
    ///
    /// ## When it is fine
    /// When the product is known to do more. Then choose its preset or state its capacities.
    id: "cap-single-db-limit",
    title: "More than one ordinary database takes",
    severity: Severity::Error,
    needs: Needs::Workload,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("zero-to-hero § Cheat Sheet: Numbers to Remember; zero-to-hero § Phase 4 RADIO: O - Optimizations"),
    replaces: &["cap-over-capacity", "cap-over-target", "repl-primary-overload"],
    message: "{component} gets {measured} at peak. A single database takes 1 k to {limit}, and nothing shares its work.",
    fix: "Answer reads from a cache first, then add read replicas, then shards.",
    check: check;
    mend: mend;
    in ru: r"
        More than one ordinary database takes ⇒ Больше, чем выдержит одна обычная база
        {component} gets {measured} at peak. A single database takes 1 k to {limit}, and nothing shares its work. ⇒ {component} получает в пик {measured}. Одна база выдерживает от 1 тыс. до {limit}, и работу с ней никто не делит.
        Answer reads from a cache first, then add read replicas, then shards. ⇒ Сначала отвечайте на чтения из кэша, затем добавьте реплики для чтения, затем шарды.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    if !context.has_rates() {
        return verdict.needs("a rate of a journey");
    }
    for (number, node) in context.of_family(Family::Database) {
        let known = ["read_capacity", "write_capacity"].iter().any(|name| !wiring::only_the_kind_says(&node, name));
        let shared = node.copies() > 1 || !wiring::drawn_replicas(context.graph, number).is_empty();
        // What a replica can read is known; what is too much for it, another rule says.
        let shared = shared || context.is_drawn_replica(number);
        if node.managed() || known || shared || node.kind.capacity != Capacity::ReadsAndWrites {
            continue;
        }
        let measured = context.peak(number).total();
        // The text says of this very figure that one database cannot carry it (§ Phase 4 RADIO: O - Optimizations).
        if measured >= TOP_OF_THE_RANGE {
            verdict
                .find(context, &[number])
                .measured(measured, TOP_OF_THE_RANGE, "queries/s")
                .of(Part::Peak(0, Which::Both))
                .limit(Part::Documented(TOP_OF_THE_RANGE))
                .with("measured", Value::Amount(measured, "queries/s"))
                .with("limit", Value::Amount(TOP_OF_THE_RANGE, "queries/s"));
        }
    }
}

/// A cache where what it leaves over fits one database, replicas where writes alone fit one, else shards.
fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    let node = finding.first()?;
    let (peak, target) = (context.peak(node), context.target_utilization());
    let left = peak.writes + asked_first::left_over(peak.reads);
    if left <= TOP_OF_THE_RANGE * target
        && let Some(fix) = asked_first::cache_before(context, node, peak.reads)
    {
        return Some(fix);
    }
    let copy = per_copy(&context.node(node))?;
    if peak.reads > 0.0 && peak.writes <= copy.writes * target {
        let replicas = whole(peak.reads / (copy.replica_reads * target));
        return Fix::of(context.graph).count(node, "replicas", replicas.max(1), None).done();
    }
    let needed = context.load(node).needed?;
    Fix::of(context.graph).count(node, needed.unit, needed.at_target.max(2), None).done()
}

/// Queries a second of one ordinary database, at most (zero-to-hero § Cheat Sheet: Numbers to Remember).
const TOP_OF_THE_RANGE: f64 = 10_000.0;

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_at_ten_thousand_on_one_database() {
        check(
            "cap-single-db-limit",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "db", "operation": "read", "rate": {"per_second": 10000}, "peak_factor": 1}]},
               "components": [{"id": "db", "kind": "sql"}],
               "connections": []}"#,
            &["db"],
        );
    }

    #[test]
    fn silent_below_ten_thousand() {
        check(
            "cap-single-db-limit",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "db", "operation": "read", "rate": {"per_second": 9999}, "peak_factor": 1}]},
               "components": [{"id": "db", "kind": "sql"}],
               "connections": []}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_the_product_is_known() {
        check(
            "cap-single-db-limit",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "db", "operation": "read", "rate": {"per_second": 20000}, "peak_factor": 1}]},
               "components": [{"id": "db", "kind": "sql", "preset": "postgresql"}],
               "connections": []}"#,
            &[],
        );
    }

    #[test]
    fn silent_with_a_replica() {
        check(
            "cap-single-db-limit",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "db", "operation": "read", "rate": {"per_second": 10001}, "peak_factor": 1}]},
               "components": [{"id": "db", "kind": "sql", "replicas": 1}],
               "connections": []}"#,
            &[],
        );
    }

    #[test]
    fn silent_for_a_replica_that_is_drawn() {
        check(
            "cap-single-db-limit",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "copy", "operation": "read", "rate": {"per_second": 30000}, "peak_factor": 1}]},
               "components": [{"id": "db", "kind": "sql"}, {"id": "copy", "kind": "db-replica"}],
               "connections": [{"from": "db", "to": "copy", "mode": "replication"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_without_a_rate() {
        check_not_checked(
            "cap-single-db-limit",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "db", "operation": "read"}]},
               "components": [{"id": "db", "kind": "sql"}],
               "connections": []}"#,
        );
    }
}
