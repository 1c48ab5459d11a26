//! The writes alone are more than the one primary of a store can take.

use crate::analysis::arrivals::Which;
use crate::analysis::capacity::Role;
use crate::analysis::wiring;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// The writes alone are more than the one primary of a store can take.
    ///
    /// ## Why it matters
    /// Replicas copy every write and cache nothing of it: however many there are, each write goes through the one
    /// primary, which takes about 10,000 a second. Only parts that each hold some of the records share the writes.
    ///
    /// ## What to do
    /// Split the records over shards by a key that spreads writes evenly; or take writes away: batch counters, drop
    /// what nobody reads.
    ///
    /// ## When it is fine
    /// When a queue in front may smooth the peak, and the average fits.
    id: "shard-needed",
    title: "More writes than one primary takes",
    severity: Severity::Error,
    needs: Needs::Workload,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("worked-examples § Example 1, Detailed server estimate 3. Database; zero-to-hero § Phase 4 RADIO: O - Optimizations; mental-models § 9. The Replication Topology Guide"),
    replaces: &["cap-over-capacity", "cap-over-target", "cap-single-db-limit", "repl-primary-overload"],
    message: "{component} gets {measured} at peak, and its one primary can take {limit}. Replicas and caches do not take writes off it.",
    fix: "Split {component} into {at_full} shards, or {at_target} to stay at {target}.",
    check: check;
    mend: mend;
    in ru: r"
        More writes than one primary takes ⇒ Записей больше, чем примет один основной узел
        {component} gets {measured} at peak, and its one primary can take {limit}. Replicas and caches do not take writes off it. ⇒ {component} получает в пик {measured}, а его единственный основной узел принимает {limit}. Реплики и кэши не снимают с него записи.
        Split {component} into {at_full} shards, or {at_target} to stay at {target}. ⇒ Разделите «{component}» на {at_full} {at_full:шард|шарда|шардов} или {at_target}, чтобы держать {target}.
        Split {component} into {at_full} shards to stay at {target}. ⇒ Разделите «{component}» на {at_full} {at_full:шард|шарда|шардов}, чтобы держать {target}.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    if !context.has_rates() {
        return verdict.needs("a rate of a journey");
    }
    for (number, node) in context.of_family(Family::Database) {
        let Some(primary) = context.load(number).roles.iter().find(|role| role.role == Role::Primary) else { continue };
        // A replica repeats what its primary takes; of that one it is said.
        if !wiring::has_primary(&node)
            || context.is_drawn_replica(number)
            || node.shards() > 1
            || node.managed()
            || primary.peak.writes <= primary.write_capacity
        {
            continue;
        }
        let target = context.target_utilization();
        let shards = primary.peak.writes / primary.write_capacity;
        // Replicas that are drawn and repeat more than they can lack the same: that is told of once.
        let repeats_too_much =
            |&replica: &usize| context.load(replica).roles.iter().any(|role| role.peak.writes > role.write_capacity);
        let mut nodes = vec![number];
        nodes.extend(wiring::drawn_replicas(context.graph, number).into_iter().filter(repeats_too_much));
        verdict
            .find(context, &nodes)
            .measured(primary.peak.writes, primary.write_capacity, "writes/s")
            .of(Part::Peak(0, Which::Writes))
            .limit(Part::Capacity(0, Which::Writes))
            .with("measured", Value::Amount(primary.peak.writes, "writes/s"))
            .with("limit", Value::Amount(primary.write_capacity, "writes/s"))
            .with("at_full", Value::copies(shards))
            .with("at_target", Value::copies(shards / target))
            .with("target", Value::Share(target));
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    let shards = finding.counted("at_target")?;
    let split = |fix: Fix<'a>, &store: &usize| fix.count(store, "shards", shards, None);
    finding.nodes.iter().fold(Fix::of(context.graph), split).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_above_ten_thousand_writes() {
        check(
            "shard-needed",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "db", "operation": "write", "rate": {"per_second": 10001}, "peak_factor": 1}]},
               "components": [{"id": "db", "kind": "sql", "preset": "postgresql"}],
               "connections": []}"#,
            &["db"],
        );
    }

    #[test]
    fn silent_at_ten_thousand_writes() {
        check(
            "shard-needed",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "db", "operation": "write", "rate": {"per_second": 10000}, "peak_factor": 1}]},
               "components": [{"id": "db", "kind": "sql", "preset": "postgresql"}],
               "connections": []}"#,
            &[],
        );
    }

    #[test]
    fn silent_with_two_shards() {
        check(
            "shard-needed",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "db", "operation": "write", "rate": {"per_second": 15000}, "peak_factor": 1}]},
               "components": [{"id": "db", "kind": "sql", "preset": "postgresql", "shards": 2}],
               "connections": []}"#,
            &[],
        );
    }

    #[test]
    fn speaks_once_of_a_primary_and_of_replicas_that_repeat_its_writes() {
        let text = r#"{"workload": {"journeys": [{"id": "write", "entry": "db", "operation": "write", "rate": {"per_second": 10001}, "peak_factor": 1}]},
               "components": [{"id": "db", "kind": "sql"}, {"id": "copy", "kind": "db-replica"},
                {"id": "other", "kind": "sql"}],
               "connections": [{"from": "db", "to": "copy", "mode": "replication"},
                {"from": "db", "to": "other", "mode": "replication"}]}"#;
        check("shard-needed", text, &["db"]);
        check("cap-over-capacity", text, &[]);
        check("repl-replica-overload", text, &[]);
    }

    #[test]
    fn not_checked_without_a_rate() {
        check_not_checked(
            "shard-needed",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "db", "operation": "read"}]},
               "components": [{"id": "db", "kind": "sql", "preset": "postgresql"}],
               "connections": []}"#,
        );
    }
}
