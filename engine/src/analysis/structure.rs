//! What the requests of one journey need: an AND/OR structure over components, and which single loss fails it.
//! Knows no probabilities.

use petgraph::algo::tarjan_scc;
use petgraph::graph::{DiGraph, NodeIndex};

use super::graph::Graph;
use super::pools::{Copied, copied};
use super::routing::{Need, OPERATIONS, Router, Step};
use super::traffic::JourneyTraffic;
use crate::design::Operation;

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
        let step = steps[node].get_or_insert_with(|| journey.steps[node].clone().unwrap_or_else(|| router.step(node)));
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
    for node in 0..nodes {
        let Some(step) = &steps[node] else { continue };
        let mut needs: Vec<Need> = Vec::new();
        for at in (0..OPERATIONS.len()).filter(|&at| arrives[node][at]) {
            for need in &step.needs[at] {
                if !needs.contains(need) {
                    needs.push(need.clone());
                }
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

/// Splits a part into its cycles of needs, callees first: connections that lead back may carry another journey.
fn cycles_of_needs(structure: &Structure, part: &[usize]) -> Vec<Vec<usize>> {
    if part.len() <= 1 {
        return part.iter().map(|&node| vec![node]).collect();
    }
    let mut net: DiGraph<usize, ()> = DiGraph::new();
    for &node in part {
        net.add_node(node);
    }
    for (from, &node) in part.iter().enumerate() {
        for &member in structure.needs[node].iter().flatten().flat_map(|need| &need.members) {
            if let Ok(to) = part.binary_search(&member) {
                net.update_edge(NodeIndex::new(from), NodeIndex::new(to), ());
            }
        }
    }
    tarjan_scc(&net).into_iter().map(|cycle| cycle.into_iter().map(|at| net[at]).collect()).collect()
}

/// Which single losses fail a journey: one bit a loss, all losses at once.
#[derive(Clone, Debug)]
pub struct SingleLosses {
    words: usize,
    fails: Vec<u64>,
    nodes: usize,
    fates: usize,
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
        debug_assert!(node < self.nodes);
        self.bit(1 + node)
    }

    /// Whether it fails when one fate is lost.
    #[must_use]
    pub fn fails_without_fate(&self, fate: usize) -> bool {
        debug_assert!(fate < self.fates && self.words * 64 > self.nodes + fate);
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

/// Tries every single loss at once: bit 0 loses nothing, then each component, then each fate. On cycles everything
/// that can be up together is up. Components × losses ÷ 64 steps for each need.
#[must_use]
pub fn single_losses(graph: &Graph<'_>, structure: &Structure) -> SingleLosses {
    let (nodes, fates) = (graph.nodes.len(), graph.fates.len());
    let words = (1 + nodes + fates).div_ceil(64);
    let mut down = vec![0_u64; nodes * words];
    for &node in &structure.order {
        let own = &mut down[node * words..(node + 1) * words];
        own[(1 + node) / 64] |= 1 << ((1 + node) % 64);
        if fates == 0 {
            continue;
        }
        let copies: Copied = copied(graph, &graph.nodes[node]);
        if copies.fates().is_empty() {
            continue;
        }
        for lost in 0..fates {
            if !copies.stands(structure.writes[node], |fate| falls_with(graph, fate, lost)) {
                let bit = 1 + nodes + lost;
                own[bit / 64] |= 1 << (bit % 64);
            }
        }
    }
    // `behind`: fails for want of what it needs; `fails`: that, or it is down itself.
    let mut behind = vec![0_u64; nodes * words];
    let mut fails = down.clone();
    let mut scratch = vec![0_u64; words];
    let mut at = 0;
    while at < structure.order.len() {
        let cycle = structure.cycles.iter().find(|cycle| cycle.contains(&structure.order[at]));
        let part: Vec<usize> = cycle.cloned().unwrap_or_else(|| vec![structure.order[at]]);
        for _ in 0..=part.len() {
            let mut changed = false;
            for &node in &part {
                for need in structure.needs[node].iter().flatten() {
                    failing(need, words, &down, &behind, &fails, &mut scratch);
                    let here = node * words..(node + 1) * words;
                    let rows = behind[here.clone()].iter_mut().zip(&mut fails[here]);
                    for ((behind, fails), &failing) in rows.zip(&scratch) {
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
        at += part.len();
    }
    let entry = structure.entry * words;
    SingleLosses { words, fails: fails[entry..entry + words].to_vec(), nodes, fates }
}

/// Losses under which a need is not met.
fn failing(need: &Need, words: usize, down: &[u64], behind: &[u64], fails: &[u64], out: &mut [u64]) {
    if need.members.len() < need.needs {
        out.fill(u64::MAX);
        return;
    }
    if need.blind {
        // Requests go to members that are up without looking whether they work.
        enough(need, words, down, out);
        for &member in &need.members {
            for word in 0..words {
                out[word] |= behind[member * words + word];
            }
        }
        return;
    }
    enough(need, words, fails, out);
}

/// Losses under which fewer members than needed are left of those for which `lost` has no bit.
fn enough(need: &Need, words: usize, lost: &[u64], out: &mut [u64]) {
    let spare = need.members.len() - need.needs;
    if spare == 0 || need.needs == 1 {
        out.fill(if spare == 0 { 0 } else { u64::MAX });
        for &member in &need.members {
            for word in 0..words {
                let bits = lost[member * words + word];
                out[word] = if spare == 0 { out[word] | bits } else { out[word] & bits };
            }
        }
        return;
    }
    for (word, bits) in out.iter_mut().enumerate() {
        *bits = 0;
        for bit in 0..64 {
            let lost = need.members.iter().filter(|&&member| lost[member * words + word] >> bit & 1 == 1).count();
            *bits |= u64::from(lost > spare) << bit;
        }
    }
}
