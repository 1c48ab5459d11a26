//! What the requests of one journey need: an AND/OR structure over components. Which losses fail it stands in `losses`.

use super::graph::{Edge, Graph};
use super::lists::{Lists, strong_parts};
use super::routing::{OPERATIONS, Router};
use super::steps::{Need, NeedLists, Steps};
use super::traffic::{JourneyTraffic, arrives as arrives_as, enters};

/// What one journey needs.
#[derive(Clone, Debug, Default)]
pub struct Structure {
    /// Number of the entry.
    pub entry: usize,
    /// By node: whether its reads are needed.
    pub reads: Vec<bool>,
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

    /// Whether reads, and whether writes, of a node are needed.
    #[must_use]
    pub fn operations(&self, node: usize) -> [bool; 2] {
        [self.reads[node], self.writes[node]]
    }

    /// The needs of all nodes.
    pub fn all_needs(&self) -> impl ExactSizeIterator<Item = Need<'_>> {
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

#[cfg(test)]
impl Structure {
    /// A structure out of needs by node: members, how many of them, whether blind.
    pub(super) fn of_needs(entry: usize, lists: &[Vec<(Vec<usize>, usize, bool)>]) -> Self {
        let mut needs = NeedLists::with_room(lists.len(), 0);
        let mut targets = Lists::default();
        for (node, list) in lists.iter().enumerate() {
            needs.begin(node);
            for (members, count, blind) in list {
                let (edges, interchangeable) = (members.as_slice(), false);
                needs.push(node, Need { members, edges, needs: *count, interchangeable, blind: *blind, hard: true });
                members.iter().for_each(|&member| targets.push(member));
            }
            targets.close();
        }
        let mut parts = Lists::default();
        for part in strong_parts(&targets).iter().rev() {
            part.iter().for_each(|&node| parts.push(node));
            parts.close();
        }
        Self { entry, reads: vec![true; lists.len()], writes: vec![false; lists.len()], needs, parts }
    }
}

/// What a journey needs, from its entry on.
#[must_use]
pub fn structure(graph: &Graph<'_>, journey: &JourneyTraffic) -> Structure {
    follow_needs(graph, journey, false)
}

/// What everything that a journey reaches needs, also what its user does not need, and what it calls without needing.
#[must_use]
pub fn whole_structure(graph: &Graph<'_>, journey: &JourneyTraffic) -> Structure {
    follow_needs(graph, journey, true)
}

fn follow_needs(graph: &Graph<'_>, journey: &JourneyTraffic, beyond_needs: bool) -> Structure {
    let mut wanted = Wanted::of(graph, journey, beyond_needs);
    wanted.add(journey.entry, enters(graph, wanted.router.journey, journey.entry));
    while let Some((node, at)) = wanted.open.pop() {
        wanted.follow(node, at);
    }
    let answered = answered(&wanted.router, &wanted.arrives);
    let mut needs = NeedLists::with_room(graph.nodes.len(), journey.steps.needs_known());
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
    let of = |operation: usize| wanted.arrives.iter().map(|arrives| arrives[operation]).collect();
    let mut structure = Structure { entry: journey.entry, reads: of(0), writes: of(1), needs, parts: Lists::default() };
    structure.parts = parts(graph, &structure);
    structure
}

/// What is wanted of the nodes while needs are followed.
struct Wanted<'a> {
    router: Router<'a>,
    journey: &'a JourneyTraffic,
    /// Steps that the traffic did not take: those to fallbacks, for one; or all of them, with what is called besides.
    further: Option<Steps>,
    /// By node: whether its reads, and its writes, are wanted.
    arrives: Vec<[bool; 2]>,
    /// Nodes to follow, with reads (0) or writes (1).
    open: Vec<(usize, usize)>,
}

impl<'a> Wanted<'a> {
    fn of(graph: &'a Graph<'a>, journey: &'a JourneyTraffic, beyond_needs: bool) -> Self {
        let design_journey = &graph.design.workload.journeys[journey.journey];
        let nodes = graph.nodes.len();
        Self {
            router: Router { wishes: beyond_needs, ..Router::new(graph, design_journey) },
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
        known_in(self.further.as_ref(), &self.journey.steps, node, at)
    }

    fn follow(&mut self, node: usize, at: usize) {
        let Router { graph, wishes: beyond_needs, .. } = self.router;
        if beyond_needs || !self.journey.steps.knows(node, at) {
            let further = self.further.get_or_insert_with(|| Steps::new(graph.nodes.len(), graph.edges.len()));
            self.router.step(node, at, further);
        }
        let Self { journey, further, arrives, open, .. } = self;
        let steps = known_in(further.as_ref(), &journey.steps, node, at);
        let carries = |edge: usize| steps.weights[edge][at] > 0.0;
        let mut add = |edge: &Edge<'_>| {
            let to = arrives_as(at, edge.output);
            if !std::mem::replace(&mut arrives[edge.to][to], true) {
                open.push((edge.to, to));
            }
        };
        for need in steps.needs(node, at).filter(|need| need.hard) {
            // Who shares a choice takes over from the others, whatever it carries in full operation, and so does what
            // stands behind a cache that answers all.
            for &number in need.edges {
                let edge = &graph.edges[number];
                let told = need.interchangeable || carries(number) || edge.often.required == Some(true);
                if told || edge.connection.fallback || edge.often.after_miss {
                    add(edge);
                }
            }
        }
        if beyond_needs {
            graph.from(node).filter(|edge| carries(edge.number)).for_each(add);
        }
    }
}

/// Which of both knows the step of a node.
fn known_in<'s>(further: Option<&'s Steps>, steps: &'s Steps, node: usize, at: usize) -> &'s Steps {
    further.filter(|further| further.knows(node, at)).unwrap_or(steps)
}

/// By node: whether it works for a journey, when these components stand and these connections are cut (none where
/// it is empty): what needs something that does not work fails, until nothing changes. On cycles everything that can
/// be up together is up.
#[must_use]
pub fn working(structure: &Structure, stands: &[bool], cut: &[bool]) -> Vec<bool> {
    let mut works = stands.to_vec();
    let mut met = vec![true; stands.len()];
    for _ in 0..=structure.order().len() {
        let mut changed = false;
        for &node in structure.order() {
            let is_met = structure.needs(node).filter(|need| need.hard).all(|need| {
                let broken = need.blind && need.members.iter().any(|&member| !met[member]);
                let counts = if need.blind { stands } else { &works };
                !broken && need.is_met(counts, cut)
            });
            if met[node] && !is_met {
                met[node] = false;
                works[node] = false;
                changed = true;
            }
        }
        if !changed || !structure.has_cycles() {
            break;
        }
    }
    works
}

/// Nodes that matter, those together that need each other, callees before callers.
fn parts(graph: &Graph<'_>, structure: &Structure) -> Lists {
    let mut parts = Lists::default();
    for part in graph.parts.iter().rev() {
        if let &[node] = part {
            if structure.matters(node) {
                parts.push(node);
                parts.close();
            }
            continue;
        }
        // Connections that lead back may carry another journey.
        let within: Vec<usize> = part.iter().copied().filter(|&node| structure.matters(node)).collect();
        let mut targets = Lists::default();
        for &node in &within {
            let members = structure.needs(node).flat_map(|need| need.members);
            members.filter_map(|member| within.binary_search(member).ok()).for_each(|to| targets.push(to));
            targets.close();
        }
        for cycle in strong_parts(&targets).iter().rev() {
            cycle.iter().for_each(|&at| parts.push(within[at]));
            parts.close();
        }
    }
    parts
}

/// By twice the node, plus 1 for writes: whether somebody answers what arrives. A component that only passes on leaves
/// that to those it leads on to; where none of them does, its requests end nowhere or go round for ever.
fn answered(router: &Router<'_>, arrives: &[[bool; 2]]) -> Vec<bool> {
    let graph = router.graph;
    let answers = |pair: usize| router.answers(pair / 2, pair % 2);
    let mut seen: Vec<bool> = arrives.iter().flatten().copied().collect();
    let mut answered: Vec<bool> = (0..seen.len()).map(|pair| seen[pair] && answers(pair)).collect();
    // Those that only pass on are few.
    let mut open: Vec<usize> = (0..seen.len()).filter(|&pair| seen[pair] && !answered[pair]).collect();
    // Who is led to, and by whom.
    let mut calls: Vec<(usize, usize)> = Vec::new();
    let mut done: Vec<usize> = Vec::new();
    while let Some(pair) = open.pop() {
        let (node, at) = (pair / 2, pair % 2);
        for &edge in graph.outgoing[node].iter().filter(|&&edge| router.leads_on(edge, at)) {
            let to = 2 * graph.edges[edge].to + router.arrives(edge, at);
            calls.push((to, pair));
            if answered[to] || !seen[to] && answers(to) {
                done.push(pair);
            } else if !std::mem::replace(&mut seen[to], true) {
                open.push(to);
            }
        }
    }
    calls.sort_unstable();
    while let Some(pair) = done.pop() {
        if !std::mem::replace(&mut answered[pair], true) {
            let first = calls.partition_point(|&(to, _)| to < pair);
            done.extend(calls[first..].iter().take_while(|&&(to, _)| to == pair).map(|&(_, caller)| caller));
        }
    }
    answered
}
