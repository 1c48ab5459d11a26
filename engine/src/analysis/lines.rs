//! Deliveries over lines that users hold open. A server with such lines publishes what its users send, and is given what
//! others sent so that it reaches its own users: two ways of one circle, and nothing goes round. Which of the two ways a
//! journey takes is told by where it comes in.

use std::collections::{BTreeMap, BTreeSet};

use super::graph::{Edge, Graph};
use super::lists::{Lists, strong_parts};
use crate::kinds::Family;

/// Circles that lead through servers with open lines.
#[derive(Debug)]
pub struct Lines {
    /// By node: number of its circle; nodes of one number lead to each other without users between.
    circles: Vec<usize>,
    /// By circle: ids of the journeys that come into it elsewhere than at a server with lines. What they bring is
    /// delivered.
    delivered: BTreeMap<usize, BTreeSet<String>>,
}

fn holds_lines(graph: &Graph<'_>, node: usize) -> bool {
    graph.nodes[node].kind.family == Family::ConnectionServer
}

impl Lines {
    /// The circles of a design; `None` where there are none.
    pub(super) fn of(graph: &Graph<'_>) -> Option<Self> {
        let looping = graph.parts.iter().zip(&graph.loops).filter(|(part, loops)| **loops && part.len() > 1);
        if !looping.flat_map(|(part, _)| part).any(|&node| holds_lines(graph, node)) {
            return None;
        }
        let mut targets = Lists::with_room(graph.nodes.len());
        for node in 0..graph.nodes.len() {
            let ahead = graph.from(node).filter(|edge| edge.often.family != Family::Client);
            ahead.for_each(|edge| targets.push(edge.to));
            targets.close();
        }
        let mut circles = vec![0; graph.nodes.len()];
        for (circle, part) in strong_parts(&targets).iter().enumerate() {
            part.iter().for_each(|&node| circles[node] = circle);
        }
        let mut delivered: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
        for (_, journey, entry) in graph.journeys() {
            // Where it comes in: over a connection from outside, or by starting there.
            let goes = |edge: &Edge<'_>| edge.names(&journey.id) != Some(false) && edge.often.family != Family::Client;
            let reached = graph.reach(entry, goes);
            let crosses = |edge: &&Edge<'_>| circles[edge.from] != circles[edge.to];
            let taken = graph.edges.iter().filter(|edge| reached.contains(&edge.from) && goes(edge));
            let comes_in: Vec<usize> = taken.filter(crosses).map(|edge| edge.to).chain([entry]).collect();
            let sent: BTreeSet<usize> =
                comes_in.iter().filter(|&&node| holds_lines(graph, node)).map(|&node| circles[node]).collect();
            let given = comes_in.iter().map(|&node| circles[node]).filter(|circle| !sent.contains(circle));
            for circle in given {
                delivered.entry(circle).or_default().insert(journey.id.clone());
            }
        }
        Some(Self { circles, delivered })
    }

    /// Whether an edge is the way that a journey does not take: back to the lines, for what users send; onward from
    /// them, for what is delivered.
    pub(super) fn turns_back(&self, graph: &Graph<'_>, journey: &str, edge: &Edge<'_>) -> bool {
        let circle = self.circles[edge.from];
        if edge.from == edge.to || circle != self.circles[edge.to] {
            return false;
        }
        let is_delivered = self.delivered.get(&circle).is_some_and(|journeys| journeys.contains(journey));
        holds_lines(graph, if is_delivered { edge.from } else { edge.to })
    }
}

#[cfg(test)]
mod tests {
    use crate::analysis::graph::Graph;
    use crate::analysis::traffic::solve;
    use crate::rules::testing::{check, design};

    const CHAT: &str = r#"{"workload": {"journeys": [{"id": "go", "entry": "ENTRY", "operation": "write",
                "rate": {"per_second": 100}, "peak_factor": 1}]},
            "components": [{"id": "users", "kind": "client-mobile"}, {"id": "lb", "kind": "lb-l7"},
                {"id": "api", "kind": "server"}, {"id": "ws", "kind": "ws-gateway", "instances": 2},
                {"id": "bus", "kind": "BUS"}, {"id": "out", "kind": "worker"}],
            "connections": [{"from": "users", "to": "lb"}, {"from": "lb", "to": "ws"}, {"from": "api", "to": "bus"},
                {"from": "ws", "to": "bus", "mode": "async"}, BACK,
                {"from": "ws", "to": "users", "mode": "async"}]}"#;
    const HEARD: &str = r#"{"from": "bus", "to": "ws", "mode": "async"}"#;
    const BY_A_WORKER: &str = r#"{"from": "bus", "to": "out", "mode": "async"}, {"from": "out", "to": "ws"}"#;

    fn chat(entry: &str, bus: &str, back: &str) -> String {
        CHAT.replace("ENTRY", entry).replace("BUS", bus).replace("BACK", back)
    }

    fn arrive(text: &str, nodes: [&str; 3]) -> [f64; 3] {
        let design = design(text);
        let graph = Graph::new(&design);
        let traffic = solve(&graph);
        nodes.map(|id| traffic.peak[graph.find(id).unwrap()].total())
    }

    #[test]
    fn what_users_send_is_published_once_and_ends_at_the_lines() {
        for (bus, back) in [("redis-pubsub", HEARD), ("pubsub", HEARD), ("stream", BY_A_WORKER)] {
            let text = chat("users", bus, back);
            let expected = if back == HEARD { 0.0 } else { 100.0 };
            assert_eq!(arrive(&text, ["ws", "bus", "out"]), [100.0, 100.0, expected], "{bus}");
            check("loop-unbounded", &text, &[]);
        }
    }

    #[test]
    fn what_comes_from_behind_is_delivered_and_not_published_again() {
        for entry in ["bus", "api"] {
            let text = chat(entry, "redis-pubsub", HEARD);
            assert_eq!(arrive(&text, ["ws", "bus", "users"]), [100.0, 100.0, 0.0], "{entry}");
            check("loop-unbounded", &text, &[]);
        }
        let text = chat("api", "stream", BY_A_WORKER);
        assert_eq!(arrive(&text, ["ws", "bus", "out"]), [100.0; 3]);
    }

    #[test]
    fn two_journeys_go_each_their_way() {
        let one = r#""peak_factor": 1}]}"#;
        let two = r#""peak_factor": 1}, {"id": "tell", "entry": "api", "operation": "write",
            "rate": {"per_second": 10}, "peak_factor": 1}]}"#;
        let text = chat("users", "redis-pubsub", HEARD).replace(one, two);
        assert_eq!(arrive(&text, ["ws", "bus", "api"]), [110.0, 110.0, 10.0]);
    }

    #[test]
    fn a_connection_that_names_its_journeys_carries_them() {
        let named = r#"{"from": "bus", "to": "ws", "mode": "async", "journeys": ["go"]}"#;
        check("loop-unbounded", &chat("users", "redis-pubsub", named), &["bus"]);
    }

    #[test]
    fn servers_without_lines_go_round() {
        let text = chat("users", "redis-pubsub", HEARD).replace("ws-gateway", "server");
        check("loop-unbounded", &text, &["bus"]);
    }
}
