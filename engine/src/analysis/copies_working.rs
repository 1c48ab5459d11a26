//! The working of how long one component is up, or carries its peak: enough of the copies that stand are up. Knows
//! nothing of what it needs of others.

use std::collections::BTreeMap;

use super::availability_working::product;
use super::capacity::{per_copy, whole};
use super::figures::{needed_of, shard_load_of, utilization_of};
use super::graph::{Figure, Graph, Node};
use super::levels::{Problem, shard_full};
use super::pools::{Copied, shards, too_few};
use super::standing::Standing;
use super::steps::Need;
use super::structure::Structure;
use super::weak_points::Lost;
use super::working::Working;

/// Components on their own, given which places are down.
pub(super) struct Own<'a> {
    pub graph: &'a Graph<'a>,
    pub structure: &'a Structure,
    pub copies: &'a [Option<Copied>],
    /// By fate.
    pub down: &'a [bool],
    /// Whether they have to carry their peak.
    pub peak: Option<&'a Problem<'a>>,
    /// What is supposed never to fail of itself.
    pub perfect: Option<Lost>,
}

impl<'a> Own<'a> {
    /// Whether these are taken together: at peak, interchangeable targets carry each other's load.
    pub fn together(&self, need: Need<'_>) -> bool {
        self.peak.is_some() && need.interchangeable && need.members.iter().any(|member| *member != need.members[0])
    }

    /// Whether it is up for certain, as far as is known.
    pub fn is_sure(&self, number: usize) -> bool {
        let node = &self.graph.nodes[number];
        let nothing = self.perfect == Some(Lost::Component(number)) && self.has_enough_places(number)
            || self.copies[number].is_none()
            || node.copies() == 0
            || node.number("availability").is_none();
        nothing && self.peak.is_none_or(|problem| problem.loads[number].utilization.is_none_or(|full| full <= 1.0))
    }

    /// Whether enough of its copies stand in places that are up.
    fn has_enough_places(&self, number: usize) -> bool {
        let writes = self.structure.writes[number];
        self.copies[number].as_ref().is_none_or(|copies| copies.stands(writes, |fate| self.down[fate]))
    }

    pub fn standing(&self, number: usize) -> Standing<'a> {
        Standing { graph: self.graph, node: &self.graph.nodes[number], down: self.down }
    }

    fn stands(&self, fate: &Option<usize>) -> bool {
        fate.is_none_or(|fate| !self.down[fate])
    }

    /// How many copies of a pool stand, and how many it needs to be up at all.
    pub fn pool(&self, number: usize) -> Option<(u32, u32)> {
        let Some(Copied::Pool { at, needs }) = &self.copies[number] else { return None };
        Some((at.iter().filter(|(fate, _)| self.stands(fate)).map(|(_, copies)| copies).sum(), *needs))
    }

    /// Availability of a component; at peak, share of time in which it carries what reaches it.
    pub fn up(&self, number: usize) -> Option<Working> {
        let structural = || self.structurally(number);
        let Some(problem) = self.peak else { return Some(structural()) };
        let node = &self.graph.nodes[number];
        let full = problem.loads[number].utilization.unwrap_or(0.0);
        let (graph, traffic, loads) = (self.graph, problem.traffic, problem.loads);
        if self.copies[number].is_none() || full <= 0.0 {
            return Some(structural());
        }
        match &self.copies[number] {
            Some(Copied::Pool { needs, .. }) => {
                let carries = whole(full * f64::from(node.instances()));
                if carries <= u64::from(*needs) {
                    return Some(structural());
                }
                let (up, _) = self.pool(number)?;
                let figure = node.number("availability")?;
                let needs = needed_of(graph, traffic, loads, number, false)?;
                Some(enough(self.standing(number), figure, up, needs))
            }
            // What all of it cannot carry is never carried.
            _ if full > 1.0 + 1e-12 => Some(
                utilization_of(graph, traffic, loads, number)
                    .map_or_else(nothing, |load| Working::new("fits(utilisation)", 0.0).worked("utilisation", load)),
            ),
            Some(Copied::Shards { auto_failover, needs, .. }) if per_copy(node).is_some() && node.replicas() > 0 => {
                Some(
                    self.shards(number, |_, first| {
                        self.shard_at_peak(problem, number, (*auto_failover, *needs), first)
                    }),
                )
            }
            _ => Some(structural()),
        }
    }

    /// Availability, whatever there is to carry.
    pub fn structurally(&self, number: usize) -> Working {
        let node = &self.graph.nodes[number];
        let Some(figure) = node.number("availability").filter(|_| node.copies() > 0) else {
            return Working::new("1", 1.0);
        };
        if self.perfect == Some(Lost::Component(number)) {
            return if self.has_enough_places(number) { Working::new("1", 1.0) } else { nothing() };
        }
        let standing = self.standing(number);
        match &self.copies[number] {
            None => Working::new("1", 1.0),
            Some(Copied::Whole) => {
                Working::new("availability", figure.value).setting("availability", figure, node, "availability")
            }
            Some(Copied::Pool { needs, .. }) => {
                let up = self.pool(number).map_or(0, |(up, _)| up);
                enough_of(&standing, figure, up, *needs, None)
            }
            Some(Copied::Shards { auto_failover, needs, .. }) => {
                let takes_writes = self.structure.writes[number] && !auto_failover;
                self.shards(number, |(primary, up), first| match (takes_writes, primary) {
                    (true, false) => nothing(),
                    (true, true) => primary_and_others(&standing, figure, up, *needs, first),
                    _ => enough_of(&standing, figure, up, *needs, Some(first)),
                })
            }
        }
    }

    /// All shards, `one` of those that stand alike after the other: whether its primary stands, how many copies do, and
    /// the number of its first place.
    fn shards(&self, number: usize, one: impl Fn((bool, u32), usize) -> Working) -> Working {
        let node = &self.graph.nodes[number];
        let mut alike: BTreeMap<(bool, u32), Vec<usize>> = BTreeMap::new();
        for (first, fates) in shards(self.graph, node).iter().enumerate() {
            let up = fates.iter().filter(|fate| self.stands(fate)).count() as u32;
            alike.entry((self.stands(&fates[0]), up)).or_default().push(first);
        }
        let parts = alike.into_iter().enumerate().map(|(at, (stands, firsts))| {
            let one = one(stands, firsts[0]);
            let name = format!("shards that stand alike {}", at + 1);
            if node.shards() == 1 {
                return (name, one);
            }
            let all = self.standing(number).shards(Working::new("one shard ^ shards", 0.0), &firsts);
            let shards = all.inputs.last().map_or(1.0, |shards| shards.value);
            (name, Working { value: libm::pow(one.value, shards), ..all }.worked("one shard", one))
        });
        product(parts.collect())
    }

    /// One shard at peak: for each number of replicas that may be up, with the primary and without it, how likely that
    /// is and whether it carries the load.
    fn shard_at_peak(
        &self,
        problem: &Problem<'_>,
        number: usize,
        (auto_failover, needs): (bool, u32),
        first: usize,
    ) -> Working {
        let node = &self.graph.nodes[number];
        let peak = problem.traffic.peak[number];
        let Some(figure) = node.number("availability") else { return nothing() };
        let fates = &shards(self.graph, node)[first];
        let primary = self.stands(&fates[0]);
        let replicas = fates.iter().skip(1).filter(|fate| self.stands(fate)).count() as u32;
        let writes = self.structure.writes[number];
        let mut parts: Vec<(String, Working)> = Vec::new();
        let mut all_carry = true;
        for (with_primary, up) in (0..=replicas).flat_map(|up| [(true, up), (false, up)]) {
            let standing = up + u32::from(with_primary);
            let promoted = !with_primary && auto_failover;
            if standing < needs.max(1) || (with_primary && !primary) || (writes && !with_primary && !promoted) {
                continue;
            }
            let (acts, beside) = (with_primary || promoted, up - u32::from(promoted));
            let carries = shard_full(node, peak, acts, beside) <= 1.0 + 1e-12;
            all_carry &= carries;
            if !carries {
                continue;
            }
            let one = figure.value;
            let likely = exactly(up, replicas, one);
            let copies = if primary { "copies − 1" } else { "copies" };
            let (of_primary, share) = match (primary, with_primary) {
                (true, true) => ("availability of one × ", one),
                (true, false) => ("(1 − availability of one) × ", 1.0 - one),
                _ => ("", 1.0),
            };
            let formula = format!("{of_primary}exactly({up}, {copies}, availability of one) × fits(load)");
            let Some(load) = shard_load_of((self.graph, problem.traffic), number, acts, beside) else { continue };
            let working =
                Working::new(formula, share * likely).setting("availability of one", figure, node, "availability");
            let working = self.standing(number).copies(working, Some(first)).worked("load", load);
            let name = if with_primary { "with its primary" } else { "without its primary" };
            parts.push((format!("{up} replicas up, {name}"), working));
        }
        if all_carry {
            let up = replicas + u32::from(primary);
            let takes_writes = writes && !auto_failover;
            return match (takes_writes, primary) {
                (true, false) => nothing(),
                (true, true) => primary_and_others(&self.standing(number), figure, up, needs, first),
                _ => enough_of(&self.standing(number), figure, up, needs, Some(first)),
            };
        }
        Working::sum(parts)
    }
}

pub(super) fn nothing() -> Working {
    Working::new("0", 0.0)
}

/// Probability that so many of independent copies are up.
pub(super) fn exactly(up: u32, copies: u32, availability: f64) -> f64 {
    too_few(&[(availability, copies)], up + 1) - too_few(&[(availability, copies)], up)
}

/// As many of the copies that stand are up as a working says.
fn enough(standing: Standing<'_>, figure: Figure, up: u32, needs: Working) -> Working {
    let value = 1.0 - too_few(&[(figure.value, up)], needs.value as u32);
    let working = Working::new("at_least(needed, copies, availability of one)", value);
    let working = working.setting("availability of one", figure, standing.node, "availability");
    standing.copies(working, None).worked("needed", needs)
}

/// So many of the copies that stand are up.
fn enough_of(standing: &Standing<'_>, figure: Figure, up: u32, needs: u32, shard: Option<usize>) -> Working {
    let formula = match (up, needs) {
        (up, needs) if up < needs => return nothing(),
        (1, 1) => "availability of one",
        (_, 1) => "1 − (1 − availability of one) ^ copies",
        _ => "at_least(needed, copies, availability of one)",
    };
    let node = standing.node;
    let mut working = Working::new(formula, 1.0 - too_few(&[(figure.value, up)], needs));
    working = working.setting("availability of one", figure, node, "availability");
    if up > 1 || needs > 1 {
        working = standing.copies(working, shard);
    }
    if needs > 1 { needed(working, node, needs) } else { working }
}

/// The primary is up, and as many others as are needed besides.
fn primary_and_others(standing: &Standing<'_>, figure: Figure, up: u32, needs: u32, first: usize) -> Working {
    let node = standing.node;
    let working = Working::new("availability of one", figure.value);
    let working = working.setting("availability of one", figure, node, "availability");
    if needs <= 1 {
        return working;
    }
    let formula = "availability of one × at_least(needed − 1, copies − 1, availability of one)".to_owned();
    let value = figure.value * (1.0 - too_few(&[(figure.value, up - 1)], needs - 1));
    needed(standing.copies(Working { formula, value, ..working }, Some(first)), node, needs)
}

fn needed(working: Working, node: &Node<'_>, needs: u32) -> Working {
    working.stated("needed", f64::from(needs), format!("components[{}].settings.needs", node.id()))
}
