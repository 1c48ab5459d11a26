//! Numbers of what follows from a scenario, by their path in the outcome.

use super::{Opens, Plain};
use super::{moment, of_component, of_queue, of_the_day, place, which};
use crate::analysis::Graph;
use crate::analysis::arrivals::When;
use crate::analysis::capacity::Role;
use crate::report::number::{Number, Percentile};
use crate::report::supposed::{OfCall, OfStrain, Supposed};
use crate::report::{CallOutcome, Outcome, OverCapacity};

/// A role that is driven over its capacity: how full it is, or was.
pub(super) fn of_over(over: &OverCapacity, wave: usize, field: &str) -> Option<Supposed> {
    let role = Role::of_word(&over.role)?;
    let component = over.component.clone();
    match field {
        "utilization" => Some(Supposed::Over { component, role, wave }),
        "before" => Some(Supposed::OverBefore { component, role }),
        _ => None,
    }
}

/// A number of an outcome.
pub(super) fn of_outcome(graph: &Graph<'_>, outcome: &Outcome, steps: &[&str]) -> Option<Opens> {
    let as_it_is = |number| Some(Opens::Number(number));
    let number = match *steps {
        ["scenario", ..] => return Some(Opens::Plain(Plain::Supposed)),
        ["journeys", id, ref rest @ ..] => then_of_journey(id, rest)?,
        ["components", _, "falls_in_wave"] => return Some(Opens::Plain(Plain::Place)),
        ["components", id, "peak_before", name] => {
            return as_it_is(Number::Arriving(id.to_owned(), When::Peak, which(name)?));
        }
        ["components", id, "utilization_before"] => return as_it_is(Number::Utilization(id.to_owned())),
        ["components", id, "strain", ref rest @ ..] => of_strain(id, rest)?,
        ["components", id, ref rest @ ..] if matches!(rest.first(), Some(&("peak" | "utilization" | "roles"))) => {
            Supposed::Then(of_component(id, rest)?)
        }
        ["connections", at, when] => {
            Supposed::Then(Number::Connection(graph.edges.get(place(at)?)?.index, moment(when)?))
        }
        ["over_capacity", at, field] => of_over(outcome.over_capacity.get(place(at)?)?, 0, field)?,
        ["cascade", wave, at, field] => {
            let wave = place(wave)?;
            of_over(outcome.cascade.get(wave)?.get(place(at)?)?, wave + 1, field)?
        }
        ["queues", at, field] => Supposed::Then(of_queue(outcome.queues.get(place(at)?)?, field)?),
        ["calls", at, ref rest @ ..] => of_call(graph, outcome.calls.get(place(at)?)?, rest)?,
        ["day", .., "peak_shortage_minute" | "highest_minute"] => return Some(Opens::Plain(Plain::Place)),
        ["day", ref rest @ ..] => Supposed::Then(of_the_day(rest)?),
        _ => return None,
    };
    Some(Opens::Supposed(Box::new(outcome.scenario.clone()), number))
}

/// A field that may be that of the design as it is, and whether it is.
fn before(field: &str) -> (&str, bool) {
    field.strip_suffix("_before").map_or((field, false), |field| (field, true))
}

fn then_of_journey(id: &str, steps: &[&str]) -> Option<Supposed> {
    let journey = id.to_owned();
    if let ["peak"] = *steps {
        return Some(Supposed::Then(Number::Journey(journey, When::Peak)));
    }
    let (field, is_before) = before(steps.first()?);
    match (field, &steps[1..]) {
        ("carried", []) => Some(Supposed::Carried { journey, before: is_before }),
        ("answered", []) => Some(Supposed::Answered { journey, before: is_before }),
        ("latency_ms", ["mean"]) => Some(Supposed::Took { journey, of: None, before: is_before }),
        ("latency_ms", [which]) => {
            let of = match *which {
                "p50" => Percentile::P50,
                "p95" => Percentile::P95,
                "p99" => Percentile::P99,
                _ => return None,
            };
            Some(Supposed::Took { journey, of: Some(of), before: is_before })
        }
        _ => None,
    }
}

fn of_strain(id: &str, steps: &[&str]) -> Option<Supposed> {
    let (field, is_before) = before(steps.last()?);
    let of = match (&steps[..steps.len() - 1], field) {
        ([], "takes_ms") => OfStrain::Takes,
        ([], "attempts") => OfStrain::Attempts,
        ([], "stays_ms") => OfStrain::Stays,
        ([], "utilization") => OfStrain::Utilization,
        (["places"], "wanted") => OfStrain::Wanted,
        (["places"], "room") => OfStrain::Room,
        (["attempted"], name) => OfStrain::Attempted(which(name)?),
        _ => return None,
    };
    Some(Supposed::Strain { component: id.to_owned(), of, before: is_before })
}

fn of_call(graph: &Graph<'_>, call: &CallOutcome, steps: &[&str]) -> Option<Supposed> {
    let is_it = |edge: &&crate::analysis::Edge<'_>| {
        let of = edge.connection;
        of.from == call.from && of.to == call.to && of.id == call.id
    };
    let mut edges = graph.edges.iter().filter(is_it);
    // Parallel ones without a name are not told apart.
    let (Some(edge), None) = (edges.next(), edges.next()) else { return None };
    let (field, is_before) = before(steps.last()?);
    let of = match (&steps[..steps.len() - 1], field) {
        ([], "calls") => OfCall::Calls,
        ([], "late") => OfCall::Late,
        ([], "attempts") => OfCall::Attempts,
        ([], "held_ms") => OfCall::Held,
        ([], "failure") => OfCall::Failure,
        ([], "probes") => OfCall::Probes,
        ([], "probe_failure") => OfCall::ProbeFailure,
        ([], "open_share") => OfCall::OpenShare,
        (["pool"], "wanted") => OfCall::Wanted,
        (["pool"], "room") => OfCall::Room,
        _ => return None,
    };
    Some(Supposed::Call { place: edge.index, of, before: is_before })
}
