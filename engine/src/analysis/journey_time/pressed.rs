//! A journey whose callers lose patience: calls that are given up, tried again, not made at all, or fail, and what that
//! makes of the answer. Who is too slow, too full or gone is told by `strain`.
//!
//! An attempt that takes longer than the connection's `timeout_ms` fails, and so does one whose answer is a failure.
//! Failed attempts are repeated as the connection allows, after the waits that it states (`waits`). What is lost does not refuse: its callers wait for their `connect_timeout_ms`, else their
//! `timeout_ms`; where the design states neither, they know at once. A part of the calls may find no place: with a
//! bulkhead those fail at once, without one they wait until they are given up.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::{Builder, JourneyTime, Why};
use crate::analysis::Graph;
use crate::analysis::attempts::{allowed, is_felt};
use crate::analysis::routing::Left;
use crate::analysis::stations::Station;
use crate::analysis::times::{Lates, Time, Tried};
use crate::analysis::traffic::Traffic;
use crate::analysis::waits::Waits;
use crate::analysis::ways::Ways;

/// What is known of a design under strain, by number.
#[derive(Clone, Copy, Debug)]
pub struct Pressed<'a> {
    /// By node: whether what is left of it answers reads, and whether it takes writes.
    pub stands: &'a [Vec<bool>; 2],
    /// Which caches have nothing to answer with: those that are cold, or gone.
    pub left: Left<'a>,
    /// By node: what becomes of reads, and of writes, in it before it does anything: those that come to a queue that grows
    /// without end, and those that are turned away.
    pub met: &'a [[Fate; 2]],
    /// By edge: share of calls that find a place in the connection's pool.
    pub places: &'a [f64],
    /// By edge: whether its circuit breaker is open, so that no call is made.
    pub open: &'a [bool],
    /// Which calls are late, as far as it was read before.
    pub lates: &'a RefCell<Lates>,
    /// Whether somebody asks how long the whole takes, which is much of the work.
    pub is_timed: bool,
}

/// A design in which everything stands and answers, and callers give up and try again as they say.
#[derive(Debug)]
pub struct Calm {
    stands: [Vec<bool>; 2],
    met: Vec<[Fate; 2]>,
    places: Vec<f64>,
    nothing: [Vec<bool>; 2],
    lates: RefCell<Lates>,
}

impl Calm {
    /// `None` where nobody gives anything up.
    #[must_use]
    pub fn of(graph: &Graph<'_>) -> Option<Self> {
        let (nodes, edges) = (graph.nodes.len(), graph.edges.len());
        let gives_up = graph.edges.iter().any(|edge| edge.number("timeout_ms").is_some());
        gives_up.then(|| Self {
            stands: [vec![true; nodes], vec![true; nodes]],
            met: vec![[Fate::default(); 2]; nodes],
            places: vec![1.0; edges],
            nothing: [vec![false; nodes], vec![false; edges]],
            lates: RefCell::default(),
        })
    }

    /// As journeys are told of it.
    #[must_use]
    pub fn pressed(&self) -> Pressed<'_> {
        let Self { stands, met, places, nothing: [cold, cut], lates } = self;
        let left = Left { stands: &stands[0], works: &stands[0], cut, cold };
        Pressed { stands, left, met, places, open: cut, lates, is_timed: false }
    }
}

/// What may become of a request besides a good answer.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Fate {
    /// Probability that no answer ever comes.
    pub never: f64,
    /// Probability that none comes before anybody loses patience: who has a timeout gives up.
    pub endless: f64,
    /// Probability that the answer is a failure.
    pub fails: f64,
    /// Probability that it is one that comes at once: refused. Others come when somebody has waited in vain.
    pub at_once: f64,
}

impl Fate {
    /// Share of the answers in time that are failures, where so many take longer. Those that come at once are in time; of
    /// the others, which were waited for in vain, most are what takes longest.
    fn in_time(self, late: f64) -> f64 {
        let failure = (self.at_once + late.max(self.fails - self.at_once)).min(1.0);
        if late < 1.0 { ((failure - late) / (1.0 - late)).clamp(0.0, 1.0) } else { 0.0 }
    }

    /// Of requests of which a part meets this.
    fn of_part(self, part: f64) -> Self {
        Self {
            never: self.never * part,
            endless: self.endless * part,
            fails: self.fails * part,
            at_once: self.at_once * part,
        }
    }

    /// Of several calls, all of which have to go well.
    fn of_calls(self, calls: f64) -> Self {
        let any = |one: f64| if calls > 1.0 { 1.0 - libm::pow(1.0 - one.min(1.0), calls) } else { one };
        Self { never: any(self.never), endless: any(self.endless), fails: any(self.fails), at_once: any(self.at_once) }
    }

    /// One or the other.
    pub(super) fn or(self, other: Self) -> Self {
        let sum = |one: f64, two: f64| (one + two).min(1.0);
        Self {
            never: sum(self.never, other.never),
            endless: sum(self.endless, other.endless),
            fails: sum(self.fails, other.fails),
            at_once: sum(self.at_once, other.at_once),
        }
    }

    /// Both, one after the other.
    pub(super) fn and(self, other: Self) -> Self {
        let either = |one: f64, two: f64| 1.0 - (1.0 - one) * (1.0 - two);
        Self {
            never: either(self.never, other.never),
            endless: either(self.endless, other.endless),
            fails: either(self.fails, other.fails),
            at_once: either(self.at_once, other.at_once),
        }
    }

    pub(super) fn with_probability(self, probability: f64, calls: f64) -> Self {
        self.of_calls(calls).of_part(probability)
    }
}

/// What becomes of the calls over a connection.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Calls {
    /// Probability that one attempt is given up for its timeout.
    pub late: f64,
    /// Probability that one attempt fails.
    pub failure: f64,
    /// Attempts of one call.
    pub attempts: f64,
    /// Probability that an attempt is sent twice (`hedge_after_ms`).
    pub twice: f64,
    /// How long one call that is made is under way, all attempts together, in milliseconds.
    pub held: f64,
    /// How long one call holds a place in its pool, all attempts together, in milliseconds: no wait for a place, and none
    /// between attempts. Where calls wait for places, no wait in the queue of who is asked, either.
    pub inside: f64,
    /// Probability that it is under way for ever: no answer comes, and nobody gives it up.
    pub stuck: f64,
    /// The same of a call that has a place.
    pub never: f64,
    /// Probability that a call fails in the end.
    pub fails: f64,
    /// Whether the caller fails then too.
    pub is_felt: bool,
    /// Probability that a call fails that an open breaker lets through to try; `None` while that is closed.
    pub probe: Option<f64>,
}

/// A journey under strain.
#[derive(Clone, Debug)]
pub struct PressedTime {
    /// How long it takes, if somebody asks; unbounded where some request is never answered and nobody gives it up.
    pub time: Option<JourneyTime>,
    /// Share of its requests that fail, or are never answered.
    pub unanswered: f64,
    /// By edge and operation (reads 0, writes 1).
    pub calls: BTreeMap<(usize, usize), Calls>,
    /// By node: how long a read, and a write, is there until it is answered, in milliseconds.
    pub held: Vec<[f64; 2]>,
    /// How much work it was, in times put on a lattice.
    pub effort: usize,
}

/// How long a journey takes whose callers lose patience.
#[must_use]
pub fn pressed_time(
    graph: &Graph<'_>,
    traffic: &Traffic,
    at: usize,
    (stations, ways): (&[Station], &Ways<'_>),
    pressed: &Pressed<'_>,
) -> PressedTime {
    let mut builder = Builder::new(graph, &traffic.journeys[at], stations, ways);
    builder.pressed = Some(pressed);
    builder.router.works = Some(pressed.left);
    let operation = builder.begin();
    let entry = builder.journey.entry;
    for node in 0..graph.nodes.len() {
        // What a loop without end feeds is never answered.
        if builder.journey.unbounded[node] || traffic.flooded[node] {
            builder.endless[node] = true;
        }
    }
    builder.answer_all(operation);
    let fate = builder.fates[entry][operation];
    let unanswered = 1.0 - (1.0 - fate.never) * (1.0 - fate.fails);
    let mut found = PressedTime {
        time: None,
        unanswered: unanswered.clamp(0.0, 1.0),
        calls: BTreeMap::new(),
        held: vec![[0.0; 2]; graph.nodes.len()],
        effort: builder.times.effort,
    };
    if pressed.is_timed {
        let full = |node: &usize| {
            (0..2).any(|operation| pressed.met[*node][operation].never > 0.0 && builder.met[*node][operation])
        };
        found.time = Some(match builder.known() {
            Some(_) if fate.never > 0.0 => JourneyTime::Unbounded((0..graph.nodes.len()).filter(full).collect()),
            Some(known) => JourneyTime::Known(known),
            None => JourneyTime::Unknown,
        });
    }
    let Some(means) = builder.times.averages(&mut pressed.lates.borrow_mut()) else { return found };
    for (&(number, operation), made) in &builder.tries {
        let edge = &graph.edges[number];
        // Who waits for a place may wait there in place of in the queue of who is asked: only work takes places then.
        let is_patient = edge.switch("bulkhead") != Some(true);
        let waits = if is_patient { stations[edge.to].wait(operation) } else { 0.0 };
        let at_work = if means[made.one] > 0.0 { (1.0 - waits / means[made.one]).max(0.0) } else { 1.0 };
        let inside = at_work * made.calls.attempts * made.each.unwrap_or(means[made.one]);
        found.calls.insert((number, operation), Calls { held: means[made.whole], inside, ..made.calls });
    }
    for (held, answers) in found.held.iter_mut().zip(&builder.answers) {
        *held = answers.map(|answer| answer.map_or(0.0, |id| means[id]));
    }
    found
}

/// The calls over a connection, while means are not known.
pub(super) struct Made {
    /// Number of the time of one call, all attempts together.
    pub whole: usize,
    /// Number of the time of one attempt that nobody gives up.
    one: usize,
    /// How long an attempt takes that has a place, where some are given up.
    each: Option<f64>,
    /// What becomes of them.
    pub calls: Calls,
}

impl Builder<'_> {
    /// Whether a component is gone for an operation.
    fn is_lost(&self, node: usize, operation: usize) -> bool {
        self.pressed.is_some_and(|pressed| !pressed.stands[operation][node])
    }

    /// What becomes of requests in a component itself; `None` where it is gone.
    pub(super) fn own_fate(&self, node: usize, operation: usize) -> Option<Fate> {
        if self.is_lost(node, operation) {
            return None;
        }
        if self.endless[node] {
            return Some(Fate { never: 1.0, endless: 1.0, ..Fate::default() });
        }
        Some(self.pressed.map_or_else(Fate::default, |pressed| pressed.met[node][operation]))
    }

    /// What becomes of an attempt over an edge before its caller gives up, and how long the caller waits.
    fn awaited(&self, number: usize, output: usize) -> (Fate, Option<f64>) {
        let edge = &self.graph.edges[number];
        let lost = self.is_lost(edge.to, output);
        let limit = |name: &str| edge.number(name).filter(|limit| *limit > 0.0);
        let timeout = limit("timeout_ms");
        match lost {
            false => (self.fates[edge.to][output], timeout),
            true => (Fate { never: 1.0, endless: 1.0, ..Fate::default() }, limit("connect_timeout_ms").or(timeout)),
        }
    }

    /// Probability that a second request is sent besides one that takes a time, or is never answered so often: that it is
    /// not there when its caller sends another, before it gives up.
    fn twice(&mut self, number: usize, one: usize, endless: f64) -> f64 {
        let (edge, Some(pressed)) = (&self.graph.edges[number], self.pressed) else { return 0.0 };
        let timeout = edge.number("timeout_ms").unwrap_or(f64::INFINITY);
        let Some(after) = edge.number("hedge_after_ms").filter(|after| *after < timeout) else { return 0.0 };
        1.0 - (1.0 - self.times.late(one, after, &mut pressed.lates.borrow_mut()).0) * (1.0 - endless)
    }

    /// A call over an edge whose single attempt takes a time, of one request or of the first of two: all its attempts, and
    /// what becomes of it for the caller.
    pub(super) fn attempted(
        &mut self,
        number: usize,
        (at, output): (usize, usize),
        (one, time): (usize, usize),
    ) -> (usize, Fate) {
        let Some(pressed) = self.pressed else { return (time, Fate::default()) };
        let edge = &self.graph.edges[number];
        let is_felt = is_felt(&self.router, number, at == 0);
        let bulkhead = edge.switch("bulkhead") == Some(true);
        let (mut fate, timeout) = self.awaited(number, output);
        // Who waits for a place in a pool waits as long as for an answer.
        let place = pressed.places[number];
        let waits_outside = if bulkhead { 0.0 } else { 1.0 - place };
        let (never, endless) = (fate.never, fate.endless);
        fate.never = 1.0 - (1.0 - never) * (1.0 - waits_outside);
        fate.endless = 1.0 - (1.0 - endless) * (1.0 - waits_outside);
        let (most, budget) = allowed(self.graph, number);
        let after = timeout.unwrap_or(f64::INFINITY);
        let mut tried =
            Tried { of: time, after, late: 0.0, each: None, fails: 0.0, most, again: 1.0, waits: Waits::of(edge) };
        let mut inside = None;
        if let Some(after) = timeout {
            let (late, each) = self.times.late(time, after, &mut pressed.lates.borrow_mut());
            let each = each.unwrap_or_else(|| self.times.bound(time).min(after));
            inside = Some((1.0 - endless) * each + endless * after).filter(|_| late > 0.0 || endless > 0.0);
            tried.late = 1.0 - (1.0 - late) * (1.0 - waits_outside);
            tried.each = Some((1.0 - waits_outside) * each + waits_outside * after).filter(|_| tried.late > 0.0);
            (fate.never, fate.endless) = (0.0, 0.0);
        } else if self.is_lost(edge.to, output) {
            fate = Fate { fails: 1.0, at_once: 1.0, ..Fate::default() };
        }
        tried.fails = fate.in_time(tried.late);
        // The same request meets the same shard again: where its queue has no end, no further attempt helps.
        let hopeless = if timeout.is_some() { endless } else { 0.0 };
        let vain = Tried { late: 1.0, each: Some(after), fails: 0.0, ..tried };
        if pressed.open[number] {
            // Failed before it is made.
            let nothing = self.times.series(Vec::new());
            let failure = hopeless + (1.0 - hopeless) * tried.failure();
            let probe = Some(1.0 - (1.0 - failure) * (1.0 - fate.never));
            let calls = Calls { failure: 1.0, fails: 1.0, is_felt, probe, ..Calls::default() };
            self.tries.insert((number, output), Made { whole: nothing, one: nothing, each: None, calls });
            let fails = if is_felt { 1.0 } else { 0.0 };
            return (nothing, Fate { fails, at_once: fails, ..Fate::default() });
        }
        let (mut tried, mut vain) = (tried, vain);
        if let Some(budget) = budget {
            // So many further attempts as the budget allows, on average.
            tried.again = within(budget, most, tried.failure());
            vain.again = within(budget, most, 1.0);
        }
        let plain = tried.late <= 0.0 && tried.attempts() <= 1.0;
        let mut all = if plain { time } else { self.times.add(Time::Tried(tried)) };
        if !plain {
            self.explain(all, || Why::Tried(number, output));
        }
        let mixed = |good: f64, bad: f64| (1.0 - hopeless) * good + hopeless * bad;
        let attempts = mixed(tried.attempts(), vain.attempts());
        let of_attempts = |good: f64| mixed(tried.attempts() * good, vain.attempts()) / attempts;
        let (late, failure) = (of_attempts(tried.late), of_attempts(tried.failure()));
        let mut fails = mixed(tried.fails_in_the_end(), 1.0);
        if hopeless > 0.0 {
            let vain = self.times.add(Time::Tried(vain));
            all = self.times.add(Time::OneOf(vec![(1.0 - hopeless, all), (hopeless, vain)]));
        }
        let mut at_once = libm::pow(fate.at_once, f64::from(most)).min(fails);
        let stuck = fate.never;
        let mut whole = all;
        // What is stuck in a bulkhead keeps others out, who know at once.
        let place = if bulkhead {
            fate.endless = 0.0;
            place * (1.0 - std::mem::take(&mut fate.never))
        } else {
            place
        };
        if bulkhead && place < 1.0 {
            whole = self.times.add(Time::OneOf(vec![(place, all)]));
            fails = 1.0 - place * (1.0 - fails);
            at_once = 1.0 - place * (1.0 - at_once);
        }
        let never = if timeout.is_some() { 0.0 } else { never };
        let twice = self.twice(number, one, endless);
        let calls = Calls { late, failure, attempts, twice, stuck, never, fails, is_felt, ..Calls::default() };
        self.tries.insert((number, output), Made { whole: all, one: time, each: inside, calls });
        let felt = if is_felt { 1.0 } else { 0.0 };
        (whole, Fate { fails: felt * fails, at_once: felt * at_once, ..fate })
    }
}

/// The probability of another attempt after one that failed with which, of so many at most, as many more are made on
/// average as a budget allows; 1 where it allows all.
#[must_use]
pub fn within(budget: f64, most: u32, failure: f64) -> f64 {
    let more = |again: f64| (1..most).map(|further| libm::pow(failure * again, f64::from(further))).sum::<f64>();
    if more(1.0) <= budget {
        return 1.0;
    }
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..100 {
        let middle = 0.5 * (low + high);
        if more(middle) > budget { high = middle } else { low = middle }
    }
    0.5 * (low + high)
}
