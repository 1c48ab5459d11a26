//! One leader takes nearly all the writes that it can.

use crate::analysis::arrivals::Which;
use crate::analysis::capacity::Role;
use crate::analysis::wiring;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// One leader takes nearly all the writes that it can.
    ///
    /// ## Why it matters
    /// Replicas add reads, never writes: every write goes to the leader. The documents give a PostgreSQL primary 10,000
    /// writes a second, and beyond 70 % of a limit waits grow quickly.
    ///
    /// ## What to do
    /// Split the records over shards, write in batches, or use a store that takes writes on every node.
    ///
    /// ## When it is fine
    /// When the peak is rare and the writes may wait in a queue.
    id: "db-write-heavy-on-single-leader",
    title: "Writes near the limit of one leader",
    severity: Severity::Warn,
    needs: Needs::Workload,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("interview-answers § Theory 1. CAP Theorem; worked-examples § Example 1, Detailed server estimate 3. Database, § Example 2, Step 3: detailed design; zero-to-hero § Cheat Sheet: Technology Choices"),
    replaces: &["cap-over-target"],
    message: "{component} gets {measured} at peak, {share} of the {limit} that its leaders can write.",
    fix: "Split it over more shards, or batch the writes.",
    check: check;
    mend: mend;
    in ru: r"
        Writes near the limit of one leader ⇒ Записи у предела одного лидера
        {component} gets {measured} at peak, {share} of the {limit} that its leaders can write. ⇒ {component} получает в пик {measured}: {share} от {limit}, которые могут записать его лидеры.
        Split it over more shards, or batch the writes. ⇒ Разделите его на большее число шардов или пишите пачками.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    if context.of_family(Family::Database).next().is_some() && !context.has_rates() {
        return verdict.needs("a rate of a journey");
    }
    for (number, node) in context.of_family(Family::Database) {
        let load = context.load(number);
        let leaders = load.roles.iter().find(|role| role.role == Role::Primary);
        let Some((leaders, limit)) = leaders.map(|role| (role, role.write_capacity)) else { continue };
        let share = leaders.peak.writes / limit;
        // Above its limit it is over capacity, which says the same and more.
        if wiring::has_primary(&node) && share > context.target_utilization() && share <= 1.0 && !node.managed() {
            verdict
                .find(context, &[number])
                .measured(leaders.peak.writes, limit, "writes/s")
                .of(Part::Peak(0, Which::Writes))
                .limit(Part::Capacity(0, Which::Writes))
                .with("measured", Value::Amount(leaders.peak.writes, "writes/s"))
                .with("share", Value::Share(share))
                .with("limit", Value::Amount(limit, "writes/s"));
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    let full = finding.measured? / finding.limit?;
    Fix::of(context.graph).sized(finding.first()?, "shards", full, context.target_utilization()).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_writes_near_the_limit() {
        check(
            "db-write-heavy-on-single-leader",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write", "rate": {"per_second": 3000}}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "preset": "postgresql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &["db"],
        );
    }

    #[test]
    fn silent_when_they_are_far_from_it() {
        check(
            "db-write-heavy-on-single-leader",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write", "rate": {"per_second": 300}}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "preset": "postgresql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_without_rates() {
        check_not_checked(
            "db-write-heavy-on-single-leader",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
        );
    }
}
