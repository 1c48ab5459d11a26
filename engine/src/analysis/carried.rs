//! Which journey goes over which connection, whatever its rate: the part of the traffic question that needs no
//! figures. How much arrives is the business of `traffic`.

use super::graph::{Edge, Graph};
use crate::design::{Mode, Operation};
use crate::kinds::Dispatch;

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
    /// By node: whether the user waits for it.
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

/// Follows every journey whose entry exists.
#[must_use]
pub fn carried(graph: &Graph<'_>) -> Vec<Carried> {
    graph
        .journeys()
        .map(|(index, journey, entry)| follow(graph, index, &journey.id, journey.operation, entry))
        .collect()
}

fn follow(graph: &Graph<'_>, index: usize, id: &str, operation: Operation, entry: usize) -> Carried {
    let (nodes, edges) = (graph.nodes.len(), graph.edges.len());
    let mut found = Carried {
        journey: index,
        entry,
        reads: vec![false; nodes],
        writes: vec![false; nodes],
        waits: vec![false; nodes],
        edge_reads: vec![false; edges],
        edge_writes: vec![false; edges],
        edge_waits: vec![false; edges],
    };
    // Eight states at most for each node: reads or writes, with the user waiting or not, seen or not.
    let mut seen = vec![[false; 4]; nodes];
    let mut open = vec![(entry, operation, true)];
    while let Some((node, operation, waits)) = open.pop() {
        let broker = graph.nodes[node].kind.family.is_broker();
        // What has entered a broker is a write from there on, and nobody waits for it.
        let (operation, waits) = if broker { (Operation::Write, false) } else { (operation, waits) };
        let write = operation == Operation::Write;
        let state = usize::from(write) * 2 + usize::from(waits);
        if std::mem::replace(&mut seen[node][state], true) {
            continue;
        }
        found.reads[node] |= !write;
        found.writes[node] |= write;
        found.waits[node] |= waits || (broker && node == entry);
        for number in leaving(graph, node, id, operation) {
            let edge = &graph.edges[number];
            let sent = if edge.connection.mode == Mode::Replication {
                Operation::Write
            } else {
                edge.connection.operation.unwrap_or(operation)
            };
            let waits = waits && edge.is_sync();
            found.edge_reads[number] |= sent == Operation::Read;
            found.edge_writes[number] |= sent == Operation::Write;
            found.edge_waits[number] |= waits;
            open.push((edge.to, sent, waits));
        }
    }
    found
}

/// Numbers of the edges that a journey takes out of a node.
fn leaving(graph: &Graph<'_>, node: usize, journey: &str, operation: Operation) -> Vec<usize> {
    let fits = |edge: &Edge<'_>| {
        let beside = graph.nodes[edge.to].kind.family.beside_the_path();
        let carries = edge.connection.calls.map_or(!beside, |calls| calls > 0.0);
        let copies = edge.connection.mode != Mode::Replication || operation == Operation::Write;
        carries
            && copies
            && edge.names(journey).unwrap_or(edge.connection.operation.is_none_or(|only| only == operation))
    };
    let all: Vec<usize> = graph.outgoing[node].iter().copied().filter(|&edge| fits(&graph.edges[edge])).collect();
    // For those who choose, a connection that names the journey beats one that does not.
    let chooses = matches!(graph.nodes[node].kind.dispatch, Dispatch::Route | Dispatch::OneOf);
    let naming: Vec<usize> =
        all.iter().copied().filter(|&edge| graph.edges[edge].names(journey) == Some(true)).collect();
    if chooses && !naming.is_empty() { naming } else { all }
}
