//! The replicas of a store get more reads at peak than they can answer.

use crate::analysis::capacity::Role;
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
    message: "{component} sends {reads} to its replicas at peak, {utilization} of the {limit} they can do.",
    fix: "Use {at_full} {unit} for each shard, or {at_target} to stay at {target}.",
    check: check;
    mend: mend;
    in ru: r"
        Replicas over capacity ⇒ Реплики перегружены
        {component} sends {reads} to its replicas at peak, {utilization} of the {limit} they can do. ⇒ {component} отправляет на реплики в пик {reads}: {utilization} от {limit}, которые они могут.
        Use {at_full} {unit} for each shard, or {at_target} to stay at {target}. ⇒ Возьмите {at_full} {unit:at_full} на каждый шард или {at_target}, чтобы держать {target}.
        Use {at_full} {unit} for each shard to stay at {target}. ⇒ Возьмите {at_full} {unit:at_full} на каждый шард, чтобы держать {target}.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    if !context.has_rates() {
        return verdict.needs("a rate of a journey");
    }
    for (number, _) in context.of_family(Family::Database) {
        let roles = &context.load(number).roles;
        let Some(role) = roles.iter().find(|role| role.role == Role::Replica && role.utilization > 1.0) else {
            continue;
        };
        verdict
            .find(context, &[number])
            .measured(role.peak.reads, role.read_capacity, "reads/s")
            .of(Part::RoleReads(0, Role::Replica))
            .limit(Part::RoleReadCapacity(0, Role::Replica))
            .with("reads", Value::Amount(role.peak.reads, "reads/s"))
            .with("limit", Value::Amount(role.read_capacity, "reads/s"))
            .with("utilization", Value::Share(role.utilization))
            .with_needed(context.load(number), context.target_utilization());
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    let full = finding.measured? / finding.limit?;
    Fix::of(context.graph).sized(finding.first()?, "replicas", full, context.target_utilization()).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

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
