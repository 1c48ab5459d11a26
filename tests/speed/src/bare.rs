//! The measure to compare with: the same graph walked by petgraph alone, as one would write it for these journeys. Its
//! passes are those that traffic and structural weak points cannot do without; it knows no kinds, caches, copies,
//! alternatives, places or capacities.

use std::collections::HashMap;

use loadbearing_engine::design::{Design, Journey, Operation};
use petgraph::algo::{dominators, tarjan_scc};
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;

/// What flows, reads and writes apart.
type Flow = [f64; 2];

/// Ids resolved and strongly connected components once; then, for each journey, what flows where (summed up for all
/// journeys) and what dominates the ends that it reaches. Gives a sum, so that no pass can be left out.
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
    let mut at_nodes = vec![Flow::default(); graph.node_count()];
    let mut at_edges = vec![Flow::default(); graph.edge_count()];
    let mut weak_points = 0;
    for journey in &design.workload.journeys {
        let entry = nodes[journey.entry.as_str()];
        let flows = flow(&graph, &order, entry, journey, &mut at_edges);
        for (sum, flow) in at_nodes.iter_mut().zip(&flows) {
            add(sum, *flow, 1.0);
        }
        weak_points += dominating(&graph, entry, &flows);
    }
    at_nodes.iter().chain(&at_edges).map(|[reads, writes]| reads + writes).sum::<f64>() + weak_points as f64
}

fn add(sum: &mut Flow, flow: Flow, weight: f64) {
    sum[0] += flow[0] * weight;
    sum[1] += flow[1] * weight;
}

/// What one journey brings to each node.
fn flow(
    graph: &DiGraph<(), f64>,
    order: &[NodeIndex],
    entry: NodeIndex,
    journey: &Journey,
    at_edges: &mut [Flow],
) -> Vec<Flow> {
    let mut flows = vec![Flow::default(); graph.node_count()];
    let rate = journey.rate.map_or(0.0, |rate| rate.per_second());
    flows[entry.index()][usize::from(journey.operation == Operation::Write)] = rate;
    for &node in order {
        let arriving = flows[node.index()];
        if arriving == [0.0, 0.0] {
            continue;
        }
        for edge in graph.edges(node) {
            add(&mut flows[edge.target().index()], arriving, *edge.weight());
            add(&mut at_edges[edge.id().index()], arriving, *edge.weight());
        }
    }
    flows
}

/// How many nodes stand before one of the ends that are reached: single points of failure, were there no choices.
fn dominating(graph: &DiGraph<(), f64>, entry: NodeIndex, flows: &[Flow]) -> usize {
    let dominators = dominators::simple_fast(graph, entry);
    let mut stands_before = vec![false; graph.node_count()];
    let reached = graph.node_indices().filter(|node| flows[node.index()] != [0.0, 0.0]);
    for end in reached.filter(|&node| graph.edges(node).next().is_none()) {
        let mut next = Some(end);
        while let Some(node) = next.filter(|node| !stands_before[node.index()]) {
            stands_before[node.index()] = true;
            next = dominators.immediate_dominator(node);
        }
    }
    stands_before.into_iter().filter(|stands| *stands).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::city;

    #[test]
    fn something_flows() {
        assert!(passes(&city::city(city::SEED, 1)) > 1_000.0);
    }
}
