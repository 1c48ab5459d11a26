//! What the requests of one journey need: an AND/OR structure over components, and which single loss fails it.
//! Knows no probabilities.

use super::graph::Graph;
use super::lists::{Lists, strong_parts};
use super::pools::{Copied, copied};
use super::routing::{Need, OPERATIONS, Router, Step};
use super::traffic::JourneyTraffic;
use crate::design::{Operation, Placement};

/// What one journey needs.
#[derive(Clone, Debug, Default)]
pub struct Structure {
    /// Number of the entry.
    pub entry: usize,
    /// By node: what its requests need; `None` where the journey needs nothing of it.
    pub needs: Vec<Option<Vec<Need>>>,
    /// By node: whether its writes are needed.
    pub writes: Vec<bool>,
    /// Nodes that matter, callees before callers where they form no cycle.
    pub order: Vec<usize>,
    /// Nodes that need each other, directly or through others.
    pub cycles: Vec<Vec<usize>>,
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
    let design_journey = &graph.design.workload.journeys[journey.journey];
    let router = Router { graph, journey: design_journey, works: None };
    let nodes = graph.nodes.len();
    let mut arrives = vec![[false; 2]; nodes];
    let mut steps: Vec<Option<Step>> = vec![None; nodes];
    let entry_writes =
        design_journey.operation == Operation::Write || graph.nodes[journey.entry].kind.family.is_broker();
    arrives[journey.entry][usize::from(entry_writes)] = true;
    let mut open = vec![journey.entry];
    while let Some(node) = open.pop() {
        let step: &Step = match &journey.steps[node] {
            Some(step) => step,
            None => steps[node].get_or_insert_with(|| router.step(node)),
        };
        let now = arrives[node];
        for at in (0..OPERATIONS.len()).filter(|&at| now[at]) {
            for weight in &step.weights {
                let edge = &graph.edges[weight.edge];
                let connection = edge.connection;
                let carries = weight.of[at] > 0.0;
                let told = carries || connection.fallback || connection.required == Some(true);
                // Who shares a choice takes over from the others, whatever it carries in full operation.
                let needed = step.needs[at]
                    .iter()
                    .any(|need| (told || need.interchangeable) && need.edges.contains(&weight.edge));
                if !(needed || beyond_needs && carries) || !router.fits(weight.edge)[at] {
                    continue;
                }
                let output = match weight.output {
                    None => at,
                    Some(output) => usize::from(output == Operation::Write),
                };
                if !arrives[edge.to][output] {
                    arrives[edge.to][output] = true;
                    open.push(edge.to);
                }
            }
        }
    }
    let mut found = Structure {
        entry: journey.entry,
        needs: vec![None; nodes],
        writes: arrives.iter().map(|arrives| arrives[1]).collect(),
        order: Vec::new(),
        cycles: Vec::new(),
    };
    let answered = answered(&router, &arrives);
    for node in 0..nodes {
        if arrives[node] == [false, false] {
            continue;
        }
        let Some(step) = journey.steps[node].as_ref().or(steps[node].as_ref()) else { continue };
        let mut needs: Vec<Need> = Vec::new();
        for at in (0..OPERATIONS.len()).filter(|&at| arrives[node][at]) {
            for need in &step.needs[at] {
                if !needs.contains(need) {
                    needs.push(need.clone());
                }
            }
            if !answered[2 * node + at] {
                needs.push(Need::dead_end());
            }
        }
        found.needs[node] = Some(needs);
    }
    for part in graph.parts.iter().rev() {
        let part: Vec<usize> = part.iter().copied().filter(|&node| found.needs[node].is_some()).collect();
        for cycle in cycles_of_needs(&found, &part) {
            found.order.extend(&cycle);
            if cycle.len() > 1 {
                found.cycles.push(cycle);
            }
        }
    }
    found
}

/// By twice the node, plus 1 for writes: whether somebody answers what arrives. A component that only passes on leaves
/// that to those it leads on to; where none of them does, its requests end nowhere or go round for ever.
fn answered(router: &Router<'_>, arrives: &[[bool; 2]]) -> Vec<bool> {
    let graph = router.graph;
    let mut seen: Vec<bool> = arrives.iter().flatten().copied().collect();
    let mut answered = vec![false; seen.len()];
    let mut open: Vec<usize> = (0..seen.len()).filter(|&pair| seen[pair]).collect();
    let mut callers: Vec<Vec<usize>> = vec![Vec::new(); seen.len()];
    let mut done: Vec<usize> = Vec::new();
    while let Some(pair) = open.pop() {
        let (node, at) = (pair / 2, pair % 2);
        if router.answers(node, at) {
            done.push(pair);
            continue;
        }
        for &edge in graph.outgoing[node].iter().filter(|&&edge| router.leads_on(edge, at)) {
            let to = 2 * graph.edges[edge].to + router.arrives(edge, at);
            callers[to].push(pair);
            if !std::mem::replace(&mut seen[to], true) {
                open.push(to);
            }
        }
    }
    while let Some(pair) = done.pop() {
        if !std::mem::replace(&mut answered[pair], true) {
            done.append(&mut callers[pair]);
        }
    }
    answered
}

/// Splits a part into its cycles of needs, callees first: connections that lead back may carry another journey.
fn cycles_of_needs(structure: &Structure, part: &[usize]) -> Vec<Vec<usize>> {
    if part.len() <= 1 {
        return part.iter().map(|&node| vec![node]).collect();
    }
    let mut targets = Lists::default();
    for &node in part {
        let members = structure.needs[node].iter().flatten().flat_map(|need| &need.members);
        members.filter_map(|member| part.binary_search(member).ok()).for_each(|to| targets.push(to));
        targets.close();
    }
    strong_parts(&targets).iter().rev().map(|cycle| cycle.iter().map(|&at| part[at]).collect()).collect()
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
    let (nodes, fates) = (structure.order.len(), graph.fates.len());
    let words = (1 + nodes + fates).div_ceil(64);
    let mut places = vec![nodes as u32; graph.nodes.len()];
    for (place, &node) in structure.order.iter().enumerate() {
        places[node] = place as u32;
    }
    // One row more than there are nodes: nothing fails what nobody depends on.
    let mut down = vec![0_u64; (nodes + 1) * words];
    for (place, &node) in structure.order.iter().enumerate() {
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
    while at < nodes {
        let cycle = structure.cycles.iter().find(|cycle| cycle.contains(&structure.order[at]));
        let part = at..at + cycle.map_or(1, Vec::len);
        for _ in 0..=part.len() {
            let mut changed = false;
            for place in part.clone() {
                for need in structure.needs[structure.order[place]].iter().flatten() {
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
    fn failing(&self, need: &Need, out: &mut [u64]) {
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
        for &member in &need.members {
            for (out, behind) in out.iter_mut().zip(self.row(&self.behind, member)) {
                *out |= behind;
            }
        }
    }

    /// Losses under which fewer members than needed are left of those for which `lost` has no bit.
    fn enough(&self, need: &Need, lost: &[u64], out: &mut [u64]) {
        let spare = need.members.len() - need.needs;
        if spare == 0 || need.needs == 1 {
            out.fill(if spare == 0 { 0 } else { u64::MAX });
            for &member in &need.members {
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
