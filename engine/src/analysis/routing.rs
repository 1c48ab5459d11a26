//! Which way the requests of one journey go on from a component, and what they need there: dispatch, groups, shares.
//! Knows no rates; `traffic` turns the weights into rates. What caches leave over stands in `misses`.

use std::ops::Deref;

use crate::analysis::{Edge, Graph};
use crate::design::{Connection, Journey, Mode, Operation};
use crate::kinds::{Dispatch, Family, Kind};

/// Calls over one connection for each request that arrives at its caller.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weight {
    /// Number of the edge.
    pub edge: usize,
    /// For each arriving read, and for each arriving write.
    pub of: [f64; 2],
    /// What the calls are; `None`: what the request was.
    pub output: Option<Operation>,
}

/// Something that a component needs of those it calls: `needs` of the members have to work.
#[derive(Clone, Debug, PartialEq)]
pub struct Need {
    /// Numbers of the callees. None at all: what nothing satisfies.
    pub members: Several,
    /// Numbers of the edges to them, in the same order.
    pub edges: Several,
    /// How many of them.
    pub needs: usize,
    /// Interchangeable: they carry each other's load.
    pub interchangeable: bool,
    /// The chooser does not look whether a member works: what any of them requires is required.
    pub blind: bool,
}

impl Need {
    /// What nothing satisfies: requests that nobody answers.
    #[must_use]
    pub fn dead_end() -> Self {
        let nobody = || Several::Many(Vec::new());
        Self { members: nobody(), edges: nobody(), needs: 1, interchangeable: false, blind: false }
    }
}

/// Mostly one number, so that most needs take no memory of their own.
#[derive(Clone, Debug)]
pub enum Several {
    /// Just one.
    One([usize; 1]),
    /// None, or any other count.
    Many(Vec<usize>),
}

impl Deref for Several {
    type Target = [usize];

    fn deref(&self) -> &[usize] {
        match self {
            Self::One(one) => one,
            Self::Many(many) => many,
        }
    }
}

impl PartialEq for Several {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<'a> IntoIterator for &'a Several {
    type Item = &'a usize;
    type IntoIter = std::slice::Iter<'a, usize>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// What one journey does at one component.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Step {
    /// Where its requests go on, and how often.
    pub weights: Vec<Weight>,
    /// What its reads need, then what its writes need.
    pub needs: [Vec<Need>; 2],
}

/// What is left after a loss, by node.
#[derive(Clone, Copy, Debug)]
pub struct Left<'a> {
    /// Whether it stands, so that it answers and sends on at all.
    pub stands: &'a [bool],
    /// Whether it works, so that choosers keep it in rotation.
    pub works: &'a [bool],
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
}

/// Reads, then writes: the order of all pairs here.
pub const OPERATIONS: [Operation; 2] = [Operation::Read, Operation::Write];

impl<'a> Router<'a> {
    /// What the journey does at a component.
    #[must_use]
    pub fn step(&self, node: usize) -> Step {
        let mut step = Step::default();
        if !self.stands(node) {
            return step;
        }
        let outgoing = &self.graph.outgoing[node];
        step.weights.reserve_exact(outgoing.len());
        let fits: Vec<[bool; 2]> = outgoing.iter().map(|&edge| self.fits(edge)).collect();
        for at in 0..OPERATIONS.len() {
            let outgoing = self.graph.outgoing[node].iter().zip(&fits);
            let carried: Vec<usize> = outgoing.filter(|(_, fits)| fits[at]).map(|(&edge, _)| edge).collect();
            self.dispatch(node, at, &carried, &mut step);
        }
        step
    }

    pub(super) fn edge(&self, edge: usize) -> &'a Edge<'a> {
        &self.graph.edges[edge]
    }

    fn target(&self, edge: usize) -> &'static Kind {
        self.graph.nodes[self.graph.edges[edge].to].kind
    }

    /// Whether an edge, by number, carries reads and writes of this journey.
    #[must_use]
    pub fn fits(&self, edge: usize) -> [bool; 2] {
        self.carries(self.edge(edge))
    }

    pub(super) fn carries(&self, edge: &Edge<'_>) -> [bool; 2] {
        let named = edge.names(&self.journey.id);
        if named == Some(false) {
            return [false, false];
        }
        if edge.connection.mode == Mode::Replication {
            return [false, true];
        }
        match (named, edge.connection.operation) {
            // Without named journeys an operation selects; with them it says what the calls are.
            (None, Some(Operation::Read)) => [true, false],
            (None, Some(Operation::Write)) => [false, true],
            _ => [true, true],
        }
    }

    fn works(&self, node: usize) -> bool {
        self.works.is_none_or(|left| left.works[node])
    }

    pub(super) fn stands(&self, node: usize) -> bool {
        self.works.is_none_or(|left| left.stands[node])
    }

    fn dispatch(&self, node: usize, at: usize, carried: &[usize], step: &mut Step) {
        let kind = self.graph.nodes[node].kind;
        let group_of = |edge: usize| self.edge(edge).connection.group.as_deref();
        let mut groups: Vec<&str> = carried.iter().filter_map(|&edge| group_of(edge)).collect();
        groups.sort_unstable();
        groups.dedup();
        for group in groups {
            let members: Vec<usize> = carried.iter().copied().filter(|&edge| group_of(edge) == Some(group)).collect();
            self.choose(node, at, &members, step);
        }
        let single: Vec<usize> = carried.iter().copied().filter(|&edge| group_of(edge).is_none()).collect();
        match kind.dispatch {
            Dispatch::All | Dispatch::EverySubscriber => self.call_all(node, at, &single, 1.0, step),
            Dispatch::Misses => {
                let passed = if at == 0 { 1.0 - self.hit_rate(node) } else { 1.0 };
                self.call_all(node, at, &single, passed, step);
            }
            Dispatch::Split => {
                let (aside, parts): (Vec<usize>, Vec<usize>) =
                    single.iter().partition(|&&edge| self.is_aside(edge, at));
                self.call_all(node, at, &aside, 1.0, step);
                self.split(node, at, &parts, step);
            }
            Dispatch::OneConsumer => {
                let (consumers, aside) = self.apart(at, &single);
                self.call_all(node, at, &aside, 1.0, step);
                self.choose(node, at, &consumers, step);
            }
            Dispatch::OneOf | Dispatch::Route => {
                let (targets, aside) = self.apart(at, &single);
                self.call_all(node, at, &aside, 1.0, step);
                let names = |edge: &usize| self.edge(*edge).connection.journeys.is_some();
                let naming: Vec<usize> = targets.iter().copied().filter(names).collect();
                let targets = if naming.is_empty() { targets } else { naming };
                if kind.dispatch == Dispatch::OneOf {
                    self.choose(node, at, &targets, step);
                } else {
                    self.split(node, at, &targets, step);
                }
            }
        }
    }

    /// Those that requests are sent on to, and those that are asked or told besides.
    fn apart(&self, at: usize, edges: &[usize]) -> (Vec<usize>, Vec<usize>) {
        let any_sync = edges.iter().any(|&edge| self.edge(edge).is_sync() && !self.is_aside(edge, at));
        edges.iter().partition(|&&edge| !self.is_aside(edge, at) && (self.edge(edge).is_sync() || !any_sync))
    }

    /// Asked besides, not sent on to: observers and coordinators, caches with nothing behind them, replicas.
    fn is_aside(&self, edge: usize, at: usize) -> bool {
        let is_replication = self.edge(edge).connection.mode == Mode::Replication;
        is_replication || self.target(edge).family.beside_the_path() || self.is_cache_beside(edge, at)
    }

    /// Whether a component answers reads (0) or writes (1) itself: its kind does, or it is an edge cache that holds
    /// some of what is asked. What such a cache without an origin does not hold is nowhere, as with a store: its users
    /// are served while it is up, and a rule says that it has no origin. Writes it only passes on.
    #[must_use]
    pub fn answers(&self, node: usize, at: usize) -> bool {
        !self.graph.nodes[node].kind.family.only_passes_on() || (at == 0 && self.hit_rate(node) > 0.0)
    }

    /// Whether requests go on over an edge: to a target, or through a coordinator that is drawn into the path.
    #[must_use]
    pub fn leads_on(&self, edge: usize, at: usize) -> bool {
        let Connection { group, share, .. } = self.edge(edge).connection;
        let dispatch = self.graph.nodes[self.edge(edge).from].kind.dispatch;
        // Among alternatives, one whose share is nothing can still be chosen.
        let chosen = group.is_some() || !matches!(dispatch, Dispatch::All | Dispatch::Misses);
        let carries = self.fits(edge)[at] && self.calls(edge) > 0.0 && (chosen || *share != Some(0.0));
        carries && (self.target(edge).family.beside_the_path() || !self.is_aside(edge, at))
    }

    /// A cache that these requests do not go through.
    fn is_cache_beside(&self, edge: usize, at: usize) -> bool {
        let cache = self.edge(edge).to;
        self.target(edge).family == Family::Cache && !self.passes_on(cache, self.arrives(edge, at), &mut Vec::new())
    }

    /// Whether a cache passes on what it does not answer to something that is no cache. A write may follow later.
    fn passes_on(&self, cache: usize, at: usize, seen: &mut Vec<usize>) -> bool {
        if seen.contains(&cache) {
            return false;
        }
        seen.push(cache);
        self.graph.outgoing[cache].iter().any(|&edge| {
            let goes_on = match self.edge(edge).connection.mode {
                Mode::Sync => true,
                Mode::Async => at == 1,
                Mode::Replication => false,
            };
            goes_on
                && self.fits(edge)[at]
                && match self.target(edge).family {
                    Family::Cache => self.passes_on(self.edge(edge).to, self.arrives(edge, at), seen),
                    family => !family.beside_the_path(),
                }
        })
    }

    /// What a request is where an edge ends: what enters a broker is a write.
    #[must_use]
    pub fn arrives(&self, edge: usize, at: usize) -> usize {
        match self.edge(edge).connection.operation {
            _ if self.target(edge).family.is_broker() => 1,
            _ if self.edge(edge).connection.mode == Mode::Replication => 1,
            None => at,
            Some(operation) => usize::from(operation == Operation::Write),
        }
    }

    /// Whether the caller of reads (0) or writes (1) fails without it.
    #[must_use]
    pub fn required(&self, edge: usize, at: usize) -> bool {
        self.edge(edge).connection.required.unwrap_or_else(|| {
            let told = self.edge(edge).is_sync() || self.target(edge).family.is_broker();
            told && !self.is_aside(edge, at)
        })
    }

    pub(super) fn calls(&self, edge: usize) -> f64 {
        let aside = self.target(edge).family.beside_the_path();
        self.edge(edge).connection.calls.unwrap_or(if aside { 0.0 } else { 1.0 })
    }

    fn push(&self, edge: usize, at: usize, part: f64, step: &mut Step) {
        let left = if at == 0 { self.left(edge) } else { 1.0 };
        let lost_cache = self.target(edge).family == Family::Cache && !self.stands(self.edge(edge).to);
        let calls = if lost_cache { 0.0 } else { part * left * self.calls(edge) };
        let becomes_write =
            self.target(edge).family.is_broker() || self.edge(edge).connection.mode == Mode::Replication;
        let output = if becomes_write { Some(Operation::Write) } else { self.edge(edge).connection.operation };
        let mut of = [0.0; 2];
        of[at] = calls;
        match step.weights.iter_mut().find(|weight| weight.edge == edge) {
            Some(weight) => weight.of[at] += calls,
            None => step.weights.push(Weight { edge, of, output }),
        }
    }

    /// Calls each of them.
    fn call_all(&self, node: usize, at: usize, edges: &[usize], part: f64, step: &mut Step) {
        for &edge in edges {
            let part = part * self.edge(edge).connection.share.unwrap_or(1.0);
            self.push(edge, at, part, step);
            self.need_one(node, at, edge, part, step);
        }
    }

    /// Splits by key or by journey: each part is needed.
    fn split(&self, node: usize, at: usize, edges: &[usize], step: &mut Step) {
        for (&edge, part) in edges.iter().zip(self.shares(edges, 1)) {
            self.push(edge, at, part, step);
            self.need_one(node, at, edge, part, step);
        }
    }

    /// A required call that is ever made is a need. A broker hands on later: its user needs nothing behind it.
    fn need_one(&self, node: usize, at: usize, edge: usize, part: f64, step: &mut Step) {
        if self.graph.nodes[node].kind.family.is_broker() || !self.required(edge, at) {
            return;
        }
        let left = if at == 0 { self.left(edge) } else { 1.0 };
        let stated = self.edge(edge).connection.required == Some(true);
        if !stated && part * left * self.calls(edge) <= 0.0 {
            return;
        }
        let members = Several::One([self.edge(edge).to]);
        let need = Need { members, edges: Several::One([edge]), needs: 1, interchangeable: false, blind: false };
        if !step.needs[at].contains(&need) {
            step.needs[at].push(need);
        }
    }

    /// Chooses among alternatives. Fallbacks carry nothing until too few of the others work.
    fn choose(&self, node: usize, at: usize, edges: &[usize], step: &mut Step) {
        if edges.is_empty() {
            return;
        }
        let connection = |edge: usize| self.edge(edge).connection;
        let (working, needs) = self.in_rotation(edges);
        let parts = self.shares(&working, needs);
        for &edge in edges {
            let at_part = working.iter().position(|&other| other == edge);
            self.push(edge, at, at_part.map_or(0.0, |place| parts[place]), step);
        }
        if self.graph.nodes[node].kind.family.is_broker() || !edges.iter().any(|&edge| self.required(edge, at)) {
            return;
        }
        let left = |edge: usize| if at == 0 { self.left(edge) } else { 1.0 };
        let ever = |&edge: &usize| connection(edge).required == Some(true) || left(edge) * self.calls(edge) > 0.0;
        if !edges.iter().any(ever) {
            return;
        }
        let members = Several::Many(edges.iter().map(|&edge| self.edge(edge).to).collect());
        let blind = self.graph.nodes[node].switch("health_checks") == Some(false);
        step.needs[at].push(Need {
            members,
            edges: Several::Many(edges.to_vec()),
            needs,
            interchangeable: true,
            blind,
        });
    }

    /// Which of several alternatives requests are sent to, and how many of them a request needs.
    pub(super) fn in_rotation(&self, edges: &[usize]) -> (Vec<usize>, usize) {
        let connection = |edge: usize| self.edge(edge).connection;
        let needs = edges.iter().filter_map(|&edge| connection(edge).needs).max().unwrap_or(1).max(1) as usize;
        let alive = |edge: &usize| self.works(self.edge(*edge).to);
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
        let share_of = |edge: usize| self.edge(edge).connection.share;
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
