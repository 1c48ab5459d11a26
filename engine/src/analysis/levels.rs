//! What the copies of one component can carry in which state, and how likely each state is, given which places are
//! down. Knows nothing of what components need of each other.

use super::capacity::{Load, busiest, per_copy, shard_roles};
use super::copy_failures::CopyFailures;
use super::diagram::TooWide;
use super::graph::Graph;
use super::journey_diagram::MOST_COPIES;
use super::pools::{Copied, shard_failure};
use super::structure::Structure;
use super::traffic::{Rates, Traffic};

/// What the diagram is built from.
pub(super) struct Problem<'a> {
    pub graph: &'a Graph<'a>,
    pub traffic: &'a Traffic,
    pub loads: &'a [Load],
    pub structure: &'a Structure,
    pub copies: &'a [Option<Copied>],
    /// By node: how its copies fail.
    failures: Vec<CopyFailures>,
    /// By node: what it can carry in which state, least first; none where it carries nobody else's load.
    pub levels: Vec<Vec<Level>>,
}

/// A state of a component that can carry more than the one before.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Level {
    /// Requests a second, at the mix that the component gets, or would get in place of others.
    pub capacity: f64,
    /// What it takes: so many copies of a pool, shards as full as this, or nothing but to be up.
    takes: Takes,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Takes {
    Up,
    Copies(u32),
    ShardsAsFull(f64),
}

impl Level {
    /// Whether it is enough for a peak.
    pub fn carries(&self, peak: f64) -> bool {
        peak <= self.capacity * (1.0 + 1e-12)
    }

    /// How many copies of a pool it takes.
    pub const fn copies(&self) -> Option<u32> {
        if let Takes::Copies(copies) = self.takes { Some(copies) } else { None }
    }

    /// How full shards may be.
    pub const fn as_full(&self) -> Option<f64> {
        if let Takes::ShardsAsFull(full) = self.takes { Some(full) } else { None }
    }
}

/// What a component can carry in which state, least first.
fn levels(problem: &Problem<'_>, number: usize) -> Result<Vec<Level>, TooWide> {
    let node = &problem.graph.nodes[number];
    let peak = problem.mix(number);
    let whole = whole_capacity(node, peak, &problem.loads[number]);
    match problem.copies[number].as_ref() {
        Some(Copied::Pool { needs, .. }) => {
            let copies = node.instances();
            if copies > MOST_COPIES {
                return Err(TooWide);
            }
            let all = node.at_work(f64::from(copies));
            let level =
                |up: u32| Level { capacity: whole * node.at_work(f64::from(up)) / all, takes: Takes::Copies(up) };
            Ok((*needs..=copies).map(level).collect())
        }
        Some(Copied::Shards { needs, auto_failover, .. }) if peak.total() > 0.0 && per_copy(node).is_some() => {
            let replicas = node.replicas();
            let states = (0..=replicas).flat_map(|up| [(true, up), (false, up)]);
            let stands = |&(primary, up): &(bool, u32)| {
                let standing = u32::from(primary) + up;
                let promoted = primary || *auto_failover || !problem.structure.writes[number];
                standing >= *needs && standing > 0 && promoted
            };
            let mut fulls: Vec<f64> = states
                .filter(stands)
                .map(|(primary, up)| {
                    let promoted = !primary && *auto_failover;
                    shard_full(node, peak, primary || promoted, up - u32::from(promoted))
                })
                .collect();
            fulls.sort_by(|a, b| b.total_cmp(a));
            fulls.dedup();
            let level = |full: f64| Level { capacity: peak.total() / full, takes: Takes::ShardsAsFull(full) };
            Ok(fulls.into_iter().map(level).collect())
        }
        _ => Ok(vec![Level { capacity: whole, takes: Takes::Up }]),
    }
}

/// What a whole component can do at the mix of requests that it gets.
fn whole_capacity(node: &super::graph::Node<'_>, peak: Rates, load: &Load) -> f64 {
    match load.utilization {
        None => f64::INFINITY,
        Some(utilization) if utilization > 0.0 => peak.total() / utilization,
        Some(_) => per_copy(node).map_or(f64::INFINITY, |copy| {
            let copies = f64::from(if node.is_pool() { node.instances() } else { node.shards() });
            copy.reads * node.at_work(copies)
        }),
    }
}

impl<'a> Problem<'a> {
    /// Nobody carries anybody else's load.
    pub fn new(
        graph: &'a Graph<'a>,
        traffic: &'a Traffic,
        loads: &'a [Load],
        structure: &'a Structure,
        copies: &'a [Option<Copied>],
    ) -> Self {
        let failures = graph.nodes.iter().map(CopyFailures::of).collect();
        Self { graph, traffic, loads, structure, copies, failures, levels: vec![Vec::new(); graph.nodes.len()] }
    }

    /// Copies of this component never fail of themselves; the places where they stand still do.
    pub fn make_perfect(&mut self, number: usize) {
        self.failures[number] = CopyFailures { common: 0.0, alone: 1.0, crews: None };
    }

    /// It fails as the design says again.
    pub fn make_usual(&mut self, number: usize) {
        self.failures[number] = CopyFailures::of(&self.graph.nodes[number]);
    }

    /// The same where interchangeable targets do.
    pub fn with_levels(self) -> Result<Self, TooWide> {
        let shares_load = self.shares_load();
        let of_node = |node: usize| if shares_load[node] { levels(&self, node) } else { Ok(Vec::new()) };
        let levels = (0..self.graph.nodes.len()).map(of_node).collect::<Result<_, _>>()?;
        Ok(Self { levels, ..self })
    }

    /// Probability that a component is down, given which places are.
    pub fn down(&self, number: usize, lost: &[bool], at_peak: bool) -> f64 {
        let node = &self.graph.nodes[number];
        let failures = &self.failures[number];
        let load = &self.loads[number];
        let full = load.utilization.unwrap_or(0.0);
        match self.copies[number].as_ref() {
            None => 0.0,
            Some(Copied::Whole) if at_peak && full > 1.0 => 1.0,
            Some(Copied::Whole) => 1.0 - failures.alone,
            Some(Copied::Pool { at, needs }) => {
                let at_work = node.at_work(f64::from(node.instances()));
                let carries = super::capacity::whole(full * at_work);
                if at_peak && carries as f64 > at_work {
                    return 1.0;
                }
                let needs = if at_peak { carries.max(u64::from(*needs)) } else { u64::from(*needs) };
                if needs > u64::from(node.instances()) {
                    return 1.0;
                }
                failures.too_few(standing(at, lost), needs as u32)
            }
            Some(Copied::Shards { at, auto_failover, needs }) => {
                let peak = self.traffic.peak[number];
                let carries =
                    |primary: bool, replicas: u32| !at_peak || shard_full(node, peak, primary, replicas) <= 1.0 + 1e-12;
                self.shards_fail(number, at, *needs, *auto_failover, lost, &carries)
            }
        }
    }

    /// By node: whether it is among interchangeable targets, which carry each other's load.
    pub fn shares_load(&self) -> Vec<bool> {
        let mut shares = vec![false; self.graph.nodes.len()];
        for need in self.structure.all_needs().filter(|need| need.interchangeable) {
            if need.members.iter().any(|member| *member != need.members[0]) {
                need.members.iter().for_each(|&member| shares[member] = true);
            }
        }
        shares
    }

    /// Whose requests a component is measured by: its own, or, where it stands by idle, those of all that it may stand in for.
    pub fn reached(&self, number: usize) -> Vec<usize> {
        if !self.is_idle(number) {
            return vec![number];
        }
        let needs = self.structure.all_needs().filter(|need| need.interchangeable && need.members.contains(&number));
        let mut members: Vec<usize> = needs.flat_map(|need| need.members.iter().copied()).chain([number]).collect();
        members.sort_unstable();
        members.dedup();
        members
    }

    fn is_idle(&self, number: usize) -> bool {
        self.traffic.peak[number].total() <= 0.0
    }

    /// Reads and writes of those together, at peak.
    pub fn mix(&self, number: usize) -> Rates {
        // Asked for each state of a component, of which few stand by.
        if self.is_idle(number) { self.traffic.peak_of(&self.reached(number)) } else { self.traffic.peak[number] }
    }

    /// By level, given which places are down: the probability that this level is not reached but the one before is;
    /// then that the last one is.
    pub fn exactly(&self, number: usize, lost: &[bool]) -> Vec<f64> {
        let levels = &self.levels[number];
        match self.copies[number].as_ref() {
            Some(Copied::Pool { at, needs }) => {
                let mut up = self.failures[number].count_up(standing(at, lost));
                up.resize(self.graph.nodes[number].instances() as usize + 1, 0.0);
                let needs = (*needs as usize).min(up.len());
                std::iter::once(up[..needs].iter().sum()).chain(up[needs..].iter().copied()).collect()
            }
            Some(Copied::Shards { at, auto_failover, needs }) => {
                let node = &self.graph.nodes[number];
                let peak = self.mix(number);
                let below = |level: &Level| {
                    let carries = |primary: bool, replicas: u32| match level.takes {
                        Takes::ShardsAsFull(full) => shard_full(node, peak, primary, replicas) <= full,
                        _ => true,
                    };
                    self.shards_fail(number, at, *needs, *auto_failover, lost, &carries)
                };
                let mut before = 0.0;
                let mut exactly = Vec::with_capacity(levels.len() + 1);
                for level in levels {
                    let failure = below(level);
                    exactly.push((failure - before).max(0.0));
                    before = failure;
                }
                exactly.push(1.0 - before);
                exactly
            }
            _ => {
                let down = self.down(number, lost, false);
                vec![down, 1.0 - down]
            }
        }
    }

    /// Probability that any shard fails, or does not carry what it has to.
    fn shards_fail(
        &self,
        number: usize,
        at: &[(Vec<Option<usize>>, u32)],
        needs: u32,
        auto_failover: bool,
        lost: &[bool],
        carries: &dyn Fn(bool, u32) -> bool,
    ) -> f64 {
        let writes = self.structure.writes[number];
        let failures = &self.failures[number];
        let up = |fate: &Option<usize>| if fate.is_some_and(|fate| lost[fate]) { 0.0 } else { failures.alone };
        let mut log_up = 0.0;
        for (fates, count) in at {
            let copies: Vec<f64> = fates.iter().map(up).collect();
            let failure = shard_failure(&copies, needs, writes, auto_failover, carries);
            if failure >= 1.0 {
                return 1.0;
            }
            log_up += f64::from(*count) * libm::log1p(-failure);
        }
        failures.beside_common(-libm::expm1(log_up))
    }
}

/// How many copies stand in places that are up.
fn standing(at: &[(Option<usize>, u32)], lost: &[bool]) -> u32 {
    at.iter().filter(|(fate, _)| fate.is_none_or(|fate| !lost[fate])).map(|(_, copies)| copies).sum()
}

/// How full the busiest role of one shard is with these copies: infinite where nobody takes its writes. Never less
/// than with all of them.
pub(super) fn shard_full(node: &super::graph::Node<'_>, peak: Rates, primary: bool, replicas: u32) -> f64 {
    let full = |primary: bool, replicas: u32| {
        if !primary && peak.writes > 0.0 {
            return f64::INFINITY;
        }
        busiest(&shard_roles(node, peak, primary, replicas)).map_or(0.0, |role| role.utilization)
    };
    full(primary, replicas).max(full(true, node.replicas()))
}
