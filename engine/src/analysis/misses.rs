//! What caches leave over of the reads of one journey: hit rates, the caches that a connection comes after, which part
//! of the reads asked them. Knows nothing of what the reads need.

use std::collections::BTreeSet;

use super::alike::same_for_all;
use super::graph::{Edge, Graph};
use super::lists::Lists;
use super::routing::Router;
use crate::kinds::{Dispatch, Family, Kind};

/// What is the same for all journeys of a design, whatever is lost.
#[derive(Clone, Debug)]
pub struct KeptAway {
    /// By edge: the caches that it comes after, with those that these come after themselves.
    caches: Lists,
    /// By node: its hit rate; 0 where it has none.
    hit_rates: Vec<f64>,
}

impl KeptAway {
    fn of(graph: &Graph<'_>) -> Self {
        let mut caches = Lists::with_room(graph.edges.len());
        let mut seen = vec![false; graph.nodes.len()];
        for edge in &graph.edges {
            let (mut open, mut met) = (graph.caches[edge.number].to_vec(), Vec::new());
            while let Some(cache) = open.pop() {
                if !std::mem::replace(&mut seen[cache], true) {
                    met.push(cache);
                    caches.push(cache);
                    // A cache that is itself asked after another one was missed brings that one along.
                    graph.over(edge.from, cache).iter().for_each(|&asking| open.extend(&graph.caches[asking]));
                }
            }
            met.into_iter().for_each(|cache| seen[cache] = false);
            caches.close();
        }
        let hit_rates = graph.nodes.iter().map(|node| node.number("hit_rate").map_or(0.0, |figure| figure.value));
        Self { caches, hit_rates: hit_rates.collect() }
    }
}

impl Graph<'_> {
    fn kept_away(&self) -> &KeptAway {
        self.kept_away.get_or_init(|| KeptAway::of(self))
    }
}

/// How reads come by a cache.
pub(super) enum Asked<'a> {
    /// This part of them asks it, whatever else they ask.
    Part(f64),
    /// They choose among alternatives: the group of this component.
    AmongOthers(usize, &'a str),
}

/// Whether a component may answer in the place of what stands behind it, so that it can be without content.
#[must_use]
pub fn may_answer(kind: &Kind) -> bool {
    matches!(kind.family, Family::Cache | Family::Cdn) || kind.dispatch == Dispatch::Misses
}

impl<'a> Router<'a> {
    /// Part of the reads that a cache answers for this journey; 0 where it is no cache, or down, or without
    /// content.
    #[must_use]
    pub fn hit_rate(&self, node: usize) -> f64 {
        let this = &self.graph.nodes[node];
        if !may_answer(this.kind) || !self.stands(node) || self.works.is_some_and(|left| left.cold[node]) {
            return 0.0;
        }
        if this.kind.family == Family::Cdn && !same_for_all(self.journey) && !this.states("hit_rate") {
            return 0.0;
        }
        self.graph.kept_away().hit_rates[node]
    }

    /// Part of the reads that is left for an edge after the caches that it names. Caches that are asked one after the
    /// other multiply; those that are alternatives to each other answer the reads that chose them.
    #[must_use]
    pub fn left(&self, edge: usize) -> f64 {
        let edge = self.edge(edge);
        if !edge.often.after_miss {
            return 1.0;
        }
        if let Some((cache, part)) = self.only_cache(edge) {
            return 1.0 - part * self.hit_rate(cache);
        }
        let caches = self.caches_before(edge);
        let mut left = 1.0;
        let mut groups: BTreeSet<(usize, &str)> = BTreeSet::new();
        for &cache in caches {
            let hit_rate = self.hit_rate(cache);
            if hit_rate > 0.0 {
                left *= match self.asked(edge.from, cache) {
                    Asked::Part(part) => 1.0 - part * hit_rate,
                    Asked::AmongOthers(node, group) if groups.insert((node, group)) => {
                        self.left_by_group(node, group, caches)
                    }
                    Asked::AmongOthers(..) => 1.0,
                };
            }
        }
        left
    }

    /// The one cache that an edge comes after, where all that asks it is in sight: the component calls it, without a
    /// choice and without asking another one first. With it the part of the reads that asks it.
    fn only_cache(&self, edge: &Edge<'a>) -> Option<(usize, f64)> {
        let &[cache] = &self.graph.caches[edge.number] else { return None };
        (edge.connection.after_miss_in.len() == 1 && cache != edge.from).then_some(())?;
        let is_plain = |&asking: &usize| !self.edge(asking).often.after_miss && !self.edge(asking).often.is_grouped;
        self.graph.over(edge.from, cache).iter().all(is_plain).then_some(())?;
        let part = self.asked_directly(edge.from, cache);
        (part > 0.0).then(|| (cache, part.min(1.0)))
    }

    /// Part of the reads at a component that it asks a cache itself; above 1 where it asks more than once.
    fn asked_directly(&self, node: usize, cache: usize) -> f64 {
        self.asking(node, cache).map(|edge| self.calls(edge) * self.edge(edge).often.share.unwrap_or(1.0)).sum()
    }

    /// The caches that an edge comes after.
    pub(super) fn caches_before(&self, edge: &Edge<'a>) -> &'a [usize] {
        &self.graph.kept_away().caches[edge.number]
    }

    /// Numbers of the edges over which reads at a component ask a cache.
    pub(super) fn asking(&self, node: usize, cache: usize) -> impl Iterator<Item = usize> + '_ {
        let asks = move |&edge: &usize| self.fits(edge)[0] && !self.is_cut(edge);
        self.graph.over(node, cache).iter().copied().filter(asks)
    }

    fn group(&self, edge: usize) -> Option<&'a str> {
        self.edge(edge).group
    }

    /// The one group of these components in which reads choose whether to ask a cache; `None` where some ask it without
    /// a choice, or in several groups.
    fn only_choice(&self, nodes: impl Iterator<Item = usize>, cache: usize) -> Option<(usize, &'a str)> {
        let mut only = None;
        for node in nodes {
            for edge in self.asking(node, cache) {
                let choice = (node, self.group(edge)?);
                if only.is_some_and(|known| known != choice) {
                    return None;
                }
                only = Some(choice);
            }
        }
        only
    }

    /// Which reads at a component ask a cache: by themselves, through others it calls, or on their way in.
    pub(super) fn asked(&self, node: usize, cache: usize) -> Asked<'a> {
        if node == cache {
            // What goes on from it was left over by it already.
            return Asked::Part(0.0);
        }
        if let Some((node, group)) = self.only_choice([node].into_iter(), cache) {
            return Asked::AmongOthers(node, group);
        }
        let part = self.asked_directly(node, cache);
        if part > 0.0 {
            return Asked::Part(part.min(1.0));
        }
        let plain = |edge: &Edge<'a>| {
            let after_it = self.graph.caches[edge.number].contains(&cache);
            self.carries(edge)[0] && edge.is_sync() && !after_it && !self.is_cut(edge.number)
        };
        let ahead = self.graph.reach(node, plain);
        let is_ahead = ahead.contains(&cache);
        let calls_it = |asker: &usize| is_ahead && self.graph.from(*asker).any(|edge| edge.to == cache && plain(edge));
        let mut askers: BTreeSet<usize> = ahead.into_iter().filter(calls_it).collect();
        // What came through the cache itself was already left over by it.
        let behind = self.graph.reach_back(node, |edge| plain(edge) && edge.from != cache);
        let comes_by = |node: &usize| {
            let entry = self.graph.find(&self.journey.entry);
            entry.is_some_and(|entry| self.graph.reach(entry, plain).contains(node))
        };
        let asks = |node: &usize| self.asking(*node, cache).next().is_some();
        askers.extend(behind.into_iter().filter(asks).filter(comes_by));
        match self.only_choice(askers.iter().copied(), cache) {
            Some((asker, group)) => Asked::AmongOthers(asker, group),
            None if is_ahead || !askers.is_empty() => Asked::Part(1.0),
            None => Asked::Part(0.0),
        }
    }

    /// The members of a group that reads choose among, each with its share, and how many of them a read needs.
    pub(super) fn alternatives(&self, node: usize, group: &str) -> (Vec<(usize, f64)>, usize) {
        let outgoing = self.graph.outgoing[node].iter().copied();
        let members: Vec<usize> =
            outgoing.filter(|&edge| self.group(edge) == Some(group) && self.fits(edge)[0]).collect();
        let (chosen, needs) = self.in_rotation(&members);
        let shares = self.shares(&chosen, 1);
        let chosen: Vec<(usize, f64)> = chosen.into_iter().zip(shares).filter(|(_, share)| *share > 0.0).collect();
        let needs = needs.min(chosen.len());
        (chosen, needs)
    }

    /// Part of the reads that is left when each asks `needs` of the alternatives of a group, and some of these are
    /// caches that may answer. Every choice of so many members is as likely as the product of its shares: with one that
    /// is the sum of share × (1 − hit rate), with all of them the product of what each leaves.
    pub(super) fn left_by_group(&self, node: usize, group: &str, caches: &[usize]) -> f64 {
        let (members, needs) = self.alternatives(node, group);
        let mut caches = caches.to_vec();
        caches.sort_unstable();
        let count = members.len() as f64;
        // By number of members chosen so far: the sum over all choices, and what these leave.
        let mut choices = vec![0.0; needs + 1];
        let mut leaves = vec![0.0; needs + 1];
        (choices[0], leaves[0]) = (1.0, 1.0);
        for (edge, share) in members {
            let to = self.edge(edge).to;
            let hit_rate = if caches.binary_search(&to).is_ok() { self.hit_rate(to) } else { 0.0 };
            let leaves_over = 1.0 - self.calls(edge).min(1.0) * hit_rate;
            // Against an even share, so that neither small nor large groups leave the range of figures.
            let weight = share * count;
            for at in (1..=needs).rev() {
                choices[at] += choices[at - 1] * weight;
                leaves[at] += leaves[at - 1] * weight * leaves_over;
            }
        }
        let left = leaves[needs] / choices[needs];
        if left.is_finite() { left } else { 1.0 }
    }
}
