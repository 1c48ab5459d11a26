//! A day in minutes: how the rates of journeys with a daily curve rise and fall, how many copies autoscaled pools have
//! by then, and when anything gets more than it can do. Every day is like the one before. Says nothing in words.
//!
//! - A curve is 24 values, one for each full hour, with straight lines between them and back to the first. It is scaled
//!   so that its mean is 1: a day still brings what the rate says. Journeys without a curve bring their average all day.
//! - An autoscaler looks every minute at what arrives, and wants as many copies as carry that at its target, within its
//!   limits. A copy that it starts works after the delay; copies that are wanted no more go at once, those still
//!   starting first. It starts or stops no more copies a minute than its step.
//! - Bursts within minutes, and what retries add, are left out.

use super::capacity::{Standing, per_copy, target_utilization};
use super::graph::{Graph, Node};
use super::places::roles;
use super::traffic::{JourneyTraffic, Rates, Traffic};
use crate::design::Journey;

/// Minutes of a day.
pub const MINUTES: usize = 1_440;
/// Copies at least, where the design does not say: an assumption.
pub const FEWEST: f64 = 1.0;
/// Days after which one counts as being like the one before.
const MOST_DAYS: usize = 8;
/// Rounding errors are no shortage.
const ROUNDING: f64 = 1e-9;

/// By minute: how many times its average a journey brings; `None` without a curve.
#[must_use]
pub fn levels(journey: &Journey) -> Option<Vec<f64>> {
    let curve = journey.daily_curve.as_ref()?;
    let mean = curve.iter().sum::<f64>() / curve.len() as f64;
    let hours = curve.len();
    let of_minute = |minute: usize| {
        let place = (minute as f64 + 0.5) * hours as f64 / MINUTES as f64;
        let hour = libm::floor(place) as usize;
        let part = place - hour as f64;
        (curve[hour % hours] * (1.0 - part) + curve[(hour + 1) % hours] * part) / mean
    };
    Some((0..MINUTES).map(of_minute).collect())
}

/// How an autoscaled pool grows and shrinks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Autoscaler {
    /// Copies at least.
    pub fewest: f64,
    /// Copies at most; infinite where the design does not say.
    pub most: f64,
    /// Utilisation that it keeps.
    pub target: f64,
    /// Minutes until a new copy works.
    pub delay: f64,
    /// Copies that it starts or stops a minute at most; infinite where the design does not say.
    pub step: f64,
}

impl Autoscaler {
    /// What a design says of a pool; `None` where its size is fixed.
    #[must_use]
    pub fn of(graph: &Graph<'_>, node: &Node<'_>) -> Option<Self> {
        let figure = |name: &str| node.number(name).map(|figure| figure.value);
        let is_told = ["autoscaling_min", "autoscaling_max", "autoscaling_target"].iter().any(|name| node.states(name));
        if !is_told || !node.is_pool() {
            return None;
        }
        let fewest = figure("autoscaling_min").unwrap_or(FEWEST).max(1.0);
        Some(Self {
            fewest,
            most: figure("autoscaling_max").unwrap_or(f64::INFINITY).max(fewest),
            target: figure("autoscaling_target")
                .filter(|target| *target > 0.0)
                .unwrap_or(target_utilization(graph.design)),
            delay: figure("autoscaling_delay_minutes").unwrap_or(0.0),
            step: figure("autoscaling_step").map_or(f64::INFINITY, |step| step.max(1.0)),
        })
    }

    /// By minute: copies that are there, and copies that work, when so many copies' worth of load arrives.
    #[must_use]
    pub fn follow(&self, load: &[f64]) -> (Vec<f64>, Vec<f64>) {
        let wanted = |load: &f64| libm::ceil(load / self.target * (1.0 - ROUNDING)).clamp(self.fewest, self.most);
        let wanted: Vec<f64> = load.iter().map(wanted).collect();
        let mut there = wanted.clone();
        let mut now = there.last().copied().unwrap_or(self.fewest);
        for _ in 0..MOST_DAYS {
            let began = now;
            for (there, wanted) in there.iter_mut().zip(&wanted) {
                now = wanted.clamp(now - self.step, now + self.step);
                *there = now;
            }
            if now == began {
                break;
            }
        }
        // What works has been there, without a break, for as long as the delay.
        let delay = libm::ceil(self.delay.clamp(0.0, MINUTES as f64)) as usize;
        (there.clone(), least_of_the_last(&there, delay))
    }
}

/// By minute of a day like the one before: the least of it and so many minutes before.
fn least_of_the_last(values: &[f64], before: usize) -> Vec<f64> {
    let all = values.len();
    let mut least = Vec::with_capacity(all);
    // Places of candidates, each larger than the one before it, so that the first is the least.
    let mut queue: std::collections::VecDeque<usize> = std::collections::VecDeque::new();
    for at in 0..2 * all {
        while queue.back().is_some_and(|&last| values[last % all] >= values[at % all]) {
            queue.pop_back();
        }
        queue.push_back(at);
        while queue.front().is_some_and(|&first| first + before.min(all - 1) < at) {
            queue.pop_front();
        }
        if at >= all {
            least.push(queue.front().map_or(values[at - all], |&first| values[first % all]));
        }
    }
    least
}

/// How full each role of a component gets by one read, and by one write, a second.
struct Fullness(Vec<[f64; 2]>);

impl Fullness {
    /// Reads and writes go to roles in fixed parts, so that what they take adds up.
    fn of(graph: &Graph<'_>, number: usize, standing: Standing) -> Self {
        let by = |reads: f64, writes: f64| roles(graph, number, Rates { reads, writes }, standing);
        let (reads, writes) = (by(1.0, 0.0), by(0.0, 1.0));
        Self(reads.iter().zip(writes.iter()).map(|(read, write)| [read.utilization, write.utilization]).collect())
    }

    /// How full the busiest role is.
    fn by(&self, rates: Rates) -> f64 {
        let part = |rate: f64, one: f64| if rate > 0.0 { rate * one } else { 0.0 };
        let full = |[read, write]: &[f64; 2]| part(rates.reads, *read) + part(rates.writes, *write);
        self.0.iter().map(full).fold(0.0, f64::max)
    }
}

/// A component over the day.
#[derive(Clone, Debug, PartialEq)]
pub struct PoolDay {
    /// Number of the component.
    pub node: usize,
    /// How it grows and shrinks; `None` where its size is fixed.
    pub autoscaler: Option<Autoscaler>,
    /// By minute: what arrives a second.
    pub load: Vec<f64>,
    /// By minute: copies that are there, working or starting.
    pub there: Vec<f64>,
    /// By minute: copies that work.
    pub works: Vec<f64>,
    /// By minute: how full those that work are.
    pub full: Vec<f64>,
}

impl PoolDay {
    /// By minute: what arrives a second and is more than it can do.
    #[must_use]
    pub fn short(&self, minute: usize) -> f64 {
        let full = self.full[minute];
        if full > 1.0 + ROUNDING { self.load[minute] * (1.0 - 1.0 / full) } else { 0.0 }
    }

    /// The minute in which it is short by the most, the first of several; `None` where it never is.
    #[must_use]
    pub fn worst(&self) -> Option<usize> {
        let short = (0..MINUTES).filter(|&minute| self.short(minute) > 0.0);
        short.reduce(|worst, minute| if self.short(minute) > self.short(worst) { minute } else { worst })
    }

    /// By hour: hours that copies are there, summed up over the copies.
    #[must_use]
    pub fn instance_hours(&self) -> Vec<f64> {
        by_hour(&self.there)
    }
}

/// By hour: the mean of what is by minute.
#[must_use]
pub fn by_hour(minutes: &[f64]) -> Vec<f64> {
    minutes.chunks(60).map(|hour| hour.iter().sum::<f64>() / hour.len() as f64).collect()
}

/// A journey over the day.
#[derive(Clone, Debug, PartialEq)]
pub struct JourneyDay {
    /// By minute: requests a second.
    pub rate: Vec<f64>,
    /// By minute: share of them that is carried, all journeys alike: what the fullest component that its user waits for
    /// can do.
    pub carried: Vec<f64>,
}

/// A day.
#[derive(Clone, Debug, PartialEq)]
pub struct Day {
    /// Autoscaled pools, and what else gets more than it can do at some time; by number.
    pub pools: Vec<PoolDay>,
    /// By journey of the traffic.
    pub journeys: Vec<JourneyDay>,
}

/// Follows a day; `None` where no journey has a curve.
#[must_use]
pub fn day(graph: &Graph<'_>, traffic: &Traffic) -> Option<Day> {
    let curve = |journey: &JourneyTraffic| levels(&graph.design.workload.journeys[journey.journey]);
    let levels: Vec<Option<Vec<f64>>> = traffic.journeys.iter().map(curve).collect();
    if levels.iter().all(Option::is_none) {
        return None;
    }
    let level = |at: usize, minute: usize| levels[at].as_ref().map_or(1.0, |levels| levels[minute]);
    let arriving = |node: usize, minute: usize| {
        let here = |journey: &JourneyTraffic| journey.visits[node].total() > 0.0;
        let journeys = traffic.journeys.iter().enumerate().filter(|(_, journey)| here(journey));
        journeys.fold(Rates::default(), |sum, (at, journey)| sum + journey.average(node) * level(at, minute))
    };
    let mut pools: Vec<PoolDay> = Vec::new();
    for (number, node) in graph.nodes.iter().enumerate() {
        let reached = traffic.average[number].total() > 0.0 && !traffic.unbounded[number];
        if !reached || per_copy(node).is_none() {
            continue;
        }
        let autoscaler = Autoscaler::of(graph, node);
        let rates: Vec<Rates> = (0..MINUTES).map(|minute| arriving(number, minute)).collect();
        let load: Vec<f64> = rates.iter().map(|rates| rates.total()).collect();
        let found = match autoscaler {
            Some(autoscaler) => {
                let fullness = Fullness::of(graph, number, Standing { primaries: 1.0, replicas: 0.0 });
                let of_one: Vec<f64> = rates.iter().map(|rates| fullness.by(*rates)).collect();
                if !of_one.iter().all(|load| load.is_finite()) {
                    continue;
                }
                let (there, works) = autoscaler.follow(&of_one);
                let full = of_one.iter().zip(&works).map(|(load, works)| load / works).collect();
                PoolDay { node: number, autoscaler: Some(autoscaler), load, there, works, full }
            }
            None => {
                let fullness = Fullness::of(graph, number, Standing::full(node));
                let full = rates.iter().map(|rates| fullness.by(*rates)).collect();
                let copies = vec![f64::from(node.copies()); MINUTES];
                PoolDay { node: number, autoscaler, load, there: copies.clone(), works: copies, full }
            }
        };
        if found.autoscaler.is_some() || found.worst().is_some() {
            pools.push(found);
        }
    }
    let journey = |(at, journey): (usize, &JourneyTraffic)| {
        let waits = |pool: &&PoolDay| journey.waits[pool.node] && journey.visits[pool.node].total() > 0.0;
        let used: Vec<&PoolDay> = pools.iter().filter(waits).collect();
        let carried = |minute: usize| {
            let fullest = used.iter().map(|pool| pool.full[minute]).fold(0.0, f64::max);
            if fullest > 1.0 + ROUNDING { 1.0 / fullest } else { 1.0 }
        };
        JourneyDay {
            rate: (0..MINUTES).map(|minute| journey.rate * level(at, minute)).collect(),
            carried: (0..MINUTES).map(carried).collect(),
        }
    };
    let journeys = traffic.journeys.iter().enumerate().map(journey).collect();
    Some(Day { pools, journeys })
}
