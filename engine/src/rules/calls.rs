//! What the rules about calls have in common: who calls, who answers through what only passes on, and which calls nothing
//! breaks off.

use std::collections::BTreeSet;

use super::Context;
use crate::analysis::Graph;
use crate::analysis::through::answering;
use crate::kinds::Family;

/// Whether components of a family call others for the sake of requests, and hang with what they call.
pub(super) const fn is_caller(family: Family) -> bool {
    matches!(family, Family::Compute | Family::Worker | Family::ConnectionServer | Family::Gateway)
}

/// Whether something on the way over a connection breaks the circuit: the connection, or a gateway or a mesh that it comes
/// from.
pub(super) fn breaks(context: &Context<'_>, edge: usize) -> bool {
    context.edge(edge).switch("circuit_breaker") == Some(true)
        || context.caller(edge).switch("circuit_breaker") == Some(true)
}

/// Who works on what is asked of them over a connection, through what only passes on: other programs, not stores.
pub(super) fn workers(context: &Context<'_>, edge: usize) -> Vec<usize> {
    let works =
        |&node: &usize| matches!(context.node(node).kind.family, Family::Compute | Family::External | Family::Worker);
    answering(context.graph, edge, |_| false).into_iter().filter(works).collect()
}

/// Calls of a component that nothing breaks off, to programs of a family, as the design says.
pub(super) struct Unbroken {
    /// Numbers of the connections over which it calls.
    pub edges: Vec<usize>,
    /// Numbers of those who answer.
    pub callees: Vec<usize>,
    /// Whether another call leaves open what breaks it off.
    pub is_open: bool,
}

/// The calls of a component that nothing breaks off, of those that `count`.
pub(super) fn unbroken(
    context: &Context<'_>,
    caller: usize,
    answers: Family,
    count: impl Fn(usize) -> bool,
) -> Unbroken {
    let mut found = Unbroken { edges: Vec::new(), callees: Vec::new(), is_open: false };
    if !is_caller(context.node(caller).kind.family) {
        return found;
    }
    let waits = |&edge: &usize| context.edge(edge).is_sync() && count(edge);
    for edge in context.edges_from(caller).iter().copied().filter(waits) {
        // What a caller further on is told of is no matter of this one; nor what tries again on the way to a program of
        // one's own.
        let told = |other: usize| {
            let call = context.edge(other);
            let tries = answers == Family::Compute && call.tries_again() && call.switch("circuit_breaker").is_some();
            other != edge && tries
                || other != edge
                    && is_caller(context.caller(other).kind.family)
                    && call.switch("circuit_breaker").is_some()
        };
        let reached = answering(context.graph, edge, |other| breaks(context, other) || told(other));
        let callees = reached.into_iter().filter(|&node| context.node(node).kind.family == answers);
        let callees: Vec<usize> = callees.collect();
        match context.edge(edge).switch("circuit_breaker") {
            _ if callees.is_empty() => {}
            None => found.is_open = true,
            Some(_) => {
                found.edges.push(edge);
                let new: Vec<usize> = callees.into_iter().filter(|callee| !found.callees.contains(callee)).collect();
                found.callees.extend(new);
            }
        }
    }
    found
}

/// Servers of the same role that users are to choose among by themselves: of each such set the edges that lead to them. They
/// are of one kind, take the same journeys and call the same.
pub(super) fn parallel_servers(graph: &Graph<'_>) -> Vec<Vec<usize>> {
    let calls = |node: usize| graph.from(node).map(|edge| edge.to).collect::<BTreeSet<usize>>();
    let mut found: Vec<Vec<usize>> = Vec::new();
    for (number, _) in graph.nodes.iter().enumerate().filter(|(_, node)| node.kind.family == Family::Client) {
        let mut sets: Vec<Vec<usize>> = Vec::new();
        for &edge in &graph.outgoing[number] {
            let this = &graph.edges[edge];
            if !this.is_sync() || graph.nodes[this.to].kind.id != "server" {
                continue;
            }
            let is_alike = |set: &&mut Vec<usize>| {
                let first = &graph.edges[set[0]];
                first.to != this.to
                    && first.connection.journeys == this.connection.journeys
                    && calls(first.to) == calls(this.to)
            };
            match sets.iter_mut().find(is_alike) {
                Some(set) => set.push(edge),
                None => sets.push(vec![edge]),
            }
        }
        found.extend(sets.into_iter().filter(|set| set.len() > 1));
    }
    found
}
