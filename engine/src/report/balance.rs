//! What callers who wait, give up, try again and run out of places make of the peak, in the words of the report: the state
//! in which all of that holds together. Computes nothing.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::latency::times;
use super::write::finite;
use super::{Evaluation, LatencyReport, Report, Word};
use crate::analysis::Graph;
use crate::analysis::arrivals::{When, Which, going_over, rate_of_journey};
use crate::analysis::callers::says_anything;
use crate::analysis::graph::Edge;
use crate::analysis::journey_time::INDEPENDENT;
use crate::analysis::strain::{BULKHEAD_PLACES, BULKHEAD_SOURCE, EdgeStrain, NodeStrain, Strain};
use crate::analysis::tried_working::attempts_at_most;
use crate::analysis::working::Working;
use crate::kinds::Copies;
use crate::packed;

/// What timeouts, retries, pools, breakers, places and queues with an end make of the peak. Rates elsewhere in the report
/// are first attempts, and times those of calls that nobody gives up; here both are as they come.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct BalanceReport {
    /// By journey id.
    pub journeys: BTreeMap<String, BalancedJourney>,
    /// Connections that say anything of it and carry calls, in the order of the report's connections.
    pub connections: Vec<BalancedCalls>,
    /// By component id, where more arrives than first attempts, or where places are stated.
    pub components: BTreeMap<String, BalancedComponent>,
    /// Whether it holds together to one part in ten thousand; else it is what the last step came to.
    pub settled: bool,
    /// How it was found: `approximation`.
    pub method: Word,
    /// What makes it one.
    pub approximations: Vec<Word>,
}

packed!(struct BalanceReport { journeys, connections, components, settled, method, approximations });

/// Each is looked at with the means of those that it calls and is called by, until nothing changes.
const REPEATED: &str = "what callers and callees make of each other is repeated with their means until it holds";

/// A journey.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct BalancedJourney {
    /// Share of its requests that are answered, and well.
    pub answered: f64,
    /// How long its user waits for an answer or a failure.
    pub latency_ms: LatencyReport,
}

packed!(struct BalancedJourney { answered, latency_ms });

/// Calls over a connection.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BalancedCalls {
    /// Name of the connection.
    pub connection: String,
    /// Calls a second, attempts of the same call counted once.
    pub calls: f64,
    /// Attempts of one call, those that are sent twice counted twice; 0 where its breaker is open.
    pub attempts: f64,
    /// Part of the attempts of which a second request is sent (`hedge_after_ms`); `None` where none is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent_twice: Option<f64>,
    /// Share of attempts that are given up for their timeout.
    pub late: f64,
    /// Share of attempts that fail, for whatever reason; when the breaker opened, where it is open.
    pub failure: f64,
    /// How long one call is under way on average, with all its attempts, in milliseconds.
    pub held_ms: f64,
    /// How long one call holds a place of its pool, with all its attempts, but for waits before and between them.
    pub inside_ms: f64,
    /// Calls that would be in the pool at once if all found a place; `None` where some never end.
    pub wanted: Option<f64>,
    /// Places of its pool, of all copies of the caller; `None` where nothing limits them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub room: Option<f64>,
    /// Whether its circuit breaker opens.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub breaker_open: bool,
}

packed!(struct BalancedCalls { connection, calls, attempts, sent_twice, late, failure, held_ms, inside_ms, wanted, room, breaker_open });

/// A component.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct BalancedComponent {
    /// What arrives a second, further attempts included.
    pub attempts: f64,
    /// Requests that are there at once; `None` where some never end.
    pub wanted: Option<f64>,
    /// Requests that it can have at once (`concurrency` of all copies); `None` where the design states nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub room: Option<f64>,
}

packed!(struct BalancedComponent { attempts, wanted, room });

/// A number of the balance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum OfBalance {
    /// `answered`
    Answered,
    /// `latency_ms.mean`
    Mean,
    /// `latency_ms.p50`
    P50,
    /// `latency_ms.p95`
    P95,
    /// `latency_ms.p99`
    P99,
    /// `calls`
    Calls,
    /// `attempts` of a connection
    Attempts,
    /// `sent_twice`
    SentTwice,
    /// `late`
    Late,
    /// `failure`
    Failure,
    /// `held_ms`
    Held,
    /// `inside_ms`
    Inside,
    /// `wanted` of a connection
    Wanted,
    /// `room` of a connection
    Room,
    /// `attempts` of a component
    Arriving,
    /// `wanted` of a component
    There,
    /// `room` of a component
    Places,
}

packed!(enum OfBalance {
    0 = Answered,
    1 = Mean,
    2 = P50,
    3 = P95,
    4 = P99,
    5 = Calls,
    6 = Attempts,
    7 = Late,
    8 = Failure,
    9 = Held,
    10 = Wanted,
    11 = Room,
    12 = Arriving,
    13 = There,
    14 = Places,
    15 = Inside,
    16 = SentTwice,
});

impl Report {
    /// Ids of the journeys of which a noticeable part is not answered at peak, each with the share that is.
    pub fn short_of_answers(&self) -> impl Iterator<Item = (&String, f64)> {
        let journeys = self.balance.iter().flat_map(|balance| &balance.journeys);
        journeys.filter(|(_, journey)| journey.answered < 1.0 - NOTICED).map(|(id, journey)| (id, journey.answered))
    }
}

/// A share that differs by less is not told of: an assumption.
pub const NOTICED: f64 = 1e-3;

/// More than first attempts.
const MORE: f64 = 1.0 + 1e-9;

/// The balance; `None` while it is not known, or where the design says nothing that depends on it.
pub(super) fn balance(evaluation: &Evaluation<'_>) -> Option<BalanceReport> {
    let (graph, strain) = (evaluation.graph, evaluation.known_balance()?);
    let journeys = strain.answered.iter().zip(&strain.times).enumerate().map(|(at, (&answered, time))| {
        (evaluation.journey_id(at).to_owned(), BalancedJourney { answered, latency_ms: times(time) })
    });
    let connections = graph.edges.iter().zip(&strain.edges).filter(|(edge, found)| is_shown(edge, found));
    let components = graph.nodes.iter().zip(&strain.nodes).enumerate().filter_map(|(number, (node, found))| {
        let is_shown = found.room.is_finite() || found.attempts.total() > strain.first[number] * MORE;
        is_shown.then(|| (node.id().to_owned(), component(found)))
    });
    Some(BalanceReport {
        journeys: journeys.collect(),
        connections: connections.map(|(edge, found)| calls(edge, found)).collect(),
        components: components.collect(),
        settled: strain.settled,
        method: "approximation".into(),
        approximations: vec![INDEPENDENT.into(), REPEATED.into()],
    })
}

fn is_shown(edge: &Edge<'_>, found: &EdgeStrain) -> bool {
    found.calls > 0.0 && says_anything(edge)
}

fn calls(edge: &Edge<'_>, found: &EdgeStrain) -> BalancedCalls {
    BalancedCalls {
        connection: edge.name(),
        calls: found.calls,
        attempts: found.attempts,
        sent_twice: Some(found.twice).filter(|twice| *twice > 0.0),
        late: found.late,
        failure: found.opened_at.unwrap_or(found.failure),
        held_ms: found.held,
        inside_ms: found.inside,
        wanted: finite(found.wanted),
        room: finite(found.room),
        breaker_open: found.opened_at.is_some(),
    }
}

fn component(found: &NodeStrain) -> BalancedComponent {
    BalancedComponent { attempts: found.attempts.total(), wanted: finite(found.held), room: finite(found.room) }
}

/// How a number of the balance comes about: of a journey or a component by its id, of calls by their place in the list. What stands in the balance with all the rest is named as such, as it follows
/// from all of it; what follows from two or three numbers is worked out.
pub(super) fn working(evaluation: &Evaluation<'_>, id: &str, of: OfBalance) -> Option<Working> {
    let strain = evaluation.balance()?;
    let graph = evaluation.graph;
    let found = |name: &str, value: f64| Some(Working::new(name, value).stated(name, value, "balance"));
    let journey = || (0..strain.answered.len()).find(|&at| evaluation.journey_id(at) == id);
    let took = || Some(times(&strain.times[journey()?]));
    let shown = |(edge, found): &(&Edge<'_>, &EdgeStrain)| is_shown(edge, found);
    let over = || graph.edges.iter().zip(&strain.edges).filter(shown).nth(id.parse().ok()?);
    match of {
        OfBalance::Answered => found("answered", strain.answered[journey()?]),
        OfBalance::Mean => found("mean", took()?.mean?),
        OfBalance::P50 => found("p50", took()?.p50?),
        OfBalance::P95 => found("p95", took()?.p95?),
        OfBalance::P99 => found("p99", took()?.p99?),
        OfBalance::Arriving | OfBalance::There | OfBalance::Places => {
            of_component(evaluation, strain, graph.find(id)?, of)
        }
        OfBalance::Calls => {
            let (edge, calls) = over()?;
            let first = going_over(graph, &evaluation.traffic, edge.number, When::Peak, Which::Both);
            Some(first).filter(|first| is_close(first.value, calls.calls)).or_else(|| found("calls", calls.calls))
        }
        OfBalance::Attempts => {
            let (edge, calls) = over()?;
            attempts_of_call(graph, edge.number, calls).or_else(|| found("attempts", calls.attempts))
        }
        OfBalance::SentTwice => found("sent twice", over()?.1.twice),
        OfBalance::Late => found("given up", over()?.1.late),
        OfBalance::Failure => found("failures", over()?.1.opened_at.unwrap_or(over()?.1.failure)),
        OfBalance::Held => found("time under way", over()?.1.held),
        OfBalance::Inside => found("time in the pool", over()?.1.inside),
        OfBalance::Wanted | OfBalance::Room => of_pool(graph, over()?, of),
    }
}

fn of_pool(graph: &Graph<'_>, (edge, calls): (&Edge<'_>, &EdgeStrain), of: OfBalance) -> Option<Working> {
    match of {
        OfBalance::Wanted if calls.wanted.is_finite() => Some(
            Working::new("calls × time in the pool ÷ milliseconds a second", calls.wanted)
                .stated("calls", calls.calls, "balance")
                .stated("time in the pool", calls.inside, "balance")
                .constant("milliseconds a second", 1_000.0),
        ),
        OfBalance::Room if calls.room.is_finite() => {
            let stated = edge.number("pool_size");
            let from = format!("connections[{}].pool_size", edge.name());
            let size = stated.unwrap_or(BULKHEAD_PLACES);
            let working = Working::new("pool size × copies", calls.room);
            let working = working.stated_or("pool size", stated, from, BULKHEAD_PLACES, BULKHEAD_SOURCE);
            Some(working.worked("copies", copies(graph, edge.from, calls.room / size)))
        }
        _ => None,
    }
}

/// Attempts of a call of which each fails with the same probability: as many as follow from that. `None` where calls of
/// several sorts are made, or a budget keeps attempts down.
fn attempts_of_call(graph: &Graph<'_>, edge: usize, calls: &EdgeStrain) -> Option<Working> {
    let most = attempts_at_most(graph, edge)?;
    let (failing, times) = (calls.failure, most.value);
    let (formula, value) = match failing < 1.0 {
        true => ("(1 − failing ^ most) ÷ (1 − failing)", (1.0 - libm::pow(failing, times)) / (1.0 - failing)),
        false => ("most × failing", times * failing),
    };
    let mut working = Working::new(formula, calls.attempts).stated("failing", failing, "balance").worked("most", most);
    if calls.twice > 0.0 {
        working.formula += " × (1 + sent twice)";
        working = working.stated("sent twice", calls.twice, "balance");
    }
    is_close(value * (1.0 + calls.twice), calls.attempts).then_some(working)
}

/// What arrives at a component, further attempts included: what begins there, and over each connection its calls times the
/// attempts of each. `None` where some of that is not made, or more is made than that.
fn arriving(evaluation: &Evaluation<'_>, strain: &Strain, number: usize) -> Option<Working> {
    let (graph, traffic) = (evaluation.graph, &evaluation.traffic);
    let entering = traffic.journeys.iter().filter(|journey| journey.entry == number);
    let entering = entering.filter_map(|journey| {
        let id = &graph.design.workload.journeys[journey.journey].id;
        Some((format!("begins as {id}"), rate_of_journey(graph, journey, When::Peak)?))
    });
    let over = graph.incoming[number].iter().map(|&edge| {
        let (name, calls) = (format!("over {}", graph.edges[edge].name()), &strain.edges[edge]);
        let worked = match calls.calls > 0.0 {
            true => Working::new("calls × attempts", calls.calls * calls.attempts)
                .stated("calls", calls.calls, "balance")
                .stated("attempts", calls.attempts, "balance"),
            false => going_over(graph, traffic, edge, When::Peak, Which::Both),
        };
        (name, worked)
    });
    let parts: Vec<(String, Working)> = entering.chain(over).filter(|(_, part)| part.value > 0.0).collect();
    if parts.is_empty() {
        return None;
    }
    let sum = Working::sum(parts);
    is_close(sum.value, strain.nodes[number].attempts.total()).then_some(sum)
}

/// Whether two figures are the same but for rounding and the last step of the balance.
fn is_close(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-9 * one.abs().max(other.abs())
}

fn of_component(evaluation: &Evaluation<'_>, strain: &Strain, number: usize, of: OfBalance) -> Option<Working> {
    let (graph, found) = (evaluation.graph, &strain.nodes[number]);
    match of {
        OfBalance::Arriving => {
            let attempts = found.attempts.total();
            let named = || Working::new("attempts", attempts).stated("attempts", attempts, "balance");
            Some(arriving(evaluation, strain, number).unwrap_or_else(named))
        }
        OfBalance::There if found.held.is_finite() => {
            Some(Working::new("there at once", found.held).stated("there at once", found.held, "balance"))
        }
        OfBalance::Places => {
            let node = &graph.nodes[number];
            let each = node.number("concurrency")?;
            let working = Working::new("concurrency × copies", found.room);
            let working = working.setting("concurrency", each, node, "concurrency");
            Some(working.worked("copies", copies(graph, number, found.room / each.value)))
        }
        _ => None,
    }
}

/// Copies of a component, replicas among them; what lives inside another counts once.
fn copies(graph: &Graph<'_>, number: usize, value: f64) -> Working {
    let node = &graph.nodes[number];
    match node.kind.copies {
        Copies::Inside => Working::new("once", value).stated("once", value, format!("components[{}]", node.id())),
        _ if node.is_pool() => Working::new("instances", value).counted(node, "instances"),
        _ => Working::new("shards × (1 + replicas)", value).counted(node, "shards").counted(node, "replicas"),
    }
}
