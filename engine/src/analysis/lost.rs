//! What is lost at once, by number: components, copies, places, connections, the content of caches. What is left of
//! a component's copies then, and how full they are. Knows nothing of what components need of each other.

use std::borrow::Cow;

use super::capacity::{Roles, Standing, busiest, roles_of_one};
use super::graph::{Graph, Node};
use super::place_losses::falls_with;
use super::places::{and_places, roles};
use super::pools::{Copied, copied, copied_over, needed_copies, shard_stands};
use super::routing::Left;
use super::skew::{ShardPart, Shards, by_shards};
use super::traffic::Rates;
use crate::design::Placement;

/// What one component has lost, beside the copies that stand in a lost place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LostCopies {
    /// All of it, whoever runs it.
    pub whole: bool,
    /// So many interchangeable copies, or primaries of as many shards.
    pub primaries: u32,
    /// So many replicas, of as few shards as possible.
    pub replicas: u32,
}

/// What is lost at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Losses {
    /// By node.
    pub copies: Vec<LostCopies>,
    /// By fate: itself, or what it lies in.
    pub fates: Vec<bool>,
    /// By edge: whether nothing gets through.
    pub cut: Vec<bool>,
    /// By edge, among those that are cut: its circuit breaker is open, and the requests that need it are only a part of
    /// those that its caller answers.
    pub open: Vec<bool>,
    /// By node: a cache that is asked and answers nothing.
    pub cold: Vec<bool>,
    /// Zones that are supposed and lost, in a design that draws none.
    pub zones: Vec<SupposedZone>,
}

/// A zone that nobody drew: one of so many over which the copies of all components are supposed to be spread evenly, copy
/// *j* of shard *i* in zone (*i* + *j*) mod *n*.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SupposedZone {
    /// Which, from 1 on.
    pub zone: u32,
    /// How many there are.
    pub of: u32,
}

impl Losses {
    /// Nothing is lost.
    #[must_use]
    pub fn none(graph: &Graph<'_>) -> Self {
        Self {
            copies: vec![LostCopies::default(); graph.nodes.len()],
            fates: vec![false; graph.fates.len()],
            cut: vec![false; graph.edges.len()],
            open: vec![false; graph.edges.len()],
            cold: vec![false; graph.nodes.len()],
            zones: Vec::new(),
        }
    }

    /// A whole component is lost.
    #[must_use]
    pub fn of_component(graph: &Graph<'_>, node: usize) -> Self {
        let mut losses = Self::none(graph);
        losses.copies[node].whole = true;
        losses
    }

    /// A place is lost with all that lies in it.
    #[must_use]
    pub fn of_fate(graph: &Graph<'_>, fate: usize) -> Self {
        let mut losses = Self::none(graph);
        losses.lose_fate(graph, fate);
        losses
    }

    /// What routing has to know, once it is known what stands and what works.
    #[must_use]
    pub fn left<'a>(&'a self, stands: &'a [bool], works: &'a [bool]) -> Left<'a> {
        Left { stands, works, cut: &self.cut, cold: &self.cold }
    }

    /// A place is lost with all that lies in it.
    pub fn lose_fate(&mut self, graph: &Graph<'_>, lost: usize) {
        for (fate, is_lost) in self.fates.iter_mut().enumerate() {
            *is_lost |= falls_with(graph, fate, lost);
        }
    }

    /// Whether a component stands: whether what is left of it answers reads, or writes.
    #[must_use]
    pub fn stands(&self, graph: &Graph<'_>, node: usize, writes: bool) -> bool {
        match self.remaining(graph, node) {
            Remaining::All => true,
            Remaining::Nothing => false,
            Remaining::Pool { up, needs } => up >= needs,
            Remaining::Shards { alike, auto_failover } => {
                let needs = needed_copies(&graph.nodes[node])[usize::from(writes)];
                alike.iter().all(|shard| shard_stands(shard.primary, shard.replicas, needs, writes, auto_failover))
            }
        }
    }

    /// By node: whether it stands for reads, or for writes.
    #[must_use]
    pub fn standing(&self, graph: &Graph<'_>, writes: bool) -> Vec<bool> {
        (0..graph.nodes.len()).map(|node| self.stands(graph, node, writes)).collect()
    }

    /// How many copies of a component are left, replicas among them.
    #[must_use]
    pub fn copies_left(&self, graph: &Graph<'_>, node: usize) -> f64 {
        match self.remaining(graph, node) {
            Remaining::All => f64::from(graph.nodes[node].copies()),
            Remaining::Nothing => 0.0,
            Remaining::Pool { up, .. } => f64::from(up),
            Remaining::Shards { alike, .. } => {
                let left =
                    |shard: &Alike| f64::from(u32::from(shard.primary) + shard.replicas) * f64::from(shard.shards);
                alike.iter().map(left).sum()
            }
        }
    }

    /// How full the copies of a component are that are left, by shards that lost the same. Interchangeable copies are all
    /// alike. The busiest shard is among those that this makes fullest.
    #[must_use]
    pub fn roles_by_shards(&self, graph: &Graph<'_>, node: usize, peak: Rates) -> Vec<ShardPart> {
        let this = &graph.nodes[node];
        let Remaining::Shards { alike, auto_failover } = self.remaining(graph, node) else {
            let roles = self.roles(graph, node, peak);
            return match this.skew > 1.0 && !roles.is_empty() {
                true => by_shards(this, &roles).into(),
                false => vec![ShardPart { shards: Shards::Alike, share: 1.0, roles }],
            };
        };
        let peak = served(this, peak, &alike, auto_failover);
        let (most, other) = (this.busiest_share(), this.other_share());
        let of = |shard: &Alike, each: f64, share: f64| ShardPart {
            shards: Shards::Alike,
            share,
            roles: one_shard(graph, node, peak * each, shard, auto_failover),
        };
        if this.skew <= 1.0 {
            let all = f64::from(alike.iter().map(|shard| shard.shards).sum::<u32>());
            return alike.iter().map(|shard| of(shard, most, f64::from(shard.shards) / all)).collect();
        }
        let as_busiest: Vec<ShardPart> = alike.iter().map(|shard| of(shard, most, most)).collect();
        let full = |at: &usize| busiest(&as_busiest[*at].roles).map_or(0.0, |role| role.utilization);
        let Some(fullest) = (0..alike.len()).max_by(|a, b| full(a).total_cmp(&full(b))) else { return Vec::new() };
        let others = alike.iter().enumerate().map(|(at, shard)| (shard, shard.shards - u32::from(at == fullest)));
        let others = others.map(|(shard, count)| of(shard, other, f64::from(count) * other));
        std::iter::once(as_busiest[fullest]).chain(others).collect()
    }

    /// How full the copies of a component are that are left.
    #[must_use]
    pub fn roles(&self, graph: &Graph<'_>, node: usize, peak: Rates) -> Roles {
        roles_of(graph, node, peak, self.remaining(graph, node))
    }

    /// By edge: whether whoever needs it fails with it. An open breaker fails only the requests that would have gone there.
    #[must_use]
    pub fn severed(&self) -> Cow<'_, [bool]> {
        if self.open.contains(&true) {
            self.cut.iter().zip(&self.open).map(|(cut, open)| *cut && !open).collect()
        } else {
            Cow::Borrowed(&self.cut)
        }
    }

    /// What is left of a component.
    pub(super) fn remaining(&self, graph: &Graph<'_>, node: usize) -> Remaining {
        let lost = self.copies[node];
        match self.zones.first() {
            Some(zone) if !lost.whole => {
                let slots: Vec<usize> = (0..zone.of as usize).collect();
                let is_lost = |slot: usize| self.zones.iter().any(|zone| zone.zone as usize == slot + 1);
                let up = |slot: &Option<usize>| !slot.is_some_and(is_lost);
                left_of(copied_over(&graph.nodes[node], &slots), lost, up)
            }
            _ => remaining(graph, node, lost, &self.fates),
        }
    }
}

/// How full the copies of a component are that are left. A lost primary is replaced by a replica of its shard, if that
/// is automatic; every shard keeps its share of the load, and the fullest one stands for all: the busiest, if that lost most. `fates` says which are
/// lost; none where it is empty.
#[must_use]
pub fn roles_left(graph: &Graph<'_>, number: usize, peak: Rates, lost: LostCopies, fates: &[bool]) -> Roles {
    roles_of(graph, number, peak, remaining(graph, number, lost, fates))
}

fn roles_of(graph: &Graph<'_>, number: usize, peak: Rates, left: Remaining) -> Roles {
    let node = &graph.nodes[number];
    match left {
        Remaining::All => roles(graph, number, peak, Standing::full(node)),
        Remaining::Nothing => Roles::default(),
        Remaining::Pool { up, .. } => roles(graph, number, peak, Standing { primaries: f64::from(up), replicas: 0.0 }),
        Remaining::Shards { alike, auto_failover } => {
            let peak = served(node, peak, &alike, auto_failover);
            let mut worst = Roles::default();
            for shard in &alike {
                worst.raise(&one_shard(graph, number, peak * node.busiest_share(), shard, auto_failover));
            }
            worst
        }
    }
}

/// What still arrives at a store: reads, and writes, only where every shard serves them.
fn served(node: &Node<'_>, peak: Rates, alike: &[Alike], auto_failover: bool) -> Rates {
    let needed = needed_copies(node);
    let serves = |writes: bool| {
        let needed = needed[usize::from(writes)];
        alike.iter().all(|shard| shard_stands(shard.primary, shard.replicas, needed, writes, auto_failover))
    };
    Rates { reads: if serves(false) { peak.reads } else { 0.0 }, writes: if serves(true) { peak.writes } else { 0.0 } }
}

/// How full what is left of one shard is, which gets `share`.
fn one_shard(graph: &Graph<'_>, number: usize, share: Rates, shard: &Alike, auto_failover: bool) -> Roles {
    let promoted = !shard.primary && auto_failover && shard.replicas > 0;
    let primary = shard.primary || promoted;
    let beside = shard.replicas - u32::from(promoted);
    let of_shard = roles_of_one(&graph.nodes[number], share, primary, beside);
    and_places(graph, number, of_shard, share, f64::from(u32::from(primary) + beside))
}

fn remaining(graph: &Graph<'_>, number: usize, lost: LostCopies, fates: &[bool]) -> Remaining {
    let node = &graph.nodes[number];
    if lost.whole {
        return Remaining::Nothing;
    }
    let in_a_lost_place = node.component.places != Placement::Nowhere && fates.contains(&true);
    if lost == LostCopies::default() && !in_a_lost_place {
        return Remaining::All;
    }
    left_of(copied(graph, node), lost, |fate| !fate.is_some_and(|fate| fates.get(fate) == Some(&true)))
}

/// What is left of copies that have lost some, of those that are `up` where they stand.
fn left_of(copies: Copied, lost: LostCopies, up: impl Fn(&Option<usize>) -> bool) -> Remaining {
    match copies {
        Copied::Whole => Remaining::All,
        Copied::Pool { at, needs } => {
            let standing: u32 = at.iter().filter(|(fate, _)| up(fate)).map(|(_, copies)| copies).sum();
            Remaining::Pool { up: standing.saturating_sub(lost.primaries), needs }
        }
        Copied::Shards { at, auto_failover, .. } => {
            let mut alike: Vec<Alike> = at
                .iter()
                .map(|(fates, shards)| Alike {
                    primary: fates.first().is_some_and(&up),
                    replicas: fates.iter().skip(1).filter(|fate| up(fate)).count() as u32,
                    shards: *shards,
                })
                .collect();
            take(&mut alike, lost);
            Remaining::Shards { alike, auto_failover }
        }
    }
}

/// What is left of a component.
pub(super) enum Remaining {
    All,
    Nothing,
    Pool { up: u32, needs: u32 },
    Shards { alike: Vec<Alike>, auto_failover: bool },
}

/// Shards of which the same is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Alike {
    pub primary: bool,
    pub replicas: u32,
    pub shards: u32,
}

/// Takes further copies away, first from the shards that have the fewest: the worst that so many losses can do.
fn take(alike: &mut Vec<Alike>, lost: LostCopies) {
    let (mut primaries, mut replicas) = (lost.primaries, lost.replicas);
    alike.sort_by_key(|shard| (u32::from(shard.primary) + shard.replicas, shard.primary));
    let mut hit = Vec::new();
    for shard in alike.iter_mut() {
        while shard.shards > 0 {
            let takes_primary = shard.primary && primaries > 0;
            let from_each = shard.replicas.min(replicas);
            // So many shards lose the same.
            let shards = match (takes_primary, from_each) {
                (false, 0) => break,
                (true, 0) => primaries,
                (true, _) => primaries.min(replicas / from_each),
                (false, _) => replicas / from_each,
            };
            let shards = shards.min(shard.shards);
            primaries -= if takes_primary { shards } else { 0 };
            replicas -= shards * from_each;
            shard.shards -= shards;
            let replicas = shard.replicas - from_each;
            hit.push(Alike { primary: shard.primary && !takes_primary, replicas, shards });
        }
    }
    alike.retain(|shard| shard.shards > 0);
    alike.extend(hit);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(primaries: u32, replicas: u32) -> Vec<(bool, u32, u32)> {
        let mut alike = vec![Alike { primary: true, replicas: 2, shards: 4 }];
        take(&mut alike, LostCopies { whole: false, primaries, replicas });
        alike.sort_by_key(|shard| (shard.primary, shard.replicas));
        alike.iter().map(|shard| (shard.primary, shard.replicas, shard.shards)).collect()
    }

    #[test]
    fn losses_fall_on_as_few_shards_as_possible() {
        assert_eq!(after(0, 0), [(true, 2, 4)]);
        assert_eq!(after(1, 0), [(false, 2, 1), (true, 2, 3)]);
        assert_eq!(after(0, 3), [(true, 0, 1), (true, 1, 1), (true, 2, 2)]);
        assert_eq!(after(2, 3), [(false, 0, 1), (false, 1, 1), (true, 2, 2)]);
        assert_eq!(after(u32::MAX, 4), [(false, 0, 2), (false, 2, 2)]);
        assert_eq!(after(0, u32::MAX), [(true, 0, 4)]);
    }
}
