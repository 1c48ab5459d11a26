//! Which journey goes over which connection, whatever its rate: the part of the traffic question that needs no
//! figures. How much arrives is the business of `traffic`.

use super::graph::Graph;
use super::traffic::{JourneyTraffic, Traffic, waits};
use crate::kinds::Family;

/// Where one journey goes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Carried {
    /// Place in `Workload::journeys`.
    pub journey: usize,
    /// Number of the entry.
    pub entry: usize,
    /// By node: whether reads arrive.
    pub reads: Vec<bool>,
    /// By node: whether reads arrive that have asked no cache on their way.
    pub past_caches: Vec<bool>,
    /// By node: whether writes arrive.
    pub writes: Vec<bool>,
    /// By node: whether the user waits for it. Of what begins by itself nobody is one.
    pub waits: Vec<bool>,
    /// By edge: whether reads go over it.
    pub edge_reads: Vec<bool>,
    /// By edge: whether writes go over it.
    pub edge_writes: Vec<bool>,
    /// By edge: whether the user waits for the answer.
    pub edge_waits: Vec<bool>,
}

impl Carried {
    /// Whether the journey arrives at a node.
    #[must_use]
    pub fn reaches(&self, node: usize) -> bool {
        self.reads[node] || self.writes[node]
    }

    /// Whether the journey goes over an edge.
    #[must_use]
    pub fn uses(&self, edge: usize) -> bool {
        self.edge_reads[edge] || self.edge_writes[edge]
    }
}

/// Where every journey goes, as its traffic shows: one request is enough, whatever the rate.
#[must_use]
pub fn carried(graph: &Graph<'_>, traffic: &Traffic) -> Vec<Carried> {
    traffic.journeys.iter().map(|journey| of_journey(graph, journey)).collect()
}

fn of_journey(graph: &Graph<'_>, journey: &JourneyTraffic) -> Carried {
    let over: Vec<[bool; 2]> = (0..graph.edges.len()).map(|edge| journey.goes_over(graph, edge)).collect();
    let nodes = 0..graph.nodes.len();
    let has_user = !graph.nodes[journey.entry].kind.begins_by_itself();
    let user_waits: Vec<bool> = journey.waits.iter().map(|waits| has_user && *waits).collect();
    let edge_waits =
        |edge: usize| over[edge] != [false, false] && user_waits[graph.edges[edge].from] && waits(graph, edge);
    Carried {
        journey: journey.journey,
        entry: journey.entry,
        reads: nodes.clone().map(|node| journey.arrives_at(node)[0]).collect(),
        past_caches: past_caches(graph, journey.entry, &over),
        writes: nodes.map(|node| journey.arrives_at(node)[1]).collect(),
        edge_reads: over.iter().map(|over| over[0]).collect(),
        edge_writes: over.iter().map(|over| over[1]).collect(),
        edge_waits: (0..graph.edges.len()).map(edge_waits).collect(),
        waits: user_waits,
    }
}

/// By node: whether reads arrive from the entry over connections that come after no cache, from components that ask none.
fn past_caches(graph: &Graph<'_>, entry: usize, over: &[[bool; 2]]) -> Vec<bool> {
    let answers = |node: usize| {
        let node = &graph.nodes[node];
        let edge_cache = node.kind.family == Family::Cdn && node.states("hit_rate");
        let is_cache = node.kind.family == Family::Cache || edge_cache;
        is_cache && node.number("hit_rate").is_some_and(|figure| figure.value > 0.0)
    };
    let asks = |node: usize| {
        let reads = graph.outgoing[node].iter().filter(|edge| over[**edge][0]);
        answers(node) || reads.into_iter().any(|&edge| answers(graph.edges[edge].to))
    };
    let mut past = vec![false; graph.nodes.len()];
    past[entry] = true;
    let mut open = vec![entry];
    while let Some(node) = open.pop() {
        if asks(node) {
            continue;
        }
        for &edge in graph.outgoing[node].iter().filter(|edge| over[**edge][0]) {
            let edge = &graph.edges[edge];
            if edge.connection.after_miss_in.is_empty() && !std::mem::replace(&mut past[edge.to], true) {
                open.push(edge.to);
            }
        }
    }
    past
}
