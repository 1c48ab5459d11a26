//! The verdict in figures, as it is or as it would be, with as little evaluated anew as a change makes necessary. What
//! the difference means is said elsewhere.

use std::borrow::Cow;
use std::cell::OnceCell;

use super::super::latency::times;
use super::super::{Evaluation, Found, LatencyReport};
use crate::analysis::Graph;
use crate::analysis::assumptions::{Assumption, Target, Value};
use crate::analysis::availability::{Needed, needed, unavailability};
use crate::analysis::capacity::{Busiest, Load, busiest_of_all, sustainable};
use crate::analysis::journey_time::{JourneyTime, journey_time, last_percentile};
use crate::analysis::places::loads;
use crate::analysis::stations::{Station, stations};
use crate::analysis::structure::structure;
use crate::analysis::traffic::{self, Traffic};
use crate::analysis::ways::Ways;

/// A wanted availability is reached but for rounding, as the rules see it.
const ROUNDING: f64 = 1e-9;

/// What everything is compared with.
pub(super) struct Tried<'a> {
    pub evaluation: &'a Evaluation<'a>,
    pub clock: Clock<'a>,
    pub base: Standing,
    /// By journey: what its user needs, once that was asked; `None` where it is too wide for an exact answer.
    needed: Vec<OnceCell<Option<Needed>>>,
}

impl<'a> Tried<'a> {
    /// An evaluation as it is.
    pub fn new(evaluation: &'a Evaluation<'a>) -> Self {
        let clock = Clock::new(evaluation.graph, &evaluation.traffic, &evaluation.loads);
        let base = Standing::of(evaluation, &clock);
        let needed = base.journeys.iter().map(|_| OnceCell::new()).collect();
        Self { evaluation, clock, base, needed }
    }

    fn needed(&self, at: usize) -> Option<&Needed> {
        let Evaluation { graph, traffic, loads, dependence, .. } = self.evaluation;
        self.needed[at].get_or_init(|| needed(graph, traffic, loads, &dependence.structures[at]).ok()).as_ref()
    }
}

/// The verdict in figures, as it is or as it would be.
#[derive(Clone, Debug)]
pub(super) struct Standing {
    /// Number of the busiest component, and how full it is.
    pub busiest: Option<(usize, f64)>,
    pub journeys: Vec<OfJourney>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct OfJourney {
    pub sustainable: Option<f64>,
    /// Whether its peak is carried; none where it never happens.
    carried: Option<bool>,
    pub unavailability: Option<f64>,
    pub latency: LatencyReport,
    is_unbounded: bool,
}

impl OfJourney {
    fn set_load(&mut self, (sustainable, busiest): (Option<f64>, Option<Busiest>)) {
        self.sustainable = sustainable;
        self.carried = sustainable.map(|_| busiest.is_some_and(|busiest| busiest.utilization <= 1.0));
    }

    fn set_time(&mut self, time: &JourneyTime) {
        self.latency = times(time);
        self.is_unbounded = matches!(time, JourneyTime::Unbounded(_));
    }
}

/// Times of journeys, as far as they are compared.
pub(super) struct Clock<'a> {
    graph: &'a Graph<'a>,
    traffic: &'a Traffic,
    stations: Vec<Station>,
    ways: Ways<'a>,
}

impl<'a> Clock<'a> {
    pub fn new(graph: &'a Graph<'a>, traffic: &'a Traffic, loads: &[Load]) -> Self {
        Self { graph, traffic, stations: stations(graph, loads), ways: Ways::new(graph) }
    }

    /// More than the last percentile only where somebody wants more.
    fn set(&self, journey: &mut OfJourney, at: usize) {
        let of = &self.graph.design.workload.journeys[self.traffic.journeys[at].journey];
        let wanted = self.graph.design.requirements.latency_ms.get(&of.id);
        if wanted.is_some_and(|wanted| wanted.mean.or(wanted.p50).or(wanted.p95).is_some()) {
            return journey.set_time(&journey_time(self.graph, self.traffic, at, &self.stations, &self.ways));
        }
        let found = last_percentile(self.graph, self.traffic, at, &self.stations, &self.ways);
        journey.is_unbounded = found.is_err();
        journey.latency = LatencyReport { p99: found.ok().flatten(), ..LatencyReport::default() };
    }

    /// Whether a journey takes as long as by another clock, when all ways take as long.
    fn agrees_with(&self, other: &Self, at: usize) -> bool {
        let [journey, before] = [self, other].map(|clock| &clock.traffic.journeys[at]);
        let same = |node: usize| !journey.waits[node] || self.stations[node].takes_as_long_as(&other.stations[node]);
        journey.calls == before.calls
            && journey.waits == before.waits
            && journey.unbounded == before.unbounded
            && (0..self.stations.len()).all(same)
    }
}

fn busiest(traffic: &Traffic, loads: &[Load]) -> Option<(usize, f64)> {
    busiest_of_all(traffic, loads).map(|busiest| (busiest.node, busiest.utilization))
}

impl Standing {
    /// As it is. What the evaluation has not come to yet is worked out here.
    pub fn of(evaluation: &Evaluation<'_>, clock: &Clock<'_>) -> Self {
        let Evaluation { graph, traffic, loads, dependence, availabilities, .. } = evaluation;
        let journey = |at: usize| {
            let mut found = OfJourney {
                sustainable: None,
                carried: None,
                unavailability: match &availabilities[at] {
                    Some(Found::Exact(exact)) => Some(exact.unavailability),
                    Some(Found::Simulated(..)) => None,
                    None => unavailability(graph, traffic, loads, &dependence.structures[at]).ok(),
                },
                latency: LatencyReport::default(),
                is_unbounded: false,
            };
            found.set_load(sustainable(traffic, loads, at));
            clock.set(&mut found, at);
            found
        };
        Self { journeys: (0..traffic.journeys.len()).map(journey).collect(), busiest: busiest(traffic, loads) }
    }

    /// As it would be with another value of an assumption.
    pub fn with(&self, tried: &Tried<'_>, assumption: &Assumption, value: Value) -> Self {
        let evaluation = tried.evaluation;
        let touches = assumption.touches();
        let design = assumption.said(evaluation.graph, value);
        let graph = Graph::new(&design);
        let traffic = match touches.traffic {
            true => Cow::Owned(traffic::solve(&graph)),
            false => Cow::Borrowed(&evaluation.traffic),
        };
        let loads = match touches.loads {
            true => Cow::Owned(loads(&graph, &traffic)),
            false => Cow::Borrowed(&evaluation.loads),
        };
        let mut found = self.clone();
        if touches.loads {
            found.busiest = busiest(&traffic, &loads);
            for (at, journey) in found.journeys.iter_mut().enumerate() {
                journey.set_load(sustainable(&traffic, &loads, at));
            }
        }
        let clock = touches.times.then(|| Clock::new(&graph, &traffic, &loads));
        for (at, journey) in found.journeys.iter_mut().enumerate() {
            if let Some(clock) = &clock
                && (matches!(assumption.target, Target::RoundTrip(_)) || !clock.agrees_with(&tried.clock, at))
            {
                clock.set(journey, at);
            }
            if touches.availability && journey.unavailability.is_some() {
                let before = &evaluation.dependence.structures[at];
                if touches.traffic {
                    let structure = structure(&graph, &traffic.journeys[at]);
                    journey.unavailability = unavailability(&graph, &traffic, &loads, &structure).ok();
                    continue;
                }
                let matters = match assumption.target {
                    Target::Setting(node, _) => before.matters(node),
                    _ => true,
                };
                if matters {
                    let found = |needed: &Needed| needed.unavailability(&graph, &traffic, &loads, before).ok();
                    journey.unavailability = tried.needed(at).and_then(found);
                }
            }
        }
        found
    }

    /// What is wanted, of whom, and whether it is met; the same in the same order whatever is assumed.
    pub fn verdicts(&self, evaluation: &Evaluation<'_>) -> Vec<(&'static str, Option<usize>, Option<bool>)> {
        let wanted = &evaluation.graph.design.requirements;
        let mut found = vec![("peak", None, Some(self.busiest.is_none_or(|(_, full)| full <= 1.0)))];
        for (at, journey) in self.journeys.iter().enumerate() {
            found.push(("peak", Some(at), journey.carried));
            if let Some(share) = wanted.availability {
                let allowed = (1.0 - share) * (1.0 + ROUNDING);
                found.push(("availability", Some(at), journey.unavailability.map(|down| down <= allowed)));
            }
            let Some(limits) = wanted.latency_ms.get(evaluation.journey_id(at)) else { continue };
            let LatencyReport { mean, p50, p95, p99 } = journey.latency;
            for (what, is, limit) in [
                ("mean", mean, limits.mean),
                ("p50", p50, limits.p50),
                ("p95", p95, limits.p95),
                ("p99", p99, limits.p99),
            ] {
                let Some(limit) = limit else { continue };
                let met = is.map(|is| is <= limit).or(Some(false).filter(|_| journey.is_unbounded));
                found.push((what, Some(at), met));
            }
        }
        found
    }

    /// Figures that are compared, named; the same in the same order whatever is assumed.
    pub fn figures(&self) -> Vec<(&'static str, Option<usize>, Option<f64>)> {
        let mut found = vec![("load_factor_at_saturation", None, self.busiest.map(|(_, full)| 1.0 / full))];
        for (at, journey) in self.journeys.iter().enumerate() {
            found.push(("sustainable", Some(at), journey.sustainable));
            found.push(("unavailability", Some(at), journey.unavailability));
            found.push(("p99", Some(at), journey.latency.p99));
        }
        found
    }
}
