//! Circles of components that wait for each other. Says nothing about how much goes round.

use super::carried::Carried;
use super::graph::Graph;
use super::lists::{Lists, strong_parts};

/// Components that wait for each other within one journey, each circle once, its members sorted. A way back that is
/// a journey of its own closes none.
#[must_use]
pub fn sync_circles(graph: &Graph<'_>, carried: &[Carried]) -> Vec<Vec<usize>> {
    let mut found: Vec<Vec<usize>> = Vec::new();
    for journey in carried {
        let mut waits_for = Lists::default();
        for outgoing in graph.outgoing.iter() {
            for &edge in outgoing.iter().filter(|&&edge| journey.edge_waits[edge]) {
                waits_for.push(graph.edges[edge].to);
            }
            waits_for.close();
        }
        let parts = strong_parts(&waits_for);
        found.extend(parts.iter().filter(|part| part.len() > 1).map(<[usize]>::to_vec));
    }
    found.sort();
    found.dedup();
    found
}
