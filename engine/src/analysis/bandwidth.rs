//! How many bytes go over a connection: calls times what each weighs.

use super::arrivals::{When, Which, going_over_of};
use super::graph::Graph;
use super::traffic::Traffic;
use super::working::Working;

/// Bytes a second that go over a connection at peak in one direction: that of its `request_bytes` or of its
/// `response_bytes`, where the connection names them, else of the journeys that it carries. `None` where nothing says
/// how much the calls of one of them weigh.
///
/// Source: mental-models § 17. The Back-of-Envelope Calculations.
#[must_use]
pub fn over(graph: &Graph<'_>, traffic: &Traffic, edge: usize, direction: &'static str) -> Option<Working> {
    let own = graph.edges[edge].number(direction);
    let mut parts = Vec::new();
    for (at, journey) in traffic.journeys.iter().enumerate() {
        let of_journey = &graph.design.workload.journeys[journey.journey];
        let calls = journey.calls[edge].total() * journey.rate * journey.peak_factor;
        if calls <= 0.0 {
            continue;
        }
        let (bytes, path) = match own {
            Some(bytes) => (bytes, format!("connections[{}].{direction}", graph.edges[edge].name())),
            None => {
                let answers = direction == "response_bytes";
                let bytes = if answers { of_journey.response_bytes } else { of_journey.request_bytes };
                (bytes?, format!("workload.journeys[{}].{direction}", journey.journey))
            }
        };
        let rate = going_over_of(graph, traffic, edge, When::Peak, Which::Both, &|other| other == at);
        let working = Working::new("calls × bytes", calls * bytes).worked("calls", rate).stated("bytes", bytes, path);
        parts.push((of_journey.id.clone(), working));
    }
    Some(Working::sum(parts))
}
