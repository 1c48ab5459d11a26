//! Most services wait for most others.

use crate::analysis::through::answering;
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};
use std::collections::BTreeSet;

rule! {
    /// Most services wait for most others.
    ///
    /// ## Why it matters
    /// Services that all call each other have to be up, released and understood together: one program with a network in
    /// the middle of it. From half of all pairs on the rule speaks, which is an assumption.
    ///
    /// ## What to do
    /// Merge those that always change together, and let the others learn by events.
    ///
    /// ## When it is fine
    /// With three services or fewer, where pairs are few anyway.
    id: "arch-distributed-monolith",
    title: "Monolith in pieces",
    severity: Severity::Warn,
    needs: Needs::Structure,
    origin: Origin::Derived,
    core: false,
    source: Source::Documented("interview-answers § Theory 2. Microservices vs Monolith"),
    replaces: &[],
    message: "{component} is one of {services} services in which {measured} of all pairs wait for each other.",
    fix: "Merge services that change together, and use events between the rest.",
    check: check;
    in ru: r"
        Monolith in pieces ⇒ Монолит по частям
        {component} is one of {services} services in which {measured} of all pairs wait for each other. ⇒ {component} — один из сервисов ({services}), в которых {measured} всех пар ждут друг друга.
        Merge services that change together, and use events between the rest. ⇒ Объедините сервисы, которые меняются вместе, а между остальными используйте события.
    ",
}

/// Part of all pairs above which services count as one: an assumption.
const MOST: f64 = 0.5;
/// Services below which pairs say little: an assumption.
const SEVERAL: usize = 4;

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let services: Vec<usize> =
        context.nodes().filter(|(_, node)| node.kind.id == "service").map(|(number, _)| number).collect();
    if services.len() < SEVERAL {
        return;
    }
    let mut pairs = BTreeSet::new();
    let mut edges = Vec::new();
    let service = |node: usize| context.node(node).kind.id == "service";
    for (number, edge) in context.graph.edges.iter().enumerate() {
        if !service(edge.from) || !edge.is_sync() {
            continue;
        }
        let called = answering(context.graph, number, |_| false);
        let called = called.into_iter().filter(|&to| service(to) && to != edge.from);
        let new = called.filter(|&to| pairs.insert((edge.from.min(to), edge.from.max(to))));
        if new.count() > 0 {
            edges.push(number);
        }
    }
    let all = services.len() * (services.len() - 1) / 2;
    let share = pairs.len() as f64 / all as f64;
    if share > MOST {
        verdict
            .find(context, &services)
            .on(&edges)
            .with("services", Value::Count(services.len() as f64))
            .with("measured", Value::Share(share));
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn fires_when_four_of_six_pairs_wait() {
        check(
            "arch-distributed-monolith",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}, {"id": "c", "kind": "service"},
                    {"id": "d", "kind": "service"}],
                "connections": [{"from": "client", "to": "a"}, {"from": "a", "to": "b"}, {"from": "a", "to": "c"},
                    {"from": "a", "to": "d"}, {"from": "b", "to": "c"}]}"#,
            &["a"],
        );
    }

    #[test]
    fn silent_with_three_of_six() {
        check(
            "arch-distributed-monolith",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}, {"id": "c", "kind": "service"},
                    {"id": "d", "kind": "service"}],
                "connections": [{"from": "client", "to": "a"}, {"from": "a", "to": "b"}, {"from": "a", "to": "c"},
                    {"from": "a", "to": "d"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_over_events() {
        check(
            "arch-distributed-monolith",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "q", "kind": "stream"},
                    {"id": "a", "kind": "service"}, {"id": "b", "kind": "service"},
                    {"id": "c", "kind": "service"}, {"id": "d", "kind": "service"}],
                "connections": [{"from": "client", "to": "a"}, {"from": "a", "to": "q", "mode": "async"},
                    {"from": "q", "to": "b", "mode": "async"}, {"from": "q", "to": "c", "mode": "async"},
                    {"from": "q", "to": "d", "mode": "async"}]}"#,
            &[],
        );
    }
}
