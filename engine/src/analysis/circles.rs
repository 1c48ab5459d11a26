//! Circles of components that wait for each other. Says nothing about how much goes round.

use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};

use super::carried::Carried;
use super::graph::Graph;

/// Components that wait for each other within one journey, each circle once, its members sorted. A way back that is
/// a journey of its own closes none.
#[must_use]
pub fn sync_circles(graph: &Graph<'_>, carried: &[Carried]) -> Vec<Vec<usize>> {
    let mut found: Vec<Vec<usize>> = Vec::new();
    for journey in carried {
        let mut waits: DiGraph<(), ()> = DiGraph::new();
        for _ in &graph.nodes {
            waits.add_node(());
        }
        for (number, edge) in graph.edges.iter().enumerate() {
            if journey.edge_waits[number] && edge.from != edge.to {
                waits.add_edge(NodeIndex::new(edge.from), NodeIndex::new(edge.to), ());
            }
        }
        for circle in kosaraju_scc(&waits).into_iter().filter(|circle| circle.len() > 1) {
            let mut circle: Vec<usize> = circle.into_iter().map(NodeIndex::index).collect();
            circle.sort_unstable();
            found.push(circle);
        }
    }
    found.sort();
    found.dedup();
    found
}
