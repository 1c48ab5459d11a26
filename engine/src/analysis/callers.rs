//! What a design says of its callers: how long they wait, how often they try, how many calls and requests have room. And what
//! that makes of it as it stands, where nothing is supposed.

use super::aftermath::Before;
use super::graph::{Edge, Graph, Node};
use super::lost::Losses;
use super::strain::{Bearing, Known, Strain, strain};

/// Whether a design says anything that patience, attempts and places depend on.
#[must_use]
pub fn is_told(graph: &Graph<'_>) -> bool {
    const OF_COMPONENTS: [&str; 2] = ["concurrency", "queue_limit"];
    let of_node = |node: &Node<'_>| OF_COMPONENTS.iter().any(|name| node.number(name).is_some());
    graph.edges.iter().any(says_anything) || graph.nodes.iter().any(of_node)
}

/// Whether a connection says anything that patience, attempts and places depend on.
#[must_use]
pub fn says_anything(edge: &Edge<'_>) -> bool {
    const NUMBERS: [&str; 6] =
        ["timeout_ms", "connect_timeout_ms", "retries", "pool_size", "retry_budget", "hedge_after_ms"];
    const SWITCHES: [&str; 2] = ["bulkhead", "circuit_breaker"];
    NUMBERS.iter().any(|name| edge.number(name).is_some())
        || SWITCHES.iter().any(|name| edge.switch(name) == Some(true))
}

/// Components and connections over all journeys that one look may take to be looked at until nothing moves.
const MOST_AT_ONCE: usize = 200_000;

/// Looking for it ends when so many times have been put on lattices.
const MOST_EFFORT: usize = 400_000;

/// The balance of a design as it stands; `None` where it says nothing that depends on it, or is so large that nobody would
/// wait for it.
#[must_use]
pub fn as_it_stands(before: &Before<'_>) -> Option<Strain> {
    let graph = before.graph;
    let size = (graph.nodes.len() + graph.edges.len()) * before.traffic.journeys.len();
    if size > MOST_AT_ONCE || !is_told(graph) {
        return None;
    }
    let nothing = Losses::none(graph);
    Some(strain(
        before,
        &Bearing { losses: &nothing, factors: &[], slow: &[], effort: MOST_EFFORT },
        &Known::default(),
        true,
    ))
}
