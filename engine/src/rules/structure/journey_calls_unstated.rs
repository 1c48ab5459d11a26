//! The only way on leads through what is asked beside the path, and nothing says how often it is called.

use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::dead_ends;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// The only way on leads through what is asked beside the path, and nothing says how often it is called.
    ///
    /// ## Why it matters
    /// A limiter, an identity provider or a registry is asked, and who asked goes on by itself: such a connection carries
    /// nothing of the requests unless it says how many calls each of them makes. Drawn into the path without that, it ends
    /// the journey: what stands behind it gets nothing, and all of its figures are nought.
    ///
    /// ## What to do
    /// State one call for each request where all of them go through it. Or draw it beside the path: who asks it is
    /// connected to what serves the journey as well.
    ///
    /// ## When it is fine
    /// While the design is half drawn.
    id: "journey-calls-unstated",
    title: "In the path, but never called",
    severity: Severity::Error,
    needs: Needs::Structure,
    origin: Origin::Own,
    core: true,
    source: Source::Assumption,
    replaces: &["journey-dead-end", "arch-orphan"],
    message: "{component} sends {journeys} on through {target} alone, and nothing says how many calls go there: none do.",
    fix: "State one call for each request on the connection to {target}, or connect {component} to what serves the journey.",
    check: check;
    mend: mend;
    in ru: r"
        In the path, but never called ⇒ На пути, но не вызывается
        {component} sends {journeys} on through {target} alone, and nothing says how many calls go there: none do. ⇒ {component} передаёт {journeys} дальше только через «{target}», но число вызовов туда не задано: их нет.
        State one call for each request on the connection to {target}, or connect {component} to what serves the journey. ⇒ Задайте на связи с «{target}» один вызов на каждый запрос или соедините «{component}» с тем, что обслуживает сценарий.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, _) in context.nodes() {
        let asked: Vec<usize> = asked_only(context, number);
        let Some(&first) = asked.first() else { continue };
        let stuck = dead_ends::stuck(context, number);
        if !stuck.is_empty() {
            let target = context.callee(first).component.label();
            verdict
                .find(context, &[number])
                .on(&asked)
                .with("journeys", Value::journeys(&stuck))
                .with("target", Value::name(target));
        }
    }
}

/// Connections to what stands beside the path and leads on all the same, without a word on how often it is called.
fn asked_only(context: &Context<'_>, node: usize) -> Vec<usize> {
    let leads_on = |other: usize| {
        let mut edges = context.edges_from(other).iter();
        edges.any(|&edge| context.edge(edge).to != node && !context.edge(edge).often.family.beside_the_path())
    };
    let is_asked = |edge: usize| {
        let asked = context.edge(edge);
        asked.connection.calls.is_none() && asked.often.family.beside_the_path() && leads_on(asked.to)
    };
    context.edges_from(node).iter().copied().filter(|&edge| is_asked(edge)).collect()
}

/// The way that the message names.
fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    let &edge = finding.edges.first()?;
    let mut fix = Fix::of(context.graph);
    fix.connection(edge).calls = Some(1.0);
    fix.tell(format!("{}: every request goes along it.", fix.way(edge)), None);
    fix.done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn fires_when_nobody_says_how_often_a_limiter_is_called() {
        let design = r#"{"workload": {"journeys": [{"id": "read", "entry": "gw", "operation": "read"}]},
                "components": [{"id": "gw", "kind": "gateway"}, {"id": "limiter", "kind": "rate-limiter"},
                    {"id": "api", "kind": "server"}],
                "connections": [{"from": "gw", "to": "limiter"}, {"from": "limiter", "to": "api"}]}"#;
        check("journey-calls-unstated", design, &["gw"]);
        check("journey-dead-end", design, &[]);
        check("arch-orphan", design, &[]);
    }

    #[test]
    fn silent_when_the_calls_are_stated() {
        check(
            "journey-calls-unstated",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "gw", "operation": "read"}]},
                "components": [{"id": "gw", "kind": "gateway"}, {"id": "limiter", "kind": "rate-limiter"},
                    {"id": "api", "kind": "server"}],
                "connections": [{"from": "gw", "to": "limiter", "calls": 1}, {"from": "limiter", "to": "api"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_it_stands_beside_the_path() {
        check(
            "journey-calls-unstated",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "gw", "operation": "read"}]},
                "components": [{"id": "gw", "kind": "gateway"}, {"id": "limiter", "kind": "rate-limiter"},
                    {"id": "api", "kind": "server"}, {"id": "counters", "kind": "cache-distributed"}],
                "connections": [{"from": "gw", "to": "limiter"}, {"from": "limiter", "to": "counters"},
                    {"from": "gw", "to": "api"}]}"#,
            &[],
        );
    }
}
