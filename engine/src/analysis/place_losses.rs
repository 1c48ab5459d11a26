//! What fails when a place is lost, all places at once: one bit a place, and one for no loss at all. Knows nothing of
//! losses of components.

use super::graph::Graph;
use super::losses::NOWHERE;
use super::pools::{slots_of, stands_where};
use super::steps::Need;
use super::structure::Structure;
use crate::design::Placement;

/// Which components go down with which places, worked out when first asked. The same for all journeys.
#[derive(Clone, Debug)]
pub struct PlaceLosses {
    /// Pieces of 64 bits that a row takes: bit 0 loses nothing, bit 1 + *f* the fate *f*.
    words: usize,
    /// A row for each fate: whose losses it falls with, its own and those of what it lies in.
    fates: Vec<u64>,
    /// By node: whether its rows are known.
    known: Vec<bool>,
    /// Twice for each node, for reads alone and with writes: its row.
    rows: Vec<u64>,
    /// Fates that a component stands in, kept so that not every one takes new memory.
    slots: Vec<usize>,
    /// By fate: whether it is lost already; none where it is empty.
    lost: Vec<bool>,
}

impl PlaceLosses {
    /// Nothing asked yet.
    #[must_use]
    pub fn new(graph: &Graph<'_>) -> Self {
        let words = (1 + graph.fates.len()).div_ceil(64);
        let mut fates = vec![0; words * graph.fates.len()];
        for (fate, row) in fates.chunks_mut(words).enumerate() {
            let out = std::iter::successors(Some(fate), |&fate| graph.fates[fate].within);
            // A file with places in a circle is refused; a design in memory may still have one.
            out.take(graph.fates.len()).for_each(|lost| set(row, 1 + lost));
        }
        let nodes = graph.nodes.len();
        let (known, rows) = (vec![false; nodes], vec![0; 2 * nodes * words]);
        Self { words, fates, known, rows, slots: Vec::new(), lost: Vec::new() }
    }

    /// Beside places that are lost already.
    #[must_use]
    pub fn beside(graph: &Graph<'_>, lost: &[usize]) -> Self {
        let falls = |fate: usize| lost.iter().any(|&lost| falls_with(graph, fate, lost));
        let lost = if lost.is_empty() { Vec::new() } else { (0..graph.fates.len()).map(falls).collect() };
        Self { lost, ..Self::new(graph) }
    }

    /// Adds the losses that take a component down, for who reads there, and who writes.
    fn add_to(&mut self, down: &mut Vec<u64>, graph: &Graph<'_>, node: usize, [reads, writes]: [bool; 2]) {
        if !std::mem::replace(&mut self.known[node], true) && graph.nodes[node].component.places != Placement::Nowhere {
            self.find(graph, node);
        }
        let (of_reads, of_writes) = self.rows[2 * node * self.words..2 * (node + 1) * self.words].split_at(self.words);
        match (reads, writes) {
            (true, true) => down.extend(of_reads.iter().zip(of_writes).map(|(reads, writes)| reads | writes)),
            (_, false) => down.extend_from_slice(of_reads),
            (false, true) => down.extend_from_slice(of_writes),
        }
    }

    fn find(&mut self, graph: &Graph<'_>, node: usize) {
        let Self { words, fates, rows, slots, lost, .. } = self;
        let already = |fate: usize| lost.get(fate) == Some(&true);
        slots_of(graph, &graph.nodes[node], slots);
        let falls = |fate: usize, lost: usize| already(fate) || is_set(&fates[fate * *words..], 1 + lost);
        let stands = stands_where(&graph.nodes[node], slots);
        let (reads, writes) = rows[2 * node * *words..2 * (node + 1) * *words].split_at_mut(*words);
        let mut add = |bit: usize, [for_reads, for_writes]: [bool; 2]| {
            if !for_reads {
                set(reads, bit);
            }
            if !for_writes {
                set(writes, bit);
            }
        };
        if !lost.is_empty() {
            add(0, stands(&already));
        }
        for lost in 0..graph.fates.len() {
            add(1 + lost, stands(&|fate| falls(fate, lost)));
        }
    }

    /// What of a structure fails under which losses; `ranks` are places of nodes in its order.
    /// Nodes that are `lost` already fall with every loss.
    pub(super) fn standing(
        &mut self,
        graph: &Graph<'_>,
        structure: &Structure,
        ranks: &[usize],
        lost: &[bool],
    ) -> Standing {
        let words = self.words;
        let mut standing = Standing { words, down: Vec::new(), behind: vec![0; structure.order().len() * words] };
        for &node in structure.order() {
            if lost.get(node) == Some(&true) {
                standing.down.extend(std::iter::repeat_n(u64::MAX, words));
            } else {
                self.add_to(&mut standing.down, graph, node, structure.operations(node));
            }
        }
        let mut first = 0;
        for part in structure.parts() {
            // One that stands alone is settled in one round. In a cycle everything starts up.
            for _ in 0..=if part.len() == 1 { 0 } else { part.len() } {
                let mut changed = false;
                for (at, &node) in part.iter().enumerate() {
                    for word in 0..words {
                        let failing = structure
                            .needs(node)
                            .fold(0, |failing, need| failing | standing.failing(need, ranks, word));
                        let behind = &mut standing.behind[(first + at) * words + word];
                        changed |= failing & !*behind != 0;
                        *behind |= failing;
                    }
                }
                if !changed {
                    break;
                }
            }
            first += part.len();
        }
        standing
    }
}

fn set(row: &mut [u64], bit: usize) {
    row[bit / 64] |= 1 << (bit % 64);
}

fn is_set(row: &[u64], bit: usize) -> bool {
    row[bit / 64] >> (bit % 64) & 1 == 1
}

/// Whether a fate is lost with another: it is that one, or lies in it.
#[must_use]
pub fn falls_with(graph: &Graph<'_>, fate: usize, lost: usize) -> bool {
    let mut at = Some(fate);
    for _ in 0..=graph.fates.len() {
        match at {
            Some(here) if here == lost => return true,
            Some(here) => at = graph.fates[here].within,
            None => return false,
        }
    }
    false
}

/// A row of losses for each node that matters, by rank: those that take it down, and those that fail something that it
/// needs.
#[derive(Clone, Debug)]
pub(super) struct Standing {
    words: usize,
    down: Vec<u64>,
    behind: Vec<u64>,
}

impl Standing {
    /// Whether a node fails under a loss, by its bit.
    pub(super) fn fails(&self, rank: usize, bit: usize) -> bool {
        let row = rank * self.words..(rank + 1) * self.words;
        is_set(&self.down[row.clone()], bit) || is_set(&self.behind[row], bit)
    }

    /// The losses of one word under which a need is not met.
    fn failing(&self, need: Need<'_>, ranks: &[usize], word: usize) -> u64 {
        let Some(spare) = need.members.len().checked_sub(need.needs) else { return u64::MAX };
        let of = |rows: &[u64], member: usize| match ranks[member] {
            // Nothing fails what does not matter.
            NOWHERE => 0,
            rank => rows[rank * self.words + word],
        };
        let behind = |member: usize| of(&self.behind, member);
        // Who does not look whether members work sends requests to those that are up.
        let lost = |member: usize| of(&self.down, member) | if need.blind { 0 } else { behind(member) };
        let members = need.members.iter().copied();
        let too_few = if spare == 0 {
            members.clone().fold(0, |any, member| any | lost(member))
        } else if need.needs == 1 {
            members.clone().fold(u64::MAX, |all, member| all & lost(member))
        } else {
            let gone = |bit: &u32| members.clone().filter(|&member| lost(member) >> bit & 1 == 1).count();
            (0..64).filter(|bit| gone(bit) > spare).fold(0, |bits, bit| bits | 1 << bit)
        };
        if need.blind { members.fold(too_few, |any, member| any | behind(member)) } else { too_few }
    }
}
