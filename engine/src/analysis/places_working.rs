//! The workings of how full places are: what is there at once, by how long each stays, against the places of all copies.

use super::arrivals::{When, Which, arriving, arriving_of};
use super::capacity::{Load, Role, RoleLoad};
use super::figures::{copies_at_work, role_rate_of};
use super::graph::Graph;
use super::journey_time::Calm;
use super::latency_working::Passage;
use super::places::whose;
use super::skew::skewed;
use super::stations::free_stations;
use super::traffic::Traffic;
use super::ways::Ways;
use super::working::Working;

/// How full the places of a component are, by number; `None` where it has none, can have nothing, or it would be too long
/// to read.
#[must_use]
pub fn places_of(graph: &Graph<'_>, traffic: &Traffic, loads: &[Load], number: usize) -> Option<Working> {
    let roles = &loads[number].roles;
    let places = roles.iter().find(|role| role.role == Role::Places)?;
    let of = whose(graph, number, roles, places);
    let reaching = |which| match of {
        Some(at) => role_rate_of(graph, traffic, loads, (number, at), which),
        None => Some(arriving(graph, traffic, number, When::Peak, which)),
    };
    let copies = copies_at_work(&graph.nodes[number], of.map(|at| roles[at].role));
    Some(skewed(&graph.nodes[number], fullness((graph, traffic, loads), number, places, &reaching, copies)?))
}

/// The same of a pool, with what `arriving` says reaches it a second.
pub(super) fn load_of_places(
    graph: &Graph<'_>,
    traffic: &Traffic,
    number: usize,
    places: &RoleLoad,
    arriving: &dyn Fn(Which) -> Working,
) -> Option<Working> {
    let node = graph.nodes.get(number).filter(|node| node.is_pool())?;
    let reaching = |which| Some(arriving(which));
    fullness((graph, traffic, &[]), number, places, &reaching, copies_at_work(node, None))
}

/// How full places are that so many copies have, with what reaches them; how long requests stay is that of the whole
/// design.
pub(super) fn fullness(
    (graph, traffic, loads): (&Graph<'_>, &Traffic, &[Load]),
    number: usize,
    places: &RoleLoad,
    reaching: &dyn Fn(Which) -> Option<Working>,
    copies: Working,
) -> Option<Working> {
    let node = &graph.nodes[number];
    let (each, stays) = (node.number("concurrency")?, graph.stays.get()?[number]);
    if !places.utilization.is_finite() {
        return None;
    }
    let mut parts = Vec::new();
    let of_each = [(Which::Reads, "reads", places.peak.reads), (Which::Writes, "writes", places.peak.writes)];
    for ((which, word, rate), stay) in of_each.into_iter().zip(stays) {
        if rate <= 0.0 || stay <= 0.0 {
            continue;
        }
        let there = Working::new("arriving × time of each ÷ milliseconds a second", rate * stay / 1_000.0)
            .worked("arriving", reaching(which)?)
            .worked("time of each", stay_of(graph, traffic, loads, number, which)?)
            .constant("milliseconds a second", 1_000.0);
        parts.push((word.to_owned(), there));
    }
    Some(
        Working::new("there at once ÷ (concurrency × copies)", places.utilization)
            .worked("there at once", Working::sum(parts))
            .setting("concurrency", each, node, "concurrency")
            .worked("copies", copies),
    )
}

/// How long requests stay at a component on average if nobody waits, over all journeys.
fn stay_of(graph: &Graph<'_>, traffic: &Traffic, loads: &[Load], number: usize, which: Which) -> Option<Working> {
    let (stations, ways, calm) = (free_stations(graph), Ways::new(graph), Calm::of(graph));
    let pressed = calm.as_ref().map(Calm::pressed);
    let passage = Passage { graph, traffic, loads, stations: &stations, ways: &ways, times: &[] };
    let operation = usize::from(which == Which::Writes);
    let (mut rates, mut times, mut all, mut whole) = (Vec::new(), Vec::new(), 0.0, 0.0);
    let mut working = Working::new("", 0.0);
    for (at, journey) in traffic.journeys.iter().enumerate() {
        let peak = journey.peak(number);
        let rate = if operation == 0 { peak.reads } else { peak.writes };
        if rate <= 0.0 {
            continue;
        }
        let stay = passage.stay(at, (number, operation), pressed.as_ref())?;
        let id = &graph.design.workload.journeys[journey.journey].id;
        let (arriving_name, stay_name) = (format!("arriving of {id}"), format!("time of one of {id}"));
        let arriving = arriving_of(graph, traffic, number, When::Peak, which, &|other| other == at);
        all += rate;
        whole += rate * stay.value;
        times.push(format!("{arriving_name} × {stay_name}"));
        rates.push(arriving_name.clone());
        working = working.worked(arriving_name, arriving).worked(stay_name, stay);
    }
    if let [_] = rates.as_slice() {
        // Of one journey alone it is just its time.
        return working.inputs.get(1)?.inner().cloned();
    }
    working.formula = format!("({}) ÷ ({})", times.join(" + "), rates.join(" + "));
    working.value = whole / all;
    Some(working)
}
