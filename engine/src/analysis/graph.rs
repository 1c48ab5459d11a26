//! The design with its ids resolved: components by number, connections as edges.
//! Says nothing about traffic.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::sync::OnceLock;

use super::backlog;
use super::lines::Lines;
use super::lists::{Lists, strong_parts};
use super::misses::KeptAway;
pub use super::node::{Figure, Node};
use super::skew;
use crate::design::ids::ById;
use crate::design::vocabulary::Source;
use crate::design::{Component, Connection, Design, Journey, Mode, Operation, Place, PlaceKind, Setting};
use crate::kinds::{self, Family, Kind};

/// A connection whose ends exist.
#[derive(Clone, Copy, Debug)]
pub struct Edge<'a> {
    /// As the design has it.
    pub connection: &'a Connection,
    /// Place in `Design::connections`.
    pub index: usize,
    /// Place in `Graph::edges`.
    pub number: usize,
    /// Number of the caller.
    pub from: usize,
    /// Number of the callee.
    pub to: usize,
    /// What the calls are; `None`: what the request was. What enters a broker is a write.
    pub output: Option<Operation>,
    /// Calls for each request that arrives at the caller: as stated, else 1, or none beside the path.
    pub calls: f64,
    /// The alternatives that it is one of: as stated, else the consumer group that the callee and another reader of the same
    /// log say that they are of.
    pub group: Option<&'a str>,
    /// What is asked of every connection again for each journey.
    pub often: Often,
}

/// What a connection says that is asked of it most. Connections are large, and of most of it nobody asks: what lies
/// apart from the rest is read several times as fast.
#[derive(Clone, Copy, Debug)]
pub struct Often {
    /// Whether the caller waits.
    pub mode: Mode,
    /// What its calls are, as stated.
    pub operation: Option<Operation>,
    /// Whether it names its journeys.
    pub names_journeys: bool,
    /// Whether it has alternatives.
    pub is_grouped: bool,
    /// Whether it comes after a cache.
    pub after_miss: bool,
    /// Whether the caller fails without it, as stated: not, if it has another answer while its breaker is open.
    pub required: Option<bool>,
    /// Part of the traffic, as stated; behind a balancer that weighs its targets, the weight.
    pub share: Option<f64>,
    /// Family of the callee.
    pub family: Family,
    /// Whether the callee takes what fails elsewhere, and nothing else.
    pub takes_failures: bool,
}

/// Whether the caller has another answer while its breaker is open.
#[must_use]
pub fn has_fallback(connection: &Connection) -> bool {
    let is_on = |name: &str| connection.settings.get(name).and_then(Setting::switch) == Some(true);
    is_on("circuit_breaker") && is_on("circuit_breaker_fallback")
}

impl Often {
    fn of(connection: &Connection, callee: &Kind) -> Self {
        Self {
            mode: connection.mode,
            operation: connection.operation,
            names_journeys: connection.journeys.is_some(),
            is_grouped: connection.group.is_some(),
            after_miss: !connection.after_miss_in.is_empty(),
            required: connection.required.or(has_fallback(connection).then_some(false)),
            share: connection.share,
            family: callee.family,
            takes_failures: callee.takes_failures(),
        }
    }
}

/// A region or a zone: one fate for what stands in it.
#[derive(Clone, Copy, Debug)]
pub struct Fate<'a> {
    /// As the design has it.
    pub place: &'a Place,
    /// Number of the fate it lies in.
    pub within: Option<usize>,
    /// Share of time it is up, given that what it lies in is.
    pub availability: Figure,
}

/// Availability of a zone, given that its region is up: an assumption.
pub const ZONE_AVAILABILITY: f64 = 0.9999;
/// Availability of a region: an assumption.
pub const REGION_AVAILABILITY: f64 = 0.99999;

/// A design with its ids resolved. Numbers of nodes and edges are stable while it lives.
#[derive(Debug)]
pub struct Graph<'a> {
    /// What was resolved.
    pub design: &'a Design,
    /// Components of known kinds, sorted by id.
    pub nodes: Vec<Node<'a>>,
    /// Connections between them, sorted by ends and id.
    pub edges: Vec<Edge<'a>>,
    /// Numbers of the edges that leave each node: one after the other, since edges are sorted.
    pub outgoing: Lists,
    /// Numbers of the edges that reach each node.
    pub incoming: Lists,
    /// By edge: numbers of the caches that it comes after.
    pub caches: Lists,
    /// By node: numbers of the edges that come after it, where it is a cache.
    pub after: Lists,
    /// Regions and zones, sorted by id. Networks are no fate.
    pub fates: Vec<Fate<'a>>,
    /// Strongly connected parts, callers before callees.
    pub parts: Lists,
    /// By part: whether anything leads back within it.
    pub loops: Vec<bool>,
    by_id: ById<'a, usize>,
    ranks: OnceLock<Vec<usize>>,
    /// Circles through servers with open lines, when they are first asked for.
    lines: OnceLock<Option<Lines>>,
    /// What caches keep away, as `misses` finds it when it is first asked for.
    pub(super) kept_away: OnceLock<KeptAway>,
    /// By node: how long a read, and a write, stays there, as `places` finds it where a design says how many a component
    /// can have at once.
    pub(super) stays: OnceLock<Vec<[f64; 2]>>,
}

impl<'a> Graph<'a> {
    /// Resolves a design. Components of unknown kinds and connections to nothing are left out: reading a file
    /// refuses them, and a half-drawn design never has them.
    #[must_use]
    pub fn new(design: &'a Design) -> Self {
        // Sums in another order differ in the last bits; the order of the file must not show.
        let node = |index: usize| {
            let component = &design.components[index];
            Some(Node::new(component, index, kinds::find(&component.kind)?, design.own_kind(component)))
        };
        let nodes: Vec<Node<'a>> = by_id(&design.components).into_iter().filter_map(node).collect();
        let by_id: ById<'_, usize> =
            nodes.iter().enumerate().map(|(number, node)| (node.component.id.as_str(), number)).collect();
        let mut after_miss: Vec<(usize, usize)> = Vec::new();
        let unsorted: Vec<Edge<'a>> = design
            .connections
            .iter()
            .enumerate()
            .filter_map(|(index, connection)| {
                let from = *by_id.get(connection.from.as_str())?;
                let to = *by_id.get(connection.to.as_str())?;
                let mut often = Often::of(connection, nodes[to].kind);
                often.mode = nodes[from].kind.family.mode_to(often.family, connection.mode);
                let becomes_write = often.family.is_broker() || often.mode == Mode::Replication;
                let output = if becomes_write { Some(Operation::Write) } else { often.operation };
                let untold = often.family.beside_the_path() || often.takes_failures && often.share.is_none();
                let calls = connection.calls.unwrap_or(if untold { 0.0 } else { 1.0 });
                // Here, while the connection lies near.
                let first = after_miss.len();
                for &cache in connection.after_miss_in.iter().filter_map(|id| by_id.get(id.as_str())) {
                    if !after_miss[first..].contains(&(index, cache)) {
                        after_miss.push((index, cache));
                    }
                }
                let group = connection.group.as_deref();
                Some(Edge { connection, index, number: 0, from, to, output, calls, group, often })
            })
            .collect();
        let by_caller = Lists::by_key(nodes.len(), unsorted.iter().map(|edge| edge.from));
        let mut edges: Vec<Edge<'a>> = by_caller.items().iter().map(|&edge| unsorted[edge]).collect();
        edges.chunk_by_mut(|a, b| a.from == b.from).for_each(|edges| edges.sort_by(in_order));
        edges.iter_mut().enumerate().for_each(|(number, edge)| edge.number = number);
        edges.chunk_by_mut(|a, b| a.from == b.from).for_each(|edges| {
            weigh(&nodes[edges[0].from], edges);
            join_consumers(&nodes, edges);
        });
        let outgoing = Lists::by_key(nodes.len(), edges.iter().map(|edge| edge.from));
        let incoming = Lists::by_key(nodes.len(), edges.iter().map(|edge| edge.to));
        let parts = strong_parts(&outgoing.map(|edge| edges[edge].to));
        let mut calls_itself = vec![false; nodes.len()];
        edges.iter().filter(|edge| edge.from == edge.to).for_each(|edge| calls_itself[edge.from] = true);
        let loops = parts.iter().map(|part| part.len() > 1 || calls_itself[part[0]]).collect();
        let (caches, after) = after_caches(nodes.len(), &edges, design.connections.len(), &after_miss);
        let (fates, ranks, kept_away) = (fates(design), OnceLock::new(), OnceLock::new());
        let (stays, lines) = (OnceLock::new(), OnceLock::new());
        let mut graph = Self {
            design,
            nodes,
            edges,
            outgoing,
            incoming,
            caches,
            after,
            fates,
            parts,
            loops,
            by_id,
            ranks,
            lines,
            kept_away,
            stays,
        };
        skew::lay(&mut graph);
        backlog::cap_consumers(&mut graph);
        graph
    }

    /// By node: place of its part in `parts`, so that callers come before callees.
    pub fn ranks(&self) -> &[usize] {
        self.ranks.get_or_init(|| {
            let mut ranks = vec![0; self.nodes.len()];
            for (at, part) in self.parts.iter().enumerate() {
                part.iter().for_each(|&node| ranks[node] = at);
            }
            ranks
        })
    }

    /// Circles through servers with open lines, where there are any.
    pub(super) fn lines(&self) -> Option<&Lines> {
        self.lines.get_or_init(|| Lines::of(self)).as_ref()
    }

    /// Number of a component.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// Numbers of the edges from one node to another.
    #[must_use]
    pub fn over(&self, from: usize, to: usize) -> &[usize] {
        // Edges are sorted by their ends.
        let outgoing = &self.outgoing[from];
        let start = outgoing.partition_point(|&edge| self.edges[edge].to < to);
        let count = outgoing[start..].partition_point(|&edge| self.edges[edge].to == to);
        &outgoing[start..start + count]
    }

    /// Edges that leave a node.
    pub fn from(&self, node: usize) -> impl Iterator<Item = &Edge<'a>> + '_ {
        self.outgoing[node].iter().map(|&edge| &self.edges[edge])
    }

    /// Edges that reach a node.
    pub fn to(&self, node: usize) -> impl Iterator<Item = &Edge<'a>> + '_ {
        self.incoming[node].iter().map(|&edge| &self.edges[edge])
    }

    /// Numbers of the nodes of a family.
    pub fn of_family(&self, family: Family) -> impl Iterator<Item = usize> + '_ {
        (0..self.nodes.len()).filter(move |&node| self.nodes[node].kind.family == family)
    }

    /// The journeys whose entry exists, with their place in the workload and the number of their entry.
    pub fn journeys(&self) -> impl Iterator<Item = (usize, &'a Journey, usize)> + '_ {
        let journeys = self.design.workload.journeys.iter().enumerate();
        journeys.filter_map(|(index, journey)| Some((index, journey, self.find(&journey.entry)?)))
    }

    /// What can be reached from a node over connections for which `along` holds, the node itself included.
    pub fn reach(&self, start: usize, along: impl Fn(&Edge<'a>) -> bool) -> BTreeSet<usize> {
        let mut seen = BTreeSet::from([start]);
        let mut open = vec![start];
        while let Some(node) = open.pop() {
            for edge in self.from(node).filter(|edge| along(edge)) {
                if seen.insert(edge.to) {
                    open.push(edge.to);
                }
            }
        }
        seen
    }

    /// From whom a node can be reached over connections for which `along` holds, the node itself included.
    pub fn reach_back(&self, start: usize, along: impl Fn(&Edge<'a>) -> bool) -> BTreeSet<usize> {
        let mut seen = BTreeSet::from([start]);
        let mut open = vec![start];
        while let Some(node) = open.pop() {
            for edge in self.to(node).filter(|edge| along(edge)) {
                if seen.insert(edge.from) {
                    open.push(edge.from);
                }
            }
        }
        seen
    }
}

/// Places of components, sorted by id. Most ids differ in their first 16 bytes, so that one comparison of numbers
/// tells their order.
fn by_id(components: &[Component]) -> Vec<usize> {
    let start = |id: &str| {
        let mut bytes = [0; 16];
        let length = id.len().min(bytes.len());
        bytes[..length].copy_from_slice(&id.as_bytes()[..length]);
        u128::from_be_bytes(bytes)
    };
    let mut order: Vec<(u128, usize)> =
        components.iter().enumerate().map(|(index, component)| (start(&component.id), index)).collect();
    order.sort_unstable_by(|a, b| {
        let whole = || components[a.1].id.cmp(&components[b.1].id);
        a.0.cmp(&b.0).then_with(whole).then(a.1.cmp(&b.1))
    });
    order.into_iter().map(|(_, index)| index).collect()
}

/// Puts readers of a log that say they are of the same consumer group into one, where their connections name none.
fn join_consumers<'a>(nodes: &[Node<'a>], edges: &mut [Edge<'a>]) {
    if !nodes[edges[0].from].kind.family.is_broker() {
        return;
    }
    let said = |edge: &Edge<'a>| {
        let name = || nodes[edge.to].text("consumer_group").filter(|name| !name.is_empty());
        if edge.group.is_none() { name() } else { None }
    };
    let names: Vec<Option<&str>> = edges.iter().map(said).collect();
    for (edge, name) in edges.iter_mut().zip(&names) {
        if name.is_some() && names.iter().filter(|other| *other == name).count() > 1 {
            (edge.group, edge.often.is_grouped) = (*name, true);
        }
    }
}

/// Gives the targets of a balancer that weighs them their weights, where any has one and none has a share: 1 to those
/// without.
fn weigh(balancer: &Node<'_>, edges: &mut [Edge<'_>]) {
    let setting = |name: &str| balancer.component.settings.get(name).and_then(Setting::text);
    let weighs = ["algorithm", "dns_policy"].into_iter().filter_map(setting).any(|word| word.starts_with("weighted"));
    if weighs && edges.iter().all(|edge| edge.often.share.is_none()) && edges.iter().any(|edge| edge.weight().is_some())
    {
        edges.iter_mut().for_each(|edge| edge.often.share = Some(edge.weight().unwrap_or(1.0)));
    }
}

/// The order of the edges of one node. Parallel ones without ids have no other order than all that they say.
fn in_order(a: &Edge<'_>, b: &Edge<'_>) -> Ordering {
    let ends = a.to.cmp(&b.to).then_with(|| a.connection.id.cmp(&b.connection.id));
    if ends.is_ne() || a.connection == b.connection {
        return ends;
    }
    format!("{:?}", a.connection).cmp(&format!("{:?}", b.connection))
}

/// By edge the caches that it comes after; by node the edges that come after it. `known` are pairs of a connection and a
/// cache.
fn after_caches(nodes: usize, edges: &[Edge<'_>], connections: usize, known: &[(usize, usize)]) -> (Lists, Lists) {
    let mut numbers = vec![edges.len(); if known.is_empty() { 0 } else { connections }];
    if !known.is_empty() {
        edges.iter().for_each(|edge| numbers[edge.index] = edge.number);
    }
    let caches =
        Lists::by_key(edges.len(), known.iter().map(|&(connection, _)| numbers[connection])).map(|at| known[at].1);
    let by_edge = || caches.iter().enumerate().flat_map(|(edge, caches)| caches.iter().map(move |_| edge));
    let edges: Vec<usize> = by_edge().collect();
    let after = Lists::by_key(nodes, caches.items().iter().copied()).map(|at| edges[at]);
    (caches, after)
}

fn fates(design: &Design) -> Vec<Fate<'_>> {
    let mut places: Vec<&Place> = design.places.iter().filter(|place| place.kind != PlaceKind::Network).collect();
    places.sort_by(|a, b| a.id.cmp(&b.id));
    let number = |id: &str| places.binary_search_by(|place| place.id.as_str().cmp(id)).ok();
    // A zone may lie in a network that lies in a region: what is no fate is passed through.
    let above = |place: &Place| {
        let mut within = place.within.as_deref();
        for _ in 0..design.places.len() {
            let id = within?;
            if let Some(found) = number(id) {
                return Some(found);
            }
            within = design.places.iter().find(|place| place.id == id)?.within.as_deref();
        }
        None
    };
    let availability = |place: &Place| match (place.availability, place.kind) {
        (Some(value), _) => Figure { value, default_from: None },
        (None, PlaceKind::Region) => Figure { value: REGION_AVAILABILITY, default_from: Some(Source::Assumption) },
        (None, _) => Figure { value: ZONE_AVAILABILITY, default_from: Some(Source::Assumption) },
    };
    places.iter().map(|place| Fate { place, within: above(place), availability: availability(place) }).collect()
}

impl Edge<'_> {
    /// Name in reports: its id, or `from->to`.
    #[must_use]
    pub fn name(&self) -> String {
        self.connection.name()
    }

    /// Its weight among the targets of a balancer.
    #[must_use]
    pub fn weight(&self) -> Option<f64> {
        self.number("weight")
    }

    /// Whether a call that fails is made again.
    #[must_use]
    pub fn tries_again(&self) -> bool {
        self.number("retries").is_some_and(|retries| retries > 0.0)
    }

    /// Whether the caller waits.
    #[must_use]
    pub fn is_sync(&self) -> bool {
        self.often.mode == Mode::Sync
    }

    /// Whether it carries a journey, as far as it names any.
    #[must_use]
    pub fn names(&self, journey: &str) -> Option<bool> {
        let ids = if self.often.names_journeys { self.connection.journeys.as_ref() } else { None };
        ids.map(|ids| ids.iter().any(|id| id == journey))
    }

    /// A switch of the connection; `None` where it is neither on nor off.
    #[must_use]
    pub fn switch(&self, name: &str) -> Option<bool> {
        self.connection.settings.get(name).and_then(Setting::switch)
    }

    /// A figure of the connection. A timeout of 0 is none: who waits 0 ms waits for ever, as in most clients.
    #[must_use]
    pub fn number(&self, name: &str) -> Option<f64> {
        let is_told = |figure: &f64| *figure > 0.0 || !name.ends_with("timeout_ms");
        self.connection.settings.get(name).and_then(Setting::number).filter(is_told)
    }

    /// A word of the connection.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        self.connection.settings.get(name).and_then(Setting::text)
    }
}
