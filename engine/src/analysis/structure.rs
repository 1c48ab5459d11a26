//! What the requests of one journey need: an AND/OR structure over components, and which single loss fails it.
//! Knows no probabilities.

use super::graph::{Edge, Graph};
use super::lists::{Lists, strong_parts};
use super::pools::{Copied, copied};
use super::routing::{OPERATIONS, Router};
use super::steps::{Need, NeedLists, Steps};
use super::traffic::{JourneyTraffic, arrives, enters};
use crate::design::Placement;

/// What one journey needs.
#[derive(Clone, Debug, Default)]
pub struct Structure {
    /// Number of the entry.
    pub entry: usize,
    /// By node: whether its writes are needed.
    pub writes: Vec<bool>,
    needs: NeedLists,
    parts: Lists,
}

impl Structure {
    /// Whether the journey needs anything of a node.
    #[must_use]
    pub fn matters(&self, node: usize) -> bool {
        self.needs.knows(node)
    }

    /// What the requests of the journey need at a node; nothing where it does not matter.
    pub fn needs(&self, node: usize) -> impl Iterator<Item = Need<'_>> {
        self.needs.of(node)
    }

    /// The needs of all nodes.
    pub fn all_needs(&self) -> impl Iterator<Item = Need<'_>> {
        self.needs.all()
    }

    /// Nodes that matter, callees before callers where they form no cycle.
    #[must_use]
    pub fn order(&self) -> &[usize] {
        self.parts.items()
    }

    /// The same, those together that need each other, directly or through others.
    pub fn parts(&self) -> impl DoubleEndedIterator<Item = &[usize]> {
        self.parts.iter()
    }

    /// Whether any nodes need each other.
    #[must_use]
    pub fn has_cycles(&self) -> bool {
        self.parts.len() < self.parts.items().len()
    }
}

/// What a journey needs, from its entry on.
#[must_use]
pub fn structure(graph: &Graph<'_>, journey: &JourneyTraffic) -> Structure {
    follow_needs(graph, journey, false)
}

/// What everything that a journey reaches needs, also what its user does not need.
#[must_use]
pub fn whole_structure(graph: &Graph<'_>, journey: &JourneyTraffic) -> Structure {
    follow_needs(graph, journey, true)
}

fn follow_needs(graph: &Graph<'_>, journey: &JourneyTraffic, beyond_needs: bool) -> Structure {
    let mut wanted = Wanted::of(graph, journey);
    wanted.add(journey.entry, enters(graph, wanted.router.journey, journey.entry));
    while let Some((node, at)) = wanted.open.pop() {
        wanted.follow(node, at, beyond_needs);
    }
    let answered = answered(&wanted.router, &wanted.arrives);
    let mut needs = NeedLists::new(graph.nodes.len());
    for (node, arrives) in wanted.arrives.iter().enumerate() {
        if *arrives == [false, false] {
            continue;
        }
        needs.begin(node);
        for at in (0..OPERATIONS.len()).filter(|&at| arrives[at]) {
            for need in wanted.steps(node, at).needs(node, at) {
                if at == 0 || !needs.of(node).any(|known| known == need) {
                    needs.push(node, need);
                }
            }
            if !answered[2 * node + at] {
                needs.push(node, Need::dead_end());
            }
        }
    }
    let writes = wanted.arrives.iter().map(|arrives| arrives[1]).collect();
    let mut structure = Structure { entry: journey.entry, writes, needs, parts: Lists::default() };
    structure.parts = parts(graph, &structure);
    structure
}

/// What is wanted of the nodes while needs are followed.
struct Wanted<'a> {
    router: Router<'a>,
    journey: &'a JourneyTraffic,
    /// Steps that the traffic did not take: those to fallbacks, for one.
    further: Option<Steps>,
    /// By node: whether its reads, and its writes, are wanted.
    arrives: Vec<[bool; 2]>,
    /// Nodes to follow, with reads (0) or writes (1).
    open: Vec<(usize, usize)>,
}

impl<'a> Wanted<'a> {
    fn of(graph: &'a Graph<'a>, journey: &'a JourneyTraffic) -> Self {
        let nodes = graph.nodes.len();
        Self {
            router: Router { graph, journey: &graph.design.workload.journeys[journey.journey], works: None },
            journey,
            further: None,
            arrives: vec![[false; 2]; nodes],
            open: Vec::new(),
        }
    }

    fn add(&mut self, node: usize, at: usize) {
        if !std::mem::replace(&mut self.arrives[node][at], true) {
            self.open.push((node, at));
        }
    }

    /// Where the step of a node is known.
    fn steps(&self, node: usize, at: usize) -> &Steps {
        self.further.as_ref().filter(|further| further.knows(node, at)).unwrap_or(&self.journey.steps)
    }

    fn follow(&mut self, node: usize, at: usize, beyond_needs: bool) {
        let graph = self.router.graph;
        if !self.journey.steps.knows(node, at) {
            let further = self.further.get_or_insert_with(|| Steps::new(graph.nodes.len(), graph.edges.len()));
            self.router.step(node, at, further);
        }
        let steps = self.steps(node, at);
        let carries = |edge: usize| steps.weights[edge][at] > 0.0;
        let mut to: Vec<usize> = Vec::new();
        for need in steps.needs(node, at) {
            // Who shares a choice takes over from the others, whatever it carries in full operation.
            let told = |edge: usize| {
                let connection = graph.edges[edge].connection;
                need.interchangeable || carries(edge) || connection.fallback || connection.required == Some(true)
            };
            to.extend(need.edges.iter().filter(|&&edge| told(edge)));
        }
        if beyond_needs {
            to.extend(graph.outgoing[node].iter().filter(|&&edge| carries(edge)));
        }
        for edge in to {
            let Edge { to, output, .. } = graph.edges[edge];
            self.add(to, arrives(at, output));
        }
    }
}

/// Nodes that matter, those together that need each other, callees before callers.
fn parts(graph: &Graph<'_>, structure: &Structure) -> Lists {
    let mut parts = Lists::default();
    let mut add = |part: &[usize]| {
        part.iter().for_each(|&node| parts.push(node));
        parts.close();
    };
    let mut within: Vec<usize> = Vec::new();
    for part in graph.parts.iter().rev() {
        within.clear();
        within.extend(part.iter().filter(|&&node| structure.matters(node)));
        match within.len() {
            0 => {}
            1 => add(&within),
            // Connections that lead back may carry another journey.
            _ => {
                let mut targets = Lists::default();
                for &node in &within {
                    let members = structure.needs(node).flat_map(|need| need.members);
                    members.filter_map(|member| within.binary_search(member).ok()).for_each(|to| targets.push(to));
                    targets.close();
                }
                for cycle in strong_parts(&targets).iter().rev() {
                    add(&cycle.iter().map(|&at| within[at]).collect::<Vec<_>>());
                }
            }
        }
    }
    parts
}

/// By twice the node, plus 1 for writes: whether somebody answers what arrives. A component that only passes on leaves
/// that to those it leads on to; where none of them does, its requests end nowhere or go round for ever.
fn answered(router: &Router<'_>, arrives: &[[bool; 2]]) -> Vec<bool> {
    let graph = router.graph;
    let mut seen: Vec<bool> = arrives.iter().flatten().copied().collect();
    let mut answered = vec![false; seen.len()];
    let mut open: Vec<usize> = (0..seen.len()).filter(|&pair| seen[pair]).collect();
    // Who leads on to whom.
    let (mut callers, mut callees) = (Vec::new(), Vec::new());
    let mut done: Vec<usize> = Vec::new();
    while let Some(pair) = open.pop() {
        let (node, at) = (pair / 2, pair % 2);
        if router.answers(node, at) {
            done.push(pair);
            continue;
        }
        for &edge in graph.outgoing[node].iter().filter(|&&edge| router.leads_on(edge, at)) {
            let to = 2 * graph.edges[edge].to + router.arrives(edge, at);
            callers.push(pair);
            callees.push(to);
            if !std::mem::replace(&mut seen[to], true) {
                open.push(to);
            }
        }
    }
    let calls_of = Lists::by_key(seen.len(), callees.iter().copied());
    while let Some(pair) = done.pop() {
        if !std::mem::replace(&mut answered[pair], true) {
            done.extend(calls_of[pair].iter().map(|&call| callers[call]));
        }
    }
    answered
}

/// Which single losses fail a journey: one bit a loss, all losses at once.
#[derive(Clone, Debug)]
pub struct SingleLosses {
    fails: Vec<u64>,
    /// By node: its place in the order of needs; past the end where the journey needs nothing of it.
    places: Vec<u32>,
    /// Nodes in that order.
    nodes: usize,
}

impl SingleLosses {
    fn bit(&self, bit: usize) -> bool {
        self.fails[bit / 64] >> (bit % 64) & 1 == 1
    }

    /// Whether the journey fails with nothing lost.
    #[must_use]
    pub fn fails_anyway(&self) -> bool {
        self.bit(0)
    }

    /// Whether it fails when the whole component is lost.
    #[must_use]
    pub fn fails_without(&self, node: usize) -> bool {
        let place = self.places[node] as usize;
        if place < self.nodes { self.bit(1 + place) } else { self.fails_anyway() }
    }

    /// Whether it fails when one fate is lost.
    #[must_use]
    pub fn fails_without_fate(&self, fate: usize) -> bool {
        self.bit(1 + self.nodes + fate)
    }
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

/// Tries every single loss at once: bit 0 loses nothing, then each component that matters, then each fate. On cycles
/// everything that can be up together is up. Components × losses ÷ 64 steps for each need.
#[must_use]
pub fn single_losses(graph: &Graph<'_>, structure: &Structure) -> SingleLosses {
    let (nodes, fates) = (structure.order().len(), graph.fates.len());
    let words = (1 + nodes + fates).div_ceil(64);
    let mut places = vec![nodes as u32; graph.nodes.len()];
    for (place, &node) in structure.order().iter().enumerate() {
        places[node] = place as u32;
    }
    // One row more than there are nodes: nothing fails what nobody depends on.
    let mut down = vec![0_u64; (nodes + 1) * words];
    for (place, &node) in structure.order().iter().enumerate() {
        let own = &mut down[place * words..(place + 1) * words];
        own[(1 + place) / 64] |= 1 << ((1 + place) % 64);
        if fates == 0 || graph.nodes[node].component.places == Placement::Nowhere {
            continue;
        }
        let copies: Copied = copied(graph, &graph.nodes[node]);
        if copies == Copied::Whole {
            continue;
        }
        for lost in 0..fates {
            if !copies.stands(structure.writes[node], |fate| falls_with(graph, fate, lost)) {
                let bit = 1 + nodes + lost;
                own[bit / 64] |= 1 << (bit % 64);
            }
        }
    }
    let mut rows = Rows { words, places: &places, behind: vec![0_u64; down.len()], fails: down.clone(), down };
    let mut scratch = vec![0_u64; words];
    let mut at = 0;
    for part in structure.parts() {
        let part = at..at + part.len();
        for _ in 0..=part.len() {
            let mut changed = false;
            for place in part.clone() {
                for need in structure.needs(structure.order()[place]) {
                    rows.failing(need, &mut scratch);
                    let here = place * words..(place + 1) * words;
                    let row = rows.behind[here.clone()].iter_mut().zip(&mut rows.fails[here]);
                    for ((behind, fails), &failing) in row.zip(&scratch) {
                        changed |= failing & !*behind != 0;
                        *behind |= failing;
                        *fails |= failing;
                    }
                }
            }
            if !changed || part.len() == 1 {
                break;
            }
        }
        at = part.end;
    }
    let entry = places[structure.entry] as usize * words;
    let fails = rows.fails[entry..entry + words].to_vec();
    SingleLosses { fails, places, nodes }
}

/// A row of losses for each node that matters: `down` fails the node itself, `behind` something that it needs,
/// `fails` either.
struct Rows<'a> {
    words: usize,
    places: &'a [u32],
    down: Vec<u64>,
    behind: Vec<u64>,
    fails: Vec<u64>,
}

impl Rows<'_> {
    fn row<'r>(&self, rows: &'r [u64], node: usize) -> &'r [u64] {
        let start = self.places[node] as usize * self.words;
        &rows[start..start + self.words]
    }

    /// Losses under which a need is not met.
    fn failing(&self, need: Need<'_>, out: &mut [u64]) {
        if need.members.len() < need.needs {
            out.fill(u64::MAX);
            return;
        }
        if !need.blind {
            self.enough(need, &self.fails, out);
            return;
        }
        // Requests go to members that are up without looking whether they work.
        self.enough(need, &self.down, out);
        for &member in need.members {
            for (out, behind) in out.iter_mut().zip(self.row(&self.behind, member)) {
                *out |= behind;
            }
        }
    }

    /// Losses under which fewer members than needed are left of those for which `lost` has no bit.
    fn enough(&self, need: Need<'_>, lost: &[u64], out: &mut [u64]) {
        let spare = need.members.len() - need.needs;
        if spare == 0 || need.needs == 1 {
            out.fill(if spare == 0 { 0 } else { u64::MAX });
            for &member in need.members {
                for (out, bits) in out.iter_mut().zip(self.row(lost, member)) {
                    *out = if spare == 0 { *out | bits } else { *out & bits };
                }
            }
            return;
        }
        for (word, bits) in out.iter_mut().enumerate() {
            *bits = 0;
            for bit in 0..64 {
                let gone = |&&member: &&usize| self.row(lost, member)[word] >> bit & 1 == 1;
                *bits |= u64::from(need.members.iter().filter(gone).count() > spare) << bit;
            }
        }
    }
}
