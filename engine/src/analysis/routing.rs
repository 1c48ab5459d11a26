//! Which way the requests of one journey go on from a component, and what they need there: dispatch, groups, shares.
//! Knows no rates; `traffic` turns the weights into rates. What caches leave over stands in `misses`.

use super::graph::{Edge, Graph, Often};
use super::steps::{Need, Steps};
use super::traffic::arrives;
use crate::design::{Journey, Mode, Operation};
use crate::kinds::{Dispatch, Family};

/// What is left after a loss.
#[derive(Clone, Copy, Debug)]
pub struct Left<'a> {
    /// By node: whether it stands, so that it answers and sends on at all.
    pub stands: &'a [bool],
    /// By node: whether it works, so that choosers keep it in rotation.
    pub works: &'a [bool],
    /// By edge: whether it is cut, so that nothing gets over it.
    pub cut: &'a [bool],
    /// By node: whether it is a cache without content.
    pub cold: &'a [bool],
}

/// One journey on one graph, with the components that work, where some are down.
#[derive(Clone, Copy, Debug)]
pub struct Router<'a> {
    /// The design.
    pub graph: &'a Graph<'a>,
    /// Whose requests.
    pub journey: &'a Journey,
    /// What is left; `None`: everything.
    pub works: Option<Left<'a>>,
    /// Whether needs name also what is called without being required.
    pub wishes: bool,
}

/// Reads, then writes: the order of all pairs here.
pub const OPERATIONS: [Operation; 2] = [Operation::Read, Operation::Write];

impl<'a> Router<'a> {
    /// A journey while nothing is lost.
    #[must_use]
    pub const fn new(graph: &'a Graph<'a>, journey: &'a Journey) -> Self {
        Self { graph, journey, works: None, wishes: false }
    }

    /// What the journey does with reads (0) or writes (1) at a component, added to what is known.
    pub fn step(&self, node: usize, at: usize, steps: &mut Steps) {
        if steps.knows(node, at) {
            return;
        }
        steps.begin(node, at);
        if !self.stands(node) {
            return;
        }
        let outgoing = &self.graph.outgoing[node];
        match self.passed_to_all(node, at) {
            // Nearly all are like that, and need no list of those that carry anything.
            Some(part) if !outgoing.iter().any(|&edge| self.edge(edge).often.is_grouped) => {
                for &edge in outgoing.iter().filter(|&&edge| self.fits(edge)[at]) {
                    self.call(node, at, edge, part * self.edge(edge).often.share.unwrap_or(1.0), steps);
                }
            }
            to_all => {
                let mut carried = std::mem::take(&mut steps.scratch);
                carried.clear();
                carried.extend(outgoing.iter().copied().filter(|&edge| self.fits(edge)[at]));
                self.dispatch(node, at, to_all, &mut carried, steps);
                steps.scratch = carried;
            }
        }
    }

    /// Part of the requests that a component passes on to all that it calls; `None` where it chooses among them.
    fn passed_to_all(&self, node: usize, at: usize) -> Option<f64> {
        match self.graph.nodes[node].dispatch() {
            Dispatch::All | Dispatch::EverySubscriber => Some(1.0),
            Dispatch::Misses => Some(if at == 0 { 1.0 - self.hit_rate(node) } else { 1.0 }),
            Dispatch::Split | Dispatch::OneConsumer | Dispatch::OneOf | Dispatch::Route => None,
        }
    }

    pub(super) fn edge(&self, edge: usize) -> &'a Edge<'a> {
        &self.graph.edges[edge]
    }

    /// Family of the callee.
    fn target(&self, edge: usize) -> Family {
        self.graph.edges[edge].often.family
    }

    /// Whether an edge, by number, carries reads and writes of this journey.
    #[must_use]
    pub fn fits(&self, edge: usize) -> [bool; 2] {
        self.carries(self.edge(edge))
    }

    pub(super) fn carries(&self, edge: &Edge<'_>) -> [bool; 2] {
        let named = edge.names(&self.journey.id);
        if named == Some(false) || edge.often.family == Family::Client && self.comes_back(edge) {
            return [false, false];
        }
        let lines = if named.is_none() { self.graph.lines() } else { None };
        if lines.is_some_and(|lines| lines.turns_back(self.graph, &self.journey.id, edge)) {
            return [false, false];
        }
        if edge.often.mode == Mode::Replication {
            return [false, true];
        }
        match (named, edge.often.operation) {
            // Without named journeys an operation selects; with them it says what the calls are.
            (None, Some(Operation::Read)) => [true, false],
            (None, Some(Operation::Write)) => [false, true],
            _ => [true, true],
        }
    }

    /// Whether an edge brings to users who call by themselves what is pushed, or sent over the line that they hold open: no
    /// request of theirs follows from it. A program that calls its own caller and waits goes round in a circle.
    fn comes_back(&self, edge: &Edge<'_>) -> bool {
        let caller = self.graph.nodes[edge.from].kind;
        let pushes = matches!(caller.family, Family::ConnectionServer | Family::External)
            || caller.setting("channels").is_some();
        let calls = !self.graph.outgoing[edge.to].is_empty() && caller.family != Family::Client;
        calls && (pushes || !edge.is_sync())
    }

    fn works(&self, node: usize) -> bool {
        self.works.is_none_or(|left| left.works[node])
    }

    pub(super) fn stands(&self, node: usize) -> bool {
        self.works.is_none_or(|left| left.stands[node])
    }

    pub(super) fn is_cut(&self, edge: usize) -> bool {
        self.works.is_some_and(|left| left.cut[edge])
    }

    fn dispatch(&self, node: usize, at: usize, to_all: Option<f64>, carried: &mut Vec<usize>, steps: &mut Steps) {
        let group_of = |edge: &usize| self.edge(*edge).group;
        let passed = to_all.unwrap_or(1.0);
        if carried.iter().any(|&edge| self.edge(edge).often.is_grouped) {
            let mut grouped: Vec<usize> = carried.iter().copied().filter(|edge| group_of(edge).is_some()).collect();
            grouped.sort_by(|a, b| group_of(a).cmp(&group_of(b)));
            for members in grouped.chunk_by(|a, b| group_of(a) == group_of(b)) {
                self.choose(node, at, members, passed, steps);
            }
            carried.retain(|edge| group_of(edge).is_none());
        }
        let single: &[usize] = carried;
        if let Some(part) = to_all {
            return self.call_all(node, at, single, part, steps);
        }
        let ((targets, splits), aside) = self.targets(self.graph.nodes[node].dispatch(), at, single);
        self.call_all(node, at, &aside, 1.0, steps);
        if splits {
            self.split(node, at, &targets, steps);
        } else {
            self.choose(node, at, &targets, 1.0, steps);
        }
    }

    /// Those that requests go on to by a choice, and whether they are split among them rather than sent to whom works;
    /// and those that all requests go to.
    pub(super) fn targets(&self, dispatch: Dispatch, at: usize, edges: &[usize]) -> ((Vec<usize>, bool), Vec<usize>) {
        match dispatch {
            Dispatch::All | Dispatch::EverySubscriber | Dispatch::Misses => ((Vec::new(), false), edges.to_vec()),
            Dispatch::Split => {
                let (aside, parts) = edges.iter().partition(|&&edge| self.is_aside(edge, at));
                ((parts, true), aside)
            }
            Dispatch::OneConsumer => {
                let (consumers, aside) = self.apart(at, edges);
                ((consumers, false), aside)
            }
            Dispatch::OneOf | Dispatch::Route => {
                let (targets, aside) = self.apart(at, edges);
                let names = |edge: &usize| self.edge(*edge).often.names_journeys;
                let naming: Vec<usize> = targets.iter().copied().filter(names).collect();
                ((if naming.is_empty() { targets } else { naming }, dispatch == Dispatch::Route), aside)
            }
        }
    }

    /// Those that requests are sent on to, and those that are asked or told besides.
    pub(super) fn apart(&self, at: usize, edges: &[usize]) -> (Vec<usize>, Vec<usize>) {
        let any_sync = edges.iter().any(|&edge| self.edge(edge).is_sync() && !self.is_aside(edge, at));
        edges.iter().partition(|&&edge| !self.is_aside(edge, at) && (self.edge(edge).is_sync() || !any_sync))
    }

    /// Asked or told besides, not sent on to: observers and coordinators, caches with nothing behind them, replicas, and what
    /// takes failed messages.
    fn is_aside(&self, edge: usize, at: usize) -> bool {
        let is_replication = self.edge(edge).often.mode == Mode::Replication;
        let takes_failures = self.edge(edge).often.takes_failures;
        is_replication || takes_failures || self.target(edge).beside_the_path() || self.is_cache_beside(edge, at)
    }

    /// Whether a component answers reads (0) or writes (1) itself: its kind does, or it is an edge cache that holds
    /// some of what is asked. What such a cache without an origin does not hold is nowhere, as with a store: its users
    /// are served while it is up, and a rule says that it has no origin. Writes it only passes on, but for
    /// files that are put there ahead of whoever asks.
    #[must_use]
    pub fn answers(&self, node: usize, at: usize) -> bool {
        let family = self.graph.nodes[node].kind.family;
        let holds = || if at == 0 { self.hit_rate(node) > 0.0 } else { family == Family::Cdn && self.is_filled(node) };
        match family {
            Family::Dns if self.is_looked_up(node, at) => true,
            // Who only hears is where a message was to go.
            Family::Client => self.graph.outgoing[node].is_empty() && !self.graph.incoming[node].is_empty(),
            _ => !family.only_passes_on() || holds(),
        }
    }

    /// Whether a name is only looked up here: nothing leads on, and whoever asks goes elsewhere with the same request.
    fn is_looked_up(&self, names: usize, at: usize) -> bool {
        let goes_elsewhere = |edge: &Edge<'_>| {
            let mut others = self.graph.outgoing[edge.from].iter();
            others.any(|&other| self.edge(other).to != names && self.leads_on(other, at))
        };
        let mut asked = self.graph.to(names).filter(|edge| self.carries(edge)[at]).peekable();
        self.graph.outgoing[names].is_empty() && asked.peek().is_some() && asked.all(goes_elsewhere)
    }

    /// Whether writes of the journey reach an edge cache from behind it, and not from users.
    fn is_filled(&self, cache: usize) -> bool {
        let writes = |edge: &&Edge<'_>| self.carries(edge)[1] && edge.output != Some(Operation::Read);
        let of_user = |edge: &Edge<'_>| self.graph.nodes[edge.from].kind.family.only_passes_on();
        let mut callers = self.graph.to(cache).filter(writes).peekable();
        callers.peek().is_some() && !callers.any(of_user)
    }

    /// Whether requests go on over an edge: to a target, or through a coordinator that is drawn into the path.
    #[must_use]
    pub fn leads_on(&self, edge: usize, at: usize) -> bool {
        let Often { is_grouped, share, .. } = self.edge(edge).often;
        let dispatch = self.graph.nodes[self.edge(edge).from].dispatch();
        // Among alternatives, one whose share is nothing can still be chosen.
        let chosen = is_grouped || !matches!(dispatch, Dispatch::All | Dispatch::Misses);
        let carries = self.fits(edge)[at] && self.calls(edge) > 0.0 && (chosen || share != Some(0.0));
        carries && (self.target(edge).beside_the_path() || !self.is_aside(edge, at))
    }

    /// A cache that these requests do not go through.
    fn is_cache_beside(&self, edge: usize, at: usize) -> bool {
        let cache = self.edge(edge).to;
        self.target(edge) == Family::Cache && !self.passes_on(cache, self.arrives(edge, at), &mut Vec::new())
    }

    /// Whether a cache passes on what it does not answer to something that is no cache. A write may follow later.
    fn passes_on(&self, cache: usize, at: usize, seen: &mut Vec<usize>) -> bool {
        if self.graph.outgoing[cache].is_empty() || seen.contains(&cache) {
            return false;
        }
        seen.push(cache);
        self.graph.outgoing[cache].iter().any(|&edge| {
            let goes_on = match self.edge(edge).often.mode {
                Mode::Sync => true,
                Mode::Async => at == 1,
                Mode::Replication => false,
            };
            goes_on
                && self.fits(edge)[at]
                && match self.target(edge) {
                    Family::Cache => self.passes_on(self.edge(edge).to, self.arrives(edge, at), seen),
                    family => !family.beside_the_path(),
                }
        })
    }

    /// What reads (0) or writes (1) are where an edge ends.
    #[must_use]
    pub fn arrives(&self, edge: usize, at: usize) -> usize {
        arrives(at, self.edge(edge).output)
    }

    /// Whether the caller of reads (0) or writes (1) fails without it.
    #[must_use]
    pub fn required(&self, edge: usize, at: usize) -> bool {
        self.edge(edge).often.required.unwrap_or_else(|| {
            let told = self.edge(edge).is_sync() || self.target(edge).is_broker();
            told && !self.is_aside(edge, at)
        })
    }

    pub(super) fn calls(&self, edge: usize) -> f64 {
        self.edge(edge).calls
    }

    /// Part of the calls that is left for an edge: writes are all left.
    fn left_at(&self, edge: usize, at: usize) -> f64 {
        if at == 0 { self.left(edge) } else { 1.0 }
    }

    fn weigh(&self, edge: usize, at: usize, calls: f64, steps: &mut Steps) {
        let lost_cache = self.target(edge) == Family::Cache && !self.stands(self.edge(edge).to);
        if !lost_cache && !self.is_cut(edge) {
            steps.weights[edge][at] += calls;
        }
    }

    /// Calls each of them.
    fn call_all(&self, node: usize, at: usize, edges: &[usize], part: f64, steps: &mut Steps) {
        for &edge in edges {
            self.call(node, at, edge, part * self.edge(edge).often.share.unwrap_or(1.0), steps);
        }
    }

    /// Splits by key or by journey: each part is needed.
    fn split(&self, node: usize, at: usize, edges: &[usize], steps: &mut Steps) {
        for (&edge, part) in edges.iter().zip(self.shares(edges, 1)) {
            self.call(node, at, edge, part, steps);
        }
    }

    /// Calls one of them for part of the requests. A required call that is ever made is a need. A broker hands on
    /// later: its user needs nothing behind it.
    fn call(&self, node: usize, at: usize, edge: usize, part: f64, steps: &mut Steps) {
        let calls = part * self.left_at(edge, at) * self.calls(edge);
        self.weigh(edge, at, calls, steps);
        let Edge { often, to, .. } = *self.edge(edge);
        let is_made = calls > 0.0 || often.required == Some(true);
        let hard = !self.graph.nodes[node].kind.family.is_broker() && self.required(edge, at);
        if is_made && (hard || self.wishes) {
            let need = Need { members: &[to], edges: &[edge], needs: 1, interchangeable: false, blind: false, hard };
            steps.push(node, at, need);
        } else if hard && at == 0 && often.after_miss && part * self.calls(edge) > 0.0 {
            self.stand_in(node, edge, steps);
        }
    }

    /// Needs a cache that answers all reads, or what stands in for it: a connection over which nothing goes while the
    /// cache is up.
    fn stand_in(&self, node: usize, edge: usize, steps: &mut Steps) {
        let to = self.edge(edge).to;
        let &[cache] = &self.graph.caches[edge] else { return };
        if let Some(&asking) = self.graph.over(node, cache).first() {
            let (members, edges) = ([cache, to], [asking, edge]);
            let need =
                Need { members: &members, edges: &edges, needs: 1, interchangeable: false, blind: false, hard: true };
            steps.push(node, 0, need);
        }
    }

    /// Chooses among alternatives for part of the requests. Fallbacks carry nothing until too few of the others work.
    fn choose(&self, node: usize, at: usize, edges: &[usize], passed: f64, steps: &mut Steps) {
        if edges.is_empty() {
            return;
        }
        let (working, needs) = self.in_rotation(edges);
        for (&edge, part) in working.iter().zip(self.shares(&working, needs)) {
            self.weigh(edge, at, passed * part * self.left_at(edge, at) * self.calls(edge), steps);
        }
        let required = edges.iter().any(|&edge| self.required(edge, at));
        let hard = !self.graph.nodes[node].kind.family.is_broker() && required;
        if !hard && !self.wishes {
            return;
        }
        let ever = |&edge: &usize| {
            let stated = self.edge(edge).often.required == Some(true);
            stated || passed * self.left_at(edge, at) * self.calls(edge) > 0.0
        };
        if edges.iter().any(ever) {
            let members: Vec<usize> = edges.iter().map(|&edge| self.edge(edge).to).collect();
            let blind = self.graph.nodes[node].switch("health_checks") == Some(false);
            steps.push(node, at, Need { members: &members, edges, needs, interchangeable: true, blind, hard });
        }
    }

    /// Which of several alternatives requests are sent to, and how many of them a request needs.
    pub(super) fn in_rotation(&self, edges: &[usize]) -> (Vec<usize>, usize) {
        let connection = |edge: usize| self.edge(edge).connection;
        let needs = edges.iter().filter_map(|&edge| connection(edge).needs).max().unwrap_or(1).max(1) as usize;
        let alive = |edge: &usize| self.works(self.edge(*edge).to) && !self.is_cut(*edge);
        let mut working: Vec<usize> =
            edges.iter().copied().filter(|edge| alive(edge) && !connection(*edge).fallback).collect();
        if working.len() < needs {
            working.extend(edges.iter().copied().filter(|edge| alive(edge) && connection(*edge).fallback));
        }
        (working, needs)
    }

    /// How often each edge is chosen for one request that `needs` of them. Given shares are normalised, the others
    /// divide what is left; nobody is asked twice by one request.
    pub(super) fn shares(&self, edges: &[usize], needs: usize) -> Vec<f64> {
        let share_of = |edge: usize| self.edge(edge).often.share;
        let given: f64 = edges.iter().filter_map(|&edge| share_of(edge)).sum();
        let open = edges.iter().filter(|&&edge| share_of(edge).is_none()).count();
        let scale = if given > 0.0 && (open == 0 || given > 1.0) { 1.0 / given } else { 1.0 };
        let rest = if open > 0 { (1.0 - given * scale).max(0.0) / open as f64 } else { 0.0 };
        let even = given <= 0.0 && open == 0;
        let part = |&edge: &usize| match share_of(edge) {
            _ if even => 1.0 / edges.len() as f64,
            Some(share) => share * scale,
            None => rest,
        };
        let mut parts: Vec<f64> = edges.iter().map(part).collect();
        if needs > 1 {
            spread(&mut parts, needs as f64);
        }
        parts
    }
}

/// Scales parts to a sum of `total` with none above 1.
fn spread(parts: &mut [f64], total: f64) {
    let total = total.min(parts.len() as f64);
    let mut full = vec![false; parts.len()];
    loop {
        let taken = full.iter().filter(|&&is| is).count() as f64;
        let weight: f64 = parts.iter().zip(&full).filter(|(_, is)| !**is).map(|(part, _)| *part).sum();
        if weight <= 0.0 {
            break;
        }
        let factor = (total - taken) / weight;
        let over: Vec<usize> = (0..parts.len()).filter(|&at| !full[at] && parts[at] * factor > 1.0).collect();
        if over.is_empty() {
            for (part, is) in parts.iter_mut().zip(&full) {
                *part = if *is { 1.0 } else { *part * factor };
            }
            return;
        }
        for at in over {
            full[at] = true;
        }
    }
    for (part, is) in parts.iter_mut().zip(&full) {
        *part = if *is { 1.0 } else { 0.0 };
    }
}
