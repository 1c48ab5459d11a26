//! When one replica fails, its reads go to the others of its shard, or to the primary, and those cannot carry them.

use crate::analysis::reserve;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// When one replica fails, its reads go to the others of its shard, or to the primary, and those cannot carry
    /// them.
    ///
    /// ## Why it matters
    /// The replica was there for failure, and its failure is what brings the shard down: in the worked example
    /// 58,000 reads a second fall on a primary that can do 50,000, beside its writes.
    ///
    /// ## What to do
    /// Two replicas for each shard, more shards, or a limit on the reads that a primary takes over.
    ///
    /// ## When it is fine
    /// When a shard may answer slowly until the replica is back.
    id: "repl-failover-overload",
    title: "A lost replica overloads the rest",
    severity: Severity::Warn,
    needs: Needs::Workload,
    origin: Origin::Derived,
    core: true,
    source: Source::Documented("worked-examples § Example 1, Detailed server estimate 3. Database"),
    replaces: &[],
    message: "{component} runs at {now} at peak. When a replica of a shard fails, the {reads} of that shard go to {heirs}, then at {after} of capacity.",
    fix: "Use {replicas} replicas for each shard, or more shards.",
    check: check;
    mend: mend;
    in ru: r"
        A lost replica overloads the rest ⇒ Потеря реплики перегрузит остальное
        {component} runs at {now} at peak. When a replica of a shard fails, the {reads} of that shard go to {heirs}, then at {after} of capacity. ⇒ {component}: загрузка в пик {now}. Когда откажет реплика шарда, его {reads} уйдут на {heirs}, и загрузка там станет {after}.
        Use {replicas} replicas for each shard, or more shards. ⇒ Возьмите {replicas} {replicas:реплику|реплики|реплик} на каждый шард или больше шардов.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    if !context.has_rates() {
        return verdict.needs("a rate of a journey");
    }
    for (number, node) in context.of_family(Family::Database) {
        let load = context.load(number);
        let Some(now) = load.utilization.filter(|now| *now <= 1.0) else { continue };
        let after = reserve::without_a_replica(context.graph, number, context.peak(number), load);
        let Some(after) = after.filter(|after| *after > 1.0) else { continue };
        let shards = f64::from(node.shards());
        let reads: f64 = load.roles.iter().map(|role| role.peak.reads).sum();
        let heirs = if node.replicas() > 1 { "the others" } else { "its primary" };
        verdict
            .find(context, &[number])
            .measured(after, 1.0, "share")
            .of(Part::WithoutAReplica(0))
            .with("now", Value::Share(now))
            .with("reads", Value::Amount(reads / shards, "reads/s"))
            .with("heirs", Value::name(heirs))
            .with("after", Value::Share(after))
            .with("replicas", Value::Count(f64::from(node.replicas() + 1)));
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    Fix::of(context.graph).count(finding.first()?, "replicas", finding.counted("replicas")?, None).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_the_primary_cannot_take_the_reads() {
        check(
            "repl-failover-overload",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "db", "operation": "read", "rate": {"per_second": 60000}, "peak_factor": 1}]},
               "components": [{"id": "db", "kind": "sql", "preset": "postgresql", "replicas": 1}],
               "connections": []}"#,
            &["db"],
        );
    }

    #[test]
    fn fires_when_the_other_replica_cannot() {
        check(
            "repl-failover-overload",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "db", "operation": "read", "rate": {"per_second": 150000}, "peak_factor": 1}]},
               "components": [{"id": "db", "kind": "sql", "preset": "postgresql", "replicas": 2}],
               "connections": []}"#,
            &["db"],
        );
    }

    #[test]
    fn silent_when_the_primary_can() {
        check(
            "repl-failover-overload",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "db", "operation": "read", "rate": {"per_second": 40000}, "peak_factor": 1}]},
               "components": [{"id": "db", "kind": "sql", "preset": "postgresql", "replicas": 1}],
               "connections": []}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_the_other_replica_can() {
        check(
            "repl-failover-overload",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "db", "operation": "read", "rate": {"per_second": 90000}, "peak_factor": 1}]},
               "components": [{"id": "db", "kind": "sql", "preset": "postgresql", "replicas": 2}],
               "connections": []}"#,
            &[],
        );
    }

    #[test]
    fn silent_without_replicas() {
        check(
            "repl-failover-overload",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "db", "operation": "read", "rate": {"per_second": 40000}, "peak_factor": 1}]},
               "components": [{"id": "db", "kind": "sql", "preset": "postgresql"}],
               "connections": []}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_without_a_rate() {
        check_not_checked(
            "repl-failover-overload",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "db", "operation": "read"}]},
               "components": [{"id": "db", "kind": "sql", "preset": "postgresql"}],
               "connections": []}"#,
        );
    }
}
