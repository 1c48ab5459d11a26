//! What a design does when something is lost: which journeys fail at once, how the traffic goes on, how full the rest
//! gets; and, wave by wave, what falls if nothing stands what is above its capacity. Knows no probabilities.

use super::capacity::{Load, Role, RoleLoad, Roles, uses};
use super::graph::Graph;
use super::lost::Losses;
use super::steps::Need;
use super::structure::{Structure, working};
use super::traffic::{JourneyTraffic, Traffic, follow, sum};
use super::weak_points::Dependence;

/// A design as it is while nothing is lost.
#[derive(Clone, Copy, Debug)]
pub struct Before<'a> {
    /// The design.
    pub graph: &'a Graph<'a>,
    /// What arrives where.
    pub traffic: &'a Traffic,
    /// How full each component is.
    pub loads: &'a [Load],
    /// What each journey needs.
    pub dependence: &'a Dependence,
}

/// The traffic that is left after a loss, and how full the rest is.
#[derive(Clone, Debug)]
pub struct Aftermath {
    /// What still arrives where.
    pub traffic: Traffic,
    /// By node: how full each role is; none where nothing limits it, or it is lost.
    pub roles: Vec<Roles>,
    /// By node: whether what is left of it answers reads, and whether it takes writes.
    pub stands: [Vec<bool>; 2],
    /// By journey and node: whether it works for the journey.
    pub works: Vec<Vec<bool>>,
}

impl Aftermath {
    /// By node: whether it stands for what the requests of a structure do there.
    #[must_use]
    pub fn stands_for(&self, structure: &Structure) -> Vec<bool> {
        stands_for(&self.stands, structure)
    }
}

/// By node: whether it stands for what the requests of a structure do there.
#[must_use]
pub fn stands_for(stands: &[Vec<bool>; 2], structure: &Structure) -> Vec<bool> {
    let stands = |node: usize| {
        let [reads, writes] = structure.operations(node);
        (!writes || stands[1][node]) && (writes && !reads || stands[0][node])
    };
    (0..structure.writes.len()).map(stands).collect()
}

/// A role that is above its capacity, and above what it was before.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Over {
    /// Number of the component.
    pub node: usize,
    /// How full the role is.
    pub load: RoleLoad,
    /// How full it was before.
    pub before: f64,
}

/// Follows a loss: balancers choose among what still works, fallbacks take over, a lost cache answers nothing, the
/// copies that are left carry the load of all. `factors` says by journey how many times its rate arrives.
#[must_use]
pub fn aftermath(before: &Before<'_>, losses: &Losses, factors: &[f64]) -> Aftermath {
    let graph = before.graph;
    let all_stand = [false, true].map(|writes| losses.standing(graph, writes));
    let severed = losses.severed();
    let mut works_for = Vec::new();
    let wholes = before.dependence.wholes(graph, before.traffic);
    let journeys: Vec<JourneyTraffic> = before
        .traffic
        .journeys
        .iter()
        .zip(wholes)
        .enumerate()
        .map(|(at, (journey, whole))| {
            let stands = stands_for(&all_stand, &whole.structure);
            let works = working(&whole.structure, &stands, &severed);
            // What never worked was in rotation all the same: nothing changes there.
            let in_rotation: Vec<bool> =
                (0..works.len()).map(|node| works[node] || stands[node] && !whole.works[node]).collect();
            let design_journey = &graph.design.workload.journeys[journey.journey];
            let left = losses.left(&stands, &in_rotation);
            let mut after = follow(graph, journey.journey, design_journey, journey.entry, Some(left));
            after.rate *= factors.get(at).copied().unwrap_or(1.0);
            works_for.push(works);
            after
        })
        .collect();
    let traffic = sum(graph, journeys);
    let left = |node: usize| losses.roles(graph, node, traffic.peak[node]);
    let roles =
        (0..graph.nodes.len()).map(|node| if all_stand[0][node] { left(node) } else { Roles::default() }).collect();
    Aftermath { traffic, roles, stands: all_stand, works: works_for }
}

impl Before<'_> {
    /// Whether a journey fails by structure alone: something that its user needs is lost.
    #[must_use]
    pub fn fails(&self, journey: usize, after: &Aftermath, losses: &Losses) -> bool {
        let structure = &self.dependence.structures[journey];
        !working(structure, &after.stands_for(structure), &losses.severed())[structure.entry]
    }

    /// Roles that are above their capacity, and above what they were.
    #[must_use]
    pub fn overloaded(&self, after: &Aftermath) -> Vec<Over> {
        let newly_over = |node: usize, load: &RoleLoad| {
            let before = self.loads[node].roles.iter().find(|before| before.role == load.role);
            let before = before.map_or(0.0, |before| before.utilization);
            let is_new = load.utilization > 1.0 && load.utilization > before * (1.0 + 1e-9);
            is_new.then_some(Over { node, load: *load, before })
        };
        // What a loop without end feeds has no figures.
        let roles = after.roles.iter().enumerate().filter(|(node, _)| !after.traffic.unbounded[*node]);
        roles.flat_map(|(node, roles)| roles.iter().filter_map(move |role| newly_over(node, role))).collect()
    }

    /// What a journey calls, without needing it, and gets no more: numbers of the components, sorted.
    #[must_use]
    pub fn goes_without(&self, journey: usize, after: &Aftermath, losses: &Losses) -> Vec<usize> {
        let whole = &self.dependence.wholes(self.graph, self.traffic)[journey];
        let works = &after.works[journey];
        let mut found: Vec<usize> = Vec::new();
        for &node in whole.structure.order() {
            if !works[node] || after.traffic.journeys[journey].visits[node].total() <= 0.0 {
                continue;
            }
            let missed =
                |need: &Need<'_>| !need.hard && !need.is_met(works, &losses.cut) && need.is_met(&whole.works, &[]);
            for need in whole.structure.needs(node).filter(missed) {
                let ends = need.members.iter().zip(need.edges);
                found.extend(ends.filter(|&(&member, &edge)| !works[member] || losses.cut[edge]).map(|ends| *ends.0));
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// Whether a journey uses any of these roles.
#[must_use]
pub fn uses_any(after: &Aftermath, journey: usize, over: &[Over]) -> bool {
    over.iter().any(|over| uses(&after.traffic.journeys[journey], over.node, &over.load))
}

/// What falls if nothing stands what is above its capacity.
#[derive(Clone, Debug)]
pub struct Cascade {
    /// What falls together, in order: each wave is what the losses before it drive over capacity.
    pub waves: Vec<Vec<Over>>,
    /// All that is lost in the end.
    pub losses: Losses,
    /// What is left in the end.
    pub aftermath: Aftermath,
}

/// What is over capacity falls.
pub fn fall(losses: &mut Losses, over: &[Over]) {
    for over in over {
        let lost = &mut losses.copies[over.node];
        match over.load.role {
            Role::Replica => lost.replicas = u32::MAX,
            Role::Copies | Role::Primary | Role::Places => lost.whole = true,
        }
    }
}

/// Follows an overload, that of `first`, until nothing more falls; `None` where nothing is overloaded. A role that a
/// loss drives over its capacity is lost as a whole: replicas leave their reads to the primaries, with anything else
/// the whole component falls. What was over capacity before and gets no more than before stays. Each wave loses one
/// role at least, so that there is an end.
#[must_use]
pub fn cascade(before: &Before<'_>, losses: &Losses, factors: &[f64], first: &[Over]) -> Option<Cascade> {
    let (mut losses, mut waves, mut over) = (losses.clone(), Vec::new(), first.to_vec());
    let mut end = None;
    // Two roles a component at most.
    for _ in 0..=2 * before.graph.nodes.len() {
        if over.is_empty() {
            break;
        }
        fall(&mut losses, &over);
        let after = aftermath(before, &losses, factors);
        waves.push(std::mem::replace(&mut over, before.overloaded(&after)));
        end = Some(after);
    }
    Some(Cascade { waves, losses, aftermath: end? })
}
