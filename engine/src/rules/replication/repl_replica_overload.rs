//! The replicas of a store get more reads at peak than they can answer.

use std::collections::BTreeMap;

use crate::analysis::capacity::{Role, RoleLoad, per_copy, whole};
use crate::analysis::wiring;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// The replicas of a store get more reads at peak than they can answer.
    ///
    /// ## Why it matters
    /// A replica answers about 100,000 reads a second. Above that its reads wait, it falls behind its primary
    /// because applying writes competes with them, and what it answers gets older by the minute.
    ///
    /// ## What to do
    /// Add replicas until the peak is at most 70 % of what they can do, or put a cache in front.
    ///
    /// ## When it is fine
    /// When the peak is a figure of caution. Then lower the peak factor.
    id: "repl-replica-overload",
    title: "Replicas over capacity",
    severity: Severity::Error,
    needs: Needs::Workload,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("worked-examples § Example 1, Detailed server estimate 3. Database"),
    replaces: &["cap-over-capacity", "cap-over-target"],
    message: "Replicas at {component} get {reads} at peak, {utilization} of what they can do.",
    fix: "Use {at_full} {unit} for each shard, or {at_target} to stay at {target}.",
    check: check;
    mend: mend;
    in ru: r"
        Replicas over capacity ⇒ Реплики перегружены
        Replicas at {component} get {reads} at peak, {utilization} of what they can do. ⇒ Реплики у «{component}» получают в пик {reads}: загрузка {utilization}.
        Use {at_full} {unit} for each shard, or {at_target} to stay at {target}. ⇒ Возьмите {at_full} {unit:at_full} на каждый шард или {at_target}, чтобы держать {target}.
        Use {at_full} {unit} for each shard to stay at {target}. ⇒ Возьмите {at_full} {unit:at_full} на каждый шард, чтобы держать {target}.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    if !context.has_rates() {
        return verdict.needs("a rate of a journey");
    }
    let mut drawn: BTreeMap<Option<usize>, Vec<usize>> = BTreeMap::new();
    for (number, _) in context.of_family(Family::Database) {
        let roles = &context.load(number).roles;
        if context.is_drawn_replica(number)
            && roles.iter().any(|role| role.role == Role::Primary && reads_too_much(role))
        {
            // Replicas of one primary lack one thing: more of them.
            drawn.entry(wiring::primary_of(context.graph, number)).or_default().push(number);
        }
        let Some(role) = roles.iter().find(|role| role.role == Role::Replica && role.utilization > 1.0) else {
            continue;
        };
        verdict
            .find(context, &[number])
            .measured(role.peak.reads, role.read_capacity, "reads/s")
            .of(Part::RoleReads(0, Role::Replica))
            .limit(Part::RoleReadCapacity(0, Role::Replica))
            .with("reads", Value::Amount(role.peak.reads, "reads/s"))
            .with("utilization", Value::Share(role.utilization))
            .with_needed(context.load(number), context.target_utilization());
    }
    for (primary, replicas) in drawn {
        let Some(role) = context.load(replicas[0]).roles.iter().find(|role| reads_too_much(role)) else { continue };
        let beside = primary.map_or_else(|| replicas.clone(), |primary| wiring::drawn_replicas(context.graph, primary));
        let read: f64 =
            beside.iter().flat_map(|&replica| context.load(replica).roles.iter()).map(shares).map(|of| of[0]).sum();
        let target = context.target_utilization();
        // Each further replica repeats all the writes as well.
        let needed = |limit: f64| {
            let left = limit - shares(role)[1];
            Value::copies(if left > 0.0 { read / left } else { f64::INFINITY })
        };
        verdict
            .find(context, &replicas)
            .measured(role.utilization, 1.0, "share")
            .of(Part::RoleUtilization(0, Role::Primary))
            .with("reads", Value::Amount(role.peak.reads, "reads/s"))
            .with("utilization", Value::Share(role.utilization))
            .with("at_full", needed(1.0))
            .with("at_target", needed(target))
            .with("unit", Value::name("replicas"))
            .with("target", Value::Share(target));
    }
}

/// Whether what answers reads is too full for them. What only repeats too many writes is no matter of more replicas.
fn reads_too_much(role: &RoleLoad) -> bool {
    role.utilization > 1.0 && role.utilization.is_finite() && role.peak.reads > 0.0 && shares(role)[1] < 1.0
}

/// How full reads and writes make a role.
fn shares(role: &RoleLoad) -> [f64; 2] {
    let share = |rate: f64, capacity: f64| if rate > 0.0 { rate / capacity } else { 0.0 };
    [share(role.peak.reads, role.read_capacity), share(role.peak.writes, role.write_capacity)]
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    let (first, target) = (finding.first()?, context.target_utilization());
    if context.load(first).roles.iter().any(|role| role.role == Role::Primary && reads_too_much(role)) {
        // Replicas beside those that are drawn, where they can do the same.
        let alike =
            |&&node: &&usize| per_copy(&context.node(node)).is_some_and(|copy| copy.replica_reads == copy.reads);
        let more = |fix: Fix<'a>, &node: &usize| {
            let wanted = context.load(node).utilization.unwrap_or(0.0) / target;
            fix.count(node, "replicas", whole(wanted), None)
        };
        return finding.nodes.iter().filter(alike).fold(Fix::of(context.graph), more).done();
    }
    let full = finding.measured? / finding.limit?;
    Fix::of(context.graph).sized(first, "replicas", full, target).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked, design};

    #[test]
    fn fires_above_a_hundred_thousand_reads_on_one() {
        check(
            "repl-replica-overload",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "db", "operation": "read", "rate": {"per_second": 100001}, "peak_factor": 1}]},
               "components": [{"id": "db", "kind": "sql", "preset": "postgresql", "replicas": 1}],
               "connections": []}"#,
            &["db"],
        );
    }

    #[test]
    fn silent_at_a_hundred_thousand() {
        check(
            "repl-replica-overload",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "db", "operation": "read", "rate": {"per_second": 100000}, "peak_factor": 1}]},
               "components": [{"id": "db", "kind": "sql", "preset": "postgresql", "replicas": 1}],
               "connections": []}"#,
            &[],
        );
    }

    #[test]
    fn silent_with_two() {
        check(
            "repl-replica-overload",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "db", "operation": "read", "rate": {"per_second": 150000}, "peak_factor": 1}]},
               "components": [{"id": "db", "kind": "sql", "preset": "postgresql", "replicas": 2}],
               "connections": []}"#,
            &[],
        );
    }

    const DRAWN: &str = r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read", "rate": {"per_second": RATE}, "peak_factor": 1}]},
        "components": [{"id": "api", "kind": "server"}, {"id": "db", "kind": "sql"},
            {"id": "r1", "kind": "db-replica"}, {"id": "r2", "kind": "db-replica"}],
        "connections": [{"from": "db", "to": "r1", "mode": "replication"}, {"from": "db", "to": "r2", "mode": "replication"},
            {"from": "api", "to": "r1", "group": "g"}, {"from": "api", "to": "r2", "group": "g"}]}"#;

    #[test]
    fn fires_once_for_replicas_that_are_drawn_above_a_hundred_thousand_each() {
        check("repl-replica-overload", &DRAWN.replace("RATE", "200002"), &["r1"]);
        check("repl-replica-overload", &DRAWN.replace("RATE", "200000"), &[]);
    }

    #[test]
    fn further_replicas_repeat_the_writes_as_well() {
        let text = DRAWN.replace("RATE", "200002").replace(
            r#"[{"id": "read","#,
            r#"[{"id": "write", "entry": "db", "operation": "write", "rate": {"per_second": 2000}, "peak_factor": 1}, {"id": "read","#,
        );
        let report = crate::evaluate(&design(&text));
        let found = report.findings.iter().find(|finding| finding.rule == "repl-replica-overload").expect("it fires");
        assert_eq!(found.components, ["r1", "r2"]);
        // 2.00002 ÷ (1 − 0.2) and 2.00002 ÷ (0.7 − 0.2).
        assert!(found.fix.starts_with("Use 3 replicas for each shard, or 5 to stay at 70"), "{}", found.fix);
    }

    #[test]
    fn not_checked_without_a_rate() {
        check_not_checked(
            "repl-replica-overload",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "db", "operation": "read"}]},
               "components": [{"id": "db", "kind": "sql", "preset": "postgresql"}],
               "connections": []}"#,
        );
    }
}
