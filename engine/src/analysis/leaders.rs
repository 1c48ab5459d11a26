//! Stores that copy each other's writes: what reaches one of them reaches each of the others once, and does not come
//! back to where it was written. Knows nothing of what else goes round.

use std::collections::BTreeMap;

use super::graph::Graph;
use super::lists::{Lists, strong_parts};
use crate::design::Mode;

/// Sets of stores that copy each other, for one journey.
#[derive(Clone, Debug, Default)]
pub struct Leaders {
    /// By node: all of its set, itself included, sorted.
    sets: BTreeMap<usize, Vec<usize>>,
    /// By node: the connections over which it copies to others of its set, as numbers of edges.
    copying: BTreeMap<usize, Vec<usize>>,
}

impl Leaders {
    /// Finds those of a strongly connected part of the graph. `weights` are the calls over each edge for each read and
    /// write; only who copies every write, and gets every write back, is one of several leaders: what sends on a part
    /// of them is a loop like any other.
    pub fn add(&mut self, graph: &Graph<'_>, part: &[usize], weights: &[[f64; 2]]) {
        let place = |edge: usize| part.binary_search(&graph.edges[edge].to).ok();
        let copies = |&edge: &usize| {
            let ends = &graph.edges[edge];
            ends.connection.mode == Mode::Replication && ends.from != ends.to && weights[edge][1] == 1.0
        };
        let mut targets = Lists::default();
        for &node in part {
            let edges = graph.outgoing[node].iter().copied().filter(copies);
            edges.filter_map(place).for_each(|to| targets.push(to));
            targets.close();
        }
        if targets.items().is_empty() {
            return;
        }
        for set in strong_parts(&targets).iter().filter(|set| set.len() > 1) {
            let set: Vec<usize> = set.iter().map(|&at| part[at]).collect();
            for &node in &set {
                let edges = graph.outgoing[node].iter().copied().filter(copies);
                let within = |&edge: &usize| set.binary_search(&graph.edges[edge].to).is_ok();
                self.copying.insert(node, edges.filter(within).collect());
                self.sets.insert(node, set.clone());
            }
        }
    }

    /// Who gets what is written to a node, itself included: `None` where it is not one of several leaders.
    #[must_use]
    pub fn of(&self, node: usize) -> Option<&[usize]> {
        self.sets.get(&node).map(Vec::as_slice)
    }

    /// Whether an edge copies within a set.
    #[must_use]
    pub fn copies(&self, graph: &Graph<'_>, edge: usize) -> bool {
        self.copying.get(&graph.edges[edge].from).is_some_and(|edges| edges.contains(&edge))
    }

    /// The edges over which a write comes from where it was written to all others of the set: the shortest ways. With
    /// each, all that lead to the same node and are as short: they carry it in turn.
    #[must_use]
    pub fn ways(&self, graph: &Graph<'_>, origin: usize) -> Vec<(usize, Vec<usize>)> {
        let mut found: Vec<(usize, Vec<usize>)> = Vec::new();
        let mut reached = vec![origin];
        let mut here = vec![origin];
        while !here.is_empty() {
            let edges = here.iter().filter_map(|node| self.copying.get(node)).flatten().copied();
            let mut onward: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
            for edge in edges.filter(|&edge| !reached.contains(&graph.edges[edge].to)) {
                onward.entry(graph.edges[edge].to).or_default().push(edge);
            }
            here = onward.keys().copied().collect();
            reached.extend(&here);
            for ways in onward.into_values() {
                found.extend(ways.iter().map(|&edge| (edge, ways.clone())));
            }
        }
        found
    }

    /// All leaders.
    pub fn all(&self) -> impl Iterator<Item = usize> + '_ {
        self.sets.keys().copied()
    }
}
