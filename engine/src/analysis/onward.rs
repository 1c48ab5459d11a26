//! Where requests that begin in the middle of a design end up. What enters at an entry is the business of `traffic`.

use std::collections::BTreeMap;

use super::graph::{Edge, Graph};
use super::traffic::{Rates, through};

/// By node: what reaches it of what begins at some nodes, these included. `weights` gives, for a node and one of its
/// edges, the calls for each read and for each write; `along` says which edges are followed. In a loop, once around.
pub fn onward(
    graph: &Graph<'_>,
    begin: &[(usize, Rates)],
    weights: &mut dyn FnMut(usize, usize) -> [f64; 2],
    along: &dyn Fn(usize) -> bool,
) -> BTreeMap<usize, Rates> {
    let mut found: BTreeMap<usize, Rates> = BTreeMap::new();
    if begin.is_empty() {
        return found;
    }
    let rank = graph.ranks();
    let mut open: BTreeMap<(usize, usize), Rates> = BTreeMap::new();
    for &(node, rates) in begin {
        *open.entry((rank[node], node)).or_default() += rates;
    }
    // Callers come before callees, so that a node is followed once, with all that reaches it.
    while let Some(((_, node), rates)) = open.pop_first() {
        let known = found.contains_key(&node);
        *found.entry(node).or_default() += rates;
        if known {
            continue;
        }
        for &number in graph.outgoing[node].iter().filter(|&&edge| along(edge)) {
            let Edge { to, output, .. } = graph.edges[number];
            let on = through(rates, weights(node, number), output);
            if on.total() > 0.0 {
                *open.entry((rank[to], to)).or_default() += on;
            }
        }
    }
    found
}
