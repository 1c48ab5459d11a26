//! A component that no journey reaches.

use crate::design::Mode;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};
use std::collections::BTreeSet;

rule! {
    /// A component that no journey reaches.
    ///
    /// ## Why it matters
    /// Nothing that users do arrives there: it carries no load, its figures are all nought, and it may make the design
    /// look safer or larger than it is. Mostly a connection was forgotten, or a connection names other journeys.
    ///
    /// ## What to do
    /// Connect it, let a journey enter there, or delete it.
    ///
    /// ## When it is fine
    /// When it is there for later. Then say so in its notes.
    id: "arch-orphan",
    title: "On no journey",
    severity: Severity::Warn,
    needs: Needs::Structure,
    origin: Origin::Derived,
    core: true,
    source: Source::Documented("zero-to-hero § Phase 4 Interview Tips"),
    replaces: &[],
    message: "{names}: no journey arrives here, so it carries nothing.",
    fix: "Connect it, check which journeys its connections name, or delete it.",
    check: check;
    in ru: r"
        On no journey ⇒ Вне сценариев
        {names}: no journey arrives here, so it carries nothing. ⇒ {names}: сюда не приходит ни один сценарий, нагрузки нет.
        Connect it, check which journeys its connections name, or delete it. ⇒ Соедините его, проверьте, какие сценарии названы у его связей, или удалите.
    ",
}

/// Whether components of this family start something without being asked: by the clock, or from outside.
const fn acts_alone(family: Family) -> bool {
    matches!(family, Family::Worker | Family::Processing | Family::External) || family.beside_the_path()
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let mut reached: BTreeSet<usize> = BTreeSet::new();
    let mut open: Vec<usize> = Vec::new();
    for (number, node) in context.nodes() {
        let linked = context.from(number).chain(context.to(number)).any(|edge| edge.from != edge.to);
        let starts = match node.kind.family {
            // Without any journey, clients stand for those to come.
            Family::Client => linked && context.carried.is_empty(),
            family => acts_alone(family) && context.from(number).any(|edge| edge.to != number),
        };
        if context.is_reached(number) || (linked && node.kind.stands_aside()) || starts {
            reached.insert(number);
        }
        if starts {
            open.push(number);
        }
    }
    // What stands by until others are down is reached then.
    let standby = context.graph.edges.iter().filter(|edge| edge.connection.fallback && context.is_reached(edge.from));
    open.extend(standby.map(|edge| edge.to));
    // What starts by itself reaches whatever its connections lead to.
    let mut led: BTreeSet<usize> = open.iter().copied().collect();
    while let Some(number) = open.pop() {
        for edge in context.from(number) {
            let carries = edge.connection.journeys.as_ref().is_none_or(|ids| !ids.is_empty());
            if carries && led.insert(edge.to) {
                open.push(edge.to);
            }
        }
    }
    reached.extend(led);
    // A copy of a store is on every journey of its original.
    let mut open: Vec<usize> = reached.iter().copied().collect();
    while let Some(number) = open.pop() {
        for edge in context.from(number).filter(|edge| edge.connection.mode == Mode::Replication) {
            if reached.insert(edge.to) {
                open.push(edge.to);
            }
        }
    }
    let lost = |number: &usize| !reached.contains(number);
    let mut told: BTreeSet<usize> = BTreeSet::new();
    for (number, _) in context.nodes().filter(|(number, _)| lost(number)) {
        if told.contains(&number) {
            continue;
        }
        // What hangs together is one fault.
        let mut together = BTreeSet::from([number]);
        let mut open = vec![number];
        while let Some(node) = open.pop() {
            for next in context.from(node).map(|edge| edge.to).chain(context.to(node).map(|edge| edge.from)) {
                if lost(&next) && together.insert(next) {
                    open.push(next);
                }
            }
        }
        told.extend(&together);
        let nodes: Vec<usize> = together.into_iter().collect();
        let names: Vec<&str> = nodes.iter().map(|&node| context.node(node).component.label()).collect();
        verdict.find(context, &nodes).with("names", Value::names(&names));
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn silent_for_what_stands_by() {
        check(
            "arch-orphan",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "dns", "operation": "read"}]},
                "components": [{"id": "dns", "kind": "gslb"}, {"id": "lb", "kind": "lb-l7"}, {"id": "a", "kind": "server"},
                    {"id": "lb2", "kind": "lb-l7"}, {"id": "b", "kind": "server"}],
                "connections": [{"from": "dns", "to": "lb", "group": "regions"}, {"from": "lb", "to": "a"},
                    {"from": "dns", "to": "lb2", "group": "regions", "fallback": true}, {"from": "lb2", "to": "b"}]}"#,
            &[],
        );
    }

    #[test]
    fn fires_when_nothing_leads_to_a_component() {
        check(
            "arch-orphan",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "old", "kind": "server"}],
                "connections": [{"from": "client", "to": "api"}]}"#,
            &["old"],
        );
    }

    #[test]
    fn says_once_what_hangs_together() {
        check(
            "arch-orphan",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "old", "kind": "server"}, {"id": "older", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "old", "to": "older"}]}"#,
            &["old"],
        );
    }

    #[test]
    fn silent_when_every_component_is_on_a_journey() {
        check(
            "arch-orphan",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_a_worker_runs_by_the_clock() {
        check(
            "arch-orphan",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}, {"id": "nightly", "kind": "worker"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"},
                    {"from": "nightly", "to": "db"}]}"#,
            &[],
        );
    }
}
