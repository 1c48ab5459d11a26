//! Callers give up a noticeable part of their calls before the answer comes.

use std::collections::BTreeSet;

use crate::analysis::strain::Strain;
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// Callers give up a noticeable part of their calls before the answer comes.
    ///
    /// ## Why it matters
    /// A call that is given up costs as much as one that is answered: the callee goes on working, the caller has waited
    /// for nothing, and its user gets an error, or waits for another attempt. A timeout belongs above what nearly all
    /// answers take at peak, waiting included; half of the calls given up is no service.
    ///
    /// ## What to do
    /// Make the callee quicker or give it more room, or wait a little longer than its 99th percentile. How many calls
    /// may be given up is the threshold *Calls that may be given up*.
    ///
    /// ## When it is fine
    /// Where another answer stands ready: a fallback, an older copy, a result without this part.
    id: "res-calls-given-up",
    title: "Calls given up before the answer",
    severity: Severity::Warn,
    needs: Needs::Workload,
    origin: Origin::Own,
    core: false,
    source: Source::Documented("mental-models § 11. The Resilience Patterns"),
    replaces: &[],
    message: "{caller} gives up {measured} of its calls to {component} at peak, each after {timeout}.",
    fix: "Let {component} answer sooner, or wait longer than nearly all of its answers take.",
    check: check;
    in ru: r"
        Calls given up before the answer ⇒ Вызовы обрываются до ответа
        {caller} gives up {measured} of its calls to {component} at peak, each after {timeout}. ⇒ {caller} в пике обрывает {measured} вызовов к «{component}», каждый через {timeout}.
        Let {component} answer sooner, or wait longer than nearly all of its answers take. ⇒ Пусть «{component}» отвечает быстрее, либо ждите дольше, чем занимают почти все его ответы.
    ",
}

/// From so many on it is an error: half of the calls are for nothing.
const MOST: f64 = 0.5;

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let Some(balance) = context.balance else { return };
    let most = context.threshold("given_up");
    let given_up = |edge: usize| balance.edges[edge].late > most;
    for edge in (0..context.graph.edges.len()).filter(|&edge| given_up(edge)) {
        let this = context.edge(edge);
        let Some(timeout) = this.number("timeout_ms") else { continue };
        // Who waits for a place waits for no answer: the pool is told (`res-pool-too-small`).
        let waits_for_a_place = balance.edges[edge].wanted > balance.edges[edge].room;
        if waits_for_a_place || is_told_behind(context, balance, this.to, &given_up) {
            continue;
        }
        let share = balance.edges[edge].late;
        let finding = verdict
            .find(context, &[this.to])
            .on(&[edge])
            .measured(share, most, "")
            .of(Part::GivenUp(0))
            .limit(Part::Threshold("given_up"))
            .with("measured", Value::Share(share))
            .with("timeout", Value::Milliseconds(timeout))
            .with("caller", Value::name(context.caller(edge).component.label()));
        if share >= MOST {
            finding.is_error();
        }
    }
}

/// Whether what is too slow stands further on, and is told there: it is full, or its own calls are given up.
fn is_told_behind(context: &Context<'_>, balance: &Strain, callee: usize, given_up: &dyn Fn(usize) -> bool) -> bool {
    let mut seen = BTreeSet::from([callee]);
    let mut open = vec![callee];
    while let Some(node) = open.pop() {
        let is_full = context.loads[node].utilization.is_some_and(|load| load >= 1.0);
        if is_full || balance.nodes[node].crowding > 1.0 {
            return true;
        }
        for &edge in context.edges_from(node).iter().filter(|&&edge| is_waited_for(context, edge)) {
            if given_up(edge) {
                return true;
            }
            if seen.insert(context.edge(edge).to) {
                open.push(context.edge(edge).to);
            }
        }
    }
    false
}

/// Whether the caller waits for the answer, and cannot do without.
fn is_waited_for(context: &Context<'_>, edge: usize) -> bool {
    let edge = context.edge(edge);
    edge.is_sync() && edge.connection.required != Some(false)
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    fn called(callee: &str, connection: &str, subjects: &[&str]) {
        let text = format!(
            r#"{{"workload": {{"journeys": [{{"id": "go", "entry": "client", "operation": "read",
                   "rate": {{"per_second": 100}}, "peak_factor": 1}}]}},
                "components": [{{"id": "client", "kind": "client-web"}}, {{"id": "a", "kind": "service"}},
                    {{"id": "b", "kind": "service", "settings": {{{callee}}}}}],
                "connections": [{{"from": "client", "to": "a", "timeout_ms": 10}},
                    {{"from": "a", "to": "b", {connection}}}]}}"#
        );
        check("res-calls-given-up", &text, subjects);
    }

    #[test]
    fn fires_on_the_last_call_when_answers_take_longer_than_anybody_waits() {
        called(r#""latency_ms": 10000"#, r#""timeout_ms": 50"#, &["b"]);
        // e^(−30 ÷ 10) = 5 % after 30 ms.
        called(r#""latency_ms": 10"#, r#""timeout_ms": 28, "latency_ms": 0"#, &["b"]);
    }

    #[test]
    fn silent_when_nearly_all_answers_come_or_it_is_full_anyway() {
        let text = r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read",
                   "rate": {"per_second": 100}, "peak_factor": 1}]},
                "components": [{"id": "client", "kind": "client-web"},
                    {"id": "b", "kind": "service", "settings": {"latency_ms": 10 FULL}}],
                "connections": [{"from": "client", "to": "b", "timeout_ms": 100}]}"#;
        check("res-calls-given-up", &text.replace(" FULL", ""), &[]);
        check("res-calls-given-up", &text.replace(" FULL", r#", "rps_capacity": 80"#), &[]);
    }
}
