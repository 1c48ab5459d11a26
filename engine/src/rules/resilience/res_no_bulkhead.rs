//! All dependencies share one pool.

use std::collections::BTreeSet;

use crate::design::vocabulary::Source;
use crate::kinds::{Copies, Family};
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// All dependencies share one pool.
    ///
    /// ## Why it matters
    /// One slow dependency fills the shared pool with waiting calls, and requests that need only the healthy ones find
    /// no thread. A pool of, say, ten threads for each keeps the damage in one compartment.
    ///
    /// ## What to do
    /// Give each dependency a pool of its own.
    ///
    /// ## When it is fine
    /// When there is one dependency that everything needs anyway.
    id: "res-no-bulkhead",
    title: "No bulkhead",
    severity: Severity::Warn,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("mental-models § 11. The Resilience Patterns; senior-node § 12 Security & Reliability"),
    replaces: &[],
    message: "{component} calls {others} from one pool. The slowest of them stops the calls to all.",
    fix: "Give each dependency a pool of its own.",
    check: check;
    mend: mend;
    in ru: r"
        No bulkhead ⇒ Нет переборки
        {component} calls {others} from one pool. The slowest of them stops the calls to all. ⇒ {component} вызывает {others} из одного пула. Самый медленный из них остановит вызовы ко всем.
        Give each dependency a pool of its own. ⇒ Дайте каждой зависимости отдельный пул.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, _) in context.of_family(Family::Compute) {
        let called = |edge: &&usize| {
            let beside = context.callee(**edge).kind.family.beside_the_path();
            context.edge(**edge).is_sync() && !beside && context.callee(**edge).kind.copies != Copies::Inside
        };
        let calls: Vec<usize> = context.edges_from(number).iter().filter(called).copied().collect();
        // Two connections to one dependency, such as for reads and for writes, are two ways to hang on the same.
        let callees: BTreeSet<usize> = calls.iter().map(|&edge| context.edge(edge).to).collect();
        if callees.len() < 2 {
            continue;
        }
        let shared = |edge: &usize| context.edge(*edge).switch("bulkhead") == Some(false);
        if calls.iter().any(shared) {
            let names: Vec<&str> = callees.iter().map(|&callee| context.node(callee).component.label()).collect();
            verdict.find(context, &[number]).on(&calls).with("others", Value::names(&names));
        } else if calls.iter().any(|&edge| context.edge(edge).switch("bulkhead").is_none()) {
            verdict.needs("whether dependencies have pools of their own");
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    Fix::of(context.graph).set_on_all(&finding.edges, "bulkhead", true, None).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_two_dependencies_share_a_pool() {
        check(
            "res-no-bulkhead",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}, {"id": "d", "kind": "sql"}],
                "connections": [{"from": "client", "to": "a"}, {"from": "a", "to": "b", "bulkhead": false},
                    {"from": "a", "to": "d"}]}"#,
            &["a"],
        );
    }

    #[test]
    fn silent_when_two_connections_lead_to_one_dependency() {
        check(
            "res-no-bulkhead",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "a", "operation": "read"},
                    {"id": "write", "entry": "a", "operation": "write"}]},
                "components": [{"id": "a", "kind": "service"}, {"id": "d", "kind": "sql"}],
                "connections": [{"from": "a", "to": "d", "operation": "read", "bulkhead": false},
                    {"from": "a", "to": "d", "operation": "write", "bulkhead": false}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_each_has_its_own() {
        check(
            "res-no-bulkhead",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}, {"id": "d", "kind": "sql"}],
                "connections": [{"from": "client", "to": "a"}, {"from": "a", "to": "b", "bulkhead": true},
                    {"from": "a", "to": "d", "bulkhead": true}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_it_is_open() {
        check_not_checked(
            "res-no-bulkhead",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}, {"id": "d", "kind": "sql"}],
                "connections": [{"from": "client", "to": "a"}, {"from": "a", "to": "b"}, {"from": "a", "to": "d"}]}"#,
        );
    }
}
