//! What fails a journey when it is lost: by structure, by place, and by capacity. Knows no probabilities.

use std::cell::OnceCell;

use super::capacity::{Load, RoleLoad, Standing, roles, shard_roles, uses};
use super::graph::{Graph, Node};
use super::losses::{SingleLosses, single_losses};
use super::place_losses::{PlaceLosses, falls_with};
use super::pools::{Copied, copied};
use super::routing::Left;
use super::structure::{Structure, structure, whole_structure};
use super::traffic::{JourneyTraffic, Rates, Traffic, follow, sum};
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
    /// What everything that it reaches needs, and what of that works while nothing is lost. Only losses ask for it.
    wholes: OnceCell<Vec<(Structure, Vec<bool>)>>,
}

impl Dependence {
    fn wholes(&self, graph: &Graph<'_>, traffic: &Traffic) -> &[(Structure, Vec<bool>)] {
        self.wholes.get_or_init(|| {
            let all = vec![true; graph.nodes.len()];
            let whole = |journey: &JourneyTraffic| {
                let structure = whole_structure(graph, journey);
                let works = working(&structure, &all);
                (structure, works)
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
        let copies = copied(graph, node);
        journeys.retain(|&at| copies.falls_with_one_copy(dependence.structures[at].writes[number]));
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

/// What the design does when something is lost: the traffic that is left, and how full the rest is.
#[derive(Clone, Debug)]
pub struct Aftermath {
    /// What still arrives where.
    pub traffic: Traffic,
    /// By node: how full each role is; none where nothing limits it, or it is lost.
    pub roles: Vec<Vec<RoleLoad>>,
}

/// Follows a loss: balancers choose among what still works, fallbacks take over, a lost cache answers nothing, the
/// copies that are left carry the load of all.
#[must_use]
pub fn aftermath(graph: &Graph<'_>, traffic: &Traffic, dependence: &Dependence, lost: Lost) -> Aftermath {
    let stands_for = |writes: &dyn Fn(usize) -> bool| -> Vec<bool> {
        (0..graph.nodes.len()).map(|node| stands(graph, node, writes(node), lost)).collect()
    };
    let wholes = dependence.wholes(graph, traffic);
    let journeys: Vec<JourneyTraffic> = traffic
        .journeys
        .iter()
        .zip(wholes)
        .map(|(journey, (structure, works_before))| {
            let stands = stands_for(&|node| structure.writes[node]);
            let mut works = working(structure, &stands);
            // What never worked was in rotation all the same: nothing changes there.
            for node in 0..works.len() {
                works[node] |= stands[node] && !works_before[node];
            }
            let design_journey = &graph.design.workload.journeys[journey.journey];
            let left = Left { stands: &stands, works: &works };
            follow(graph, journey.journey, design_journey, journey.entry, Some(left))
        })
        .collect();
    let stands = stands_for(&|_| false);
    let traffic = sum(graph, journeys);
    let roles = graph
        .nodes
        .iter()
        .enumerate()
        .map(|(number, node)| {
            let counts = stands[number] && !traffic.unbounded[number];
            if counts { left(graph, node, traffic.peak[number], lost) } else { Vec::new() }
        })
        .collect();
    Aftermath { traffic, roles }
}

/// Whether a component stands when something is lost.
fn stands(graph: &Graph<'_>, node: usize, writes: bool, lost: Lost) -> bool {
    match lost {
        Lost::Component(number) => number != node,
        Lost::Fate(lost) => copied(graph, &graph.nodes[node]).stands(writes, |fate| falls_with(graph, fate, lost)),
    }
}

/// How full the copies are that are left. A lost primary is replaced by a replica of its shard, if that is automatic;
/// every shard keeps its share of the load, and the fullest one stands for all.
fn left(graph: &Graph<'_>, node: &Node<'_>, peak: Rates, lost: Lost) -> Vec<RoleLoad> {
    let Lost::Fate(lost) = lost else { return roles(node, peak, Standing::full(node)) };
    let up = |fate: &Option<usize>| !fate.is_some_and(|fate| falls_with(graph, fate, lost));
    match copied(graph, node) {
        Copied::Whole => roles(node, peak, Standing::full(node)),
        Copied::Pool { at, .. } => {
            let primaries = at.iter().filter(|(fate, _)| up(fate)).map(|(_, copies)| f64::from(*copies)).sum();
            roles(node, peak, Standing { primaries, replicas: 0.0 })
        }
        copies @ Copied::Shards { .. } if copies.fates().is_empty() => roles(node, peak, Standing::full(node)),
        Copied::Shards { at, auto_failover, .. } => {
            let writable = auto_failover || at.iter().all(|(fates, _)| fates.first().is_some_and(up));
            let peak = Rates { writes: if writable { peak.writes } else { 0.0 }, ..peak };
            let mut worst: Vec<RoleLoad> = Vec::new();
            for (fates, _) in &at {
                let primary = fates.first().is_some_and(up);
                let replicas = fates.iter().skip(1).filter(|fate| up(fate)).count() as u32;
                let promoted = !primary && auto_failover;
                let of_shard = shard_roles(node, peak, primary || promoted, replicas - u32::from(promoted));
                for role in of_shard {
                    match worst.iter_mut().find(|known| known.role == role.role) {
                        Some(known) if known.utilization >= role.utilization => {}
                        Some(known) => *known = role,
                        None => worst.push(role),
                    }
                }
            }
            worst
        }
    }
}

/// By node: whether it works for a journey, when these components stand.
#[must_use]
pub fn working(structure: &Structure, stands: &[bool]) -> Vec<bool> {
    let mut works = stands.to_vec();
    let mut met = vec![true; stands.len()];
    for _ in 0..=structure.order().len() {
        let mut changed = false;
        for &node in structure.order() {
            let is_met = structure.needs(node).all(|need| {
                let counts = |&&member: &&usize| if need.blind { stands[member] } else { works[member] };
                let broken = need.blind && need.members.iter().any(|&member| !met[member]);
                !broken && need.members.iter().filter(counts).count() >= need.needs
            });
            if met[node] && !is_met {
                met[node] = false;
                works[node] = false;
                changed = true;
            }
        }
        if !changed || !structure.has_cycles() {
            break;
        }
    }
    works
}

/// Whether a loss is a weak point by capacity: the structure survives it, but then something that the journey uses
/// is above its capacity, and above what it was before.
#[must_use]
pub fn by_capacity(
    graph: &Graph<'_>,
    traffic: &Traffic,
    loads: &[Load],
    dependence: &Dependence,
    lost: Lost,
) -> Option<WeakPoint> {
    let after = aftermath(graph, traffic, dependence, lost);
    let newly_over = |node: usize, role: &RoleLoad| {
        let before = loads[node].roles.iter().find(|before| before.role == role.role);
        let before = before.map_or(0.0, |before| before.utilization);
        role.utilization > 1.0 && role.utilization > before * (1.0 + 1e-9)
    };
    let overloaded: Vec<(usize, RoleLoad)> = after
        .roles
        .iter()
        .enumerate()
        .flat_map(|(node, roles)| roles.iter().map(move |role| (node, *role)))
        .filter(|(node, role)| newly_over(*node, role))
        .collect();
    let journeys: Vec<usize> = (0..traffic.journeys.len())
        .filter(|&at| !fails(&dependence.losses[at], lost) && !dependence.losses[at].fails_anyway())
        .filter(|&at| overloaded.iter().any(|(node, role)| uses(&after.traffic.journeys[at], *node, role)))
        .collect();
    (!journeys.is_empty()).then_some(WeakPoint { lost, because: Because::Capacity, journeys })
}
