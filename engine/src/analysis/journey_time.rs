//! How long a journey's user waits for the answer at peak: mean, percentiles, and where the time goes.
//!
//! A request is a tree of times: the way to a component and back (`ways`), the wait and the service there
//! (`stations`), and the calls that it makes before it answers. What no document fixes is chosen here:
//!
//! - Calls of one component are made one after another, so their times add up. Calls that say so (`at_once`) are made
//!   together, and so are the several `calls` of one connection: the slowest counts.
//! - What a cache leaves over is asked after it, so a hit and a miss are two cases, and whatever is asked after the
//!   same miss is asked in the same case. One of several targets, one of several shards: a case each.
//! - A message takes the way to whom it is handed, and nothing of what is done with it.
//! - A write that several copies have to confirm waits for the slowest of the fastest so many, that of the leader among
//!   them, where there is one; a read that asks several copies waits for all of them.
//! - A second request (`hedge_after_ms`) is sent to the same component, and the first answer counts.
//! - All times count as independent of each other. Timeouts and attempts that fail are left out, but for a design
//!   under strain (`pressed`).

mod at_work;
mod calls;
mod laps;
mod notes;
mod pressed;
mod stays;

use std::collections::BTreeMap;

use super::graph::Graph;
use super::routing::Router;
use super::stations::{Method, Station, service_time};
use super::times::{Rounding, Time, Times};
use super::traffic::{JourneyTraffic, Traffic, waits};
use super::ways::Ways;
use crate::design::Operation;
use notes::Notes;
pub use notes::{Explained, Left, Member, Named, Why, explained, explained_everywhere};
use pressed::Made;
pub use pressed::{Calls, Calm, Fate, Pressed, PressedTime, pressed_time, within};
use stays::built_everywhere;
pub use stays::stays;

/// What takes a part of a journey's time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// Waiting for a free place in a component.
    Waiting(usize),
    /// A component at work.
    Service(usize),
    /// The way over a connection and back.
    Way(usize),
    /// The way between copies of a component that have to agree.
    Copies(usize),
}

/// A part of a journey's mean time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spent {
    /// What takes it.
    pub what: What,
    /// Of reads (0) or of writes (1), as they arrive there.
    pub operation: usize,
    /// How often one request meets it. Less where it is met at the same time as others.
    pub visits: f64,
    /// How long it takes each time on average, in milliseconds.
    pub each: f64,
}

/// How long a journey's user waits, in milliseconds.
#[derive(Clone, Debug, PartialEq)]
pub struct Known {
    /// Mean.
    pub mean: f64,
    /// Median, 95th and 99th percentile.
    pub percentiles: [f64; 3],
    /// No percentile is off by more for being read from a lattice.
    pub within: f64,
    /// What that follows from.
    pub rounding: Rounding,
    /// Where the time goes.
    pub spent: Vec<Spent>,
    /// How long one call over a connection takes on average, by number of the edge: the way, and all that happens
    /// until the answer.
    pub calls: BTreeMap<usize, f64>,
    /// Share of the calls over a connection that are sent twice (`hedge_after_ms`), by number of the edge.
    pub hedged: BTreeMap<usize, f64>,
    /// Share of requests that some component turns away; the times are those of the others.
    pub turned_away: f64,
    /// Components, by number, whose queues have an end and turn reads (0) or writes (1) away.
    pub limited: Vec<(usize, usize)>,
    /// What is not exact, in words.
    pub approximations: Vec<&'static str>,
}

impl Spent {
    /// In the journey's mean time, in milliseconds.
    #[must_use]
    pub fn time(&self) -> f64 {
        self.visits * self.each
    }
}

impl Known {
    /// Mean time without any waiting: what is left when nobody else is there.
    #[must_use]
    pub fn without_waiting(&self) -> f64 {
        self.spent.iter().filter(|spent| !matches!(spent.what, What::Waiting(_))).map(Spent::time).sum()
    }

    /// What takes how much of the mean time, in milliseconds, reads and writes together.
    #[must_use]
    pub fn parts(&self) -> Vec<(What, f64)> {
        let mut parts: Vec<(What, f64)> = Vec::new();
        for spent in &self.spent {
            // Reads and writes of the same follow each other.
            match parts.last_mut().filter(|last| last.0 == spent.what) {
                Some(last) => last.1 += spent.time(),
                None => parts.push((spent.what, spent.time())),
            }
        }
        parts
    }

    /// What takes the most time, of those that are asked for, and how much.
    #[must_use]
    pub fn largest(&self, asked: impl Fn(What) -> bool) -> Option<(What, f64)> {
        let asked = self.parts().into_iter().filter(|(what, _)| asked(*what));
        asked.reduce(|most, part| if part.1 > most.1 { part } else { most })
    }
}

/// How long a journey takes.
#[derive(Clone, Debug, PartialEq)]
pub enum JourneyTime {
    /// It has a distribution.
    Known(Known),
    /// These components, by number, are at or over capacity, so that waits in front of them grow as long as the peak
    /// lasts; or a loop without end feeds them.
    Unbounded(Vec<usize>),
    /// Its times are too far apart to be put on one lattice, or a loop takes too many laps.
    Unknown,
}

/// The percentiles that are given, as shares.
pub const PERCENTILES: [f64; 3] = [0.5, 0.95, 0.99];

/// What differs by less, in parts of the whole, does not: a lap of a loop that adds less is the last.
const SETTLED: f64 = 1e-9;
/// Waits that are less likely are no queues.
const HARDLY: f64 = 1e-9;

/// No queue and no call knows what became of another.
pub const INDEPENDENT: &str = "queues and calls count as independent of each other";
const ALLEN_CUNNEEN: &str = "waits by Allen and Cunneen, with an exponential tail";
const ROUNDED: &str = "what a copy holds at once rounded to whole places";
const BOUNDED: &str = "waits of queues with a limit by their mean and deviation";
const LOOPS: &str = "loops are cut after many laps";

/// How long one call takes until its answer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CallTime {
    /// On average.
    pub milliseconds: f64,
    /// Whether it is read from the journey's time; else it is the callee's own time and that of the way alone.
    pub is_whole: bool,
}

/// How long one call over a connection takes, in a journey of this time. While that is not known, or where it is
/// unbounded, the callee's own time and that of the way count. `None` where the design leaves both open.
#[must_use]
pub fn time_of_call(graph: &Graph<'_>, time: Option<&JourneyTime>, edge: usize) -> Option<CallTime> {
    let ends = &graph.edges[edge];
    let inside = service_time(&graph.nodes[ends.to]).map(|figure| figure.value);
    let between = ends.number("latency_ms");
    if inside.is_none() && between.is_none() {
        return None;
    }
    let whole = match time {
        Some(JourneyTime::Known(known)) => known.calls.get(&edge).copied(),
        _ => None,
    };
    let least = inside.unwrap_or(0.0) + between.unwrap_or(0.0);
    Some(CallTime { milliseconds: whole.unwrap_or(least), is_whole: whole.is_some() })
}

/// How long a journey takes.
#[must_use]
pub fn journey_time(
    graph: &Graph<'_>,
    traffic: &Traffic,
    at: usize,
    stations: &[Station],
    ways: &Ways<'_>,
) -> JourneyTime {
    match built(graph, traffic, at, (stations, ways), None) {
        Ok(builder) => builder.known().map_or(JourneyTime::Unknown, JourneyTime::Known),
        Err(endless) => JourneyTime::Unbounded(endless),
    }
}

/// The last of its [`PERCENTILES`] alone, in milliseconds, for a fraction of the work; `None` where it is not known.
///
/// # Errors
/// When it is unbounded: what is full, or fed by a loop without end.
pub fn last_percentile(
    graph: &Graph<'_>,
    traffic: &Traffic,
    at: usize,
    stations: &[Station],
    ways: &Ways<'_>,
) -> Result<Option<f64>, Vec<usize>> {
    built(graph, traffic, at, (stations, ways), None).map(|builder| builder.times.quantile(PERCENTILES[2]))
}

/// All that takes time on a journey, put together, with notes where they are wanted; or what is full.
fn built<'a>(
    graph: &'a Graph<'a>,
    traffic: &'a Traffic,
    at: usize,
    (stations, ways): (&'a [Station], &'a Ways<'a>),
    notes: Option<Notes>,
) -> Result<Builder<'a>, Vec<usize>> {
    let journey = &traffic.journeys[at];
    let mut builder = Builder::new(graph, journey, stations, ways);
    builder.notes = notes;
    let operation = builder.begin();
    let endless: Vec<usize> = (0..graph.nodes.len())
        .filter(|&node| {
            let met = builder.met[node];
            let full = (0..2).any(|operation| met[operation] && stations[node].full[operation]);
            let endless = journey.unbounded[node] || traffic.flooded[node];
            full || (met != [false, false] && endless)
        })
        .collect();
    if !endless.is_empty() {
        return Err(endless);
    }
    builder.answer_all(operation);
    Ok(builder)
}

struct Builder<'a> {
    graph: &'a Graph<'a>,
    journey: &'a JourneyTraffic,
    router: Router<'a>,
    stations: &'a [Station],
    ways: &'a Ways<'a>,
    times: Times,
    /// What a time belongs to, by its number.
    owners: Vec<(usize, (What, usize), f64)>,
    /// By edge: the time of one call.
    calls: Vec<(usize, usize)>,
    /// Calls that are sent twice: the edge, the time of one, and after which the second is sent.
    hedges: Vec<(usize, usize, f64)>,
    /// By node, of reads and of writes: the time from arriving to answering.
    answers: Vec<[Option<usize>; 2]>,
    /// By node, of reads and of writes: whether the user waits for any.
    met: Vec<[bool; 2]>,
    /// What is left of loops that were cut, in parts of the whole.
    cut: f64,
    /// Where callers lose patience.
    pressed: Option<&'a Pressed<'a>>,
    /// By node, of reads and of writes: what becomes of them besides a good answer.
    fates: Vec<[Fate; 2]>,
    /// By node: whether a loop without end feeds it. Only kept where callers lose patience.
    endless: Vec<bool>,
    /// By edge and operation: the attempts of one call.
    tries: BTreeMap<(usize, usize), Made>,
    /// What each time is; only kept where somebody asks.
    notes: Option<Notes>,
}

impl<'a> Builder<'a> {
    fn new(graph: &'a Graph<'a>, journey: &'a JourneyTraffic, stations: &'a [Station], ways: &'a Ways<'a>) -> Self {
        let nodes = graph.nodes.len();
        Self {
            graph,
            journey,
            router: Router::new(graph, &graph.design.workload.journeys[journey.journey]),
            stations,
            ways,
            times: Times::default(),
            owners: Vec::new(),
            calls: Vec::new(),
            hedges: Vec::new(),
            answers: vec![[None; 2]; nodes],
            met: vec![[false; 2]; nodes],
            cut: 0.0,
            pressed: None,
            fates: vec![[Fate::default(); 2]; nodes],
            endless: vec![false; nodes],
            tries: BTreeMap::new(),
            notes: None,
        }
    }

    /// Marks what the user waits for; whether the journey reads (0) or writes (1).
    fn begin(&mut self) -> usize {
        let is_write = self.router.journey.operation == Operation::Write
            || self.graph.nodes[self.journey.entry].kind.family.is_broker();
        self.meet(usize::from(is_write));
        usize::from(is_write)
    }

    /// Times of everything that the user waits for; that of the whole is added last.
    fn answer_all(&mut self, operation: usize) {
        let graph = self.graph;
        for part in graph.parts.iter().rev() {
            self.answer_part(part);
        }
        let root = self.answers[self.journey.entry][operation];
        // The last one that is added is the one that is asked for.
        self.times.add(Time::Series(root.into_iter().collect()));
    }

    /// Marks what the user waits for.
    fn meet(&mut self, operation: usize) {
        let mut open = vec![(self.journey.entry, operation)];
        while let Some((node, operation)) = open.pop() {
            if std::mem::replace(&mut self.met[node][operation], true) {
                continue;
            }
            for &edge in &self.graph.outgoing[node] {
                if self.journey.steps.weights[edge][operation] > 0.0 && waits(self.graph, edge) {
                    open.push((self.graph.edges[edge].to, self.router.arrives(edge, operation)));
                }
            }
        }
    }

    fn owned(&mut self, time: Time, what: (What, usize)) -> usize {
        let each = match time {
            Time::Constant(value) => value,
            Time::Exponential { probability, mean } => probability * mean,
            _ => 0.0,
        };
        let id = self.times.add(time);
        self.owners.push((id, what, each));
        id
    }

    /// From a request's arrival at a component to its answer.
    fn answer(&mut self, node: usize, operation: usize) -> usize {
        let Some(own) = self.own_fate(node, operation) else { return self.times.series(Vec::new()) };
        let mut series = self.at_work(node, operation);
        let (calls, fate) = self.calls_of(node, operation);
        series.extend(calls);
        // Who waits for an answer that never comes takes the place of who would be turned away.
        self.fates[node][operation] = Fate {
            never: own.never.max(fate.never),
            endless: own.endless.max(fate.endless),
            fails: own.fails + (1.0 - own.fails) * fate.fails,
            at_once: own.at_once + (1.0 - own.fails) * fate.at_once,
        };
        let mut answer = self.times.series(series);
        self.name(answer, Named::Answer(node));
        if own.fails > 0.0 {
            // Who is turned away knows at once.
            answer = self.times.add(Time::OneOf(vec![(1.0 - own.fails, answer)]));
        }
        answer
    }

    /// A round trip, where it takes any time.
    fn way(&mut self, round_trips: &[(f64, f64)], what: (What, usize)) -> Option<usize> {
        let mut cases: Vec<(f64, usize)> = Vec::new();
        for &(part, milliseconds) in round_trips.iter().filter(|(_, milliseconds)| *milliseconds > 0.0) {
            cases.push((part, self.owned(Time::Constant(milliseconds), what)));
        }
        let way = match cases.as_slice() {
            [] => return None,
            [(part, only)] if *part >= 1.0 - SETTLED => *only,
            _ => self.times.add(Time::OneOf(cases)),
        };
        self.name(way, Named::Way(what));
        Some(way)
    }

    /// The whole time.
    fn known(&self) -> Option<Known> {
        if self.is_cut_short() {
            return None;
        }
        let answer = self.times.answer(&PERCENTILES)?;
        let mut spent: BTreeMap<(What, usize), (f64, f64)> = BTreeMap::new();
        for &(id, what, each) in &self.owners {
            let (visits, time) = spent.entry(what).or_default();
            *visits += answer.weights[id];
            *time += answer.weights[id] * each;
        }
        let spent = spent.into_iter().filter(|(_, (_, time))| *time > 0.0);
        let spent = spent
            .map(|((what, operation), (visits, time))| Spent { what, operation, visits, each: time / visits })
            .collect();
        let mut served = 1.0;
        let mut queues: Vec<Method> = Vec::new();
        let mut limited = Vec::new();
        for (node, station) in self.stations.iter().enumerate() {
            for operation in (0..2).filter(|&operation| self.met[node][operation]) {
                let visits = self.journey.visits[node];
                let visits = if operation == 0 { visits.reads } else { visits.writes };
                served *= station.served(operation, visits);
                for queue in &station.queues[operation] {
                    if queue.turned_away > 0.0 && visits > 0.0 && limited.last() != Some(&(node, operation)) {
                        limited.push((node, operation));
                    }
                    if queue.waits > HARDLY {
                        queues.push(queue.method);
                    }
                }
            }
        }
        let mut approximations = Vec::new();
        if queues.len() > 1 || self.times.joins() && !queues.is_empty() {
            approximations.push(INDEPENDENT);
        }
        for (is, text) in [
            (queues.contains(&Method::AllenCunneen), ALLEN_CUNNEEN),
            (queues.contains(&Method::Rounded), ROUNDED),
            (queues.contains(&Method::Bounded), BOUNDED),
            (self.cut > 0.0, LOOPS),
        ] {
            if is {
                approximations.push(text);
            }
        }
        let mut calls = BTreeMap::new();
        for &(edge, id) in &self.calls {
            // Of reads and writes, and of the laps of a loop, the longest.
            let time: &mut f64 = calls.entry(edge).or_default();
            *time = time.max(answer.means[id]);
        }
        let hedged =
            self.hedges.iter().fold(BTreeMap::new(), |mut hedged: BTreeMap<usize, (f64, f64)>, &(edge, id, after)| {
                // As with calls, the longest.
                let known = hedged.entry(edge).or_default();
                if answer.means[id] > known.0 {
                    *known = (answer.means[id], self.times.later(id, after));
                }
                hedged
            });
        let hedged = hedged.into_iter().map(|(edge, (_, twice))| (edge, twice)).collect();
        let percentiles = [answer.quantiles[0], answer.quantiles[1], answer.quantiles[2]];
        let turned_away = 1.0 - served;
        let (mean, rounding) = (answer.mean, answer.rounding);
        let within = answer.within + self.cut * mean;
        Some(Known { mean, percentiles, within, rounding, spent, calls, hedged, turned_away, limited, approximations })
    }
}

#[cfg(test)]
mod tests;
