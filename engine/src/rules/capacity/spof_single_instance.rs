//! One copy stands where journeys cannot do without it.

use crate::analysis::wiring;
use crate::design::vocabulary::Source;
use crate::kinds::{Copies, Family};
use crate::rule;
use crate::rules::fix_parts::Load;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// One copy stands where journeys cannot do without it.
    ///
    /// ## Why it matters
    /// Whatever else is doubled, this box decides: its failure, its update and its restart are downtime for
    /// everyone. One copy at 99.9 % is down 8.8 hours a year.
    ///
    /// ## What to do
    /// Run at least two copies behind a balancer; for what keeps state, a replica that takes over.
    ///
    /// ## When it is fine
    /// When downtime is cheaper than a second copy: a prototype, an internal tool, a nightly job.
    id: "spof-single-instance",
    title: "Single point of failure",
    severity: Severity::Error,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("zero-to-hero § 1.1 Understanding System Design Basics; mental-models § 4. The Scaling Dimensions; mental-models § 18. The System Design Interview Framework; worked-examples § Problem-solving template"),
    replaces: &[],
    message: "Nothing takes over from {component}: when it is lost, {journeys} cannot be served.",
    fix: "Run at least 2 copies of {component} with something in front that leaves out the dead one.",
    check: check;
    mend: mend;
    in ru: r"
        Single point of failure ⇒ Единая точка отказа
        Nothing takes over from {component}: when it is lost, {journeys} cannot be served. ⇒ Никто не заменит «{component}»: с его потерей не обслужить {journeys}.
        Run at least 2 copies of {component} with something in front that leaves out the dead one. ⇒ Запустите не меньше 2 экземпляров «{component}» и поставьте перед ними то, что обходит отказавший.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    if context.workload().journeys.is_empty() {
        return verdict.needs("a journey");
    }
    for (number, node) in context.nodes().filter(|(number, _)| context.is_single_point_of_failure(*number)) {
        // What starts by the clock, and reports and training on its own account, keeps nobody waiting but itself.
        let own = |id: &String| context.workload().journeys.iter().any(|of| of.id == *id && of.entry == node.id());
        let for_itself = matches!(node.kind.family, Family::Worker | Family::Processing);
        // Who writes to one of several leaders may turn to another; where he is not drawn, nothing says that he cannot.
        let is_leader = !wiring::other_leaders(context.graph, number).is_empty();
        if (for_itself || is_leader) && context.fails_with_one_copy[number].iter().all(own) {
            continue;
        }
        // As many copies as autoscaling keeps at least are there.
        if node.number("autoscaling_min").is_some_and(|least| least.value >= 2.0) {
            continue;
        }
        if has_drawn_replicas(context, number) {
            match node.switch("auto_failover").filter(|_| node.states("auto_failover")) {
                Some(true) => continue,
                None => {
                    verdict.needs_at("whether a replica takes over", node.place_of("auto_failover"));
                    continue;
                }
                Some(false) => {}
            }
        }
        verdict.find(context, &[number]).with("journeys", Value::name(context.journeys_lost_with(number)));
    }
}

/// Whether replicas of a store are drawn apart. Where it says so, one of them takes over; that none does is told by another
/// rule.
fn has_drawn_replicas(context: &Context<'_>, node: usize) -> bool {
    let is_store = context.node(node).kind.copies == Copies::Shards;
    is_store && !wiring::drawn_replicas(context.graph, node).is_empty()
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    let node = finding.first()?;
    if has_drawn_replicas(context, node) {
        return Fix::of(context.graph).set(node, "auto_failover", true, None).done();
    }
    let load = Load { peak: context.peak(node).total(), target: context.target_utilization() };
    let fix = Fix::of(context.graph).second_copy(node);
    if fix.steps().is_empty() { None } else { fix.balanced(node, load, context.unbalanced()).done() }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked, check_not_checked_at};

    #[test]
    fn silent_about_a_tier_that_keeps_several_copies_by_itself() {
        let design = |least: &str| {
            r#"{"workload": {"journeys": [{"id": "go", "entry": "api", "operation": "read"}]},
                "components": [{"id": "api", "kind": "server", "settings": {"autoscaling_min": LEAST, "autoscaling_max": 6}}]}"#
                .replace("LEAST", least)
        };
        check("spof-single-instance", &design("3"), &[]);
        check("spof-single-instance", &design("1"), &["api"]);
    }

    #[test]
    fn silent_about_loads_and_reports_that_nobody_else_waits_for() {
        for kind in ["etl", "batch", "ml-training", "bi"] {
            let design = r#"{"workload": {"journeys": [{"id": "go", "entry": "own", "operation": "read"}]},
                "components": [{"id": "own", "kind": "KIND"}, {"id": "wh", "kind": "warehouse"}],
                "connections": [{"from": "own", "to": "wh"}]}"#;
            check("spof-single-instance", &design.replace("KIND", kind), &[]);
        }
    }

    #[test]
    fn fires_when_the_only_server_is_lost() {
        check(
            "spof-single-instance",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "client", "operation": "read"}]},
               "components": [{"id": "client", "kind": "client-web"},
                {"id": "api", "kind": "server"}],
               "connections": [{"from": "client", "to": "api"}]}"#,
            &["api"],
        );
    }

    #[test]
    fn fires_when_a_server_knows_only_one_of_two_leaders() {
        check(
            "spof-single-instance",
            r#"{"workload": {"journeys": [{"id": "write", "entry": "api", "operation": "write"}]},
               "components": [{"id": "api", "kind": "server", "instances": 2},
                {"id": "a", "kind": "sql"}, {"id": "b", "kind": "sql"}],
               "connections": [{"from": "api", "to": "a"}, {"from": "a", "to": "b", "mode": "replication"},
                {"from": "b", "to": "a", "mode": "replication"}]}"#,
            &["a"],
        );
    }

    #[test]
    fn silent_when_writes_begin_at_one_of_two_leaders() {
        check(
            "spof-single-instance",
            r#"{"workload": {"journeys": [{"id": "write", "entry": "a", "operation": "write"}]},
               "components": [{"id": "a", "kind": "sql"}, {"id": "b", "kind": "sql"}],
               "connections": [{"from": "a", "to": "b", "mode": "replication"},
                {"from": "b", "to": "a", "mode": "replication"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_with_two_copies() {
        check(
            "spof-single-instance",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "client", "operation": "read"}]},
               "components": [{"id": "client", "kind": "client-web"},
                {"id": "api", "kind": "server", "instances": 2}],
               "connections": [{"from": "client", "to": "api"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_another_may_be_asked() {
        check(
            "spof-single-instance",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "client", "operation": "read"}]},
               "components": [{"id": "client", "kind": "client-web"},
                {"id": "lb", "kind": "lb-l7", "instances": 2},
                {"id": "a", "kind": "server"},
                {"id": "b", "kind": "server"}],
               "connections": [{"from": "client", "to": "lb"},
                {"from": "lb", "to": "a"},
                {"from": "lb", "to": "b"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_for_a_balancer_which_has_a_rule_of_its_own() {
        check(
            "spof-single-instance",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "client", "operation": "read"}]},
               "components": [{"id": "client", "kind": "client-web"},
                {"id": "lb", "kind": "lb-l7"},
                {"id": "api", "kind": "server", "instances": 2}],
               "connections": [{"from": "client", "to": "lb"},
                {"from": "lb", "to": "api"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_for_what_starts_its_own_work() {
        check(
            "spof-single-instance",
            r#"{"workload": {"journeys": [{"id": "trending", "entry": "hourly", "operation": "read"}]},
               "components": [{"id": "hourly", "kind": "scheduler"},
                {"id": "posts", "kind": "server", "instances": 2}],
               "connections": [{"from": "hourly", "to": "posts"}]}"#,
            &[],
        );
    }

    #[test]
    fn a_primary_with_drawn_replicas_is_judged_by_what_it_says_of_failover() {
        let design = |settings: &str| {
            r#"{"workload": {"journeys": [{"id": "write", "entry": "db", "operation": "write"}]},
               "components": [{"id": "db", "kind": "sql", "settings": {SETTINGS}}, {"id": "copy", "kind": "db-replica"}],
               "connections": [{"from": "db", "to": "copy", "mode": "replication"}]}"#
                .replace("SETTINGS", settings)
        };
        check("spof-single-instance", &design(r#""auto_failover": true"#), &[]);
        // The finding that replaces this one says which of the two it is.
        check("repl-no-failover", &design(r#""auto_failover": false"#), &["db"]);
        check_not_checked_at("spof-single-instance", &design(""), "components[db].settings.auto_failover");
    }

    #[test]
    fn not_checked_without_a_journey() {
        check_not_checked(
            "spof-single-instance",
            r#"{"components": [{"id": "api", "kind": "server"}],
               "connections": []}"#,
        );
    }
}
