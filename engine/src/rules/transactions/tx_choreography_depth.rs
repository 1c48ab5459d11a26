//! More than four services follow each other by events alone.

use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// More than four services follow each other by events alone.
    ///
    /// ## Why it matters
    /// Each service reacts to the one before and knows nothing of the whole. With four that can still be drawn from
    /// memory; with more, nobody can say where an order hangs, or what happens when the fifth fails. The documented
    /// example has four steps.
    ///
    /// ## What to do
    /// Let one service direct the steps, and trace them.
    ///
    /// ## When it is fine
    /// When the services do not act for one purpose, but each for its own.
    id: "tx-choreography-depth",
    title: "Long dance of events",
    severity: Severity::Info,
    needs: Needs::Structure,
    origin: Origin::Derived,
    core: false,
    source: Source::Documented("mental-models § 13. The Distributed Transaction Patterns, § 14. The Architecture Patterns; interview-answers § Theory 6. Consistency Patterns"),
    replaces: &[],
    message: "{component} begins a row of {count} services that follow each other by events: {names}.",
    fix: "Let an orchestrator direct the steps, and trace them.",
    check: check;
    in ru: r"
        Long dance of events ⇒ Долгая хореография
        {component} begins a row of {count} services that follow each other by events: {names}. ⇒ {component} начинает ряд из {count} {count:сервиса|сервисов|сервисов}, которые следуют друг за другом по событиям: {names}.
        Let an orchestrator direct the steps, and trace them. ⇒ Пусть шагами управляет оркестратор, и трассируйте их.
    ",
}

/// Services in a row that pass: the documented example has four steps.
const FEW: usize = 4;
/// What has not come to rest by then is a circle, or longer than anybody reads.
const ROUNDS: usize = 100;

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    if context.nodes().any(|(_, node)| node.kind.id == "saga-orchestrator") {
        return;
    }
    let works = |number: usize| matches!(context.node(number).kind.family, Family::Compute | Family::Worker);
    let broker = |number: usize| context.node(number).kind.family.is_broker();
    let count = context.graph.nodes.len();
    // Who comes after whom, over a queue or a stream.
    let mut after: Vec<(usize, usize)> = Vec::new();
    for number in (0..count).filter(|&number| works(number) && context.is_reached(number)) {
        for sent in context.from(number).filter(|edge| broker(edge.to)) {
            after.extend(context.from(sent.to).filter(|edge| works(edge.to)).map(|edge| (number, edge.to)));
        }
    }
    // Longest row that begins at each: relaxed until nothing changes. In a circle no row is the longest.
    let mut follow: Vec<(usize, usize)> = vec![(1, usize::MAX); count];
    for round in 0..=ROUNDS {
        let mut changed = false;
        for &(from, to) in &after {
            if follow[to].0 + 1 > follow[from].0 {
                follow[from] = (follow[to].0 + 1, to);
                changed = true;
            }
        }
        if !changed {
            break;
        }
        if round == ROUNDS {
            return;
        }
    }
    for head in (0..count).filter(|head| after.iter().all(|(_, to)| to != head)) {
        if follow[head].0 <= FEW {
            continue;
        }
        let mut row = vec![head];
        while let Some(&last) = row.last().filter(|&&last| follow[last].0 > 1) {
            row.push(follow[last].1);
        }
        let names: Vec<&str> = row.iter().map(|&number| context.node(number).component.label()).collect();
        verdict.find(context, &row).with("count", Value::Count(row.len() as f64)).with("names", Value::names(&names));
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn fires_with_five() {
        check(
            "tx-choreography-depth",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "q", "kind": "stream"}, {"id": "b", "kind": "service"},
                    {"id": "r", "kind": "stream"}, {"id": "c", "kind": "service"},
                    {"id": "s", "kind": "stream"}, {"id": "d", "kind": "service"},
                    {"id": "t", "kind": "stream"}, {"id": "e", "kind": "service"}],
                "connections": [{"from": "client", "to": "a"}, {"from": "a", "to": "q", "mode": "async"},
                    {"from": "q", "to": "b", "mode": "async"}, {"from": "b", "to": "r", "mode": "async"},
                    {"from": "r", "to": "c", "mode": "async"}, {"from": "c", "to": "s", "mode": "async"},
                    {"from": "s", "to": "d", "mode": "async"}, {"from": "d", "to": "t", "mode": "async"},
                    {"from": "t", "to": "e", "mode": "async"}]}"#,
            &["a"],
        );
    }

    #[test]
    fn silent_with_four() {
        check(
            "tx-choreography-depth",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "q", "kind": "stream"}, {"id": "b", "kind": "service"},
                    {"id": "r", "kind": "stream"}, {"id": "c", "kind": "service"},
                    {"id": "s", "kind": "stream"}, {"id": "d", "kind": "service"}],
                "connections": [{"from": "client", "to": "a"}, {"from": "a", "to": "q", "mode": "async"},
                    {"from": "q", "to": "b", "mode": "async"}, {"from": "b", "to": "r", "mode": "async"},
                    {"from": "r", "to": "c", "mode": "async"}, {"from": "c", "to": "s", "mode": "async"},
                    {"from": "s", "to": "d", "mode": "async"}]}"#,
            &[],
        );
    }
}
