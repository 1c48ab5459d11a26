//! Minimal cuts of structures that are too wide for a diagram, set by set: what else fails the journey beside a loss is
//! found for all at once, as for single losses. The larger the sets the more there are to try, so it ends after a
//! number of steps.
//!
//! Method: each cut takes something of any way in which the journey works, so only members of one such way are tried
//! first, then members of a way that avoids those, and so on; the last member is whatever fails the journey beside the
//! others.

use std::collections::{BTreeMap, BTreeSet};

use super::graph::Graph;
use super::losses::single_losses_beside;
use super::place_losses::{PlaceLosses, falls_with};
use super::pools::Copied;
use super::structure::{Structure, working};
use super::weak_points::Lost;

/// Sets of what is lost together.
type Sets = BTreeSet<Vec<Lost>>;

/// Components looked at, all tries together: a limit in steps, never in time.
const MOST_STEPS: usize = 3_000_000;

/// Sets of components and places, by number of members from 1 on, as far as all of them were found.
pub(super) type BySize = Vec<BTreeSet<Vec<Lost>>>;

/// What is searched.
pub(super) struct Search<'a> {
    pub graph: &'a Graph<'a>,
    pub structure: &'a Structure,
    pub copies: &'a [Option<Copied>],
    /// By node: whether it can fail of itself, and whether it is always down.
    pub can_fail: &'a [bool],
    pub is_down: &'a [bool],
    /// By set of losses: what fails the journey beside them.
    pub known: BTreeMap<Vec<Lost>, BTreeSet<Lost>>,
    pub steps: usize,
}

impl Search<'_> {
    /// All minimal cuts of up to so many members; fewer where that takes more than [`MOST_STEPS`].
    pub fn cuts(&mut self, most: usize) -> BySize {
        let mut found = BySize::new();
        if !working(self.structure, &self.standing(&[]), &[])[self.structure.entry] {
            return vec![BTreeSet::new(); most];
        }
        // Sets that are no cuts and hold none.
        let mut open = BTreeSet::from([Vec::new()]);
        while found.len() < most {
            let Some((cuts, next)) = self.cuts_beside(&open, found.len() + 1 < most) else { break };
            found.push(cuts);
            open = next;
        }
        found
    }

    /// Cuts of one member more than these sets, and the larger sets that are no cuts.
    fn cuts_beside(&mut self, open: &BTreeSet<Vec<Lost>>, goes_on: bool) -> Option<(Sets, Sets)> {
        let (mut cuts, mut next) = (BTreeSet::new(), BTreeSet::new());
        for set in open {
            let fatal = self.fatal_beside(set)?;
            for &last in &fatal {
                let cut = with(set, last);
                if self.is_minimal(&cut)? {
                    cuts.insert(cut);
                }
            }
            if goes_on {
                let way = self.way_past(set);
                next.extend(way.difference(&fatal).map(|&member| with(set, member)));
            }
        }
        Some((cuts, next))
    }

    /// Whether no member of a cut could be spared.
    fn is_minimal(&mut self, cut: &[Lost]) -> Option<bool> {
        for spared in 0..cut.len() {
            let mut rest = cut.to_vec();
            rest.remove(spared);
            let Some(last) = rest.pop() else { return Some(true) };
            if self.fatal_beside(&rest)?.contains(&last) {
                return Some(false);
            }
        }
        Some(true)
    }

    /// What fails the journey when it is lost beside these, which do not fail it.
    fn fatal_beside(&mut self, lost: &[Lost]) -> Option<BTreeSet<Lost>> {
        if let Some(known) = self.known.get(lost) {
            return Some(known.clone());
        }
        self.steps += self.structure.order().len();
        if self.steps > MOST_STEPS {
            return None;
        }
        let graph = self.graph;
        let mut down = self.is_down.to_vec();
        let mut fates = Vec::new();
        for &of in lost {
            match of {
                Lost::Component(node) => down[node] = true,
                Lost::Fate(fate) => fates.push(fate),
            }
        }
        let mut places = PlaceLosses::beside(graph, &fates);
        let losses = single_losses_beside(graph, self.structure, &mut places, &down);
        let nodes = self.structure.order().iter().copied();
        let nodes = nodes.filter(|&node| self.can_fail[node] && !down[node] && losses.fails_without(node));
        let places = (0..graph.fates.len()).filter(|&fate| {
            let can_fail = graph.fates[fate].availability.value < 1.0;
            can_fail && !fates.contains(&fate) && losses.fails_without_fate(fate)
        });
        let fatal: BTreeSet<Lost> = if losses.fails_anyway() {
            BTreeSet::new()
        } else {
            nodes.map(Lost::Component).chain(places.map(Lost::Fate)).collect()
        };
        self.known.insert(lost.to_vec(), fatal.clone());
        Some(fatal)
    }

    /// Components and places that are enough for the journey to work when these are lost.
    fn way_past(&self, lost: &[Lost]) -> BTreeSet<Lost> {
        let graph = self.graph;
        let stands = self.standing(lost);
        let works = working(self.structure, &stands, &[]);
        let mut way = BTreeSet::new();
        let mut needs_met = vec![false; graph.nodes.len()];
        let mut open = vec![(self.structure.entry, true)];
        while let Some((node, is_up)) = open.pop() {
            if is_up {
                self.add(node, &mut way);
            }
            if std::mem::replace(&mut needs_met[node], true) {
                continue;
            }
            for need in self.structure.needs(node).filter(|need| need.hard) {
                // Who does not look whether a member works needs what any of them needs.
                if need.blind {
                    open.extend(need.members.iter().map(|&member| (member, false)));
                }
                let counts = if need.blind { &stands } else { &works };
                let up = need.members.iter().filter(|&&member| counts[member]).take(need.needs);
                open.extend(up.map(|&member| (member, true)));
            }
        }
        way.retain(|of| !lost.contains(of));
        way
    }

    /// By node: whether it stands when these are lost.
    fn standing(&self, lost: &[Lost]) -> Vec<bool> {
        let graph = self.graph;
        let falls = |fate: usize| {
            lost.iter().any(|of| if let Lost::Fate(lost) = *of { falls_with(graph, fate, lost) } else { false })
        };
        let stands = |node: usize| {
            let copies = self.copies[node].as_ref();
            let stands = copies.is_none_or(|copies| copies.stands(self.structure.writes[node], falls));
            stands && !self.is_down[node] && !lost.contains(&Lost::Component(node))
        };
        (0..graph.nodes.len()).map(stands).collect()
    }

    /// Adds a component and the places of its copies.
    fn add(&self, node: usize, way: &mut BTreeSet<Lost>) {
        if self.can_fail[node] {
            way.insert(Lost::Component(node));
        }
        let fates = &self.graph.fates;
        for fate in self.copies[node].iter().flat_map(Copied::fates) {
            let out = std::iter::successors(Some(fate), |&at| fates[at].within).take(fates.len());
            way.extend(out.filter(|&at| fates[at].availability.value < 1.0).map(Lost::Fate));
        }
    }
}

fn with(set: &[Lost], member: Lost) -> Vec<Lost> {
    let mut set = set.to_vec();
    set.push(member);
    set.sort_unstable();
    set
}
