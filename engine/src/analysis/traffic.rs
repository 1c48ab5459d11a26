//! How much of each journey arrives where. Offered load: first attempts, not clipped at any capacity.

use std::ops::{Add, AddAssign, Mul};
use std::sync::Arc;

use super::Graph;
use super::alike::alike;
use super::kept::Kept;
use super::leaders::Leaders;
use super::linear;
use super::lists::Lists;
use super::routing::{Left, OPERATIONS, Router};
use super::steps::Steps;
use crate::design::vocabulary::Range;
use crate::design::{Journey, Operation};

/// Peak rate over average rate where a journey states none: an assumption within the documented 3 to 5
/// (worked-examples § Useful formulas; mental-models § 17. The Back-of-Envelope Calculations).
pub const PEAK_FACTOR: f64 = 3.0;

/// Between what a peak factor usually lies.
pub const PEAK_FACTORS: Range = Range::documented(
    3.0,
    5.0,
    "worked-examples § Useful formulas; mental-models § 17. The Back-of-Envelope Calculations",
);

/// Reads and writes a second.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rates {
    /// Reads a second.
    pub reads: f64,
    /// Writes a second.
    pub writes: f64,
}

impl Rates {
    /// Both together, a second.
    #[must_use]
    pub fn total(self) -> f64 {
        self.reads + self.writes
    }
}

impl Add for Rates {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self { reads: self.reads + other.reads, writes: self.writes + other.writes }
    }
}

impl AddAssign for Rates {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Mul<f64> for Rates {
    type Output = Self;
    fn mul(self, factor: f64) -> Self {
        Self { reads: self.reads * factor, writes: self.writes * factor }
    }
}

/// What one journey brings, at its average rate.
#[derive(Clone, Debug, Default)]
pub struct JourneyTraffic {
    /// Place in `Workload::journeys`.
    pub journey: usize,
    /// Number of the entry.
    pub entry: usize,
    /// Rate at the entry, average, a second.
    pub rate: f64,
    /// Peak rate over average rate.
    pub peak_factor: f64,
    /// By node: what one request at the entry brings.
    pub visits: Vec<Rates>,
    /// By edge: calls that one request at the entry brings.
    pub calls: Vec<Rates>,
    /// Where requests go on from each node that any arrive at, and what they need there. Journeys that choose alike have
    /// them in common, so that they may know more nodes than this journey reaches.
    pub steps: Arc<Steps>,
    /// Stores that copy each other's writes.
    pub leaders: Leaders,
    /// By node: whether the user waits for it.
    pub waits: Vec<bool>,
    /// Nodes of loops that bring back at least as much as went in: no rate is ever reached.
    pub loops: Vec<usize>,
    /// What a scenario left for it, where that is to be explained.
    pub kept: Option<Box<Kept>>,
    /// By node: whether such a loop feeds it, or it is in one.
    pub unbounded: Vec<bool>,
    /// The same for its reads, and for its writes.
    endless: Vec<[bool; 2]>,
}

impl JourneyTraffic {
    /// What arrives at a node on average, a second.
    #[must_use]
    pub fn average(&self, node: usize) -> Rates {
        self.visits[node] * self.rate
    }

    /// What arrives at a node at peak, a second.
    #[must_use]
    pub fn peak(&self, node: usize) -> Rates {
        self.visits[node] * (self.rate * self.peak_factor)
    }

    /// Whether reads arrive at a node, and writes. Behind a loop without end there are no figures, but requests arrive
    /// all the same.
    #[must_use]
    pub fn arrives_at(&self, node: usize) -> [bool; 2] {
        let [reads, writes] = self.endless[node];
        [reads || self.visits[node].reads > 0.0, writes || self.visits[node].writes > 0.0]
    }

    /// Whether reads go over an edge, and writes.
    #[must_use]
    pub fn goes_over(&self, graph: &Graph<'_>, edge: usize) -> [bool; 2] {
        let mut goes = [self.calls[edge].reads > 0.0, self.calls[edge].writes > 0.0];
        let from = graph.edges[edge].from;
        if self.unbounded[from] {
            for operation in (0..2).filter(|&operation| self.endless[from][operation]) {
                goes[arrives(operation, graph.edges[edge].output)] |= self.steps.weights[edge][operation] > 0.0;
            }
        }
        goes
    }
}

/// What arrives everywhere.
#[derive(Clone, Debug, Default)]
pub struct Traffic {
    /// Each journey whose entry exists, in the order of the workload.
    pub journeys: Vec<JourneyTraffic>,
    /// By node: all journeys together, average.
    pub average: Vec<Rates>,
    /// By node: all journeys together, all at their peak.
    pub peak: Vec<Rates>,
    /// By edge: all journeys together, average.
    pub edge_average: Vec<Rates>,
    /// By edge: all journeys together, all at their peak.
    pub edge_peak: Vec<Rates>,
    /// By node: whether a loop without end feeds it, so that its figures mean nothing.
    pub unbounded: Vec<bool>,
    /// By node: whether that loop is of a journey that happens, so that no capacity is ever enough.
    pub flooded: Vec<bool>,
}

impl Traffic {
    /// What arrives at several components together, at peak.
    #[must_use]
    pub fn peak_of(&self, nodes: &[usize]) -> Rates {
        nodes.iter().fold(Rates::default(), |sum, &node| sum + self.peak[node])
    }

    /// Whether the user of a journey, by its place here, waits for something that a loop without end feeds.
    #[must_use]
    pub fn waits_for_a_loop(&self, at: usize) -> bool {
        self.journeys[at].waits.iter().zip(&self.flooded).any(|(waits, flooded)| *waits && *flooded)
    }
}

/// Follows every journey through the design.
///
/// Open traffic equations λ = γ + λP for each strongly connected part, callers before callees; reads and writes
/// apart; weights may be above 1 (Jackson 1957). Linear in components and connections but for loops.
#[must_use]
pub fn solve(graph: &Graph<'_>) -> Traffic {
    let journeys: Vec<(usize, &Journey, usize)> = graph.journeys().collect();
    let begin = |&(index, journey, entry): &(usize, &Journey, usize)| begin(graph, index, journey, entry);
    let mut found: Vec<JourneyTraffic> = journeys.iter().map(begin).collect();
    let alike = alike(graph, &journeys);
    let kinds = alike.iter().max().map_or(0, |most| most + 1);
    for members in Lists::by_key(kinds, alike.iter().copied()).iter() {
        let router = Router::new(graph, journeys[members[0]].1);
        let mut steps = Steps::new(graph.nodes.len(), graph.edges.len());
        for some in members.chunks(AT_ONCE) {
            follow_together(&router, some, &mut found, &mut steps);
        }
        let steps = Arc::new(steps);
        members.iter().for_each(|&member| found[member].steps = Arc::clone(&steps));
    }
    sum(graph, found)
}

/// Adds journeys up.
#[must_use]
pub fn sum(graph: &Graph<'_>, journeys: Vec<JourneyTraffic>) -> Traffic {
    let mut traffic = Traffic {
        average: vec![Rates::default(); graph.nodes.len()],
        peak: vec![Rates::default(); graph.nodes.len()],
        edge_average: vec![Rates::default(); graph.edges.len()],
        edge_peak: vec![Rates::default(); graph.edges.len()],
        unbounded: vec![false; graph.nodes.len()],
        flooded: vec![false; graph.nodes.len()],
        journeys: Vec::new(),
    };
    for journey in &journeys {
        let peak = journey.rate * journey.peak_factor;
        add([&mut traffic.average, &mut traffic.peak], &journey.visits, [journey.rate, peak]);
        add([&mut traffic.edge_average, &mut traffic.edge_peak], &journey.calls, [journey.rate, peak]);
        for node in (0..graph.nodes.len()).filter(|&node| journey.unbounded[node]) {
            traffic.unbounded[node] = true;
            traffic.flooded[node] |= journey.rate > 0.0;
        }
    }
    traffic.journeys = journeys;
    traffic
}

/// Adds to averages and peaks.
fn add([averages, peaks]: [&mut [Rates]; 2], rates: &[Rates], [average, peak]: [f64; 2]) {
    for ((sum, at_peak), &rates) in averages.iter_mut().zip(peaks).zip(rates) {
        *sum += rates * average;
        *at_peak += rates * peak;
    }
}

/// Follows one request of a journey. `works` says what is left after a loss; `None`: everything.
#[must_use]
pub fn follow(
    graph: &Graph<'_>,
    index: usize,
    journey: &Journey,
    entry: usize,
    works: Option<Left<'_>>,
) -> JourneyTraffic {
    let router = Router { works, ..Router::new(graph, journey) };
    let mut steps = Steps::new(graph.nodes.len(), graph.edges.len());
    let mut found = begin(graph, index, journey, entry);
    follow_together(&router, &[0], std::slice::from_mut(&mut found), &mut steps);
    JourneyTraffic { steps: Arc::new(steps), ..found }
}

/// A request at its entry.
fn begin(graph: &Graph<'_>, index: usize, journey: &Journey, entry: usize) -> JourneyTraffic {
    let nodes = graph.nodes.len();
    let mut found = JourneyTraffic {
        journey: index,
        entry,
        rate: journey.rate.map_or(0.0, crate::design::Rate::per_second),
        peak_factor: journey.peak_factor.or_else(|| journey.curve_peak()).unwrap_or(PEAK_FACTOR),
        visits: vec![Rates::default(); nodes],
        calls: vec![Rates::default(); graph.edges.len()],
        steps: Arc::default(),
        leaders: Leaders::default(),
        waits: vec![false; nodes],
        loops: Vec::new(),
        unbounded: vec![false; nodes],
        kept: None,
        endless: vec![[false; 2]; nodes],
    };
    found.visits[entry] = begins(graph, journey, entry);
    found.waits[entry] = true;
    found
}

/// One request at its entry.
pub(super) fn begins(graph: &Graph<'_>, journey: &Journey, entry: usize) -> Rates {
    match enters(graph, journey, entry) {
        1 => Rates { reads: 0.0, writes: 1.0 },
        _ => Rates { reads: 1.0, writes: 0.0 },
    }
}

/// Journeys that are followed at once: one bit each.
const AT_ONCE: usize = u64::BITS as usize;

/// Follows `some` of the journeys, all of which choose alike: each component is looked at once for all that arrive.
fn follow_together(router: &Router<'_>, some: &[usize], journeys: &mut [JourneyTraffic], steps: &mut Steps) {
    let graph = router.graph;
    // By node: which of them arrive.
    let mut arriving = vec![0_u64; graph.nodes.len()];
    for (at, &member) in some.iter().enumerate() {
        arriving[journeys[member].entry] |= 1 << at;
    }
    for (part, &is_loop) in graph.parts.iter().zip(&graph.loops) {
        let mut open = part.iter().fold(0, |open, &node| open | arriving[node]);
        while open != 0 {
            let found = &mut journeys[some[open.trailing_zeros() as usize]];
            let bit = open & open.wrapping_neg();
            open ^= bit;
            for &node in part {
                let Rates { reads, writes } = found.visits[node];
                for at in 0..OPERATIONS.len() {
                    if is_loop || [reads, writes][at] > 0.0 || found.endless[node][at] {
                        router.step(node, at, steps);
                    }
                }
            }
            let copied = if is_loop { settle(graph, part, steps, found) } else { Vec::new() };
            for &node in part {
                send_on(graph, part, node, steps, found, &mut |to| arriving[to] |= bit);
            }
            copied.iter().for_each(|&(edge, _)| found.calls[edge] = Rates::default());
            copied.iter().for_each(|&(edge, writes)| found.calls[edge].writes += writes);
        }
    }
}

/// What a request of a journey is at its entry: a read (0) or a write (1). What enters a broker is a write from there
/// on, also where the journey begins.
#[must_use]
pub fn enters(graph: &Graph<'_>, journey: &Journey, entry: usize) -> usize {
    usize::from(journey.operation == Operation::Write || graph.nodes[entry].kind.family.is_broker())
}

/// Sends on what arrived at a node of a settled part; says to whom.
fn send_on(
    graph: &Graph<'_>,
    part: &[usize],
    node: usize,
    steps: &Steps,
    found: &mut JourneyTraffic,
    arrives_at: &mut impl FnMut(usize),
) {
    for &number in &graph.outgoing[node] {
        let edge = &graph.edges[number];
        let of = steps.weights[number];
        if of == [0.0, 0.0] {
            continue;
        }
        let calls = through(found.visits[node], of, edge.output);
        let endless = [0, 1].map(|operation| found.endless[node][operation] && of[operation] > 0.0);
        let carries = calls.total() > 0.0 || endless != [false, false];
        found.calls[number] = calls;
        if carries {
            arrives_at(edge.to);
            if found.waits[node] && waits(graph, number) {
                found.waits[edge.to] = true;
            }
        }
        for operation in (0..2).filter(|&operation| endless[operation]) {
            found.unbounded[edge.to] = true;
            found.endless[edge.to][arrives(operation, edge.output)] = true;
        }
        if part.len() == 1 && edge.to != node || part.binary_search(&edge.to).is_err() {
            found.visits[edge.to] += calls;
        }
    }
}

/// Calls for one request beyond which they are no longer counted: a chain of factors would leave the range of figures,
/// and rates, bytes and years are still to be put to it.
const MOST_CALLS: f64 = 1e200;

/// Reads and writes that go over an edge for what arrived at its caller.
#[must_use]
pub fn through(arrived: Rates, of: [f64; 2], output: Option<Operation>) -> Rates {
    let reads = (arrived.reads * of[0]).min(MOST_CALLS);
    let writes = (arrived.writes * of[1]).min(MOST_CALLS);
    match output {
        None => Rates { reads, writes },
        Some(Operation::Read) => Rates { reads: reads + writes, writes: 0.0 },
        Some(Operation::Write) => Rates { reads: 0.0, writes: reads + writes },
    }
}

/// What a read (0) or a write (1) is where an edge ends.
#[must_use]
pub fn arrives(operation: usize, output: Option<Operation>) -> usize {
    output.map_or(operation, |output| usize::from(output == Operation::Write))
}

/// Whether the user goes on waiting over an edge. Behind a broker nobody waits.
#[must_use]
pub fn waits(graph: &Graph<'_>, edge: usize) -> bool {
    let edge = &graph.edges[edge];
    edge.is_sync() && !graph.nodes[edge.from].kind.family.is_broker()
}

/// Solves λ = γ + λP inside one strongly connected part. Marks loops whose gain is 1 or more. Gives the writes over the
/// connections by which leaders copy each other.
fn settle(graph: &Graph<'_>, part: &[usize], steps: &Steps, found: &mut JourneyTraffic) -> Vec<(usize, f64)> {
    let size = 2 * part.len();
    found.leaders.add(graph, part, &steps.weights);
    let leaders = &found.leaders;
    let place = |node: &usize| part.binary_search(node).ok();
    // Who gets what arrives at a place of the part as a read (0) or a write (1).
    let gets = |at: usize, operation: usize| -> Vec<usize> {
        match leaders.of(part[at]).filter(|_| operation == 1) {
            Some(set) => set.iter().filter_map(place).map(|at| 2 * at + 1).collect(),
            None => vec![2 * at + operation],
        }
    };
    let mut within = linear::Sparse::new(size);
    let mut to_leaders: Vec<(usize, usize, f64)> = Vec::new();
    for (at, &node) in part.iter().enumerate() {
        for &number in graph.outgoing[node].iter().filter(|&&edge| !leaders.copies(graph, edge)) {
            let edge = &graph.edges[number];
            let Some(to) = place(&edge.to) else { continue };
            for (operation, &of) in steps.weights[number].iter().enumerate() {
                let arrives = arrives(operation, edge.output);
                gets(to, arrives).into_iter().for_each(|to| within.add(2 * at + operation, to, of));
                if arrives == 1 && leaders.of(edge.to).is_some() {
                    to_leaders.push((2 * at + operation, edge.to, of));
                }
            }
        }
    }
    let (mut endless, mut external) = (vec![false; size], vec![0.0; size]);
    for (at, &node) in part.iter().enumerate() {
        let arrived = [found.visits[node].reads, found.visits[node].writes];
        for (operation, arrived) in arrived.into_iter().enumerate() {
            for to in gets(at, operation) {
                external[to] += arrived;
                endless[to] |= found.endless[node][operation];
            }
        }
    }
    let solution = linear::settle(&within, &external, &endless);
    let mut copied: Vec<(usize, f64)> = Vec::new();
    for origin in leaders.all().filter(|origin| place(origin).is_some()) {
        let inside = to_leaders.iter().filter(|(_, to, _)| *to == origin);
        let written = found.visits[origin].writes + inside.map(|&(from, _, of)| solution.rates[from] * of).sum::<f64>();
        let ways = leaders.ways(graph, origin);
        copied.extend(ways.into_iter().map(|(edge, ways)| (edge, written / ways.len() as f64)));
    }
    for (at, &node) in part.iter().enumerate() {
        let rates = &solution.rates[2 * at..2 * at + 2];
        found.visits[node] = Rates { reads: rates[0], writes: rates[1] };
        found.endless[node] = [solution.endless[2 * at], solution.endless[2 * at + 1]];
        if found.endless[node] != [false, false] {
            found.unbounded[node] = true;
            found.visits[node] = Rates::default();
        }
        if solution.looping[2 * at] || solution.looping[2 * at + 1] {
            found.loops.push(node);
        }
    }
    // Waiting passes along the loop in any order.
    for _ in 0..part.len() {
        let mut changed = false;
        for &node in part.iter().filter(|&&node| found.waits[node]).collect::<Vec<_>>() {
            for &edge in &graph.outgoing[node] {
                let of = steps.weights[edge];
                let arrives = found.arrives_at(node);
                let goes = (0..OPERATIONS.len()).any(|at| of[at] > 0.0 && arrives[at]);
                let to = graph.edges[edge].to;
                if goes && waits(graph, edge) && part.binary_search(&to).is_ok() && !found.waits[to] {
                    found.waits[to] = true;
                    changed = true;
                }
            }
        }
        if !changed {
            break;
        }
    }
    copied
}
