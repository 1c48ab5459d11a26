//! The workings of what arrives at a component or goes over a connection: back along every connection, to the rates
//! of the journeys. What a caller sends of each request is explained by `parts`.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::figures::{peak_rate_of, rate_of};
use super::graph::Graph;
use super::kept::Kept;
use super::parts::part_of_each;
use super::routing::Router;
use super::traffic::{JourneyTraffic, Rates, Traffic, arrives, enters};
use super::working::Working;
use crate::packed;

/// Which rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum When {
    /// On average.
    Average,
    /// At peak.
    Peak,
}

packed!(enum When { 0 = Average, 1 = Peak });

/// Which requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Which {
    /// Reads.
    Reads,
    /// Writes.
    Writes,
    /// Both.
    Both,
}

packed!(enum Which { 0 = Reads, 1 = Writes, 2 = Both });

impl Which {
    /// Reads (0) and writes (1), with their names.
    pub(super) fn operations(self) -> &'static [(usize, &'static str)] {
        const ALL: [(usize, &str); 2] = [(0, "reads"), (1, "writes")];
        match self {
            Self::Reads => &ALL[..1],
            Self::Writes => &ALL[1..],
            Self::Both => &ALL,
        }
    }
}

/// Steps back that one working follows, each for itself; beyond, what was worked out before is only named again.
const MOST_STEPS: usize = 200;
/// Components that one working names; beyond, what one request brings them is counted and not written out.
const MOST_NAMED: usize = 100;

/// What reaches a component a second.
#[must_use]
pub fn arriving(graph: &Graph<'_>, traffic: &Traffic, node: usize, when: When, which: Which) -> Working {
    arriving_of(graph, traffic, node, when, which, &|_| true)
}

/// The same for some journeys, by their place in the traffic.
#[must_use]
pub fn arriving_of(
    graph: &Graph<'_>,
    traffic: &Traffic,
    node: usize,
    when: When,
    which: Which,
    counts: &dyn Fn(usize) -> bool,
) -> Working {
    let looped = Looped::new(graph);
    let of_operation = |operation: usize| {
        let of_journey = |at: usize| {
            let journey = &traffic.journeys[at];
            let some = counts(at) && of(journey, (node, operation)) > 0.0;
            some.then(|| Trail::new(graph, journey, &looped).arrivals((node, operation)))
        };
        by_journey(graph, traffic, when, &of_journey)
    };
    let named = which.operations().iter().map(|&(operation, name)| (name.to_owned(), of_operation(operation)));
    Working::sum(named.collect())
}

/// What goes over a connection a second.
#[must_use]
pub fn going_over(graph: &Graph<'_>, traffic: &Traffic, edge: usize, when: When, which: Which) -> Working {
    going_over_of(graph, traffic, edge, when, which, &|_| true)
}

/// The same for some journeys, by their place in the traffic.
#[must_use]
pub fn going_over_of(
    graph: &Graph<'_>,
    traffic: &Traffic,
    edge: usize,
    when: When,
    which: Which,
    counts: &dyn Fn(usize) -> bool,
) -> Working {
    let looped = Looped::new(graph);
    let of_journey = |at: usize| {
        let journey = &traffic.journeys[at];
        let calls = if counts(at) { journey.calls[edge] } else { Rates::default() };
        let wanted = match which {
            Which::Reads => calls.reads,
            Which::Writes => calls.writes,
            Which::Both => calls.total(),
        };
        (wanted > 0.0).then(|| Trail::new(graph, journey, &looped).calls(edge, which))
    };
    by_journey(graph, traffic, when, &of_journey)
}

/// Calls that reach a component for one request of a journey, by its place in the traffic.
#[must_use]
pub fn calls_a_request(graph: &Graph<'_>, traffic: &Traffic, at: usize, node: usize, writes: bool) -> Working {
    Trail::new(graph, &traffic.journeys[at], &Looped::new(graph)).arrivals((node, usize::from(writes)))
}

/// Calls that go over a connection for one request of a journey, and are such as this where they arrive.
#[must_use]
pub fn calls_over(graph: &Graph<'_>, traffic: &Traffic, at: usize, edge: usize, which: Which) -> Working {
    Trail::new(graph, &traffic.journeys[at], &Looped::new(graph)).calls(edge, which)
}

/// Calls of one kind that reach a component for one request of a journey, by its place in the traffic, at another one:
/// reads (0) or writes (1) there and here. `None` where there are none, or they would be too long to read.
#[must_use]
pub fn calls_between(graph: &Graph<'_>, traffic: &Traffic, at: usize, from: State, to: State) -> Option<Working> {
    let looped = Looped::new(graph);
    let mut trail = Trail { between: true, ..Trail::new(graph, &traffic.journeys[at], &looped) };
    trail.flow(to, Some(from)).ok().flatten()
}

/// The rate of a journey, as often as it arrives in a scenario; `None` without one.
#[must_use]
pub fn rate_of_journey(graph: &Graph<'_>, journey: &JourneyTraffic, when: When) -> Option<Working> {
    let rate = match when {
        When::Average => rate_of(graph, journey.journey),
        When::Peak => peak_rate_of(graph, journey.journey),
    }?;
    Some(match &journey.kept {
        Some(kept) => kept.times(&graph.design.workload.journeys[journey.journey].id, rate),
        None => rate,
    })
}

/// The rates of the journeys, each times what `calls` says that one request of it brings.
pub(super) fn by_journey(
    graph: &Graph<'_>,
    traffic: &Traffic,
    when: When,
    calls: &dyn Fn(usize) -> Option<Working>,
) -> Working {
    let mut parts = Vec::new();
    let name = if when == When::Peak { "peak rate" } else { "average rate" };
    for (at, journey) in traffic.journeys.iter().enumerate() {
        let id = &graph.design.workload.journeys[journey.journey].id;
        let Some(rate) = rate_of_journey(graph, journey, when) else { continue };
        let Some(calls) = calls(at) else { continue };
        let working = if calls.is_one() {
            rate
        } else {
            Working::new(format!("{name} × calls a request"), rate.value * calls.value)
                .worked(name, rate)
                .worked("calls a request", calls)
        };
        parts.push((id.clone(), working));
    }
    Working::sum(parts)
}

/// Reads (0) or writes (1) at a component, by number.
pub type State = (usize, usize);

fn of(journey: &JourneyTraffic, (node, operation): State) -> f64 {
    let visits = journey.visits[node];
    if operation == 0 { visits.reads } else { visits.writes }
}

/// By node: the number of the strongly connected part that it is in, where that is a loop.
struct Looped(Vec<Option<usize>>);

impl Looped {
    fn new(graph: &Graph<'_>) -> Self {
        let mut looped = vec![None; graph.nodes.len()];
        for (number, part) in graph.parts.iter().enumerate().filter(|(_, part)| part.len() > 1) {
            for &node in part {
                looped[node] = Some(number);
            }
        }
        Self(looped)
    }
}

/// More steps than anyone would read.
struct TooLong;

/// What each read (0) or write (1) sends over a connection, and what that is where it arrives.
type Weight = (usize, Working, usize);

struct Trail<'a> {
    graph: &'a Graph<'a>,
    journey: &'a JourneyTraffic,
    router: Router<'a>,
    looped: &'a Looped,
    /// What is being explained, the outermost first.
    open: Vec<State>,
    steps: usize,
    /// By edge, as far as it was met: what each request sends over it. Ways that meet again ask again.
    known: BTreeMap<usize, Rc<[Weight]>>,
    /// Whether a source may lie outside of the loop that is being explained.
    between: bool,
}

impl<'a> Trail<'a> {
    fn new(graph: &'a Graph<'a>, journey: &'a JourneyTraffic, looped: &'a Looped) -> Self {
        let router = Router {
            works: journey.kept.as_deref().map(Kept::left),
            ..Router::new(graph, &graph.design.workload.journeys[journey.journey])
        };
        Self { graph, journey, router, looped, open: Vec::new(), steps: 0, known: BTreeMap::new(), between: false }
    }

    /// What one request at the entry brings.
    fn arrivals(&mut self, state: State) -> Working {
        let value = of(self.journey, state);
        match self.flow(state, None) {
            Ok(Some(working)) => Working { value, ..working },
            _ => {
                let name = self.named(state);
                let working = self.in_equations(state, &mut BTreeSet::new());
                Working::new(name.clone(), value).worked(name, working)
            }
        }
    }

    fn named(&self, (node, operation): State) -> String {
        format!("{} at {}", Which::Both.operations()[operation].1, self.graph.nodes[node].id())
    }

    /// What one request at the entry brings, as a sum over callers. Each is explained where it is met first and named
    /// everywhere else, also while it is being explained: so each is one equation, and loops are as long as all else.
    fn in_equations(&mut self, state: State, seen: &mut BTreeSet<State>) -> Working {
        let state = self.standing_for(state);
        let (node, operation) = state;
        seen.insert(state);
        let alone = [node];
        let members = self.journey.leaders.of(node).filter(|_| operation == 1).unwrap_or(&alone);
        let mut terms: Vec<(String, Working)> = Vec::new();
        let entry = self.journey.entry;
        if members.contains(&entry) && operation == enters(self.graph, self.router.journey, entry) {
            terms.push(("entering".to_owned(), Working::new("1", 1.0)));
        }
        let graph = self.graph;
        for &edge in members.iter().flat_map(|&member| &graph.incoming[member]) {
            if operation == 1 && self.journey.leaders.copies(self.graph, edge) {
                continue;
            }
            for (sent, part, _) in self.weights(edge).iter().filter(|weight| weight.2 == operation) {
                let caller = self.standing_for((self.graph.edges[edge].from, *sent));
                let (name, value) = (self.named(caller), of(self.journey, caller));
                let formula = if part.is_one() { name.clone() } else { format!("{name} × part of each") };
                let term = Working::new(formula, value * part.value);
                let term = if seen.contains(&caller) {
                    term.stated(name, value, "above")
                } else if seen.len() >= MOST_NAMED {
                    term.stated(name, value, "computed")
                } else {
                    term.worked(name, self.in_equations(caller, seen))
                };
                let term = if part.is_one() { term } else { term.worked("part of each", part.clone()) };
                let over = format!("{} over {}", Which::Both.operations()[*sent].1, self.graph.edges[edge].name());
                terms.push((over, term));
            }
        }
        Working { value: of(self.journey, state), ..Working::sum(terms) }
    }

    /// What one request at the entry sends over a connection.
    fn calls(&mut self, edge: usize, which: Which) -> Working {
        let mut terms = Vec::new();
        if self.journey.leaders.copies(self.graph, edge) {
            return self.copied(edge);
        }
        for (operation, part, arrives) in self.weights(edge).iter() {
            if which == Which::Both || which.operations().iter().any(|(wanted, _)| wanted == arrives) {
                let caller = self.arrivals((self.graph.edges[edge].from, *operation));
                terms.push((Which::Both.operations()[*operation].1.to_owned(), times(caller, part)));
            }
        }
        Working::sum(terms)
    }

    /// What one leader copies to another: what was written where this is the shortest way.
    fn copied(&mut self, edge: usize) -> Working {
        let mut terms = Vec::new();
        for origin in self.journey.leaders.of(self.graph.edges[edge].from).into_iter().flatten().copied() {
            let ways = self.journey.leaders.ways(self.graph, origin);
            let Some((_, ways)) = ways.into_iter().find(|(way, _)| *way == edge) else { continue };
            let written = self.written(origin);
            if written.value <= 0.0 {
                continue;
            }
            let mut names: Vec<String> = ways.iter().map(|&way| self.graph.edges[way].name()).collect();
            names.sort();
            let count = ways.len() as f64;
            let part = if ways.len() == 1 {
                Working::new("1", 1.0)
            } else {
                let from = format!("connections[{}]", names.join(","));
                Working::new("1 ÷ ways that are as short", 1.0 / count).stated("ways that are as short", count, from)
            };
            terms.push((format!("written to {}", self.graph.nodes[origin].id()), times(written, &part)));
        }
        Working::sum(terms)
    }

    /// What arrives at a leader for one request at the entry, without the copies of what others were given.
    fn written(&mut self, leader: usize) -> Working {
        let mut terms = Vec::new();
        if leader == self.journey.entry && enters(self.graph, self.router.journey, leader) == 1 {
            terms.push(("entering".to_owned(), Working::new("1", 1.0)));
        }
        for &edge in &self.graph.incoming[leader] {
            if self.journey.leaders.copies(self.graph, edge) {
                continue;
            }
            for (operation, part, _) in self.weights(edge).iter().filter(|weight| weight.2 == 1) {
                let name = format!("{} over {}", Which::Both.operations()[*operation].1, self.graph.edges[edge].name());
                let caller = self.arrivals((self.graph.edges[edge].from, *operation));
                terms.push((name, times(caller, part)));
            }
        }
        Working::sum(terms)
    }

    /// Leaders get the same writes, so one of them stands for all.
    fn standing_for(&self, (node, operation): State) -> State {
        let first = self.journey.leaders.of(node).and_then(<[usize]>::first).filter(|_| operation == 1);
        (first.copied().unwrap_or(node), operation)
    }

    /// What each read (0) and each write (1) of the caller sends over a connection, and what that is where it arrives.
    fn weights(&mut self, edge: usize) -> Rc<[Weight]> {
        if let Some(known) = self.known.get(&edge) {
            return Rc::clone(known);
        }
        let from = self.graph.edges[edge].from;
        let of_each = self.journey.steps.weights[edge];
        let sends = |operation: &usize| of_each[*operation] > 0.0 && of(self.journey, (from, *operation)) > 0.0;
        let weight = |operation: usize| {
            let part = part_of_each(&self.router, edge, operation, of_each[operation]);
            (operation, part, arrives(operation, self.graph.edges[edge].output))
        };
        let found: Rc<[Weight]> = (0..2).filter(sends).map(weight).collect();
        self.known.insert(edge, Rc::clone(&found));
        found
    }

    /// What arrives for one request at the entry, or, with a source, for one request there: by ways that pass nothing
    /// that is being explained. A loop is a sum without end, so what comes first is divided by what does not come back.
    /// `None` where nothing arrives.
    fn flow(&mut self, state: State, source: Option<State>) -> Result<Option<Working>, TooLong> {
        self.steps += 1;
        if self.steps > MOST_STEPS {
            return Err(TooLong);
        }
        let state = self.standing_for(state);
        let (node, operation) = state;
        let alone = [node];
        let members = self.journey.leaders.of(node).filter(|_| operation == 1).unwrap_or(&alone);
        let mut first: Vec<(String, Working)> = Vec::new();
        let mut back: Vec<(String, Working)> = Vec::new();
        let journey = &self.router.journey;
        let entry = self.journey.entry;
        if source.is_none() && members.contains(&entry) && operation == enters(self.graph, journey, entry) {
            first.push(("entering".to_owned(), Working::new("1", 1.0)));
        }
        let depth = self.open.len();
        self.open.push(state);
        let incoming = members.iter().flat_map(|&member| &self.graph.incoming[member]).copied();
        let incoming: Vec<usize> =
            incoming.filter(|&edge| operation == 0 || !self.journey.leaders.copies(self.graph, edge)).collect();
        for edge in incoming {
            let from = self.graph.edges[edge].from;
            let weights = self.weights(edge);
            let both = weights.len() > 1;
            for (sent, part, _) in weights.iter().filter(|weight| weight.2 == operation) {
                let caller = self.standing_for((from, *sent));
                let kind = if both { Which::Both.operations()[*sent].1 } else { "" };
                let name = format!("{kind}{}over {}", if both { " " } else { "" }, self.graph.edges[edge].name());
                if caller == state {
                    back.push((name, part.clone()));
                } else if source == Some(caller) {
                    first.push((name, part.clone()));
                } else if !self.open.contains(&caller) {
                    let inside = self.looped.0[node].is_some() && self.looped.0[node] == self.looped.0[from];
                    let returning = if inside { self.flow(caller, Some(state))? } else { None };
                    if inside || source.is_none() || self.between {
                        let arrived = self.flow(caller, source)?.map(|working| match inside || self.between {
                            true => working,
                            false => Working { value: of(self.journey, caller), ..working },
                        });
                        first.extend(arrived.map(|arrived| (name.clone(), times(arrived, part))));
                    }
                    back.extend(returning.map(|returning| (name, times(returning, part))));
                }
            }
        }
        self.open.truncate(depth);
        if first.is_empty() {
            return Ok(None);
        }
        let first = Working::sum(first);
        if back.is_empty() {
            return Ok(Some(first));
        }
        let back = Working::sum(back);
        let value = first.value / (1.0 - back.value);
        Ok(Some(
            Working::new("first ÷ (1 − part that comes back)", value)
                .worked("first", first)
                .worked("part that comes back", back),
        ))
    }
}

/// Requests at a caller, times what each sends on.
pub(super) fn times(caller: Working, part: &Working) -> Working {
    if part.is_one() {
        return caller;
    }
    if caller.is_one() {
        return part.clone();
    }
    Working::new("requests at the caller × part of each", caller.value * part.value)
        .worked("requests at the caller", caller)
        .worked("part of each", part.clone())
}
