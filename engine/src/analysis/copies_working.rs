//! The working of how long one component is up, or carries its peak: enough of the copies that stand are up. Knows
//! nothing of what it needs of others.

use std::collections::BTreeMap;

use super::availability_working::product;
use super::capacity::{per_copy, whole};
use super::copy_failures::{CopyFailures, HOURS_A_YEAR, OfOne};
use super::figures::{needed_of, shard_load_of, utilization_of};
use super::graph::{Graph, Node};
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
        if self.is_perfect(number) {
            // In the places that are up.
            return match self.peak {
                None => self.has_enough_places(number),
                Some(_) => self.levels(number).is_empty() && self.up_alone(number).is_some_and(|up| up.is_one()),
            };
        }
        let nothing = self.copies[number].is_none() || node.copies() == 0 || node.number("availability").is_none();
        nothing && self.peak.is_none_or(|problem| problem.loads[number].utilization.is_none_or(|full| full <= 1.0))
    }

    /// Whether it is supposed never to fail of itself.
    pub fn is_perfect(&self, number: usize) -> bool {
        self.perfect == Some(Lost::Component(number))
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
        Some(self.beside_common_cause(number, self.up_alone(number)?))
    }

    /// Availability, whatever there is to carry.
    pub fn structurally(&self, number: usize) -> Working {
        self.beside_common_cause(number, self.structurally_alone(number))
    }

    /// Beside a cause that takes all copies at once.
    pub(super) fn beside_common_cause(&self, number: usize, alone: Working) -> Working {
        let node = &self.graph.nodes[number];
        let common = CopyFailures::of(node).common;
        if common == 0.0 || alone.is_one() || self.is_perfect(number) {
            return alone;
        }
        let none = Working::new("1 − common cause × (1 − availability)", 1.0 - common);
        product(vec![("no common cause".to_owned(), with_common_cause(none, node)), ("copies".to_owned(), alone)])
    }

    fn up_alone(&self, number: usize) -> Option<Working> {
        let structural = || self.structurally_alone(number);
        let Some(problem) = self.peak else { return Some(structural()) };
        let node = &self.graph.nodes[number];
        let full = problem.loads[number].utilization.unwrap_or(0.0);
        let (graph, traffic, loads) = (self.graph, problem.traffic, problem.loads);
        if self.copies[number].is_none() || full <= 0.0 {
            return Some(structural());
        }
        match &self.copies[number] {
            Some(Copied::Pool { needs, .. }) if node.partitions.is_none() || full <= 1.0 + 1e-12 => {
                let carries = whole(full * node.at_work(f64::from(node.instances())));
                if carries <= u64::from(*needs) {
                    return Some(structural());
                }
                let (up, _) = self.pool(number)?;
                if self.is_perfect(number) {
                    return Some(self.sure(u64::from(up) >= carries));
                }
                let needs = needed_of(graph, traffic, loads, number, false)?;
                Some(enough(&self.standing(number), up, needs))
            }
            // What all of it cannot carry is never carried.
            _ if full > 1.0 + 1e-12 => Some(
                utilization_of(graph, traffic, loads, number)
                    .map_or_else(nothing, |load| Working::new("fits(utilisation)", 0.0).worked("utilisation", load)),
            ),
            Some(Copied::Shards { .. }) if self.is_perfect(number) => {
                let fits = |primary, replicas| shard_full(node, traffic.peak[number], primary, replicas) <= 1.0 + 1e-12;
                Some(self.sure(self.standing_carry(number, fits)))
            }
            Some(Copied::Shards { auto_failover, needs, .. }) if per_copy(node).is_some() && node.replicas() > 0 => {
                Some(self.shards(number, |_, first| {
                    self.shard_at_peak(problem, number, (*auto_failover, *needs), first, None)
                }))
            }
            _ => Some(structural()),
        }
    }

    fn structurally_alone(&self, number: usize) -> Working {
        let node = &self.graph.nodes[number];
        if node.copies() == 0 || node.number("availability").is_none() {
            return Working::new("1", 1.0);
        }
        if self.is_perfect(number) {
            return self.sure(self.has_enough_places(number));
        }
        let standing = self.standing(number);
        match &self.copies[number] {
            None => Working::new("1", 1.0),
            Some(Copied::Whole) => {
                with_availability(Working::new("availability", OfOne::of(node).value()), "availability", node)
            }
            Some(Copied::Pool { needs, .. }) => {
                let up = self.pool(number).map_or(0, |(up, _)| up);
                enough_of(&standing, up, *needs, None)
            }
            Some(Copied::Shards { auto_failover, needs, .. }) => {
                let takes_writes = self.structure.writes[number] && !auto_failover;
                self.shards(number, |(primary, up), first| match (takes_writes, primary) {
                    (true, false) => nothing(),
                    (true, true) => primary_and_others(&standing, up, *needs, first),
                    _ => enough_of(&standing, up, *needs, Some(first)),
                })
            }
        }
    }

    /// All shards, `one` of those that stand alike after the other: whether its primary stands, how many copies do, and
    /// the number of its first place.
    pub(super) fn shards(&self, number: usize, one: impl Fn((bool, u32), usize) -> Working) -> Working {
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
    /// is and whether it carries the load, or is no fuller than a limit.
    pub(super) fn shard_at_peak(
        &self,
        problem: &Problem<'_>,
        number: usize,
        (auto_failover, needs): (bool, u32),
        first: usize,
        limit: Option<&Working>,
    ) -> Working {
        let most = limit.map_or(1.0, |limit| limit.value);
        let fits = if limit.is_some() { "fits(load ÷ limit)" } else { "fits(load)" };
        let node = &self.graph.nodes[number];
        // To be no fuller than a limit may mean in place of others.
        let reached = if limit.is_some() { problem.reached(number) } else { vec![number] };
        let peak = problem.traffic.peak_of(&reached);
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
            let carries = shard_full(node, peak, acts, beside) <= most * (1.0 + 1e-12);
            all_carry &= carries;
            if !carries {
                continue;
            }
            let one = CopyFailures::of(node).alone;
            let likely = exactly(up, replicas, one);
            let copies = if primary { "copies − 1" } else { "copies" };
            let (of_primary, share) = match (primary, with_primary) {
                (true, true) => ("availability of one × ", one),
                (true, false) => ("(1 − availability of one) × ", 1.0 - one),
                _ => ("", 1.0),
            };
            let formula = format!("{of_primary}exactly({up}, {copies}, availability of one) × {fits}");
            let Some(load) = shard_load_of((self.graph, problem.traffic), (number, &reached), acts, beside) else {
                continue;
            };
            let working = with_one(Working::new(formula, share * likely), node);
            let working = self.standing(number).copies(working, Some(first)).worked("load", load);
            let working = limit.into_iter().fold(working, |working, limit| working.worked("limit", limit.clone()));
            let name = if with_primary { "with its primary" } else { "without its primary" };
            parts.push((format!("{up} replicas up, {name}"), working));
        }
        if all_carry {
            let up = replicas + u32::from(primary);
            let takes_writes = writes && !auto_failover;
            return match (takes_writes, primary) {
                (true, false) => nothing(),
                (true, true) => primary_and_others(&self.standing(number), up, needs, first),
                _ => enough_of(&self.standing(number), up, needs, Some(first)),
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
fn enough(standing: &Standing<'_>, up: u32, needs: Working) -> Working {
    let failures = CopyFailures::of(standing.node);
    let formula = at_least(&failures);
    let working = Working::new(formula, 1.0 - failures.too_few_alone(up, needs.value as u32));
    standing.copies(with_one(with_crews(working, standing.node), standing.node), None).worked("needed", needs)
}

/// So many of the copies that stand are up.
fn enough_of(standing: &Standing<'_>, up: u32, needs: u32, shard: Option<usize>) -> Working {
    let node = standing.node;
    let failures = CopyFailures::of(node);
    let formula = match (up, needs) {
        (up, needs) if up < needs => return nothing(),
        (1, 1) => "availability of one",
        (_, 1) if failures.crews.is_none() => "1 − (1 − availability of one) ^ copies",
        _ => at_least(&failures),
    };
    let mut working = with_one(Working::new(formula, 1.0 - failures.too_few_alone(up, needs)), node);
    if up > 1 || needs > 1 {
        working = standing.copies(with_crews(working, node), shard);
    }
    if formula.contains("needed") { needed(working, node, needs) } else { working }
}

fn at_least(failures: &CopyFailures) -> &'static str {
    match failures.crews {
        None => "at_least(needed, copies, availability of one)",
        Some(_) => "at_least(needed, copies, availability of one, repairs at once)",
    }
}

/// The primary is up, and as many others as are needed besides.
fn primary_and_others(standing: &Standing<'_>, up: u32, needs: u32, first: usize) -> Working {
    let node = standing.node;
    let one = CopyFailures::of(node).alone;
    let working = with_one(Working::new("availability of one", one), node);
    if needs <= 1 {
        return working;
    }
    let formula = "availability of one × at_least(needed − 1, copies − 1, availability of one)".to_owned();
    let value = one * (1.0 - too_few(&[(one, up - 1)], needs - 1));
    needed(standing.copies(Working { formula, value, ..working }, Some(first)), node, needs)
}

fn needed(working: Working, node: &Node<'_>, needs: u32) -> Working {
    let settings = ["needs", "write_quorum", "read_quorum"].into_iter();
    let mut asked = settings.filter_map(|setting| Some((node.number(setting)?, setting)));
    match asked.find(|(figure, _)| figure.value == f64::from(needs)) {
        Some((figure, setting)) => working.setting("needed", figure, node, setting),
        // A quorum of more copies than there are is all of them.
        None => match ["write_quorum", "read_quorum"]
            .into_iter()
            .find_map(|quorum| Some((node.number(quorum).filter(|figure| figure.value > f64::from(needs))?, quorum)))
        {
            Some((figure, quorum)) => {
                let all = Working::new("min(floor(quorum), 1 + replicas)", f64::from(needs)).counted(node, "replicas");
                working.worked("needed", all.setting("quorum", figure, node, quorum))
            }
            // Most of the copies confirm a write.
            None if needs > 1 && node.text("replication_mode") == Some("quorum") => {
                let most = Working::new("ceil(replicas ÷ 2) + 1", f64::from(needs)).counted(node, "replicas");
                working.worked("needed", most)
            }
            None => working.stated("needed", f64::from(needs), node.place_of("needs")),
        },
    }
}

/// Adds the input `availability of one`: of one copy as far as it fails for itself.
pub(super) fn with_one(working: Working, node: &Node<'_>) -> Working {
    let failures = CopyFailures::of(node);
    if failures.common == 0.0 {
        return with_availability(working, "availability of one", node);
    }
    let alone = Working::new("1 − (1 − common cause) × (1 − availability)", failures.alone);
    working.worked("availability of one", with_common_cause(alone, node))
}

/// Adds the inputs `common cause` and `availability`.
fn with_common_cause(working: Working, node: &Node<'_>) -> Working {
    let working = match node.number("common_cause") {
        Some(share) => working.setting("common cause", share, node, "common_cause"),
        None => working,
    };
    with_availability(working, "availability", node)
}

/// Adds the availability of one copy by a name.
fn with_availability(working: Working, name: &str, node: &Node<'_>) -> Working {
    let one = OfOne::of(node);
    let number = |name: &str| node.number(name);
    match (one, number("failures_per_year"), number("repair_hours"), number("availability")) {
        (OfOne::Repair(..), Some(failures), Some(hours), _) => {
            let formula = "1 ÷ (1 + failures a year × hours to repair ÷ hours a year)";
            let of_one = Working::new(formula, one.value())
                .setting("failures a year", failures, node, "failures_per_year")
                .setting("hours to repair", hours, node, "repair_hours")
                .constant("hours a year", HOURS_A_YEAR);
            working.worked(name, of_one)
        }
        (.., Some(figure)) => working.setting(name, figure, node, "availability"),
        _ => working.constant(name, 1.0),
    }
}

/// Adds the input `repairs at once` where copies wait for repairs.
pub(super) fn with_crews(working: Working, node: &Node<'_>) -> Working {
    match node.number("repair_crews").filter(|_| CopyFailures::of(node).crews.is_some()) {
        Some(crews) => working.setting("repairs at once", crews, node, "repair_crews"),
        None => working,
    }
}
