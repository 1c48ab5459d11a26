//! Which journey goes over which connection, whatever its rate: the part of the traffic question that needs no
//! figures. How much arrives is the business of `traffic`.

use super::graph::Graph;
use super::traffic::{JourneyTraffic, Traffic, waits};

/// Where one journey goes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Carried {
    /// Place in `Workload::journeys`.
    pub journey: usize,
    /// Number of the entry.
    pub entry: usize,
    /// By node: whether reads arrive.
    pub reads: Vec<bool>,
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
        writes: nodes.map(|node| journey.arrives_at(node)[1]).collect(),
        edge_reads: over.iter().map(|over| over[0]).collect(),
        edge_writes: over.iter().map(|over| over[1]).collect(),
        edge_waits: (0..graph.edges.len()).map(edge_waits).collect(),
        waits: user_waits,
    }
}
