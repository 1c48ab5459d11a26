//! Which way the requests of one journey go on from a component, and what they need there: dispatch, groups,
//! shares, what caches leave over. Knows no rates; `traffic` turns the weights into rates.

use crate::analysis::{Edge, Graph};
use crate::design::{Content, Journey, Mode, Operation};
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
    /// Numbers of the callees. None at all: a dead end, which nothing satisfies.
    pub members: Vec<usize>,
    /// How many of them.
    pub needs: usize,
    /// Interchangeable: they carry each other's load.
    pub interchangeable: bool,
    /// The chooser does not look whether a member works: what any of them requires is required.
    pub blind: bool,
}

/// What one journey does at one component.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Step {
    /// Where its requests go on, and how often.
    pub weights: Vec<Weight>,
    /// What its reads need, then what its writes need.
    pub needs: [Vec<Need>; 2],
}

/// One journey on one graph, with the components that work, where some are down.
#[derive(Clone, Copy, Debug)]
pub struct Router<'a> {
    /// The design.
    pub graph: &'a Graph<'a>,
    /// Whose requests.
    pub journey: &'a Journey,
    /// By node: whether it works; `None`: all do.
    pub works: Option<&'a [bool]>,
}

/// Reads, then writes: the order of all pairs here.
pub const OPERATIONS: [Operation; 2] = [Operation::Read, Operation::Write];

impl<'a> Router<'a> {
    /// What the journey does at a component.
    #[must_use]
    pub fn step(&self, node: usize) -> Step {
        let mut step = Step::default();
        let fits: Vec<[bool; 2]> = self.graph.outgoing[node].iter().map(|&edge| self.fits(edge)).collect();
        for at in 0..OPERATIONS.len() {
            let outgoing = self.graph.outgoing[node].iter().zip(&fits);
            let carried: Vec<usize> = outgoing.filter(|(_, fits)| fits[at]).map(|(&edge, _)| edge).collect();
            self.dispatch(node, at, &carried, &mut step);
        }
        step
    }

    fn edge(&self, edge: usize) -> &'a Edge<'a> {
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

    fn carries(&self, edge: &Edge<'_>) -> [bool; 2] {
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
        self.works.is_none_or(|works| works[node])
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
        let passed = if at == 0 { 1.0 - self.hit_rate(node) } else { 1.0 };
        match kind.dispatch {
            Dispatch::All | Dispatch::EverySubscriber => self.call_all(node, at, &single, 1.0, step),
            Dispatch::Misses => self.call_all(node, at, &single, passed, step),
            Dispatch::Split => self.split(node, at, &single, step),
            Dispatch::OneConsumer => {
                let (consumers, aside) = self.apart(&single);
                self.call_all(node, at, &aside, 1.0, step);
                self.choose(node, at, &consumers, step);
            }
            Dispatch::OneOf | Dispatch::Route => {
                let (targets, aside) = self.apart(&single);
                self.call_all(node, at, &aside, 1.0, step);
                let names = |edge: &usize| self.edge(*edge).connection.journeys.is_some();
                let naming: Vec<usize> = targets.iter().copied().filter(names).collect();
                let targets = if naming.is_empty() { targets } else { naming };
                if kind.dispatch == Dispatch::OneOf {
                    self.choose(node, at, &targets, step);
                } else {
                    self.split(node, at, &targets, step);
                }
                if !carried.iter().any(|&edge| self.leads_on(edge)) {
                    let nothing = Need { members: Vec::new(), needs: 1, interchangeable: false, blind: false };
                    step.needs[at].push(nothing);
                }
            }
        }
    }

    /// Those that requests are sent on to, and those that are asked or told besides.
    fn apart(&self, edges: &[usize]) -> (Vec<usize>, Vec<usize>) {
        let any_sync = edges.iter().any(|&edge| self.edge(edge).is_sync() && !self.is_aside(edge));
        edges.iter().partition(|&&edge| !self.is_aside(edge) && (self.edge(edge).is_sync() || !any_sync))
    }

    /// Asked besides, not sent on to: observers and coordinators, caches with nothing behind them, replicas.
    fn is_aside(&self, edge: usize) -> bool {
        let is_replication = self.edge(edge).connection.mode == Mode::Replication;
        is_replication || self.target(edge).family.beside_the_path() || self.is_cache_beside(self.edge(edge).to)
    }

    /// Whether requests can go on over an edge: to a target, or through a coordinator that is drawn into the path.
    fn leads_on(&self, edge: usize) -> bool {
        let through = self.target(edge).family.beside_the_path() && self.calls(edge) > 0.0;
        through || !self.is_aside(edge)
    }

    /// A cache that this journey does not go through.
    fn is_cache_beside(&self, node: usize) -> bool {
        let onward = |&edge: &usize| self.edge(edge).is_sync() && self.fits(edge) != [false, false];
        self.graph.nodes[node].kind.family == Family::Cache && !self.graph.outgoing[node].iter().any(onward)
    }

    /// Whether the caller fails without it.
    #[must_use]
    pub fn required(&self, edge: usize) -> bool {
        self.edge(edge).connection.required.unwrap_or_else(|| {
            let told = self.edge(edge).is_sync() || self.target(edge).family.is_broker();
            told && !self.is_aside(edge)
        })
    }

    fn calls(&self, edge: usize) -> f64 {
        let aside = self.target(edge).family.beside_the_path();
        self.edge(edge).connection.calls.unwrap_or(if aside { 0.0 } else { 1.0 })
    }

    fn push(&self, edge: usize, at: usize, part: f64, step: &mut Step) {
        let left = if at == 0 { self.left(edge) } else { 1.0 };
        let lost_cache = self.target(edge).family == Family::Cache && !self.works(self.edge(edge).to);
        let calls = if lost_cache { 0.0 } else { part * left * self.calls(edge) };
        let is_broker = self.target(edge).family.is_broker();
        let output = if is_broker { Some(Operation::Write) } else { self.edge(edge).connection.operation };
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
        if self.graph.nodes[node].kind.family.is_broker() || !self.required(edge) {
            return;
        }
        let left = if at == 0 { self.left(edge) } else { 1.0 };
        let stated = self.edge(edge).connection.required == Some(true);
        if !stated && part * left * self.calls(edge) <= 0.0 {
            return;
        }
        let members = vec![self.edge(edge).to];
        let need = Need { members, needs: 1, interchangeable: false, blind: false };
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
        let needs = edges.iter().filter_map(|&edge| connection(edge).needs).max().unwrap_or(1).max(1) as usize;
        let alive = |edge: &usize| self.works(self.edge(*edge).to);
        let mut working: Vec<usize> =
            edges.iter().copied().filter(|edge| alive(edge) && !connection(*edge).fallback).collect();
        if working.len() < needs {
            working.extend(edges.iter().copied().filter(|edge| alive(edge) && connection(*edge).fallback));
        }
        let parts = self.shares(&working, needs);
        for &edge in edges {
            let at_part = working.iter().position(|&other| other == edge);
            self.push(edge, at, at_part.map_or(0.0, |place| parts[place]), step);
        }
        if self.graph.nodes[node].kind.family.is_broker() || !edges.iter().any(|&edge| self.required(edge)) {
            return;
        }
        let members: Vec<usize> = edges.iter().map(|&edge| self.edge(edge).to).collect();
        let blind = self.graph.nodes[node].switch("health_checks") == Some(false);
        step.needs[at].push(Need { members, needs, interchangeable: true, blind });
    }

    /// How often each edge is chosen for one request that `needs` of them. Given shares are normalised, the others
    /// divide what is left; nobody is asked twice by one request.
    fn shares(&self, edges: &[usize], needs: usize) -> Vec<f64> {
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

    /// Part of the reads that a cache answers for this journey; 0 where it is no cache, or down.
    #[must_use]
    pub fn hit_rate(&self, node: usize) -> f64 {
        let this = &self.graph.nodes[node];
        let answers = matches!(this.kind.family, Family::Cache | Family::Cdn) || this.kind.dispatch == Dispatch::Misses;
        if !answers || !self.works(node) {
            return 0.0;
        }
        let same_for_all = matches!(self.journey.content, Some(Content::Static | Content::Media));
        if this.kind.family == Family::Cdn && !same_for_all && !this.states("hit_rate") {
            return 0.0;
        }
        this.number("hit_rate").map_or(0.0, |figure| figure.value)
    }

    /// Part of the reads that is left for an edge after the caches that it names.
    #[must_use]
    pub fn left(&self, edge: usize) -> f64 {
        let edge = self.edge(edge);
        if edge.connection.after_miss_in.is_empty() {
            return 1.0;
        }
        let mut caches: Vec<usize> = Vec::new();
        let mut open: Vec<usize> = edge.connection.after_miss_in.iter().filter_map(|id| self.graph.find(id)).collect();
        while let Some(cache) = open.pop() {
            if caches.contains(&cache) {
                continue;
            }
            caches.push(cache);
            // A cache that is itself asked after another one was missed brings that one along.
            for asking in self.graph.from(edge.from).filter(|asking| asking.to == cache) {
                open.extend(asking.connection.after_miss_in.iter().filter_map(|id| self.graph.find(id)));
            }
        }
        caches.iter().map(|&cache| 1.0 - self.asked(edge.from, cache) * self.hit_rate(cache)).product()
    }

    /// Part of the reads at a component that ask a cache: by itself, through others it calls, or on their way in.
    fn asked(&self, node: usize, cache: usize) -> f64 {
        let mut part = 0.0;
        let asking = |node: usize| {
            let outgoing = self.graph.outgoing[node].iter().copied();
            outgoing.filter(|&edge| self.edge(edge).to == cache && self.fits(edge)[0])
        };
        for edge in asking(node) {
            part += self.calls(edge) * self.edge(edge).connection.share.unwrap_or(1.0);
        }
        if part > 0.0 {
            return part.min(1.0);
        }
        let cache_id = self.graph.nodes[cache].id();
        let plain = |edge: &Edge<'a>| {
            let after_it = edge.connection.after_miss_in.iter().any(|id| id == cache_id);
            self.carries(edge)[0] && edge.is_sync() && !after_it
        };
        let ahead = self.graph.reach(node, plain);
        // What came through the cache itself was already left over by it.
        let behind = self.graph.reach_back(node, |edge| plain(edge) && edge.from != cache);
        let asks = |node: &usize| asking(*node).next().is_some();
        let by_others = ahead.contains(&cache) || behind.iter().any(asks);
        if by_others { 1.0 } else { 0.0 }
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
