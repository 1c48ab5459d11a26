//! Requests go round in a circle and none is ever lost.

use crate::analysis::carried::Carried;
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};
use std::collections::BTreeSet;

rule! {
    /// Requests go round in a circle and none is ever lost.
    ///
    /// ## Why it matters
    /// Each round brings back at least as many requests as it took up, so the rate of the next round is as large or
    /// larger, for ever. No figure behind such a loop means anything, and none is shown.
    ///
    /// ## What to do
    /// Let the connection that closes the circle carry less than one call for each request, or a journey of its own, or
    /// remove it.
    ///
    /// ## When it is fine
    /// Never as drawn: a real system that answers has a way out. Draw how often it is taken.
    id: "loop-unbounded",
    title: "Loop without end",
    severity: Severity::Error,
    needs: Needs::Workload,
    origin: Origin::Own,
    core: true,
    source: Source::Assumption,
    replaces: &["res-sync-cycle", "journey-dead-end", "self-loop"],
    message: "{component} gets back at least every request that it sends on ({names}). The loop never ends, and no rate can be given.",
    fix: "State how many calls go round (\"calls\" below 1), give the way back a journey of its own, or remove it.",
    check: check;
    mend: mend;
    in ru: r#"
        Loop without end ⇒ Бесконечный цикл
        {component} gets back at least every request that it sends on ({names}). The loop never ends, and no rate can be given. ⇒ {component} получает назад не меньше запросов, чем отправляет дальше ({names}). Цикл бесконечен, и частоту назвать нельзя.
        State how many calls go round ("calls" below 1), give the way back a journey of its own, or remove it. ⇒ Укажите, сколько вызовов идёт по кругу («Вызовы» меньше 1), дайте обратному пути отдельный сценарий или удалите его.
    "#,
}

/// Splits the nodes of loops without end into those that reach each other.
fn circles(context: &Context<'_>, nodes: &[usize]) -> Vec<Vec<usize>> {
    let mut rest: BTreeSet<usize> = nodes.iter().copied().collect();
    let mut found = Vec::new();
    while let Some(&first) = rest.first() {
        let within = |from: usize| nodes.contains(&from);
        let ahead = context.graph.reach(first, |edge| within(edge.from) && within(edge.to));
        let behind = context.graph.reach_back(first, |edge| within(edge.from) && within(edge.to));
        let around: Vec<usize> = ahead.intersection(&behind).copied().collect();
        for node in &around {
            rest.remove(node);
        }
        found.push(around);
    }
    found
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let mut loops: BTreeSet<Vec<usize>> = BTreeSet::new();
    for journey in &context.traffic.journeys {
        for around in circles(context, &journey.loops) {
            loops.insert(around);
        }
    }
    for around in loops {
        let names: Vec<&str> = around.iter().map(|&node| context.node(node).component.label()).collect();
        verdict.find(context, &around).with("names", Value::names(&names));
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    let goes_round = |journey: &&Carried| finding.nodes.iter().all(|&node| journey.reaches(node));
    let journeys = context.carried.iter().filter(goes_round);
    let closing: BTreeSet<usize> = journeys.flat_map(|journey| closing(context, journey, &finding.nodes)).collect();
    Fix::of(context.graph).without(closing).done()
}

/// Connections between some components by which a journey comes back to where it has been on its way: without them it
/// goes round nowhere between those.
fn closing(context: &Context<'_>, journey: &Carried, around: &[usize]) -> BTreeSet<usize> {
    let mut seen = vec![false; context.graph.nodes.len()];
    let mut is_on_the_way = seen.clone();
    let mut closing = BTreeSet::new();
    // The way from the entry: each component with how many of its connections were followed.
    let mut way = vec![(journey.entry, 0)];
    (seen[journey.entry], is_on_the_way[journey.entry]) = (true, true);
    while let Some((node, followed)) = way.last_mut() {
        let Some(&number) = context.edges_from(*node).get(*followed) else {
            is_on_the_way[*node] = false;
            way.pop();
            continue;
        };
        *followed += 1;
        let edge = context.edge(number);
        if !journey.uses(number) {
            continue;
        }
        if is_on_the_way[edge.to] && around.contains(&edge.from) && around.contains(&edge.to) {
            closing.insert(number);
        } else if !std::mem::replace(&mut seen[edge.to], true) {
            is_on_the_way[edge.to] = true;
            way.push((edge.to, 0));
        }
    }
    closing
}

#[cfg(test)]
mod tests {
    use crate::Evaluation;
    use crate::analysis::Graph;
    use crate::rules::testing::check;

    #[test]
    fn fires_when_everything_comes_back() {
        check(
            "loop-unbounded",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "a", "operation": "read", "rate": {"per_second": 10}}]},
                "components": [{"id": "a", "kind": "service"}, {"id": "b", "kind": "service"}],
                "connections": [{"from": "a", "to": "b"}, {"from": "b", "to": "a"}]}"#,
            &["a"],
        );
    }

    #[test]
    fn fires_when_a_component_calls_itself_as_often_as_it_is_called() {
        check(
            "loop-unbounded",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "a", "operation": "read", "rate": {"per_second": 10}}]},
                "components": [{"id": "a", "kind": "service"}, {"id": "b", "kind": "service"}],
                "connections": [{"from": "a", "to": "b"}, {"from": "b", "to": "b"}]}"#,
            &["b"],
        );
    }

    #[test]
    fn the_fix_removes_what_closes_the_circle_and_nothing_else() {
        let design = r#"{"workload": {"journeys": [{"id": "read", "entry": "u", "operation": "read", "rate": {"per_second": 10}}]},
            "components": [{"id": "u", "kind": "client-web"}, {"id": "a", "kind": "service"}, {"id": "b", "kind": "service"},
                {"id": "c", "kind": "service"}],
            "connections": [{"from": "u", "to": "b"}, {"from": "a", "to": "b"}, {"from": "b", "to": "c"}, {"from": "c", "to": "a"}]}"#;
        check("loop-unbounded", design, &["a"]);
        let design = crate::rules::testing::design(design);
        let graph = Graph::new(&design);
        let evaluation = Evaluation::begin(&graph);
        let name = evaluation.report().findings.iter().find(|finding| finding.rule == "loop-unbounded").unwrap().name();
        let steps = evaluation.fix(&name).unwrap().steps;
        let says: Vec<&str> = steps.iter().map(|step| &*step.says).collect();
        assert_eq!(says, ["Gone: a → b."]);
    }

    #[test]
    fn silent_when_half_of_it_comes_back() {
        check(
            "loop-unbounded",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "a", "operation": "read", "rate": {"per_second": 10}}]},
                "components": [{"id": "a", "kind": "service"}, {"id": "b", "kind": "service"}],
                "connections": [{"from": "a", "to": "b"}, {"from": "b", "to": "a", "calls": 0.5}]}"#,
            &[],
        );
    }
}
