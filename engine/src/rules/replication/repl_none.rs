//! A database that journeys depend on exists once.

use crate::analysis::wiring;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// A database that journeys depend on exists once.
    ///
    /// ## Why it matters
    /// Its machine, its disk and its updates are downtime for everyone, and for longer than those of a server: the
    /// records have to come back before anything else does. At 99.9 % one copy is down 8.8 hours a year; a replica
    /// that takes over leaves seconds of each.
    ///
    /// ## What to do
    /// At least one replica that follows the primary and takes over by itself, on another machine and in another
    /// zone.
    ///
    /// ## When it is fine
    /// When a restore from backup within hours is acceptable. One of several leaders that copy each other is not alone:
    /// the others have its records and take its writes.
    id: "repl-none",
    title: "Database without a replica",
    severity: Severity::Error,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("mental-models § 9. The Replication Topology Guide; zero-to-hero § 1.2 Scalability & Performance; worked-examples § Example 1, Step 3: Scaling / server estimate"),
    replaces: &["spof-single-instance"],
    message: "{component} exists once: when it is lost, {journeys} cannot be served, and there is nothing to fail over to.",
    fix: "Give {component} at least one replica that takes over automatically.",
    check: check;
    mend: mend;
    in ru: r"
        Database without a replica ⇒ База данных без реплики
        {component} exists once: when it is lost, {journeys} cannot be served, and there is nothing to fail over to. ⇒ {component} существует в одном экземпляре: с его потерей не обслужить {journeys}, и переключиться не на что.
        Give {component} at least one replica that takes over automatically. ⇒ Дайте «{component}» хотя бы одну реплику, которая заменит его автоматически.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.of_family(Family::Database) {
        let copied = !wiring::drawn_replicas(context.graph, number).is_empty()
            || !wiring::other_leaders(context.graph, number).is_empty();
        let alone = node.shards() == 1 && node.replicas() == 0 && !copied;
        if !alone || node.managed() || wiring::primary_of(context.graph, number).is_some() {
            continue;
        }
        if context.workload().journeys.is_empty() {
            return verdict.needs("a journey");
        }
        if context.is_single_point_of_failure(number) {
            verdict.find(context, &[number]).with("journeys", Value::name(context.journeys_lost_with(number)));
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    Fix::of(context.graph).second_copy(finding.first()?).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_the_only_database_is_lost() {
        check(
            "repl-none",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read"}]},
               "components": [{"id": "api", "kind": "server", "instances": 2},
                {"id": "db", "kind": "sql"}],
               "connections": [{"from": "api", "to": "db"}]}"#,
            &["db"],
        );
    }

    #[test]
    fn silent_with_a_replica() {
        check(
            "repl-none",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read"}]},
               "components": [{"id": "api", "kind": "server", "instances": 2},
                {"id": "db", "kind": "sql", "replicas": 1}],
               "connections": [{"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_another_leader_has_all_of_it() {
        check(
            "repl-none",
            r#"{"workload": {"journeys": [{"id": "write", "entry": "a", "operation": "write"}]},
               "components": [{"id": "a", "kind": "sql"}, {"id": "b", "kind": "sql"}],
               "connections": [{"from": "a", "to": "b", "mode": "replication"},
                {"from": "b", "to": "a", "mode": "replication"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_somebody_else_runs_it() {
        check(
            "repl-none",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read"}]},
               "components": [{"id": "api", "kind": "server", "instances": 2},
                {"id": "db", "kind": "sql", "settings": {"managed": true}}],
               "connections": [{"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_without_a_journey() {
        check_not_checked(
            "repl-none",
            r#"{"components": [{"id": "db", "kind": "sql"}],
               "connections": []}"#,
        );
    }
}
