//! Share of time in which a journey's user is served: exact, shared dependencies once, pools of k of n, regions and
//! zones as shared fate. Sums failure masses, never 1 − availability, so that many nines keep their digits.
//!
//! Method: the AND/OR structure of the journey as a binary decision diagram over components; the probability that a
//! component is down follows from its copies given which regions and zones are up; all states of those are tried.

use super::capacity::Load;
use super::diagram::TooWide;
use super::graph::Graph;
use super::journey_diagram::{Asks, build};
use super::levels::{Problem, levels};
use super::pools::{Copied, copied};
use super::structure::Structure;
use super::traffic::Traffic;

/// States of regions and zones beyond this are not tried one by one.
const MOST_STATES: usize = 4_096;
/// What a journey gets.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Availability {
    /// Share of time in which its user is not served.
    pub unavailability: f64,
    /// Share of time in which the peak is not carried.
    pub unavailability_at_peak: f64,
}

/// Exact availability of one journey.
///
/// # Errors
/// When the structure is too wide for an exact answer, or there are too many states of places.
pub fn availability(
    graph: &Graph<'_>,
    traffic: &Traffic,
    loads: &[Load],
    structure: &Structure,
) -> Result<Availability, TooWide> {
    let copies = copies(graph, structure);
    let states = states(graph, &copies)?;
    let mut problem = Problem { graph, traffic, loads, structure, copies: &copies, levels: Vec::new() };
    problem.levels = (0..graph.nodes.len())
        .map(|node| if problem.shares_load(node) { levels(&problem, node) } else { Ok(Vec::new()) })
        .collect::<Result<_, _>>()?;
    let structural = build(&problem, Asks::Up)?;
    // What never stops growing is never carried.
    let is_flooded = structure.order().iter().any(|&node| traffic.flooded[node]);
    let unavailability_at_peak =
        if is_flooded { 1.0 } else { build(&problem, Asks::Carries)?.failure(&problem, &states) };
    Ok(Availability { unavailability: structural.failure(&problem, &states), unavailability_at_peak })
}

/// By node: its copies, where it matters.
pub(super) fn copies(graph: &Graph<'_>, structure: &Structure) -> Vec<Option<Copied>> {
    let of = |node: usize| structure.matters(node).then(|| copied(graph, &graph.nodes[node]));
    (0..graph.nodes.len()).map(of).collect()
}

/// A state of all regions and zones that matter.
#[derive(Clone, Debug)]
pub struct State {
    /// How likely it is.
    pub probability: f64,
    /// By fate: whether it is down.
    pub down: Vec<bool>,
}

/// All states of the places that any copy stands in.
///
/// # Errors
/// When there are too many of them.
pub fn states(graph: &Graph<'_>, copies: &[Option<Copied>]) -> Result<Vec<State>, TooWide> {
    states_if(graph, copies, |fate| graph.fates[fate].availability.value)
}

/// The same with availabilities of places that are only supposed.
pub(super) fn states_if(
    graph: &Graph<'_>,
    copies: &[Option<Copied>],
    availability: impl Fn(usize) -> f64,
) -> Result<Vec<State>, TooWide> {
    let mut matters = vec![false; graph.fates.len()];
    for fate in copies.iter().flatten().flat_map(Copied::fates) {
        let mut at = Some(fate);
        while let Some(here) = at {
            at = if matters[here] { None } else { graph.fates[here].within };
            matters[here] = true;
        }
    }
    // What lies in something comes after it. Those in a circle, which no file has, come last and lie in nothing.
    let depth = |fate: usize| {
        let above = std::iter::successors(graph.fates[fate].within, |&above| graph.fates[above].within);
        above.take(matters.len()).count()
    };
    let mut order: Vec<(usize, usize)> =
        (0..matters.len()).filter(|&fate| matters[fate]).map(|fate| (depth(fate), fate)).collect();
    order.sort_unstable();
    let mut states = vec![State { probability: 1.0, down: vec![false; graph.fates.len()] }];
    for (_, fate) in order {
        let up = availability(fate);
        let mut next = Vec::with_capacity(2 * states.len());
        for mut state in states {
            if graph.fates[fate].within.is_some_and(|above| state.down[above]) {
                state.down[fate] = true;
                next.push(state);
                continue;
            }
            if up < 1.0 {
                let mut down = state.down.clone();
                down[fate] = true;
                next.push(State { probability: state.probability * (1.0 - up), down });
            }
            if up > 0.0 {
                next.push(State { probability: state.probability * up, down: state.down });
            }
        }
        states = next;
        if states.len() > MOST_STATES {
            return Err(TooWide);
        }
    }
    Ok(states)
}
