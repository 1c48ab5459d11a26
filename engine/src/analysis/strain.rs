//! A design under strain: something takes longer, is gone, or gets more than it can do, while callers wait, lose
//! patience, try again, run out of places, or have breakers that open. Looks for the state in which all that is in
//! balance, coming from a healthy system. Says nothing in words.
//!
//! - How many requests a component has at once is what arrives a second times how long it keeps one, with all that it
//!   waits for (Little 1961). Where `concurrency` is stated, more than fit are not answered.
//! - A pool (`pool_size`, of each copy of the caller) holds so many calls. With a `bulkhead` those that find no place
//!   fail at once (without a stated size, ten in each copy), as many as Erlang B says; else they wait, and hold the
//!   caller's own places.
//! - Above its capacity a component answers as much as it can, but its queue grows as long as the peak lasts: whoever gives
//!   up is not answered in time, and what was given up is worked on all the same. With a `queue_limit` what finds the
//!   queue full is turned away at once, and the rest is answered. Of a store only the shards count that are too full.
//! - A breaker opens when half of the attempts fail, and nothing gets over the connection. Now and then it lets one call
//!   of each copy of the caller through (half open). Where those fail it stays open. Where they do not, it closes and the
//!   load comes back that opened it, so that it opens again: then the state while it is open is given here, and for which
//!   part of the time that is.
//! - All journeys at their peak; queues, calls and attempts count as independent of each other, by their means.

use std::cell::RefCell;

use super::aftermath::{Aftermath, Before, aftermath};
use super::capacity::{Load, RoleLoad, Roles, busiest};
use super::graph::Graph;
use super::journey_time::{Calls, Fate, JourneyTime, Pressed, PressedTime, pressed_time};
use super::lost::Losses;
use super::queueing::erlang_b;
use super::routing::Left;
use super::stations::{Unevenly, service_time, unevenly};
use super::times::Lates;
use super::traffic::{Rates, waits};
use super::ways::Ways;
use crate::design::vocabulary::Source;
use crate::kinds::{Copies, Dispatch};

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

/// Where more of the calls fail in the end, the caller goes without.
const MOST_FAIL: f64 = 0.5;
/// Rounds after which what still moves is taken as it is.
const MOST_ROUNDS: usize = 200;
/// A round that changes no share and no load by more, in parts of the whole, is the last.
const SETTLED: f64 = 1e-4;
/// Rounds end when so many times have been put on lattices.
const MOST_EFFORT: usize = 5_000;

/// The calls over a connection whose caller waits, all journeys together, at peak.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct EdgeStrain {
    /// Calls a second, attempts of the same call counted once.
    pub calls: f64,
    /// Attempts of one call.
    pub attempts: f64,
    /// Probability that an attempt is given up for its timeout.
    pub late: f64,
    /// Probability that an attempt fails, for whatever reason.
    pub failure: f64,
    /// How long one call is under way, all attempts together, in milliseconds.
    pub held: f64,
    /// Probability that a call is under way for ever.
    pub stuck: f64,
    /// Calls that would be under way at once if all found a place; infinite where some never end.
    pub wanted: f64,
    /// Calls that find a place at once; infinite where nothing limits them.
    pub room: f64,
    /// Probability that an attempt failed when its breaker opened; `None` while that is closed.
    pub opened_at: Option<f64>,
    /// What its breaker does while it is open; `None` while it is closed.
    pub half_open: Option<HalfOpen>,
}

/// A breaker that is open, and lets a call through now and then.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HalfOpen {
    /// Seconds between such calls of one copy of the caller.
    pub reset_seconds: f64,
    /// Such calls a second, of all copies.
    pub probes: f64,
    /// Probability that one fails; `None` where the caller has chosen another target by then.
    pub failure: Option<f64>,
    /// Part of the time in which it is open; 1 where those calls fail too. `None` where it is not known whether they do.
    pub open_share: Option<f64>,
}

/// A component.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NodeStrain {
    /// What arrives a second at peak, further attempts included.
    pub attempts: Rates,
    /// How full its busiest role is by that; `None` where nothing limits it, or it is lost.
    pub utilization: Option<f64>,
    /// Its busiest role.
    pub role: Option<RoleLoad>,
    /// Requests that are there at once; infinite where some never end.
    pub held: f64,
    /// Requests that it can have at once; infinite where the design states nothing.
    pub room: f64,
    /// How many times the requests that it can keep up with arrive, by how many it can have at once; 0 where the
    /// design states nothing.
    pub crowding: f64,
    /// How long it takes for one request, in milliseconds, without waiting.
    pub takes: Option<f64>,
}

/// A design under strain.
#[derive(Clone, Debug)]
pub struct Strain {
    /// By node.
    pub nodes: Vec<NodeStrain>,
    /// By edge; only those whose caller waits have figures.
    pub edges: Vec<EdgeStrain>,
    /// By node: what arrives a second at peak, first attempts alone.
    pub first: Vec<f64>,
    /// By journey of the traffic: how long it takes; none where nobody asked.
    pub times: Vec<JourneyTime>,
    /// By journey of the traffic: share of its requests that are answered, and well.
    pub answered: Vec<f64>,
    /// By journey of the traffic: edges over which most calls fail in the end, and whether the caller fails with them.
    pub failing: Vec<Vec<(usize, bool)>>,
    /// What is lost, with connections whose breaker is open.
    pub losses: Losses,
}

/// What bears on a design.
#[derive(Clone, Copy, Debug)]
pub struct Bearing<'a> {
    /// What is lost.
    pub losses: &'a Losses,
    /// By journey of the traffic: how many times its rate arrives; once where it is empty.
    pub factors: &'a [f64],
    /// By node: how many times as long it takes, and how many milliseconds longer; nothing changes where it is empty.
    pub slow: &'a [(f64, f64)],
}

/// Finds the balance; with how long journeys take, if somebody asks. What was read from lattices for one scenario serves
/// the next.
#[must_use]
pub fn strain(before: &Before<'_>, bearing: &Bearing<'_>, lates: &RefCell<Lates>, is_timed: bool) -> Strain {
    let graph = before.graph;
    let ways = Ways::new(graph);
    let mut state = State {
        graph,
        slow: bearing.slow,
        losses: bearing.losses.clone(),
        after: aftermath(before, bearing.losses, bearing.factors),
        lates,
        guess: Guess {
            again: vec![vec![1.0; graph.nodes.len()]; before.traffic.journeys.len()],
            crowded: vec![1.0; graph.nodes.len()],
            places: vec![1.0; graph.edges.len()],
        },
        open: vec![false; graph.edges.len()],
        opened_at: vec![None; graph.edges.len()],
    };
    let mut found = state.look(&ways, false);
    let mut effort = 0;
    for _ in 0..MOST_ROUNDS {
        let opened = state.open_breakers(&found.edges);
        if opened {
            state.after = aftermath(before, &state.losses, bearing.factors);
        }
        let (next, moved) = state.next(&found);
        effort += found.journeys.iter().map(|journey| journey.effort).sum::<usize>();
        if !opened && (moved <= SETTLED || effort > MOST_EFFORT) {
            break;
        }
        state.guess = next;
        found = state.look(&ways, false);
    }
    if is_timed {
        found = state.look(&ways, true);
    }
    let first = state.after.traffic.peak.iter().map(|peak| peak.total()).collect();
    found.into_strain(first, state.losses())
}

struct State<'a> {
    graph: &'a Graph<'a>,
    slow: &'a [(f64, f64)],
    losses: Losses,
    after: Aftermath,
    lates: &'a RefCell<Lates>,
    guess: Guess,
    open: Vec<bool>,
    opened_at: Vec<Option<f64>>,
}

/// What is supposed, and looked at until it comes out.
#[derive(Clone)]
struct Guess {
    /// By journey and node: how often it is asked for one first attempt.
    again: Vec<Vec<f64>>,
    /// By node: how many times the requests that it can have at once it would have, once at least.
    crowded: Vec<f64>,
    /// By edge: share of calls that find a place in its pool.
    places: Vec<f64>,
}

/// One look at a state.
struct Look {
    nodes: Vec<NodeStrain>,
    edges: Vec<EdgeStrain>,
    journeys: Vec<PressedTime>,
}

impl Look {
    fn into_strain(self, first: Vec<f64>, losses: Losses) -> Strain {
        let answered = self.journeys.iter().map(|journey| 1.0 - journey.unanswered).collect();
        let failing = |journey: &PressedTime| {
            let fails = journey.calls.iter().filter(|(_, calls)| calls.fails > MOST_FAIL);
            fails.map(|(&(edge, _), calls)| (edge, calls.is_felt)).collect()
        };
        let failing = self.journeys.iter().map(failing).collect();
        let times = self.journeys.into_iter().filter_map(|journey| journey.time).collect();
        Strain { nodes: self.nodes, edges: self.edges, first, times, answered, failing, losses }
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
            false => vec![(1.0, Roles::default())],
        };
        // Places are in balance by themselves (`crowding`).
        roles.iter_mut().for_each(|(_, roles)| *roles = roles.without_places());
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
        [0, 1].map(|operation| Fate {
            never: 1.0 - found.answered[operation].min(1.0 / crowded),
            endless: if crowded > 1.0 { 1.0 } else { found.endless[operation] },
            fails: found.turned_away[operation],
        })
    }

    fn look(&self, ways: &Ways<'_>, is_timed: bool) -> Look {
        let graph = self.graph;
        let loads: Vec<Load> = (0..graph.nodes.len()).map(|node| self.load(node)).collect();
        let found: Vec<Unevenly> = (0..graph.nodes.len()).map(|node| self.station(node)).collect();
        let met: Vec<[Fate; 2]> = found.iter().enumerate().map(|(node, found)| self.met(node, found)).collect();
        let stations: Vec<_> = found.into_iter().map(|found| found.station).collect();
        let (stands, lates) = (&self.after.stands, self.lates);
        let places = &self.guess.places;
        // Whoever is gone is called all the same, and waited for; a cache that is cold or gone answers nothing.
        let (all, none) = (vec![true; graph.nodes.len()], vec![false; graph.edges.len()]);
        let cold: Vec<bool> = (0..graph.nodes.len()).map(|node| self.losses.cold[node] || !stands[0][node]).collect();
        let left = Left { stands: &all, works: &all, cut: &none, cold: &cold };
        let pressed = Pressed { stands, left, met: &met, places, open: &self.open, lates, is_timed };
        let traffic = &self.after.traffic;
        let time = |at: usize| pressed_time(graph, traffic, at, (&stations, ways), &pressed);
        let journeys: Vec<PressedTime> = (0..traffic.journeys.len()).map(time).collect();
        let edges: Vec<EdgeStrain> = (0..graph.edges.len()).map(|edge| self.edge(edge, &journeys)).collect();
        let nodes = (0..graph.nodes.len()).map(|node| self.node(node, &loads[node], &journeys, &edges));
        let mut nodes: Vec<NodeStrain> = nodes.collect();
        for (node, station) in nodes.iter_mut().zip(&stations) {
            node.takes = station.service.map(|service| service.value);
        }
        Look { nodes, edges, journeys }
    }

    fn edge(&self, number: usize, journeys: &[PressedTime]) -> EdgeStrain {
        let graph = self.graph;
        let edge = &graph.edges[number];
        let mut found = EdgeStrain { room: f64::INFINITY, ..EdgeStrain::default() };
        found.opened_at = self.opened_at[number];
        if !waits(graph, number) {
            return found;
        }
        let mut sums = [0.0; 5];
        let mut probes = (0.0, 0.0);
        for ((journey, time), again) in self.after.traffic.journeys.iter().zip(journeys).zip(&self.guess.again) {
            let rates = journey.calls[number] * (journey.rate * journey.peak_factor * again[edge.from]);
            for (operation, rate) in [rates.reads, rates.writes].into_iter().enumerate() {
                let Some(calls) = time.calls.get(&(number, operation)).filter(|_| rate > 0.0) else { continue };
                let Calls { late, failure, attempts, held, stuck, probe, .. } = *calls;
                found.calls += rate;
                if let Some(probe) = probe {
                    probes = (probes.0 + rate, probes.1 + rate * probe);
                }
                for (sum, value) in sums.iter_mut().zip([late, failure, attempts, held, stuck]) {
                    *sum += rate * value;
                }
            }
        }
        if found.calls > 0.0 {
            let [late, failure, attempts, held, stuck] = sums.map(|sum| sum / found.calls);
            found = EdgeStrain { late, failure, attempts, held, stuck, ..found };
            found.wanted = if stuck > 0.0 { f64::INFINITY } else { found.calls * held / 1_000.0 };
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

    fn node(&self, number: usize, load: &Load, journeys: &[PressedTime], edges: &[EdgeStrain]) -> NodeStrain {
        let node = &self.graph.nodes[number];
        let mut held = 0.0;
        let mut stuck = 0.0_f64;
        for ((journey, time), again) in self.after.traffic.journeys.iter().zip(journeys).zip(&self.guess.again) {
            let rates = journey.peak(number) * again[number];
            for (operation, rate) in [rates.reads, rates.writes].into_iter().enumerate() {
                held += rate * time.held[number][operation] / 1_000.0;
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
        let room = node.number("concurrency").map(|figure| figure.value * self.losses.copies_left(self.graph, number));
        let never_ends = stuck > 0.0;
        let crowding = match room {
            _ if !self.after.stands[0][number] => 0.0,
            None => 0.0,
            // Sooner or later all places are taken by who waits for this call, and requests come in as fast as it is
            // answered.
            Some(_) if never_ends => 1.0 / (1.0 - stuck).max(f64::MIN_POSITIVE),
            Some(room) if held > 0.0 => held / room,
            Some(_) => 0.0,
        };
        NodeStrain {
            attempts: self.attempts_at(number),
            utilization: load.utilization,
            role: busiest(&load.roles).copied(),
            held: if never_ends { f64::INFINITY } else { held },
            room: room.unwrap_or(f64::INFINITY),
            crowding,
            takes: service_time(node).map(|figure| figure.value),
        }
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
            if chooses || edge.connection.group.is_some() {
                self.losses.cut[number] |= self.after.stands[0][edge.to];
            }
        }
        opened
    }

    /// What is lost, with every connection whose breaker is open. Who calls what is gone is told so anyway.
    fn losses(&self) -> Losses {
        let mut losses = self.losses.clone();
        for (cut, edge) in losses.cut.iter_mut().zip(&self.graph.edges) {
            *cut |= self.open[edge.number] && self.after.stands[0][edge.to];
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

    /// What was seen, and how much it differs from what was supposed.
    fn next(&self, found: &Look) -> (Guess, f64) {
        let mut guess = self.guess.clone();
        let mut moved = 0.0_f64;
        let mut take = |known: &mut f64, seen: f64| {
            moved = moved.max((seen - *known).abs() / known.abs().max(seen.abs()).max(f64::MIN_POSITIVE));
            *known = seen;
        };
        for (node, strain) in found.nodes.iter().enumerate() {
            take(&mut guess.crowded[node], strain.crowding.max(1.0));
        }
        for (edge, strain) in found.edges.iter().enumerate() {
            take(&mut guess.places[edge], self.find_a_place(edge, strain));
        }
        let graph = self.graph;
        for ((journey, time), again) in self.after.traffic.journeys.iter().zip(&found.journeys).zip(&mut guess.again) {
            for &node in graph.parts.items() {
                let enters = if node == journey.entry { 1.0 } else { 0.0 };
                let (mut first, mut made) = (enters, enters);
                for &edge in &graph.incoming[node] {
                    let from = graph.edges[edge].from;
                    let calls = [journey.calls[edge].reads, journey.calls[edge].writes];
                    let above = if from == node { 1.0 } else { again[from] };
                    for (operation, calls) in calls.into_iter().enumerate().filter(|(_, calls)| *calls > 0.0) {
                        let attempts = time.calls.get(&(edge, operation)).map_or(1.0, |calls| calls.attempts);
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
        (guess, moved)
    }
}
