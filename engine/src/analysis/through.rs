//! Calls that go through what only passes on: a balancer, a gateway, a mesh, a filter. The program in front of it waits
//! for the one behind it, however many such things lie between, and no longer than the shortest timeout on the way. How
//! long answers take is no business of this file.

use std::collections::{BTreeMap, BTreeSet};

use super::graph::{Edge, Graph};
use super::traffic::waits;
use crate::kinds::Family;

/// So many things that pass on are followed one after the other.
const MOST_IN_A_ROW: u32 = 32;

/// How long somebody waits at most, and which connection says so.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TimeLimit {
    /// Milliseconds.
    pub milliseconds: f64,
    /// Number of the connection that states it.
    pub edge: usize,
    /// Which of its settings does.
    pub setting: &'static str,
}

impl TimeLimit {
    /// What a connection states: how long its caller waits for the whole answer, else for any byte of it.
    #[must_use]
    pub fn stated(graph: &Graph<'_>, edge: usize) -> Option<Self> {
        ["timeout_ms", "read_timeout_ms"].into_iter().find_map(|setting| {
            let milliseconds = graph.edges[edge].number(setting)?;
            Some(Self { milliseconds, edge, setting })
        })
    }
}

/// Whether a component hands calls on and their answers back, without working on either.
#[must_use]
pub fn passes_on(graph: &Graph<'_>, node: usize) -> bool {
    let family = graph.nodes[node].kind.family;
    family.only_passes_on() && family != Family::Client
}

/// Whether one request may take both connections: not where they name different journeys.
#[must_use]
pub fn go_together(one: &Edge<'_>, other: &Edge<'_>) -> bool {
    match (&one.connection.journeys, &other.connection.journeys) {
        (Some(one), Some(other)) => one.iter().any(|id| other.contains(id)),
        (Some(named), None) | (None, Some(named)) => !named.is_empty(),
        (None, None) => true,
    }
}

/// Where a call goes on that reaches what only passes on over an edge. What is asked beside the way is no part of it.
fn onward<'a>(graph: &'a Graph<'_>, edge: usize, first: usize) -> impl Iterator<Item = usize> + 'a {
    let to = graph.edges[edge].to;
    let next: &[usize] = if passes_on(graph, to) { &graph.outgoing[to] } else { &[] };
    next.iter().copied().filter(move |&next| {
        let next = &graph.edges[next];
        next.is_sync() && !next.often.family.beside_the_path() && go_together(&graph.edges[first], next)
    })
}

/// Who answers a call over an edge, sorted: what it leads to, or what lies behind it where that only passes on. A way ends
/// at a connection that `stops` it.
#[must_use]
pub fn answering(graph: &Graph<'_>, edge: usize, stops: impl Fn(usize) -> bool) -> Vec<usize> {
    // Most calls go through nothing.
    if !passes_on(graph, graph.edges[edge].to) {
        return if stops(edge) { Vec::new() } else { vec![graph.edges[edge].to] };
    }
    let (mut seen, mut found) = (BTreeSet::new(), BTreeSet::new());
    let mut open = vec![edge];
    while let Some(next) = open.pop() {
        if stops(next) || !seen.insert(next) {
            continue;
        }
        let to = graph.edges[next].to;
        if passes_on(graph, to) {
            open.extend(onward(graph, next, edge));
        } else {
            found.insert(to);
        }
    }
    found.into_iter().collect()
}

/// How long a call over an edge takes at most: on each way the shortest of the timeouts that stand there, and the longest
/// of the ways. `None` where no way states any.
#[must_use]
pub fn longest_call(graph: &Graph<'_>, edge: usize) -> Option<TimeLimit> {
    Ways { graph, first: edge, known: BTreeMap::new() }.over(edge, 0).limit
}

/// What is known of the ways from a connection on.
#[derive(Clone, Copy)]
struct Onward {
    /// Whether one of them states nothing.
    is_open: bool,
    /// The longest of those that state something.
    limit: Option<TimeLimit>,
}

struct Ways<'a> {
    graph: &'a Graph<'a>,
    first: usize,
    known: BTreeMap<usize, Onward>,
}

impl Ways<'_> {
    fn over(&mut self, edge: usize, depth: u32) -> Onward {
        let own = TimeLimit::stated(self.graph, edge);
        if !passes_on(self.graph, self.graph.edges[edge].to) || depth == MOST_IN_A_ROW {
            return Onward { is_open: own.is_none(), limit: own };
        }
        if let Some(known) = self.known.get(&edge) {
            return *known;
        }
        // Who comes back here gets nowhere.
        self.known.insert(edge, Onward { is_open: false, limit: None });
        let next: Vec<usize> = onward(self.graph, edge, self.first).collect();
        let mut found = Onward { is_open: next.is_empty(), limit: None };
        for next in next {
            let way = self.over(next, depth + 1);
            found.is_open |= way.is_open;
            found.limit = longer(found.limit, way.limit);
        }
        if let Some(own) = own {
            let within = found.limit.map(|limit| if limit.milliseconds < own.milliseconds { limit } else { own });
            let limit = longer(within, found.is_open.then_some(own));
            found = Onward { is_open: false, limit };
        }
        self.known.insert(edge, found);
        found
    }
}

fn longer(one: Option<TimeLimit>, other: Option<TimeLimit>) -> Option<TimeLimit> {
    match (one, other) {
        (Some(one), Some(other)) if other.milliseconds <= one.milliseconds => Some(one),
        (one, None) => one,
        (_, other) => other,
    }
}

/// The shortest time that those who wait for the caller of an edge give it, through what only passes on. A program that
/// states none for the caller has as long as those who wait for it.
#[must_use]
pub fn time_above(graph: &Graph<'_>, edge: usize) -> Option<TimeLimit> {
    let from = graph.edges[edge].from;
    // Behind what only passes on, the call of the program in front of it is the one to look at.
    shortest(graph, edge, &waiting(graph, from, edge, !passes_on(graph, from)).0)
}

/// The shortest time of all who wait for what happens over an edge: where its caller only passes on, also that of those
/// who wait for the programs in front of it.
#[must_use]
pub fn time_of_request(graph: &Graph<'_>, edge: usize) -> Option<TimeLimit> {
    let from = graph.edges[edge].from;
    let (mut edges, programs) = waiting(graph, from, edge, false);
    if passes_on(graph, from) {
        edges.extend(programs.into_iter().flat_map(|program| waiting(graph, program, edge, false).0));
    }
    shortest(graph, edge, &edges)
}

fn shortest(graph: &Graph<'_>, edge: usize, above: &[usize]) -> Option<TimeLimit> {
    let stated = above.iter().filter(|&&other| other != edge).filter_map(|&edge| TimeLimit::stated(graph, edge));
    stated.reduce(|least, next| if next.milliseconds < least.milliseconds { next } else { least })
}

/// Connections over which somebody waits for a node, as far as a request over `with` may take them, and the programs that
/// wait; also `beyond` those that say nothing of how long.
fn waiting(graph: &Graph<'_>, node: usize, with: usize, beyond: bool) -> (Vec<usize>, BTreeSet<usize>) {
    // Each with whether the way from it to the first one states a time.
    let (mut edges, mut programs, mut seen) = (Vec::new(), BTreeSet::new(), BTreeSet::from([(node, false)]));
    let mut open = vec![(node, false)];
    while let Some((node, is_told)) = open.pop() {
        // Behind a broker nobody waits.
        for edge in graph.to(node).filter(|edge| waits(graph, edge.number) && go_together(edge, &graph.edges[with])) {
            edges.push(edge.number);
            let is_told = is_told || TimeLimit::stated(graph, edge.number).is_some();
            let passes_on = passes_on(graph, edge.from);
            if !passes_on {
                programs.insert(edge.from);
            }
            if (passes_on || beyond && !is_told) && seen.insert((edge.from, is_told)) {
                open.push((edge.from, is_told));
            }
        }
    }
    (edges, programs)
}
