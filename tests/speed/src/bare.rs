//! The measure to compare with: the same graph walked by petgraph alone. Its passes are those that traffic and
//! structural weak points cannot do without; it knows no kinds, caches, copies or capacities.

use std::collections::HashMap;

use loadbearing_engine::design::Design;
use petgraph::algo::{dominators, tarjan_scc};
use petgraph::graph::{DiGraph, NodeIndex};

/// Strongly connected components once; then, for each journey, what flows where and what dominates what. Gives a
/// sum, so that no pass can be left out by the compiler.
#[must_use]
pub fn passes(design: &Design) -> f64 {
    let mut graph = DiGraph::<(), f64>::with_capacity(design.components.len(), design.connections.len());
    let nodes: HashMap<&str, NodeIndex> =
        design.components.iter().map(|component| (component.id.as_str(), graph.add_node(()))).collect();
    for connection in &design.connections {
        let (from, to) = (nodes[connection.from.as_str()], nodes[connection.to.as_str()]);
        graph.add_edge(from, to, connection.calls.unwrap_or(1.0));
    }
    // Tarjan's order is from the ends to the beginnings.
    let order: Vec<NodeIndex> = tarjan_scc(&graph).into_iter().rev().flatten().collect();
    let mut sum = 0.0;
    for journey in &design.workload.journeys {
        let entry = nodes[journey.entry.as_str()];
        sum += flow(&graph, &order, entry, journey.rate.map_or(0.0, |rate| rate.per_second()));
        let dominators = dominators::simple_fast(&graph, entry);
        sum += graph.node_indices().filter(|&node| dominators.immediate_dominator(node).is_some()).count() as f64;
    }
    sum
}

fn flow(graph: &DiGraph<(), f64>, order: &[NodeIndex], entry: NodeIndex, rate: f64) -> f64 {
    let mut flows = vec![0.0; graph.node_count()];
    flows[entry.index()] = rate;
    for &node in order {
        let arriving = flows[node.index()];
        let mut edges = graph.neighbors(node).detach();
        while let Some((edge, target)) = edges.next(graph) {
            flows[target.index()] += arriving * graph[edge];
        }
    }
    flows.iter().sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::city;

    #[test]
    fn something_flows() {
        assert!(passes(&city::city(city::SEED)) > 1_000.0);
    }
}
