//! What the loss of one whole component changes for the traffic, followed from there as far as it reaches. It says the
//! same as `aftermath`, to the last bit, in time that grows with what changes: a large design asks it of every component.
//! Knows no losses of copies or places, and leaves loops to `traffic`.

mod at_once;

use std::collections::BTreeSet;

use super::aftermath::Before;
use super::capacity::{RoleLoad, Standing, uses_by};
use super::graph::Graph;
use super::lists::Lists;
use super::places::roles;
use super::routing::{Left, OPERATIONS, Router};
use super::steps::Steps;
use super::traffic::{JourneyTraffic, Rates, Traffic, begins, follow, through};
use super::weak_points::Whole;
pub use at_once::{AtOnce, Degraded};

/// A role that a loss drives over its capacity, with the journeys that use it then.
#[derive(Clone, Debug, PartialEq)]
pub struct Driven {
    /// Number of the component.
    pub node: usize,
    /// How full the role is.
    pub load: RoleLoad,
    /// Places in `Traffic::journeys`, sorted.
    pub journeys: Vec<usize>,
}

/// What is needed for every loss alike; room that each takes and leaves as it was.
#[derive(Clone, Debug)]
pub struct Wakes {
    /// By node: the edges that reach it, in the order in which `traffic` adds them up.
    arriving: Lists,
    /// By node: journeys that arrive there while nothing is lost.
    visitors: Lists,
    /// What arrives with each of these, one list after the other.
    arrivals: Vec<Rates>,
    /// By node: journeys for which its loss can change anything at all.
    touched: Lists,
    /// Callers of edges that come after a cache which reads may ask by a choice, each once.
    askers: Vec<usize>,
    /// By node: whether it is one of the alternatives of such a choice.
    is_alternative: Vec<bool>,
    /// By node: whether it stands, whether choosers keep it in rotation; by edge and by node that nothing is cut or cold.
    stands: Vec<bool>,
    in_rotation: Vec<bool>,
    nothing_cut: Vec<bool>,
    nothing_cold: Vec<bool>,
    /// Whether a loop without end is about.
    is_endless: bool,
    steps: Steps,
    /// By edge: what goes over it after the loss, where that has changed.
    calls: Vec<Option<Rates>>,
}

/// Nodes at which something else arrives, and edges over which something else goes, as [`Changed`] has them.
type Followed = (Vec<(usize, Rates)>, Option<Vec<(usize, Rates)>>);

/// What a loss does to one journey.
struct Changed {
    journey: usize,
    /// What fails for it, itself first.
    failing: Vec<usize>,
    /// Nodes at which something else arrives, each with what.
    visits: Vec<(usize, Rates)>,
    /// Edges over which something else goes, each with what; `None` where that comes round a loop.
    calls: Option<Vec<(usize, Rates)>>,
}

impl Wakes {
    /// Nothing asked yet.
    #[must_use]
    pub fn new(graph: &Graph<'_>, traffic: &Traffic) -> Self {
        let (nodes, ranks) = (graph.nodes.len(), graph.ranks());
        let mut arriving = Lists::with_room(nodes);
        for edges in graph.incoming.iter() {
            let mut edges = edges.to_vec();
            edges.sort_by_key(|&edge| (ranks[graph.edges[edge].from], edge));
            edges.into_iter().for_each(|edge| arriving.push(edge));
            arriving.close();
        }
        let visitors = by_node(nodes, traffic, |at, node, add| {
            if traffic.journeys[at].visits[node].total() > 0.0 {
                add(node);
            }
        });
        let mut arrivals = Vec::with_capacity(visitors.items().len());
        for (node, visitors) in visitors.iter().enumerate() {
            arrivals.extend(visitors.iter().map(|&at| traffic.journeys[at].visits[node]));
        }
        let mut is_alternative = vec![false; nodes];
        for edge in graph.edges.iter().filter(|edge| edge.often.is_grouped && !graph.after[edge.to].is_empty()) {
            let group = graph.from(edge.from).filter(|other| other.group == edge.group);
            group.for_each(|other| is_alternative[other.to] = true);
        }
        let by_choice = |edge: usize| graph.caches[edge].iter().any(|&cache| is_alternative[cache]);
        let askers: BTreeSet<usize> =
            graph.edges.iter().filter(|edge| by_choice(edge.number)).map(|edge| edge.from).collect();
        Self {
            arriving,
            visitors,
            arrivals,
            touched: Lists::default(),
            askers: askers.into_iter().collect(),
            is_alternative,
            stands: vec![true; nodes],
            in_rotation: vec![true; nodes],
            nothing_cut: vec![false; graph.edges.len()],
            nothing_cold: vec![false; nodes],
            is_endless: traffic.unbounded.contains(&true),
            steps: Steps::new(nodes, graph.edges.len()),
            calls: vec![None; graph.edges.len()],
        }
    }

    /// Roles that are above their capacity without a component, and above what they were, each with who uses them.
    /// `None` where a loop without end is about: there whole passes have to tell.
    pub fn driven(&mut self, before: &Before<'_>, lost: usize) -> Option<Vec<Driven>> {
        self.changed(before, lost).map(|changed| self.over(before, &changed, lost))
    }

    /// What a loss does to each journey that it can change anything for.
    fn changed(&mut self, before: &Before<'_>, lost: usize) -> Option<Vec<Changed>> {
        let Before { graph, traffic, .. } = *before;
        if self.is_endless {
            return None;
        }
        let wholes = before.dependence.wholes(graph, traffic);
        if self.touched.is_empty() {
            self.touched = self.touched(graph, traffic, wholes);
        }
        let touched = self.touched[lost].to_vec();
        self.stands[lost] = false;
        let mut changed: Option<Vec<Changed>> = Some(Vec::with_capacity(touched.len()));
        for at in touched {
            let of_journey = self.of_journey(before, at, &wholes[at], lost);
            changed = changed.zip(of_journey).map(|(mut all, one)| {
                all.push(one);
                all
            });
        }
        self.stands[lost] = true;
        changed
    }

    /// By node: journeys for which its loss can change anything at all. They need it, they arrive there or where somebody
    /// calls it or comes after it, or a cache is asked somewhere by a choice that it belongs to.
    fn touched(&self, graph: &Graph<'_>, traffic: &Traffic, wholes: &[Whole]) -> Lists {
        let alternatives: Vec<usize> = (0..graph.nodes.len()).filter(|&node| self.is_alternative[node]).collect();
        let asks: Vec<bool> = (0..graph.nodes.len()).map(|node| self.askers.binary_search(&node).is_ok()).collect();
        by_node(graph.nodes.len(), traffic, |at, node, add| {
            let journey = &traffic.journeys[at];
            if wholes[at].structure.matters(node) {
                add(node);
            }
            if journey.visits[node].total() > 0.0 {
                add(node);
                for edge in graph.from(node) {
                    add(edge.to);
                    graph.caches[edge.number].iter().for_each(|&cache| add(cache));
                }
                if asks[node] {
                    alternatives.iter().for_each(|&node| add(node));
                }
            }
        })
    }

    /// What fails with a component for a journey: itself first, then all that needs something that fails.
    fn failing(&self, graph: &Graph<'_>, whole: &Whole, lost: usize) -> Vec<usize> {
        let mut failing = vec![lost];
        // It is down, but not for want of anything; those that do not look whether it works make a difference of that.
        let mut unmet: BTreeSet<usize> = BTreeSet::new();
        let mut open = vec![lost];
        while let Some(failed) = open.pop() {
            for &edge in &graph.incoming[failed] {
                let node = graph.edges[edge].from;
                if !whole.works[node] || unmet.contains(&node) || !whole.structure.matters(node) {
                    continue;
                }
                let is_met = |member: usize| whole.works[member] && !unmet.contains(&member);
                let all_met = whole.structure.needs(node).filter(|need| need.hard).all(|need| {
                    let broken = need.blind && need.members.iter().any(|&member| !is_met(member));
                    let works = |member: usize| member != lost && (need.blind || is_met(member));
                    !broken && need.members.iter().filter(|&&member| works(member)).count() >= need.needs
                });
                if !all_met {
                    unmet.insert(node);
                    open.push(node);
                    if node != lost {
                        failing.push(node);
                    }
                }
            }
        }
        failing
    }

    /// What a loss does to a journey. `None` where a loop without end is about.
    fn of_journey(&mut self, before: &Before<'_>, at: usize, whole: &Whole, lost: usize) -> Option<Changed> {
        let graph = before.graph;
        let failing = self.failing(graph, whole, lost);
        failing.iter().for_each(|&node| self.in_rotation[node] = false);
        // Whose ways on may change: of what is lost, of those that call what fails, and of those that ask a cache first.
        let mut anew: BTreeSet<usize> = BTreeSet::from([lost]);
        let callers = |edges: &[usize]| -> Vec<usize> { edges.iter().map(|&edge| graph.edges[edge].from).collect() };
        failing.iter().for_each(|&node| anew.extend(callers(&graph.incoming[node])));
        anew.extend(callers(&graph.after[lost]));
        if failing.iter().any(|&node| self.is_alternative[node]) {
            anew.extend(&self.askers);
        }
        let found = self.follow(before, at, &anew);
        failing.iter().for_each(|&node| self.in_rotation[node] = true);
        found.map(|(visits, calls)| Changed { journey: at, failing, visits, calls })
    }

    fn left(&self) -> Left<'_> {
        Left { stands: &self.stands, works: &self.in_rotation, cut: &self.nothing_cut, cold: &self.nothing_cold }
    }

    /// Follows a journey from those that may go on in other ways to where nothing changes any more.
    fn follow(&mut self, before: &Before<'_>, at: usize, anew: &BTreeSet<usize>) -> Option<Followed> {
        let (graph, journey) = (before.graph, &before.traffic.journeys[at]);
        let design_journey = &graph.design.workload.journeys[journey.journey];
        let ranks = graph.ranks();
        let mut open: BTreeSet<(usize, usize)> = anew.iter().map(|&node| (ranks[node], node)).collect();
        let mut steps = std::mem::take(&mut self.steps);
        let (mut stepped, mut called) = (Vec::new(), Vec::new());
        let mut visits: Vec<(usize, Rates)> = Vec::new();
        let mut meets_a_loop = false;
        while let Some((rank, node)) = open.pop_first() {
            let was = journey.visits[node];
            if graph.loops[rank] {
                meets_a_loop = was.total() > 0.0 || self.arriving[node].iter().any(|&edge| self.calls[edge].is_some());
                if meets_a_loop {
                    break;
                }
                continue;
            }
            let arrives = self.arrives(graph, journey, node);
            if arrives != was {
                visits.push((node, arrives));
            } else if !anew.contains(&node) {
                continue;
            }
            if was.total() <= 0.0 && arrives.total() <= 0.0 {
                continue;
            }
            let router = Router { works: Some(self.left()), ..Router::new(graph, design_journey) };
            let mut is_known = [true; OPERATIONS.len()];
            for (operation, rate) in [arrives.reads, arrives.writes].into_iter().enumerate() {
                if rate > 0.0 && (anew.contains(&node) || !journey.steps.knows(node, operation)) {
                    router.step(node, operation, &mut steps);
                    stepped.push(node);
                    is_known[operation] = false;
                }
            }
            for &number in &graph.outgoing[node] {
                let edge = &graph.edges[number];
                let of = [0, 1].map(|at| if is_known[at] { &*journey.steps } else { &steps }.weights[number][at]);
                let calls = through(arrives, of, edge.output);
                if calls != journey.calls[number] {
                    self.calls[number] = Some(calls);
                    called.push(number);
                    open.insert((ranks[edge.to], edge.to));
                }
            }
        }
        steps.forget_all(&stepped, &graph.outgoing);
        self.steps = steps;
        let mut calls: Vec<(usize, Rates)> = Vec::with_capacity(called.len());
        called.iter().for_each(|&edge: &usize| calls.extend(self.calls[edge].take().map(|rates| (edge, rates))));
        if meets_a_loop {
            let after = follow(graph, journey.journey, design_journey, journey.entry, Some(self.left()));
            if after.unbounded.contains(&true) {
                return None;
            }
            let other = (0..graph.nodes.len()).filter(|&node| after.visits[node] != journey.visits[node]);
            visits = other.map(|node| (node, after.visits[node])).collect();
        }
        Some((visits, (!meets_a_loop).then_some(calls)))
    }

    /// What arrives at a node, all of whose callers are known.
    fn arrives(&self, graph: &Graph<'_>, journey: &JourneyTraffic, node: usize) -> Rates {
        let design_journey = &graph.design.workload.journeys[journey.journey];
        let begins = if node == journey.entry { begins(graph, design_journey, node) } else { Rates::default() };
        let over = |&edge: &usize| self.calls[edge].unwrap_or(journey.calls[edge]);
        self.arriving[node].iter().map(over).fold(begins, |sum, calls| sum + calls)
    }

    /// Roles that are over their capacity now, of those that something else arrives at.
    fn over(&self, before: &Before<'_>, changed: &[Changed], lost: usize) -> Vec<Driven> {
        let Before { graph, traffic, loads, .. } = *before;
        let mut found = Vec::new();
        for of_node in by_node_of(changed).chunk_by(|a, b| a.0 == b.0) {
            let number = of_node[0].0;
            if number == lost {
                continue;
            }
            let visits = self.visits_of(number, of_node);
            let peak = peak_of(traffic, &visits);
            let node = &graph.nodes[number];
            for load in roles(graph, number, peak, Standing::full(node)).iter() {
                let was = loads[number].roles.iter().find(|was| was.role == load.role);
                let was = was.map_or(0.0, |was| was.utilization);
                if load.utilization > 1.0 && load.utilization > was * (1.0 + 1e-9) {
                    let uses = |(_, visits): &&(usize, Rates)| uses_by(*visits, load);
                    let journeys = visits.iter().filter(uses).map(|(at, _)| *at).collect();
                    found.push(Driven { node: number, load: *load, journeys });
                }
            }
        }
        found
    }

    /// Nodes at which something else arrives, each with what arrives there at peak; sorted.
    fn peaks(&self, before: &Before<'_>, changed: &[Changed]) -> Vec<(usize, Rates)> {
        let peak = |of_node: &[(usize, usize, Rates)]| {
            let node = of_node[0].0;
            (node, peak_of(before.traffic, &self.visits_of(node, of_node)))
        };
        by_node_of(changed).chunk_by(|a, b| a.0 == b.0).map(peak).collect()
    }

    /// What arrives at a node by journey, in their order, where anything does.
    fn visits_of(&self, node: usize, changed: &[(usize, usize, Rates)]) -> Vec<(usize, Rates)> {
        let is_changed = |at: &usize| changed.binary_search_by_key(at, |&(_, journey, _)| journey).is_ok();
        let visitors = self.visitors.span(node);
        let known = self.visitors[node].iter().copied().zip(self.arrivals[visitors].iter().copied());
        let mut visits: Vec<(usize, Rates)> = known.filter(|(at, _)| !is_changed(at)).collect();
        visits.extend(changed.iter().map(|&(_, journey, rates)| (journey, rates)));
        visits.sort_by_key(|(at, _)| *at);
        visits
    }
}

/// Nodes at which something else arrives, each with a journey and what; sorted.
fn by_node_of(changed: &[Changed]) -> Vec<(usize, usize, Rates)> {
    let of_journey = |changed: &'_ Changed| {
        let journey = changed.journey;
        changed.visits.iter().map(move |&(node, rates)| (node, journey, rates)).collect::<Vec<_>>()
    };
    let mut by_node: Vec<(usize, usize, Rates)> = changed.iter().flat_map(of_journey).collect();
    by_node.sort_by_key(|&(node, journey, _)| (node, journey));
    by_node
}

/// What so many visits of journeys are at peak, all together.
fn peak_of(traffic: &Traffic, visits: &[(usize, Rates)]) -> Rates {
    let of = |&(at, rates): &(usize, Rates)| {
        let journey = &traffic.journeys[at];
        rates * (journey.rate * journey.peak_factor)
    };
    visits.iter().map(of).fold(Rates::default(), |sum, peak| sum + peak)
}

/// By node: the journeys for which a look at some node adds it, each once and in their order.
fn by_node(nodes: usize, traffic: &Traffic, look: impl Fn(usize, usize, &mut dyn FnMut(usize))) -> Lists {
    let mut pairs: Vec<(u32, u32)> = Vec::new();
    // By node: the journey that added it last, and one more.
    let mut added = vec![0_u32; nodes];
    for at in 0..traffic.journeys.len() {
        let mut add = |node: usize| {
            if std::mem::replace(&mut added[node], at as u32 + 1) != at as u32 + 1 {
                pairs.push((node as u32, at as u32));
            }
        };
        (0..nodes).for_each(|node| look(at, node, &mut add));
    }
    Lists::by_key(nodes, pairs.iter().map(|pair| pair.0 as usize)).map(|at| pairs[at].1 as usize)
}
