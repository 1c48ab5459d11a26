//! What fails a journey when it is lost: by structure, by place, and by capacity. Knows no probabilities.

use std::cell::OnceCell;

use super::aftermath::{Before, aftermath, uses_any};
use super::graph::Graph;
use super::losses::{SingleLosses, single_losses};
use super::lost::Losses;
use super::place_losses::PlaceLosses;
use super::pools::copied_for;
use super::structure::{Structure, structure, whole_structure, working};
use super::traffic::{JourneyTraffic, Traffic};
use super::wake::Wakes;
use crate::kinds::Family;

/// Why something is a weak point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Because {
    /// Losing one copy fails the journey.
    Structure,
    /// Losing one zone or region fails it.
    Place,
    /// The structure survives the loss, but then something is over capacity that was not as full before.
    Capacity,
}

/// What is lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lost {
    /// Number of a component.
    Component(usize),
    /// Number of a fate.
    Fate(usize),
}

/// Something whose loss fails journeys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeakPoint {
    /// What is lost.
    pub lost: Lost,
    /// Why that matters.
    pub because: Because,
    /// Places of the journeys in `Traffic::journeys`.
    pub journeys: Vec<usize>,
}

/// What each journey needs and what single losses do to it, in the order of `Traffic::journeys`.
#[derive(Clone, Debug, Default)]
pub struct Dependence {
    /// What it needs.
    pub structures: Vec<Structure>,
    /// Which single losses fail it.
    pub losses: Vec<SingleLosses>,
    /// Only losses ask for it.
    wholes: OnceCell<Vec<Whole>>,
}

/// What everything that a journey reaches needs.
#[derive(Clone, Debug)]
pub struct Whole {
    /// What it needs, and what it calls without needing.
    pub structure: Structure,
    /// By node: whether it works while nothing is lost.
    pub works: Vec<bool>,
}

impl Dependence {
    /// By journey.
    pub fn wholes(&self, graph: &Graph<'_>, traffic: &Traffic) -> &[Whole] {
        self.wholes.get_or_init(|| {
            let all = vec![true; graph.nodes.len()];
            let whole = |journey: &JourneyTraffic| {
                let structure = whole_structure(graph, journey);
                let works = working(&structure, &all, &[]);
                Whole { structure, works }
            };
            traffic.journeys.iter().map(whole).collect()
        })
    }
}

/// What each journey needs.
#[must_use]
pub fn dependence(graph: &Graph<'_>, traffic: &Traffic) -> Dependence {
    let structures: Vec<Structure> = traffic.journeys.iter().map(|journey| structure(graph, journey)).collect();
    let mut places = PlaceLosses::new(graph);
    let losses = structures.iter().map(|structure| single_losses(graph, structure, &mut places)).collect();
    Dependence { structures, losses, wholes: OnceCell::new() }
}

/// Weak points by structure and by place.
#[must_use]
pub fn structural(graph: &Graph<'_>, dependence: &Dependence) -> Vec<WeakPoint> {
    let mut found = Vec::new();
    let alive: Vec<usize> = (0..dependence.losses.len()).filter(|&at| !dependence.losses[at].fails_anyway()).collect();
    for (number, node) in graph.nodes.iter().enumerate() {
        if node.kind.family == Family::Client {
            continue;
        }
        let mut journeys: Vec<usize> =
            alive.iter().copied().filter(|&at| dependence.losses[at].fails_without(number)).collect();
        if journeys.is_empty() {
            continue;
        }
        journeys.retain(|&at| {
            let structure = &dependence.structures[at];
            copied_for(graph, node, structure.operations(number)).falls_with_one_copy(structure.writes[number])
        });
        if !journeys.is_empty() {
            found.push(WeakPoint { lost: Lost::Component(number), because: Because::Structure, journeys });
        }
    }
    for fate in 0..graph.fates.len() {
        let journeys: Vec<usize> =
            alive.iter().copied().filter(|&at| dependence.losses[at].fails_without_fate(fate)).collect();
        if !journeys.is_empty() {
            found.push(WeakPoint { lost: Lost::Fate(fate), because: Because::Place, journeys });
        }
    }
    found
}

/// What could be a weak point by capacity: every component and fate that some journey survives losing.
#[must_use]
pub fn candidates(graph: &Graph<'_>, traffic: &Traffic, dependence: &Dependence) -> Vec<Lost> {
    let used = |node: usize| traffic.journeys.iter().any(|journey| journey.visits[node].total() > 0.0);
    let survives = |lost: Lost| dependence.losses.iter().any(|losses| !fails(losses, lost) && !losses.fails_anyway());
    let components = (0..graph.nodes.len())
        .filter(|&node| graph.nodes[node].kind.family != Family::Client && used(node))
        .map(Lost::Component);
    let fates = (0..graph.fates.len()).map(Lost::Fate);
    components.chain(fates).filter(|&lost| survives(lost)).collect()
}

fn fails(losses: &SingleLosses, lost: Lost) -> bool {
    match lost {
        Lost::Component(node) => losses.fails_without(node),
        Lost::Fate(fate) => losses.fails_without_fate(fate),
    }
}

/// Whether a loss is a weak point by capacity: the structure survives it, but then something that the journey uses
/// is above its capacity, and above what it was before.
#[must_use]
pub fn by_capacity(before: &Before<'_>, wakes: &mut Wakes, lost: Lost) -> Option<WeakPoint> {
    let driven = match lost {
        Lost::Component(node) => wakes.driven(before, node),
        Lost::Fate(_) => None,
    };
    let Some(driven) = driven else { return by_whole_passes(before, lost) };
    let mut journeys: Vec<usize> = driven.into_iter().flat_map(|driven| driven.journeys).collect();
    journeys.retain(|&at| survives(before, at, lost));
    journeys.sort_unstable();
    journeys.dedup();
    (!journeys.is_empty()).then_some(WeakPoint { lost, because: Because::Capacity, journeys })
}

/// The same by following all journeys through all of the design.
#[must_use]
pub fn by_whole_passes(before: &Before<'_>, lost: Lost) -> Option<WeakPoint> {
    let losses = match lost {
        Lost::Component(node) => Losses::of_component(before.graph, node),
        Lost::Fate(fate) => Losses::of_fate(before.graph, fate),
    };
    let after = aftermath(before, &losses, &[]);
    let over = before.overloaded(&after);
    let uses = |&at: &usize| survives(before, at, lost) && uses_any(&after, at, &over);
    let journeys: Vec<usize> = (0..before.traffic.journeys.len()).filter(uses).collect();
    (!journeys.is_empty()).then_some(WeakPoint { lost, because: Because::Capacity, journeys })
}

/// Whether the structure of a journey survives a loss.
fn survives(before: &Before<'_>, at: usize, lost: Lost) -> bool {
    let losses = &before.dependence.losses[at];
    !fails(losses, lost) && !losses.fails_anyway()
}
