//! The primaries of a store get more at peak than they can do.

use crate::analysis::capacity::Role;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// The primaries of a store get more at peak than they can do.
    ///
    /// ## Why it matters
    /// Only a primary takes writes: 10,000 a second in the worked example, beside 50,000 reads if it does nothing
    /// else. Replicas take reads off it, never writes.
    ///
    /// ## What to do
    /// Move reads to replicas or a cache; for writes, more shards.
    ///
    /// ## When it is fine
    /// When the peak is a figure of caution. Then lower the peak factor.
    id: "repl-primary-overload",
    title: "Primary over capacity",
    severity: Severity::Error,
    needs: Needs::Workload,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("worked-examples § Example 1, Detailed server estimate 3. Database; mental-models § 9. The Replication Topology Guide"),
    replaces: &["cap-over-capacity", "cap-over-target"],
    message: "{component} gets {reads} and {writes} on its primaries at peak, {utilization} of what they can do.",
    fix: "Read from replicas or a cache what may be a little old, or use {at_full} shards, {at_target} to stay at {target}.",
    check: check;
    mend: mend;
    in ru: r"
        Primary over capacity ⇒ Основной узел перегружен
        {component} gets {reads} and {writes} on its primaries at peak, {utilization} of what they can do. ⇒ {component} получает на основные узлы в пик {reads} и {writes}: загрузка {utilization}.
        Read from replicas or a cache what may be a little old, or use {at_full} shards, {at_target} to stay at {target}. ⇒ Читайте с реплик или из кэша то, что может немного устареть, или возьмите шардов: {at_full}, а чтобы держать {target} — {at_target}.
        Read from replicas or a cache what may be a little old, or use {at_full} shards to stay at {target}. ⇒ Читайте с реплик или из кэша то, что может немного устареть, или, чтобы держать {target}, возьмите шардов: {at_full}.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    if !context.has_rates() {
        return verdict.needs("a rate of a journey");
    }
    for (number, node) in context.of_family(Family::Database) {
        let roles = &context.load(number).roles;
        let Some(role) = roles.iter().find(|role| role.role == Role::Primary && role.utilization > 1.0) else {
            continue;
        };
        if node.text("topology") == Some("leaderless") || context.is_drawn_replica(number) {
            continue;
        }
        let shards = role.utilization * f64::from(node.shards());
        let target = context.target_utilization();
        verdict
            .find(context, &[number])
            .measured(role.utilization, 1.0, "share")
            .of(Part::RoleUtilization(0, Role::Primary))
            .with("reads", Value::Amount(role.peak.reads, "reads/s"))
            .with("writes", Value::Amount(role.peak.writes, "writes/s"))
            .with("utilization", Value::Share(role.utilization))
            .with("at_full", Value::copies(shards))
            .with("at_target", Value::copies(shards / target))
            .with("target", Value::Share(target));
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    Fix::of(context.graph).count(finding.first()?, "shards", finding.counted("at_target")?, None).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_above_fifty_thousand_reads() {
        check(
            "repl-primary-overload",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "db", "operation": "read", "rate": {"per_second": 50001}, "peak_factor": 1}]},
               "components": [{"id": "db", "kind": "sql", "preset": "postgresql"}],
               "connections": []}"#,
            &["db"],
        );
    }

    #[test]
    fn fires_with_too_many_writes_on_two_shards() {
        check(
            "repl-primary-overload",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "db", "operation": "write", "rate": {"per_second": 20001}, "peak_factor": 1}]},
               "components": [{"id": "db", "kind": "sql", "preset": "postgresql", "shards": 2}],
               "connections": []}"#,
            &["db"],
        );
    }

    #[test]
    fn silent_when_no_number_of_shards_is_enough_because_one_can_do_nothing() {
        check(
            "repl-primary-overload",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "db", "operation": "read", "rate": {"per_second": 1}}]},
               "components": [{"id": "db", "kind": "sql", "settings": {"read_capacity": 0}}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_at_fifty_thousand_reads() {
        check(
            "repl-primary-overload",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "db", "operation": "read", "rate": {"per_second": 50000}, "peak_factor": 1}]},
               "components": [{"id": "db", "kind": "sql", "preset": "postgresql"}],
               "connections": []}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_replicas_answer_the_reads() {
        check(
            "repl-primary-overload",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "db", "operation": "read", "rate": {"per_second": 60000}, "peak_factor": 1}]},
               "components": [{"id": "db", "kind": "sql", "preset": "postgresql", "replicas": 1}],
               "connections": []}"#,
            &[],
        );
    }

    #[test]
    fn silent_for_a_replica_that_is_drawn() {
        check(
            "repl-primary-overload",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "copy", "operation": "read", "rate": {"per_second": 100001}, "peak_factor": 1}]},
               "components": [{"id": "db", "kind": "sql"}, {"id": "copy", "kind": "db-replica"}],
               "connections": [{"from": "db", "to": "copy", "mode": "replication"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_without_a_rate() {
        check_not_checked(
            "repl-primary-overload",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "db", "operation": "read"}]},
               "components": [{"id": "db", "kind": "sql", "preset": "postgresql"}],
               "connections": []}"#,
        );
    }
}
