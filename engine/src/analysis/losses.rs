//! Which single losses fail a journey: of a component, of a place. Knows no probabilities, and nothing of losses of
//! several components at once.
//!
//! Places are few, so all of them are tried at once, one bit each (`place_losses`). Components are many, and trying them
//! one by one takes the square of their number. What is used here instead: whatever a component does to the entry goes
//! through the last component that stands before it on every way from the entry, its *gate*. So its loss fails the
//! journey exactly when it fails the gate, and the loss of the gate fails the journey. It fails the gate at once where
//! something needs it without a choice and fails the gate itself. Only where choices lie between the two is the loss
//! followed, and then it jumps from gate to gate. Time grows with components and needs, but for designs in which many
//! components are shared by the alternatives of many choices, one inside the other.

use std::ops::Range;

use super::graph::Graph;
use super::lists::Lists;
use super::place_losses::{PlaceLosses, Standing};
use super::structure::Structure;

/// Which single losses fail a journey.
#[derive(Clone, Debug)]
pub struct SingleLosses {
    fails_anyway: bool,
    /// By node.
    components: Vec<bool>,
    /// By fate.
    fates: Vec<bool>,
}

impl SingleLosses {
    /// Whether the journey fails with nothing lost.
    #[must_use]
    pub fn fails_anyway(&self) -> bool {
        self.fails_anyway
    }

    /// Whether it fails when the whole component is lost.
    #[must_use]
    pub fn fails_without(&self, node: usize) -> bool {
        self.fails_anyway || self.components[node]
    }

    /// Whether it fails when one fate is lost.
    #[must_use]
    pub fn fails_without_fate(&self, fate: usize) -> bool {
        self.fails_anyway || self.fates[fate]
    }
}

/// Tries every single loss. On cycles everything that can be up together is up.
#[must_use]
pub fn single_losses(graph: &Graph<'_>, structure: &Structure, places: &mut PlaceLosses) -> SingleLosses {
    single_losses_beside(graph, structure, places, &[])
}

/// The same beside losses that are there already: by node, whether it is lost; none where it is empty.
#[must_use]
pub fn single_losses_beside(
    graph: &Graph<'_>,
    structure: &Structure,
    places: &mut PlaceLosses,
    lost: &[bool],
) -> SingleLosses {
    let order = structure.order();
    let mut ranks = vec![NOWHERE; graph.nodes.len()];
    for (rank, &node) in order.iter().enumerate() {
        ranks[node] = rank;
    }
    let standing = places.standing(graph, structure, &ranks, lost);
    let entry = ranks[structure.entry];
    let mut components = vec![false; graph.nodes.len()];
    let fails_anyway = standing.fails(entry, 0);
    if !fails_anyway {
        let fails = Gates::new(structure, &ranks, &standing).losses(structure);
        order.iter().zip(fails).for_each(|(&node, fails)| components[node] = fails);
    }
    let fates = (0..graph.fates.len()).map(|fate| standing.fails(entry, 1 + fate)).collect();
    SingleLosses { fails_anyway, components, fates }
}

/// Rank of a node that does not matter; depth of one that the entry does not lead to.
pub(super) const NOWHERE: usize = usize::MAX;

/// A need of something that works as long as nothing is lost.
#[derive(Clone, Copy, Debug)]
struct OpenNeed {
    /// Rank of what needs it.
    of: usize,
    /// How many of those that work may fail.
    spare: usize,
    /// A member that is up but fails is one too many.
    blind: bool,
}

/// The nodes of a structure by their ranks in its order, each with its gate.
#[derive(Debug)]
struct Gates {
    entry: usize,
    needs: Vec<OpenNeed>,
    /// By rank: the needs that it is a member of, as often as it is one.
    member_of: Lists,
    /// By rank: its gate; the entry is its own.
    gate: Vec<usize>,
    /// By rank: gates between it and the entry; [`NOWHERE`] while it is not reached.
    depth: Vec<usize>,
    /// By rank: a gate further up, so that long rows of gates are climbed in few steps (Myers 1983).
    jump: Vec<usize>,
    /// By rank: the furthest of its gates that fails when it fails; itself where its gate does not.
    fells: Vec<usize>,
    /// By need: how many of its members have failed in the loss that `lost` counts.
    failed: Vec<[usize; 2]>,
    /// By rank: the loss in which it was seen to fail.
    seen: Vec<usize>,
    /// Losses followed so far.
    lost: usize,
    /// What a loss reached and was not followed from yet, kept so that not every loss takes new memory.
    open: Vec<usize>,
}

impl Gates {
    fn new(structure: &Structure, ranks: &[usize], standing: &Standing) -> Self {
        let order = structure.order();
        let room = structure.all_needs().len();
        let mut needs = Vec::with_capacity(room);
        let (mut members, mut need_of) = (Vec::with_capacity(room), Vec::with_capacity(room));
        let mut asked = Vec::new();
        for (rank, &node) in order.iter().enumerate().filter(|&(rank, _)| !standing.fails(rank, 0)) {
            // Who does not look whether a member works needs what it needs, also when it is lost already.
            asked.clear();
            asked.push(node);
            let mut at = 0;
            while let Some(&node) = asked.get(at) {
                at += 1;
                for need in structure.needs(node) {
                    let number = needs.len();
                    let mut working = need.members.len();
                    for &member in need.members {
                        match ranks[member] {
                            NOWHERE => {}
                            failing if standing.fails(failing, 0) => {
                                working -= 1;
                                if need.blind && !asked.contains(&member) {
                                    asked.push(member);
                                }
                            }
                            member => {
                                members.push(member);
                                need_of.push(number);
                            }
                        }
                    }
                    // What works has enough that works.
                    needs.push(OpenNeed { of: rank, spare: working.saturating_sub(need.needs), blind: need.blind });
                }
            }
        }
        let (nodes, entry) = (order.len(), ranks[structure.entry]);
        let mut gates = Self {
            entry,
            member_of: Lists::by_key(nodes, members.iter().copied()).map(|at| need_of[at]),
            gate: vec![0; nodes],
            depth: vec![NOWHERE; nodes],
            jump: vec![0; nodes],
            fells: (0..nodes).collect(),
            failed: vec![[0; 2]; needs.len()],
            seen: vec![0; nodes],
            lost: 0,
            open: Vec::new(),
            needs,
        };
        (gates.gate[entry], gates.jump[entry], gates.depth[entry]) = (entry, entry, 0);
        gates
    }

    /// By rank: whether its loss fails the entry.
    fn losses(mut self, structure: &Structure) -> Vec<bool> {
        let (mut end, entry) = (structure.order().len(), self.entry);
        // Callers first, so that the gates of all that needs a node are known before its own.
        for part in structure.parts().rev() {
            let part = end - part.len()..end;
            end = part.start;
            let Some(gate) = self.gate_of(part.clone()) else { continue };
            let others = || part.clone().filter(|&rank| rank != entry);
            others().for_each(|rank| self.place(rank, gate));
            for rank in others() {
                if self.fails_gate(rank) {
                    self.fells[rank] = self.fells[gate];
                }
            }
        }
        (0..self.gate.len()).map(|rank| self.is_fatal(rank)).collect()
    }

    fn is_reached(&self, rank: usize) -> bool {
        self.depth[rank] != NOWHERE
    }

    /// The last that stands before all of a part on every way from the entry; `None` where no way leads there. Within a
    /// part, that is before all of it: a cycle has one gate.
    fn gate_of(&self, part: Range<usize>) -> Option<usize> {
        if part.contains(&self.entry) {
            return Some(self.entry);
        }
        let mut gate = None;
        for rank in part.clone() {
            for &need in &self.member_of[rank] {
                let of = self.needs[need].of;
                if !part.contains(&of) && self.is_reached(of) {
                    gate = Some(gate.map_or(of, |gate| self.shared(gate, of)));
                }
            }
        }
        gate
    }

    fn place(&mut self, rank: usize, gate: usize) {
        self.gate[rank] = gate;
        self.depth[rank] = self.depth[gate] + 1;
        let further = self.jump[gate];
        let furthest = self.jump[further];
        let is_even = self.depth[gate] - self.depth[further] == self.depth[further] - self.depth[furthest];
        self.jump[rank] = if is_even { furthest } else { gate };
    }

    /// The last gate that two nodes share, themselves included.
    fn shared(&self, one: usize, other: usize) -> usize {
        let (mut deep, mut high) = if self.depth[one] > self.depth[other] { (one, other) } else { (other, one) };
        while self.depth[deep] > self.depth[high] {
            let further = self.jump[deep];
            deep = if self.depth[further] >= self.depth[high] { further } else { self.gate[deep] };
        }
        while deep != high {
            let up = if self.jump[deep] == self.jump[high] { &self.gate } else { &self.jump };
            (deep, high) = (up[deep], up[high]);
        }
        deep
    }

    /// Whether a node that fails fails its gate.
    fn fails_gate(&mut self, rank: usize) -> bool {
        let gate = self.depth[self.gate[rank]];
        let at_once = self.member_of[rank].iter().any(|&need| {
            let need = self.needs[need];
            (need.spare == 0 || need.blind) && self.depth[self.fells[need.of]] <= gate
        });
        at_once || self.follow(rank, gate, false)
    }

    /// Whether the loss of a node fails the entry.
    fn is_fatal(&mut self, rank: usize) -> bool {
        if !self.is_reached(rank) {
            return false;
        }
        // Who does not look whether a member works sees that it is down.
        let is_seen = |&need: &usize| self.needs[need].blind && self.needs[need].spare > 0;
        if rank != self.entry && self.member_of[rank].iter().any(is_seen) {
            self.follow(rank, 0, true)
        } else {
            self.fells[rank] == self.entry
        }
    }

    /// Follows a failure until it reaches something of this depth, or goes no further. A node that is `down` is spared
    /// by those that do not look whether it works; one that is up and fails is not.
    fn follow(&mut self, start: usize, depth: usize, down: bool) -> bool {
        self.lost += 1;
        self.seen[start] = self.lost;
        self.open.clear();
        self.open.push(start);
        while let Some(rank) = self.open.pop() {
            for &number in &self.member_of[rank] {
                let need = self.needs[number];
                let of = need.of;
                if !self.is_reached(of) {
                    continue;
                }
                let is_one_too_many = need.blind && !(down && rank == start);
                if !is_one_too_many {
                    let [lost, failed] = &mut self.failed[number];
                    *failed = if *lost == self.lost { *failed + 1 } else { 1 };
                    *lost = self.lost;
                    if *failed <= need.spare {
                        continue;
                    }
                }
                if down && of == start {
                    // It would fail, were it up: nobody is spared any more.
                    return self.fells[start] == self.entry;
                }
                let fells = self.fells[of];
                if self.depth[fells] <= depth {
                    return true;
                }
                if self.seen[fells] != self.lost {
                    self.seen[fells] = self.lost;
                    self.open.push(fells);
                }
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::analysis::place_losses::falls_with;
    use crate::analysis::pools::copied;
    use crate::analysis::structure::working;
    use crate::design::{Component, Design, Place, PlaceKind, Placement};

    type Needs = Vec<Vec<(Vec<usize>, usize, bool)>>;

    /// Nodes that need each other in any way, or only those of higher numbers.
    fn needs(nodes: usize, may_circle: bool) -> impl Strategy<Value = Needs> {
        let of_node = move |node: usize| {
            let least = if may_circle || node + 1 == nodes { 0 } else { node + 1 };
            let member = least..nodes;
            // At least two of one fail anyway; most designs are not like that.
            let need = (prop::collection::vec(member, 1..5), 0_usize..20, prop::bool::weighted(0.3));
            let need = need.prop_map(|(members, count, blind)| {
                let count = if count == 0 { 2 } else { 1 + count % members.len() };
                (members, count, blind)
            });
            let needs = if least == 0 && !may_circle { 0..1 } else { 0..4 };
            prop::collection::vec(need, needs)
        };
        (0..nodes).map(of_node).collect::<Vec<_>>()
    }

    fn place(id: &str, within: Option<&str>) -> Place {
        let kind = if within.is_some() { PlaceKind::Zone } else { PlaceKind::Region };
        Place { id: id.to_owned(), kind, within: within.map(str::to_owned), name: None, availability: None }
    }

    /// As many services as there are lists, each in some of two zones.
    fn design(zones: &[u8]) -> Design {
        let places = vec![place("region", None), place("one", Some("region")), place("two", Some("region"))];
        let mut design = Design { places, ..Design::default() };
        for (node, zones) in zones.iter().enumerate() {
            let all = ["one", "two"].into_iter().enumerate().filter(|(at, _)| zones >> at & 1 == 1);
            let ids: Vec<String> = all.map(|(_, id)| id.to_owned()).collect();
            let places = if ids.is_empty() { Placement::Nowhere } else { Placement::Spread(ids) };
            design.components.push(Component {
                id: format!("{node:02}"),
                kind: "service".to_owned(),
                instances: Some(2),
                places,
                ..Component::default()
            });
        }
        design
    }

    /// The first loss is there already: none, a component or a place.
    fn differences(needs: &Needs, zones: &[u8], first: usize) -> Vec<String> {
        let design = design(zones);
        let graph = Graph::new(&design);
        let structure = Structure::of_needs(0, needs);
        let (nodes, fates) = (needs.len(), graph.fates.len());
        let first = first % (1 + nodes + fates);
        let down: Vec<bool> = (1..=nodes).map(|node| node == first).collect();
        let places: Vec<usize> = first.checked_sub(1 + nodes).into_iter().collect();
        let found = single_losses_beside(&graph, &structure, &mut PlaceLosses::beside(&graph, &places), &down);
        let fails = |stands: &[bool]| !working(&structure, stands, &[])[0];
        let mut differences = Vec::new();
        let mut compare = |what: String, found: bool, stands: Vec<bool>| {
            if found != fails(&stands) {
                differences.push(format!("{what}: {found}"));
            }
        };
        let stands = |lost_node: Option<usize>, lost_fate: Option<usize>| -> Vec<bool> {
            let falls = |fate| places.iter().chain(&lost_fate).any(|&lost| falls_with(&graph, fate, lost));
            let of = |node: usize| {
                !down[node] && lost_node != Some(node) && copied(&graph, &graph.nodes[node]).stands(false, falls)
            };
            (0..nodes).map(of).collect()
        };
        compare("nothing".to_owned(), found.fails_anyway(), stands(None, None));
        for lost in (0..nodes).filter(|&node| !down[node]) {
            compare(format!("node {lost}"), found.fails_without(lost), stands(Some(lost), None));
        }
        for lost in 0..fates {
            compare(format!("fate {lost}"), found.fails_without_fate(lost), stands(None, Some(lost)));
        }
        differences
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn losses_are_those_found_one_by_one(needs in needs(9, false), zones in prop::collection::vec(0_u8..4, 9)) {
            prop_assert_eq!(differences(&needs, &zones, 0), Vec::<String>::new());
        }

        #[test]
        fn also_where_things_need_each_other(needs in needs(7, true), zones in prop::collection::vec(0_u8..4, 7)) {
            prop_assert_eq!(differences(&needs, &zones, 0), Vec::<String>::new());
        }

        #[test]
        fn also_beside_what_is_lost_already(
            needs in prop_oneof![needs(8, false), needs(7, true)], zones in prop::collection::vec(0_u8..4, 8), first in 0_usize..60,
        ) {
            prop_assert_eq!(differences(&needs, &zones[..needs.len()], first), Vec::<String>::new());
        }
    }
}
