//! A design under strain: something takes longer, is gone, or gets more than it can do, while callers wait, lose
//! patience, try again, run out of places, or have breakers that open. Looks for the state in which all that is in
//! balance, coming from a healthy system. Says nothing in words.
//!
//! - How many requests a component has at once is what arrives a second times how long it keeps one, with all that it
//!   waits for (Little 1961). Where `concurrency` is stated, more than fit are not answered; who waits for its own work may
//!   wait outside, and takes no place. So with fewer places than work is done at once, or with nothing else to wait for, the
//!   limit is that of a closed network; else it is its asymptotic bound (Muntz and Wong 1974).
//! - A pool (`pool_size`, of each copy of the caller) holds so many calls. With a `bulkhead` those that find no place
//!   fail at once (without a stated size, ten in each copy), as many as Erlang B says; else they wait, and hold the
//!   caller's own places.
//! - Above its capacity a component answers as much as it can, but its queue grows as long as the peak lasts: whoever gives
//!   up is not answered in time, and what was given up is worked on all the same. With a `queue_limit` what finds the
//!   queue full is turned away at once, and the rest is answered. Of a store only the shards count that are too full.
//! - A request that is not answered when its caller sends another (`hedge_after_ms`) is worked on twice, with all that it calls
//!   (Dean and Barroso 2013). The second takes no place of a pool, and none is taken back.
//! - A breaker opens when half of the attempts fail, and nothing gets over the connection. Now and then it lets one call
//!   of each copy of the caller through (half open). Where those fail it stays open. Where they do not, it closes and the
//!   load comes back that opened it, so that it opens again: then the state while it is open is given here, and for which
//!   part of the time that is. What is answered is the mean over both states. A breaker that is open fails the requests
//!   that would have gone there, and no others.
//! - All journeys at their peak; queues, calls and attempts count as independent of each other, by their means.

mod found;
mod known;
mod step;

use std::sync::Arc;

use super::aftermath::{Aftermath, Before, aftermath};
use super::capacity::{Load, Roles, busiest};
use super::graph::Graph;
use super::journey_time::{Calls, Fate, Pressed, PressedTime};
use super::lost::Losses;
use super::queueing::erlang_b;
use super::routing::Left;
use super::skew::{ShardPart, Shards};
use super::stations::{Station, Unevenly, service_time, unevenly};
use super::traffic::{Rates, waits};
use super::ways::Ways;
use crate::design::vocabulary::Source;
use crate::kinds::{Copies, Dispatch};
pub use found::{EdgeStrain, HalfOpen, NodeStrain, Strain};
pub use known::Known;
use step::{Guess, Step};

/// Share of attempts that fail at which a breaker opens.
pub const BREAKER_OPENS: f64 = 0.5;
/// Where that stands.
pub const BREAKER_SOURCE: Source = Source::Documented(
    "interview-answers § Theory 9. Circuit Breaker; zero-to-hero § 3.2 High Availability & Fault Tolerance",
);
/// Calls that a bulkhead lets through at once in each copy of the caller, where the design states no `pool_size`.
pub const BULKHEAD_PLACES: f64 = 10.0;
/// Where that stands.
pub const BULKHEAD_SOURCE: Source = Source::Documented("mental-models § 11. The Resilience Patterns");

/// Seconds for which a breaker stays open until it lets a call through, where the design states none.
pub const BREAKER_RESET_SECONDS: f64 = 30.0;
/// Calls that a breaker has to have seen before it opens.
pub const BREAKER_VOLUME: f64 = 10.0;

/// A share that is larger by no more is the same.
const NOTHING: f64 = 1e-9;

/// Of a journey's requests so few are answered that it fails: an assumption.
pub const NEXT_TO_NONE: f64 = 0.01;
/// Where more of the calls fail in the end, the caller goes without.
const MOST_FAIL: f64 = 0.5;
/// Rounds after which what still moves is taken as it is.
const MOST_ROUNDS: usize = 200;
/// A round that changes no share and no load by more, in parts of the whole, is the last.
const SETTLED: f64 = 1e-4;
/// Rounds of a scenario end when so many times have been put on lattices: a table tries hundreds of them.
pub const MOST_EFFORT: usize = 5_000;

/// What bears on a design.
#[derive(Clone, Copy, Debug)]
pub struct Bearing<'a> {
    /// What is lost.
    pub losses: &'a Losses,
    /// By journey of the traffic: how many times its rate arrives; once where it is empty.
    pub factors: &'a [f64],
    /// By node: how many times as long it takes, and how many milliseconds longer; nothing changes where it is empty.
    pub slow: &'a [(f64, f64)],
    /// Rounds end when so many times have been put on lattices.
    pub effort: usize,
}

/// Finds the balance; with how long journeys take, if somebody asks. What was found for one scenario serves the next.
#[must_use]
pub fn strain(before: &Before<'_>, bearing: &Bearing<'_>, known: &Known, is_timed: bool) -> Strain {
    let graph = before.graph;
    let ways = Ways::new(graph);
    let mut state = State {
        graph,
        slow: bearing.slow,
        losses: bearing.losses.clone(),
        after: aftermath(before, bearing.losses, bearing.factors),
        known,
        guess: Guess {
            again: vec![vec![1.0; graph.nodes.len()]; before.traffic.journeys.len()],
            crowded: vec![1.0; graph.nodes.len()],
            places: vec![1.0; graph.edges.len()],
            of_places: vec![Step::default(); graph.edges.len()],
            of_crowds: vec![Step::default(); graph.nodes.len()],
        },
        open: vec![false; graph.edges.len()],
        opened_at: vec![None; graph.edges.len()],
    };
    let mut found = state.look(&ways, false);
    let (mut effort, mut settled) = (0, false);
    let mut closed: Option<Vec<f64>> = None;
    for _ in 0..MOST_ROUNDS {
        let moved = state.next(&found);
        effort += found.journeys.iter().map(|journey| journey.effort).sum::<usize>();
        settled = moved <= SETTLED;
        let is_tired = effort > bearing.effort;
        if settled || is_tired {
            // What passes on the way opens no breaker.
            if !state.open_breakers(&found.edges) {
                break;
            }
            closed.get_or_insert_with(|| found.answered());
            state.after = aftermath(before, &state.losses, bearing.factors);
        }
        found = state.look(&ways, false);
    }
    if is_timed {
        found = state.look(&ways, true);
    }
    let first = state.after.traffic.peak.iter().map(|peak| peak.total()).collect();
    let answered = closed.map_or_else(|| found.answered(), |closed| found.answered_with(&closed));
    let losses = state.losses(&found.journeys);
    Strain { settled, answered, ..found.into_strain(first, losses) }
}

struct State<'a> {
    graph: &'a Graph<'a>,
    slow: &'a [(f64, f64)],
    losses: Losses,
    after: Aftermath,
    known: &'a Known,
    guess: Guess,
    open: Vec<bool>,
    opened_at: Vec<Option<f64>>,
}

/// One look at a state.
struct Look {
    nodes: Vec<NodeStrain>,
    edges: Vec<EdgeStrain>,
    journeys: Vec<Arc<PressedTime>>,
    /// By node: share of what arrives that it takes, and calls others for.
    passed: Vec<f64>,
}

impl Look {
    /// By journey: share of its requests that are answered.
    fn answered(&self) -> Vec<f64> {
        self.journeys.iter().map(|journey| 1.0 - journey.unanswered).collect()
    }

    /// The same over all of the time, where so much is answered while all breakers are closed: the one that is open for the
    /// longest part of the time says how long that is not so.
    fn answered_with(&self, closed: &[f64]) -> Vec<f64> {
        let breakers = self.edges.iter().filter_map(|edge| edge.half_open);
        let open = breakers.map(|breaker| breaker.open_share.unwrap_or(1.0)).fold(0.0, f64::max);
        let both = |(open_answered, closed): (f64, &f64)| open * open_answered + (1.0 - open) * closed;
        self.answered().into_iter().zip(closed).map(both).collect()
    }

    fn into_strain(self, first: Vec<f64>, losses: Losses) -> Strain {
        let failing = |journey: &Arc<PressedTime>| {
            let fails = journey.calls.iter().filter(|(_, calls)| calls.fails > MOST_FAIL);
            fails.map(|(&(edge, _), calls)| (edge, calls.is_felt)).collect()
        };
        let failing = self.journeys.iter().map(failing).collect();
        let times = self.journeys.iter().filter_map(|journey| journey.time.clone()).collect();
        let answered = Vec::new();
        Strain { nodes: self.nodes, edges: self.edges, first, times, answered, failing, losses, settled: false }
    }
}

impl State<'_> {
    /// What arrives at a node a second at peak, further attempts included.
    fn attempts_at(&self, node: usize) -> Rates {
        let journeys = self.after.traffic.journeys.iter().zip(&self.guess.again);
        journeys.fold(Rates::default(), |sum, (journey, again)| sum + journey.peak(node) * again[node])
    }

    fn load(&self, node: usize) -> Load {
        let stands = self.after.stands[0][node];
        // Places are in balance by themselves (`crowding`).
        let roles = |attempts| self.losses.roles(self.graph, node, attempts).without_places();
        let roles = if stands { roles(self.attempts_at(node)) } else { Roles::default() };
        let utilization = busiest(&roles).map(|role| role.utilization).filter(|_| !self.after.traffic.unbounded[node]);
        Load { utilization, needed: None, roles }
    }

    /// What requests meet at a component.
    fn station(&self, node: usize) -> Unevenly {
        let mut roles = match self.after.stands[0][node] {
            true => self.losses.roles_by_shards(self.graph, node, self.attempts_at(node)),
            false => vec![ShardPart { shards: Shards::Alike, share: 1.0, roles: Roles::default() }],
        };
        // Places are in balance by themselves (`crowding`).
        roles.iter_mut().for_each(|part| part.roles = part.roles.without_places());
        let mut found = unevenly(&self.graph.nodes[node], &roles);
        let (times, longer) = self.slow.get(node).copied().unwrap_or((1.0, 0.0));
        if let Some(service) = &mut found.station.service {
            service.value = service.value * times + longer;
        } else if longer > 0.0 {
            found.station.service = Some(super::graph::Figure { value: longer, default_from: None });
        }
        found
    }

    /// What becomes of reads and of writes in a component before it does anything.
    fn met(&self, node: usize, found: &Unevenly) -> [Fate; 2] {
        let crowded = self.guess.crowded[node];
        let is_limited = self.graph.nodes[node].number("queue_limit").is_some();
        [0, 1].map(|operation| {
            if is_limited {
                // Who finds neither a place nor room in the queue is turned away.
                let refused = found.turned_away[operation].max(1.0 - 1.0 / crowded);
                return Fate { fails: refused, at_once: refused, ..Fate::default() };
            }
            let endless = if crowded > 1.0 + NOTHING { 1.0 } else { found.endless[operation] };
            Fate { never: 1.0 - found.answered[operation].min(1.0 / crowded), endless, ..Fate::default() }
        })
    }

    fn look(&self, ways: &Ways<'_>, is_timed: bool) -> Look {
        let graph = self.graph;
        let loads: Vec<Load> = (0..graph.nodes.len()).map(|node| self.load(node)).collect();
        let found: Vec<Unevenly> = (0..graph.nodes.len()).map(|node| self.station(node)).collect();
        let met: Vec<[Fate; 2]> = found.iter().enumerate().map(|(node, found)| self.met(node, found)).collect();
        let stations: Vec<_> = found.into_iter().map(|found| found.station).collect();
        let (stands, lates) = (&self.after.stands, &self.known.lates);
        let places = &self.guess.places;
        // Whoever is gone is called all the same, and waited for; a cache that is cold or gone answers nothing.
        let (all, none) = (vec![true; graph.nodes.len()], vec![false; graph.edges.len()]);
        let cold: Vec<bool> = (0..graph.nodes.len()).map(|node| self.losses.cold[node] || !stands[0][node]).collect();
        let left = Left { stands: &all, works: &all, cut: &none, cold: &cold };
        let pressed = Pressed { stands, left, met: &met, places, open: &self.open, lates, is_timed };
        let traffic = &self.after.traffic;
        let time = |at: usize| self.known.journey(graph, traffic, at, (&stations, ways), &pressed);
        let journeys: Vec<Arc<PressedTime>> = (0..traffic.journeys.len()).map(time).collect();
        let passed: Vec<f64> = met.iter().enumerate().map(|(node, met)| self.passed(node, met)).collect();
        let edges: Vec<EdgeStrain> = (0..graph.edges.len()).map(|edge| self.edge(edge, &journeys, &passed)).collect();
        let nodes = (0..graph.nodes.len()).map(|node| self.node((node, &stations[node]), &loads, &journeys, &edges));
        let mut nodes: Vec<NodeStrain> = nodes.collect();
        for (node, station) in nodes.iter_mut().zip(&stations) {
            node.takes = station.service.map(|service| service.value);
        }
        Look { nodes, edges, journeys, passed }
    }

    /// Share of what arrives at a component that it takes: what is turned away, or waits for ever, calls nobody.
    fn passed(&self, node: usize, met: &[Fate; 2]) -> f64 {
        let Rates { reads, writes } = self.attempts_at(node);
        let [of_reads, of_writes] = met.map(|fate| (1.0 - fate.never) * (1.0 - fate.fails));
        if reads + writes > 0.0 { (reads * of_reads + writes * of_writes) / (reads + writes) } else { 1.0 }
    }

    fn edge(&self, number: usize, journeys: &[Arc<PressedTime>], passed: &[f64]) -> EdgeStrain {
        let graph = self.graph;
        let edge = &graph.edges[number];
        let mut found = EdgeStrain { room: f64::INFINITY, ..EdgeStrain::default() };
        found.opened_at = self.opened_at[number];
        if !waits(graph, number) {
            return found;
        }
        let mut sums = [0.0; 8];
        let mut probes = (0.0, 0.0);
        for ((journey, time), again) in self.after.traffic.journeys.iter().zip(journeys).zip(&self.guess.again) {
            let above = again[edge.from] * passed[edge.from];
            let rates = journey.calls[number] * (journey.rate * journey.peak_factor * above);
            for (operation, rate) in [rates.reads, rates.writes].into_iter().enumerate() {
                let Some(calls) = time.calls.get(&(number, operation)).filter(|_| rate > 0.0) else { continue };
                let Calls { late, failure, attempts, twice, held, inside, stuck, never, probe, .. } = *calls;
                let twice = attempts * twice;
                found.calls += rate;
                if let Some(probe) = probe {
                    probes = (probes.0 + rate, probes.1 + rate * probe);
                }
                for (sum, value) in sums.iter_mut().zip([late, failure, attempts, twice, held, stuck, inside, never]) {
                    *sum += rate * value;
                }
            }
        }
        if found.calls > 0.0 {
            let [late, failure, made, twice, held, stuck, inside, never] = sums.map(|sum| sum / found.calls);
            let (attempts, twice) = (made + twice, if made > 0.0 { twice / made } else { 0.0 });
            found = EdgeStrain { late, failure, attempts, twice, held, stuck, inside, ..found };
            found.wanted = if never > 0.0 { f64::INFINITY } else { found.calls * inside / 1_000.0 };
        }
        let copies = match graph.nodes[edge.from].kind.copies {
            Copies::Inside => 1.0,
            _ => self.losses.copies_left(graph, edge.from),
        };
        found.half_open = found.opened_at.map(|_| {
            let reset_seconds = edge.number("circuit_breaker_reset_seconds").unwrap_or(BREAKER_RESET_SECONDS);
            let failure = (probes.0 > 0.0).then(|| probes.1 / probes.0);
            // It closes until it has seen enough calls fail again, the last of them given up after its timeout.
            let seen = BREAKER_VOLUME * copies / found.calls;
            let opens_after = seen + edge.number("timeout_ms").unwrap_or(0.0) / 1_000.0;
            let open_share = failure.map(|failure| match failure >= BREAKER_OPENS {
                true => 1.0,
                false => reset_seconds / (reset_seconds + opens_after),
            });
            HalfOpen { reset_seconds, probes: copies / reset_seconds, failure, open_share }
        });
        let bulkhead = edge.switch("bulkhead") == Some(true);
        let size = edge.number("pool_size").or(bulkhead.then_some(BULKHEAD_PLACES));
        found.room = size.map_or(f64::INFINITY, |size| size * copies);
        found
    }

    fn node(
        &self,
        (number, station): (usize, &Station),
        loads: &[Load],
        journeys: &[Arc<PressedTime>],
        edges: &[EdgeStrain],
    ) -> NodeStrain {
        let node = &self.graph.nodes[number];
        let mut held = 0.0;
        // Who waits to be worked on may as well wait for a place.
        let mut queued = 0.0;
        let mut stuck = 0.0_f64;
        for ((journey, time), again) in self.after.traffic.journeys.iter().zip(journeys).zip(&self.guess.again) {
            let rates = journey.peak(number) * again[number];
            for (operation, rate) in [rates.reads, rates.writes].into_iter().enumerate() {
                held += rate * time.held[number][operation] / 1_000.0;
                queued += rate * time.held[number][operation].min(station.wait(operation)) / 1_000.0;
            }
        }
        for &edge in &self.graph.outgoing[number] {
            let of = &edges[edge];
            if self.graph.edges[edge].switch("bulkhead") != Some(true) {
                stuck = stuck.max(of.stuck);
            } else if of.stuck > 0.0 {
                // Calls that are stuck in a bulkhead fill it.
                held += (of.room - of.calls * self.guess.places[edge] * of.held / 1_000.0).max(0.0);
            }
        }
        let refused = if node.number("queue_limit").is_some() { 1.0 - 1.0 / self.guess.crowded[number] } else { 0.0 };
        let room = node.number("concurrency").map(|figure| figure.value * self.losses.copies_left(self.graph, number));
        let never_ends = stuck > 0.0;
        let crowding = match room {
            _ if !self.after.stands[0][number] => 0.0,
            None => 0.0,
            // Those that are turned away are there for no time; of what they would have taken places are wanted all the same.
            Some(room) => {
                ((held - queued) / (1.0 - refused).max(NOTHING) / room).max(self.held_up(number, loads, edges))
            }
        };
        NodeStrain {
            attempts: self.attempts_at(number),
            utilization: loads[number].utilization,
            role: busiest(&loads[number].roles).copied(),
            held: if never_ends { f64::INFINITY } else { held },
            room: room.unwrap_or(f64::INFINITY),
            crowding,
            takes: service_time(node).map(|figure| figure.value),
        }
    }

    /// How many times the requests arrive at a component that it can have an answer for from those it waits for without
    /// giving up: sooner or later all of its places are taken by who waits there, and requests come in as fast as they are
    /// answered; 0 where all keep up.
    fn held_up(&self, number: usize, loads: &[Load], edges: &[EdgeStrain]) -> f64 {
        let crowded = self.guess.crowded[number];
        let by_edge = |&edge: &usize| {
            let (this, of) = (&self.graph.edges[edge], &edges[edge]);
            let is_patient = this.number("timeout_ms").is_none() && this.switch("bulkhead") != Some(true);
            if !is_patient || of.calls <= 0.0 || !waits(self.graph, edge) {
                return 0.0;
            }
            if of.stuck >= 1.0 - NOTHING {
                return 1.0 / NOTHING;
            }
            // Both are by what it takes in; without that limit as many times more would come.
            let in_pool = if of.wanted.is_finite() { of.wanted / of.room } else { 0.0 };
            let is_endless = self.graph.nodes[this.to].number("queue_limit").is_none();
            let at_work = loads[this.to].utilization.filter(|_| is_endless).unwrap_or(0.0);
            let full = crowded * in_pool.max(at_work);
            if full > 1.0 { full.min(1.0 / NOTHING) } else { 0.0 }
        };
        self.graph.outgoing[number].iter().map(by_edge).fold(0.0, f64::max)
    }

    /// Opens the breakers of connections over which too many attempts fail; whether any opened. Whoever chooses among
    /// targets chooses another one then.
    fn open_breakers(&mut self, edges: &[EdgeStrain]) -> bool {
        let mut opened = false;
        for (number, strain) in edges.iter().enumerate() {
            let edge = &self.graph.edges[number];
            let opens = strain.calls > 0.0 && strain.failure >= BREAKER_OPENS;
            if self.open[number] || edge.switch("circuit_breaker") != Some(true) || !opens {
                continue;
            }
            (self.open[number], opened) = (true, true);
            self.opened_at[number] = Some(strain.failure);
            let chooses = self.graph.nodes[edge.from].kind.dispatch == Dispatch::OneOf;
            if chooses || edge.group.is_some() {
                self.losses.cut[number] |= self.after.stands[0][edge.to];
            }
        }
        opened
    }

    /// What is lost, with every connection whose breaker is open. Who calls what is gone is told so anyway.
    fn losses(&self, journeys: &[Arc<PressedTime>]) -> Losses {
        let mut losses = self.losses.clone();
        let in_part = |edge: usize| {
            let is_part = |journey: &&Arc<PressedTime>| journey.unanswered < 1.0 - NEXT_TO_NONE;
            journeys.iter().filter(is_part).any(|journey| (0..2).any(|at| journey.calls.contains_key(&(edge, at))))
        };
        for edge in (0..self.graph.edges.len()).filter(|&edge| self.open[edge]) {
            if self.after.stands[0][self.graph.edges[edge].to] && !losses.cut[edge] {
                (losses.cut[edge], losses.open[edge]) = (true, in_part(edge));
            }
        }
        losses
    }

    /// Share of calls that find a place in their pool: of who waits for one as many as it can have; of who does not, in
    /// the pool of each copy of the caller, those that do not find all taken (Erlang B).
    fn find_a_place(&self, number: usize, strain: &EdgeStrain) -> f64 {
        if !strain.room.is_finite() || !strain.wanted.is_finite() {
            return 1.0;
        }
        let edge = &self.graph.edges[number];
        if edge.switch("bulkhead") == Some(true) {
            let size = libm::floor(edge.number("pool_size").unwrap_or(BULKHEAD_PLACES));
            let offered = strain.wanted * size / strain.room.max(f64::MIN_POSITIVE);
            return erlang_b(offered, size as u64).map_or(1.0, |refused| 1.0 - refused);
        }
        if strain.wanted > strain.room { strain.room / strain.wanted } else { 1.0 }
    }

    /// Supposes what was seen; how much that differs from what was supposed before.
    fn next(&mut self, found: &Look) -> f64 {
        let mut guess = self.guess.clone();
        let mut moved = 0.0_f64;
        let mut take = |known: &mut f64, seen: f64| {
            moved = moved.max((seen - *known).abs() / known.abs().max(seen.abs()).max(f64::MIN_POSITIVE));
            *known = seen;
        };
        for (node, strain) in found.nodes.iter().enumerate() {
            let known = guess.crowded[node];
            take(&mut guess.crowded[node], guess.of_crowds[node].towards(known, strain.crowding.max(1.0)));
        }
        for (edge, strain) in found.edges.iter().enumerate() {
            let (known, seen) = (guess.places[edge], self.find_a_place(edge, strain));
            take(&mut guess.places[edge], guess.of_places[edge].towards(known, seen));
        }
        let graph = self.graph;
        for ((journey, time), again) in self.after.traffic.journeys.iter().zip(&found.journeys).zip(&mut guess.again) {
            for &node in graph.parts.items() {
                let enters = if node == journey.entry { 1.0 } else { 0.0 };
                let (mut first, mut made) = (enters, enters);
                for &edge in &graph.incoming[node] {
                    let from = graph.edges[edge].from;
                    let calls = [journey.calls[edge].reads, journey.calls[edge].writes];
                    let above = if from == node { 1.0 } else { again[from] * found.passed[from] };
                    for (operation, calls) in calls.into_iter().enumerate().filter(|(_, calls)| *calls > 0.0) {
                        let attempts = time
                            .calls
                            .get(&(edge, operation))
                            .map_or(1.0, |calls| calls.attempts * (1.0 + calls.twice));
                        // What finds no place in a bulkhead is not made.
                        let bulkhead = graph.edges[edge].switch("bulkhead") == Some(true);
                        let made_at_all = if bulkhead { guess.places[edge] } else { 1.0 };
                        first += calls;
                        made += calls * attempts * made_at_all * above;
                    }
                }
                if first > 0.0 {
                    take(&mut again[node], made / first);
                }
            }
        }
        self.guess = guess;
        moved
    }
}
