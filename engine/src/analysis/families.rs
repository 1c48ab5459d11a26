//! Sets of variables by the thousand, those that begin alike kept once: zero-suppressed diagrams (Minato 1993). Knows
//! no design.
//!
//! Method: the minimal cuts of a binary decision diagram as Rauzy (1993) finds them, of few members only: those for
//! when its first variable is up, and that variable with each of those for when it is down, but for sets that hold one
//! of the others.

use std::collections::HashMap;

use super::diagram::{Diagram, FAILS, Node};

/// A family of sets.
type Family = u32;

/// No set at all.
const NONE: Family = 0;
/// The empty set alone.
const EMPTY: Family = 1;

/// Steps beyond which a search ends: a limit in steps, never in time.
const MOST_STEPS: usize = 1_000_000;

/// Sets with a variable and without it; the others are of higher numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Split {
    variable: u32,
    with: Family,
    without: Family,
}

/// A family of sets with all that it shares.
#[derive(Debug)]
pub(super) struct Families {
    /// Those of lower numbers come before those that are made of them.
    splits: Vec<Split>,
    root: Family,
}

impl Families {
    /// The minimal sets of at most `most` variables whose being down fails a function; `None` where that takes more
    /// than [`MOST_STEPS`].
    pub fn minimal_cuts(diagram: &Diagram, root: Node, most: usize) -> Option<Self> {
        let end = Split { variable: u32::MAX, with: NONE, without: NONE };
        let mut search = Search {
            diagram,
            splits: vec![end, end],
            known: HashMap::new(),
            cuts: HashMap::new(),
            differences: HashMap::new(),
            steps: 0,
        };
        let root = search.cuts(root, most)?;
        Some(Self { splits: search.splits, root })
    }

    /// By number of members: how many sets there are.
    pub fn count(&self, most: usize) -> Vec<u64> {
        self.counts(most).swap_remove(self.root as usize)
    }

    fn counts(&self, most: usize) -> Vec<Vec<u64>> {
        let mut counts: Vec<Vec<u64>> = Vec::with_capacity(self.splits.len());
        for (family, split) in self.splits.iter().enumerate() {
            let mut count = vec![0; most + 1];
            match family as Family {
                NONE => {}
                EMPTY => count[0] = 1,
                _ => {
                    count.clone_from(&counts[split.without as usize]);
                    for members in 1..=most {
                        count[members] += counts[split.with as usize][members - 1];
                    }
                }
            }
            counts.push(count);
        }
        counts
    }

    /// So many of the sets, those of fewest members first, each sorted.
    pub fn smallest(&self, most_members: usize, most_sets: usize) -> Vec<Vec<u32>> {
        let counts = self.counts(most_members);
        let mut sets = Vec::new();
        for members in 0..=most_members {
            let mut open = vec![(self.root, Vec::new())];
            while let Some((family, set)) = open.pop() {
                if sets.len() >= most_sets {
                    return sets;
                }
                if counts[family as usize][members - set.len()] == 0 {
                    continue;
                }
                if family == EMPTY {
                    sets.push(set);
                    continue;
                }
                let Split { variable, with, without } = self.splits[family as usize];
                open.push((without, set.clone()));
                if set.len() < members {
                    let mut set = set;
                    set.push(variable);
                    open.push((with, set));
                }
            }
        }
        sets
    }
}

struct Search<'a> {
    diagram: &'a Diagram,
    splits: Vec<Split>,
    known: HashMap<Split, Family>,
    cuts: HashMap<(Node, usize), Family>,
    differences: HashMap<(Family, Family), Family>,
    steps: usize,
}

impl Search<'_> {
    fn step(&mut self) -> Option<()> {
        self.steps += 1;
        (self.steps <= MOST_STEPS).then_some(())
    }

    fn split(&mut self, split: Split) -> Family {
        if split.with == NONE {
            return split.without;
        }
        let next = self.splits.len() as Family;
        let family = *self.known.entry(split).or_insert(next);
        if family == next {
            self.splits.push(split);
        }
        family
    }

    fn cuts(&mut self, node: Node, most: usize) -> Option<Family> {
        let Some((variable, if_down, if_up)) = self.diagram.first(node) else {
            return Some(if node == FAILS { EMPTY } else { NONE });
        };
        // Everything up is enough for whatever is not certain to fail.
        if most == 0 {
            return Some(NONE);
        }
        if let Some(&known) = self.cuts.get(&(node, most)) {
            return Some(known);
        }
        self.step()?;
        let without = self.cuts(if_up, most)?;
        let with = self.cuts(if_down, most - 1)?;
        let with = self.difference(with, without)?;
        let family = self.split(Split { variable, with, without });
        self.cuts.insert((node, most), family);
        Some(family)
    }

    /// Those sets that hold none of the others.
    fn difference(&mut self, sets: Family, others: Family) -> Option<Family> {
        match (sets, others) {
            (NONE, _) | (_, EMPTY) => return Some(NONE),
            // The empty set holds none but itself.
            (_, NONE) | (EMPTY, _) => return Some(sets),
            _ if sets == others => return Some(NONE),
            _ => {}
        }
        if let Some(&known) = self.differences.get(&(sets, others)) {
            return Some(known);
        }
        self.step()?;
        let (these, those) = (self.splits[sets as usize], self.splits[others as usize]);
        let family = if these.variable > those.variable {
            self.difference(sets, those.without)?
        } else {
            let (same, besides) =
                if these.variable == those.variable { (those.with, those.without) } else { (NONE, others) };
            let with = self.difference(these.with, same)?;
            let with = self.difference(with, besides)?;
            let without = self.difference(these.without, besides)?;
            self.split(Split { with, without, ..these })
        };
        self.differences.insert((sets, others), family);
        Some(family)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::diagram::WORKS;

    fn all_cuts(diagram: &Diagram, root: Node, most: usize) -> Vec<Vec<u32>> {
        let families = Families::minimal_cuts(diagram, root, most).unwrap();
        let sets = families.smallest(most, usize::MAX);
        assert_eq!(families.count(most).iter().sum::<u64>() as usize, sets.len());
        sets
    }

    #[test]
    fn the_bridge_has_two_pairs_and_two_triples() {
        let mut diagram = Diagram::new();
        let v: Vec<Node> = (0..5).map(|at| diagram.variable(at).unwrap()).collect();
        // s–a 0, s–b 1, a–b 2 (both ways), a–t 3, b–t 4.
        let paths: [&[usize]; 4] = [&[0, 3], &[1, 4], &[0, 2, 4], &[1, 2, 3]];
        let mut any = FAILS;
        for path in paths {
            let mut all = WORKS;
            for &edge in path {
                all = diagram.and(all, v[edge]).unwrap();
            }
            any = diagram.or(any, all).unwrap();
        }
        assert_eq!(all_cuts(&diagram, any, 3), [vec![0, 1], vec![3, 4], vec![0, 2, 4], vec![1, 2, 3]]);
        assert_eq!(all_cuts(&diagram, any, 2), [vec![0, 1], vec![3, 4]]);
    }

    #[test]
    fn any_function_is_cut_as_trying_all_sets_says() {
        let mut random = crate::analysis::simulation::SplitMix::new(3);
        for _ in 0..300 {
            let mut diagram = Diagram::new();
            let mut nodes: Vec<Node> = (0..7).map(|at| diagram.variable(at).unwrap()).collect();
            for _ in 0..9 {
                let mut one = || nodes[(random.share() * nodes.len() as f64) as usize];
                let members = [one(), one(), one()];
                let needs = 1 + (random.share() * 3.0) as usize;
                nodes.push(diagram.at_least(&members, needs).unwrap());
            }
            let root = *nodes.last().unwrap();
            let fails = |set: u32| {
                let mut node = root;
                while let Some((variable, if_down, if_up)) = diagram.first(node) {
                    node = if set >> variable & 1 == 1 { if_down } else { if_up };
                }
                node == FAILS
            };
            let members = |set: u32| (0..7).filter(|at| set >> at & 1 == 1).collect::<Vec<u32>>();
            let is_cut = |set: &u32| fails(*set) && members(*set).iter().all(|at| !fails(set & !(1 << at)));
            let mut want: Vec<Vec<u32>> =
                (0..128_u32).filter(|set| set.count_ones() <= 3).filter(is_cut).map(members).collect();
            let mut got = all_cuts(&diagram, root, 3);
            want.sort();
            got.sort();
            assert_eq!(got, want);
        }
    }
}
