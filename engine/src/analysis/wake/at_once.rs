//! What the loss of one whole component means at once: who goes without what, who takes over, what is driven over its
//! capacity, what falls with it. It says the same as `effects`, to the last bit, in time that grows with what changes.
//! What falls in turn is the business of `aftermath`.

use std::collections::{BTreeMap, BTreeSet};

use super::{Changed, Wakes};
use crate::analysis::aftermath::{Before, Over};
use crate::analysis::capacity::{Roles, Standing, roles, uses_by};
use crate::analysis::effects;
use crate::analysis::graph::Graph;
use crate::analysis::steps::Need;
use crate::analysis::traffic::{Rates, waits};
use crate::kinds::Family;

/// What a loss means at once.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AtOnce {
    /// Roles that it drives over their capacity; by node and role.
    pub over: Vec<Over>,
    /// Places of the journeys in `Traffic::journeys` that go on with less.
    pub degraded: Vec<Degraded>,
    /// What stands, but lacks what it needs for every journey that asked it: numbers of components.
    pub takes_down: Vec<usize>,
    /// What works, but is reached no more: numbers of components.
    pub unreached: Vec<usize>,
    /// What gets more than before: numbers of components, with what arrives at peak then.
    pub takes_over: Vec<(usize, f64)>,
}

/// A journey that goes on with less.
#[derive(Clone, Debug, PartialEq)]
pub struct Degraded {
    /// Place in `Traffic::journeys`.
    pub journey: usize,
    /// What it calls without needing it and gets no more: numbers of components, sorted.
    pub without: Vec<usize>,
    /// Share of its peak that is carried, and that was.
    pub carried: [f64; 2],
}

impl Wakes {
    /// What a loss means. `None` where what arrives otherwise comes round a loop: there whole passes have to tell.
    pub fn at_once(&mut self, before: &Before<'_>, lost: usize) -> Option<AtOnce> {
        let changed = self.changed(before, lost)?;
        if changed.iter().any(|journey| journey.calls.is_none()) {
            return None;
        }
        let driven = self.over(before, &changed, lost);
        let loaded: BTreeSet<usize> = driven.iter().flat_map(|driven| driven.journeys.iter().copied()).collect();
        let (graph, traffic) = (before.graph, before.traffic);
        let peaks: BTreeMap<usize, Rates> = self.peaks(before, &changed).into_iter().collect();
        let takes_down = self.takes_down(before, &changed, lost);
        let over = driven.iter().map(|driven| {
            let was = before.loads[driven.node].roles.iter().find(|was| was.role == driven.load.role);
            Over { node: driven.node, load: driven.load, before: was.map_or(0.0, |was| was.utilization) }
        });
        let mut found = AtOnce { over: over.collect(), takes_down, ..AtOnce::default() };
        for (&node, peak) in &peaks {
            if node == lost || found.takes_down.contains(&node) {
                continue;
            }
            // As `effects` adds it up.
            let was: f64 = self.visitors[node].iter().map(|&at| traffic.journeys[at].peak(node).total()).sum();
            let now = peak.total();
            if was > 0.0 && now <= 0.0 {
                found.unreached.push(node);
            }
            if now > was * (1.0 + 1e-9) {
                found.takes_over.push((node, now));
            }
        }
        let roles_of = |node: usize| match peaks.get(&node) {
            _ if node == lost => Roles::default(),
            Some(&peak) => roles(&graph.nodes[node], peak, Standing::full(&graph.nodes[node])),
            None => before.loads[node].roles,
        };
        // A journey that the loss changes nothing for may still use what others drive over its capacity.
        let is_changed = |at: &usize| changed.iter().any(|of| of.journey == *at);
        let others = loaded.iter().copied().filter(|at| !is_changed(at)).map(Changed::nothing).collect::<Vec<_>>();
        for of in changed.iter().chain(&others) {
            if before.dependence.losses[of.journey].fails_without(lost) {
                continue;
            }
            let without = goes_without(before, of);
            if !without.is_empty() || loaded.contains(&of.journey) {
                let was = effects::carried(traffic, of.journey, |node| &before.loads[node].roles);
                let carried = [carried(before, of, &roles_of), was];
                found.degraded.push(Degraded { journey: of.journey, without, carried });
            }
        }
        Some(found)
    }

    /// What stands, but lacks what it needs for every journey that asked it.
    fn takes_down(&self, before: &Before<'_>, changed: &[Changed], lost: usize) -> Vec<usize> {
        let Before { graph, traffic, .. } = *before;
        // A journey without a rate asks for nothing, unless no journey has one.
        let rated = traffic.journeys.iter().any(|journey| journey.rate > 0.0);
        let asks = |at: &&usize| traffic.journeys[**at].rate > 0.0 || !rated;
        let fails_for: BTreeSet<(usize, usize)> =
            changed.iter().flat_map(|of| of.failing.iter().map(|&node| (node, of.journey))).collect();
        let mut failing: Vec<usize> = fails_for.iter().map(|&(node, _)| node).collect();
        failing.dedup();
        failing.retain(|&node| {
            let mut asking = self.visitors[node].iter().filter(asks).peekable();
            let is_user = graph.nodes[node].kind.family == Family::Client;
            node != lost && !is_user && asking.peek().is_some() && asking.all(|&at| fails_for.contains(&(node, at)))
        });
        failing
    }
}

impl Changed {
    /// Nothing is.
    const fn nothing(journey: usize) -> Self {
        Self { journey, failing: Vec::new(), visits: Vec::new(), calls: Some(Vec::new()) }
    }
}

/// What a journey calls, without needing it, and gets no more.
fn goes_without(before: &Before<'_>, changed: &Changed) -> Vec<usize> {
    let graph = before.graph;
    let whole = &before.dependence.wholes(graph, before.traffic)[changed.journey];
    let mut works = whole.works.clone();
    changed.failing.iter().for_each(|&node| works[node] = false);
    let now: BTreeMap<usize, Rates> = changed.visits.iter().copied().collect();
    let visits = &before.traffic.journeys[changed.journey].visits;
    let callers = changed.failing.iter().flat_map(|&node| graph.to(node).map(|edge| edge.from));
    let callers: BTreeSet<usize> = callers.filter(|&node| works[node] && whole.structure.matters(node)).collect();
    let mut found = Vec::new();
    for node in callers {
        if now.get(&node).unwrap_or(&visits[node]).total() <= 0.0 {
            continue;
        }
        let missed = |need: &Need<'_>| !need.hard && !need.is_met(&works, &[]) && need.is_met(&whole.works, &[]);
        for need in whole.structure.needs(node).filter(missed) {
            found.extend(need.members.iter().filter(|&&member| !works[member]));
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Share of a journey's peak that is carried then.
fn carried(before: &Before<'_>, changed: &Changed, roles_of: &dyn Fn(usize) -> Roles) -> f64 {
    let (graph, journey) = (before.graph, &before.traffic.journeys[changed.journey]);
    let mut visits = journey.visits.clone();
    changed.visits.iter().for_each(|&(node, rates)| visits[node] = rates);
    let mut calls = journey.calls.clone();
    changed.calls.iter().flatten().for_each(|&(edge, rates)| calls[edge] = rates);
    let waited = waits_on(graph, journey.entry, &calls);
    let mut fullest = 0.0_f64;
    for node in (0..visits.len()).filter(|&node| waited[node] && visits[node].total() > 0.0) {
        for role in roles_of(node).iter().filter(|role| uses_by(visits[node], role)) {
            fullest = fullest.max(role.utilization);
        }
    }
    if journey.rate > 0.0 && fullest > 1.0 { 1.0 / fullest } else { 1.0 }
}

/// By node: whether the user waits for it, by what goes over the connections.
fn waits_on(graph: &Graph<'_>, entry: usize, calls: &[Rates]) -> Vec<bool> {
    let mut waited = vec![false; graph.nodes.len()];
    waited[entry] = true;
    for &node in graph.parts.items() {
        if waited[node] {
            for &edge in graph.outgoing[node].iter().filter(|&&edge| calls[edge].total() > 0.0) {
                waited[graph.edges[edge].to] |= waits(graph, edge);
            }
        }
    }
    waited
}
