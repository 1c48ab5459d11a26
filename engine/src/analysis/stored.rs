//! How much a store holds by the end of the planned time. Copies and indexes are not counted.

use super::graph::{Graph, Node};
use super::sizing::grown;
use super::traffic::{JourneyTraffic, Traffic};
use crate::design::Workload;

/// Seconds of a year of 365 days.
const SECONDS_A_YEAR: f64 = 365.0 * crate::design::SECONDS_A_DAY;

/// What one request of a journey leaves in a store, in bytes.
pub(super) enum Left {
    /// What the journey states, once for each request, however many calls it takes to write it.
    Stated(f64),
    /// Less than that: no more than is sent there, as this says.
    Carried(f64, Sent),
}

/// What says how many bytes are sent for a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sent {
    /// A connection: its `request_bytes`.
    Over(usize),
    /// A broker on the way: its `message_bytes`.
    Through(usize),
}

impl Sent {
    /// How many bytes.
    pub fn bytes(self, graph: &Graph<'_>) -> Option<f64> {
        match self {
            Self::Over(edge) => graph.edges[edge].number("request_bytes"),
            Self::Through(node) => graph.nodes[node].number("message_bytes").map(|bytes| bytes.value),
        }
    }

    /// Where in the file that stands.
    pub fn place(self, graph: &Graph<'_>) -> String {
        match self {
            Self::Over(edge) => format!("connections[{}].request_bytes", graph.edges[edge].connection.name()),
            Self::Through(node) => graph.nodes[node].place_of("message_bytes"),
        }
    }
}

/// What says how much is sent over a connection: it does, or the broker that it comes from, or all those from which its caller
/// gets its work, of which the one with the largest messages.
fn sent_over(graph: &Graph<'_>, journey: &JourneyTraffic, edge: usize) -> Option<(f64, Sent)> {
    let through = |node: usize| {
        let states = graph.nodes[node].kind.family.is_broker() && graph.nodes[node].states("message_bytes");
        let sent = Sent::Through(node);
        Some((sent.bytes(graph).filter(|_| states)?, sent))
    };
    let from = graph.edges[edge].from;
    let over = Sent::Over(edge);
    let own = over.bytes(graph).map(|bytes| (bytes, over)).or_else(|| through(from));
    own.or_else(|| {
        let asked = graph.incoming[from].iter().filter(|&&edge| journey.calls[edge].total() > 0.0);
        most(asked.map(|&edge| through(graph.edges[edge].from)))
    })
}

/// The largest, where all say how much.
fn most(all: impl Iterator<Item = Option<(f64, Sent)>>) -> Option<(f64, Sent)> {
    all.reduce(|one, other| Some(if one?.0 >= other?.0 { one? } else { other? })).flatten()
}

/// What one request of a journey leaves in a store: what the journey states, and no more than is sent there, where all
/// connections over which it writes, or the brokers before them, state the bytes of a request. So a store of names beside a store of files keeps names.
/// `None` where it leaves nothing there, or nothing says how much.
pub(super) fn left_by(graph: &Graph<'_>, journey: &JourneyTraffic, store: usize) -> Option<Left> {
    let writes = journey.visits[store].writes;
    let stated = graph.design.workload.journeys[journey.journey].stored_bytes.filter(|_| writes > 0.0)?;
    let stated = stated * writes.min(1.0);
    let sent = graph.incoming[store].iter().filter(|&&edge| journey.calls[edge].writes > 0.0);
    match most(sent.map(|&edge| sent_over(graph, journey, edge))) {
        Some((bytes, sent)) if bytes * writes < stated => Some(Left::Carried(bytes * writes, sent)),
        _ => Some(Left::Stated(stated)),
    }
}

/// Hours of a year of 365 days.
pub(super) const HOURS_A_YEAR: f64 = SECONDS_A_YEAR / 3600.0;

/// How long a store keeps what it is given, where it deletes it before the horizon, in hours.
pub(super) fn deleted_after(node: &Node<'_>, years: f64) -> Option<f64> {
    node.number("retention_hours").map(|hours| hours.value).filter(|hours| *hours < years * HOURS_A_YEAR)
}

/// Years of which a store holds what came in, at the end of so many.
fn years_kept(node: &Node<'_>, years: f64) -> f64 {
    deleted_after(node, years).map_or(years, |hours| hours / HOURS_A_YEAR)
}

/// Bytes in a store at the horizon: what a year brings, times the years that it keeps, times the growth of all of them.
/// `None` where no journey that writes there says how many bytes it leaves.
///
/// Source: worked-examples § Useful formulas.
#[must_use]
pub fn to_horizon(graph: &Graph<'_>, traffic: &Traffic, store: usize) -> Option<f64> {
    let workload = &graph.design.workload;
    let bytes_a_second = traffic.journeys.iter().filter_map(|journey| {
        let (Left::Stated(bytes) | Left::Carried(bytes, _)) = left_by(graph, journey, store)?;
        Some(journey.rate * bytes)
    });
    let a_second = bytes_a_second.reduce(|sum, next| sum + next)?;
    let years = workload.horizon_years.unwrap_or(1.0);
    let kept = years_kept(&graph.nodes[store], years);
    Some(grown(a_second * SECONDS_A_YEAR * kept, workload.growth_per_year.unwrap_or(0.0), years))
}

/// Part of the planned time after which a store has taken in this share of what it will hold at the end, growth
/// included: `bytes × time × (1 + growth)^time`, the formula of the end, met on the way.
#[must_use]
pub fn reached_after(workload: &Workload, node: &Node<'_>, share: f64) -> f64 {
    let (years, growth) = (workload.horizon_years.unwrap_or(1.0), workload.growth_per_year.unwrap_or(0.0));
    let after = |years: f64| grown(years_kept(node, years), growth, years);
    let at = |part: f64| after(years * part) / after(years);
    let (mut low, mut high) = (0.0, 1.0);
    // A hundredth of a per cent is more than anybody reads.
    for _ in 0..20 {
        let middle = (low + high) / 2.0;
        if at(middle) < share { low = middle } else { high = middle }
    }
    (low + high) / 2.0
}
