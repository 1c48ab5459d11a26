//! How any number of the report comes about, on request: the working of one figure of one evaluation.

use serde::{Deserialize, Serialize};

use super::causes::MINUTES_A_YEAR;
use super::latency::{most_first, named};
use super::{Evaluation, Found, Member};
use crate::analysis::Graph;
pub use crate::analysis::arrivals::{When, Which};
use crate::analysis::arrivals::{arriving, going_over};
use crate::analysis::attempts::{of_journey, storms};
use crate::analysis::attempts_working::Retrying;
use crate::analysis::availability_working::{
    at_peak_working, availability_working, contribution_at_peak_working, contribution_working, cut_working,
    unavailability_working,
};
use crate::analysis::backlog_working::Consumer;
use crate::analysis::day_working::{instance_hours_of, peak_shortage_of};
use crate::analysis::figures::{
    capacity_of, load_factor_of, needed_of, peak_rate_of, rate_of, role_rate_of, role_utilization_of, sustainable_of,
    utilization_of,
};
use crate::analysis::journey_time::What;
use crate::analysis::latency_working::{Passage, passing};
use crate::analysis::simulation::Simulated;
use crate::analysis::working::Working;
use crate::design::Design;
use crate::design::vocabulary::Source;
use crate::packed;

/// A number of the report.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Number {
    /// `components.ID.average` and `components.ID.peak`
    Arriving(String, When, Which),
    /// `components.ID.capacity`
    Capacity(String, Which),
    /// `components.ID.utilization`
    Utilization(String),
    /// `components.ID.needed.at_full`
    NeededAtFull(String),
    /// `components.ID.needed.at_target`
    Needed(String),
    /// `components.ID.roles[N].reads` and `.writes`
    RoleRate(String, usize, Which),
    /// `components.ID.roles[N].utilization`
    RoleUtilization(String, usize),
    /// `average` and `peak` of a connection, by its place in the design
    Connection(usize, When),
    /// `journeys.ID.average` and `.peak`
    Journey(String, When),
    /// `journeys.ID.sustainable`
    Sustainable(String),
    /// `journeys.ID.availability`
    Availability(String),
    /// `journeys.ID.unavailability`
    Unavailability(String),
    /// `journeys.ID.interval`
    Interval(String),
    /// `journeys.ID.availability_at_peak`
    AvailabilityAtPeak(String),
    /// `causes.ID.contributions[N].gain`, and in minutes a year
    Contribution {
        /// Id of the journey.
        journey: String,
        /// What contributes.
        of: Member,
        /// Whether minutes a year are meant.
        minutes: bool,
    },
    /// `causes.ID.at_peak[N].gain`, and in minutes a year
    ContributionAtPeak {
        /// Id of the journey.
        journey: String,
        /// What contributes.
        of: Member,
        /// Whether minutes a year are meant.
        minutes: bool,
    },
    /// `causes.ID.cuts.listed[N].probability`, and in minutes a year
    Cut {
        /// Id of the journey.
        journey: String,
        /// What is down together.
        members: Vec<Member>,
        /// Whether minutes a year are meant.
        minutes: bool,
    },
    /// `journeys.ID.latency_ms.mean`
    Latency(String),
    /// `journeys.ID.latency_ms.p50` and others
    Percentile(String, Percentile),
    /// `journeys.ID.latency.parts[N].mean_ms`, and as a share of the mean
    LatencyPart {
        /// Id of the journey.
        journey: String,
        /// Place in the list.
        place: usize,
        /// Whether the share is meant.
        share: bool,
    },
    /// The same from one place on, all together
    LatencyRest {
        /// Id of the journey.
        journey: String,
        /// First place.
        first: usize,
        /// Whether the share is meant.
        share: bool,
    },
    /// `journeys.ID.retries[N].amplification`, of a journey and a component
    Attempts(String, String),
    /// `journeys.ID.retries[N].most`, likewise
    MostAttempts(String, String),
    /// `components.ID.retries.worst` and others
    Retries(String, OfRetries),
    /// A number of a queue and its consumer, where it has one
    Queue(String, Option<String>, OfQueue),
    /// `day.pools.ID.peak_shortage`
    PeakShortage(String),
    /// `day.pools.ID.instance_hours`
    InstanceHours(String),
    /// `bottleneck.load_factor_at_saturation`
    LoadFactor,
    /// `cost.per_month`
    Cost,
    /// `cost.components.ID.per_month`
    CostOf(String),
    /// `per_month` of `cost.components.ID.items[N]`, by its word.
    CostItem(String, String),
    /// `cost.per_million_requests`
    CostOfAMillion,
    /// `findings[N].measured` or `.limit`. Rules about availability speak when that is known.
    Finding {
        /// Id of the rule.
        rule: String,
        /// What the finding says.
        message: String,
        /// The connections that it names.
        connections: Vec<String>,
        /// Whether what it should not pass is meant, not what was measured.
        limit: bool,
    },
}

packed!(enum Number {
    0 = Arriving(id, when, which),
    1 = Capacity(id, which),
    2 = Utilization(id),
    3 = NeededAtFull(id),
    4 = Needed(id),
    5 = RoleRate(id, role, which),
    6 = RoleUtilization(id, role),
    7 = Connection(place, when),
    8 = Journey(id, when),
    9 = Sustainable(id),
    10 = Availability(id),
    11 = Unavailability(id),
    12 = AvailabilityAtPeak(id),
    13 = Latency(id),
    14 = PeakShortage(id),
    15 = InstanceHours(id),
    16 = LoadFactor,
    17 = Finding { rule, message, connections, limit },
    18 = Contribution { journey, of, minutes },
    19 = Cut { journey, members, minutes },
    20 = Attempts(journey, component),
    21 = MostAttempts(journey, component),
    22 = Retries(id, of),
    23 = Queue(queue, consumer, of),
    24 = Cost,
    25 = CostOf(id),
    26 = CostItem(id, item),
    27 = CostOfAMillion,
    28 = Percentile(journey, which),
    29 = LatencyPart { journey, place, share },
    30 = LatencyRest { journey, first, share },
    31 = Interval(id),
    32 = ContributionAtPeak { journey, of, minutes },
});

/// A percentile of a journey's time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Percentile {
    /// `p50`
    P50,
    /// `p95`
    P95,
    /// `p99`
    P99,
}

packed!(enum Percentile { 0 = P50, 1 = P95, 2 = P99 });

/// What retries make of a component.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum OfRetries {
    /// `worst`
    Worst,
    /// `settles_at`
    SettlesAt,
    /// `answered`
    Answered,
    /// `collapses_above`
    CollapsesAbove,
}

/// What is known of a queue and one consumer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum OfQueue {
    /// `average`
    Average,
    /// `peak`
    Peak,
    /// `pace`
    Pace,
    /// `growth`
    Growth,
    /// `backlog`
    Backlog,
    /// `lag_seconds`
    Lag,
    /// `drain_seconds`
    Drain,
}

packed!(enum OfRetries { 0 = Worst, 1 = SettlesAt, 2 = Answered, 3 = CollapsesAbove });
packed!(enum OfQueue {
    0 = Average,
    1 = Peak,
    2 = Pace,
    3 = Growth,
    4 = Backlog,
    5 = Lag,
    6 = Drain,
});

/// How a number comes about; `None` where the report shows none, or it would be too long to read.
#[must_use]
pub fn working(design: &Design, number: &Number) -> Option<Working> {
    Evaluation::begin(&Graph::new(design)).working(number)
}

impl Evaluation<'_> {
    /// How a number of the report comes about, as soon as traffic and capacity are known; `None` where the report
    /// shows none, or it would be too long to read.
    #[must_use]
    pub fn working(&self, number: &Number) -> Option<Working> {
        let (graph, traffic, loads) = (self.graph, &self.traffic, &self.loads);
        let bounded = |id: &str| graph.find(id).filter(|&node| !traffic.unbounded[node]);
        let journey = |id: &str| (0..traffic.journeys.len()).find(|&at| self.journey_id(at) == id);
        let structure = |id: &str| Some(&self.dependence.structures[journey(id)?]);
        match number {
            Number::Arriving(id, when, which) => Some(arriving(graph, traffic, bounded(id)?, *when, *which)),
            Number::Capacity(id, which) => capacity_of(&graph.nodes[graph.find(id)?], *which),
            Number::Utilization(id) => utilization_of(graph, traffic, loads, bounded(id)?),
            Number::NeededAtFull(id) => needed_of(graph, traffic, loads, bounded(id)?, false),
            Number::Needed(id) => needed_of(graph, traffic, loads, bounded(id)?, true),
            Number::RoleRate(id, role, which) => role_rate_of(graph, traffic, loads, (bounded(id)?, *role), *which),
            Number::RoleUtilization(id, role) => role_utilization_of(graph, traffic, loads, (bounded(id)?, *role)),
            Number::Connection(place, when) => {
                let edge = graph.edges.iter().position(|edge| edge.index == *place)?;
                let known = !traffic.unbounded[graph.edges[edge].from];
                known.then(|| going_over(graph, traffic, edge, *when, Which::Both))
            }
            Number::Journey(id, when) => {
                let place = traffic.journeys[journey(id)?].journey;
                // What states no rate never happens.
                let nothing = || Working::new("rate", 0.0).default("rate", 0.0, Source::Assumption);
                Some(match when {
                    When::Average => rate_of(graph, place).unwrap_or_else(nothing),
                    When::Peak => peak_rate_of(graph, place).unwrap_or_else(nothing),
                })
            }
            Number::Sustainable(id) => sustainable_of(graph, traffic, loads, journey(id)?),
            Number::Availability(id) => match self.drawn(journey(id)?) {
                Some(drawn) => Some(drawn.working(true)),
                None => availability_working(graph, structure(id)?),
            },
            Number::Unavailability(id) => match self.drawn(journey(id)?) {
                Some(drawn) => Some(drawn.working(false)),
                None => unavailability_working(graph, structure(id)?),
            },
            Number::Interval(id) => self.drawn(journey(id)?).map(|drawn| drawn.interval_working()),
            Number::AvailabilityAtPeak(id) => at_peak_working(graph, structure(id)?, traffic, loads),
            Number::Contribution { journey: id, of, minutes } => {
                let gain = contribution_working(graph, structure(id)?, self.lost(of)?)?;
                Some(if *minutes { minutes_a_year("gain", gain) } else { gain })
            }
            Number::ContributionAtPeak { journey: id, of, minutes } => {
                let gain = contribution_at_peak_working(graph, structure(id)?, (traffic, loads), self.lost(of)?)?;
                Some(if *minutes { minutes_a_year("gain", gain) } else { gain })
            }
            Number::Cut { journey: id, members, minutes } => {
                let members = members.iter().map(|member| self.lost(member)).collect::<Option<Vec<_>>>()?;
                let down = cut_working(graph, structure(id)?, &members)?;
                Some(if *minutes { minutes_a_year("probability", down) } else { down })
            }
            Number::Latency(id) => self.passing(|passage| passage.mean(journey(id)?)),
            Number::Percentile(id, which) => self.passing(|passage| passage.percentile(journey(id)?, *which as usize)),
            Number::LatencyPart { journey: id, place, share } => self.spent(journey(id)?, *place, Some(1), *share),
            Number::LatencyRest { journey: id, first, share } => self.spent(journey(id)?, *first, None, *share),
            Number::Attempts(id, component) => self.retrying(|made| made.mean(journey(id)?, bounded(component)?)),
            Number::MostAttempts(id, component) => self.retrying(|made| made.most(journey(id)?, bounded(component)?)),
            Number::Retries(id, of) => self.retrying(|made| {
                let node = bounded(id)?;
                let storms = storms(graph, traffic, loads, made.attempted);
                let storm = storms.iter().find(|storm| storm.node == node)?;
                match of {
                    OfRetries::Worst => made.worst(node),
                    OfRetries::SettlesAt => made.settles_at(storm),
                    OfRetries::Answered => made.answered(storm),
                    OfRetries::CollapsesAbove => made.collapses_above(storm),
                }
            }),
            Number::Queue(queue, consumer, of) => self.of_queue(queue, consumer.as_deref(), *of),
            Number::PeakShortage(id) => peak_shortage_of(graph, traffic, bounded(id)?),
            Number::InstanceHours(id) => instance_hours_of(graph, traffic, bounded(id)?),
            Number::Finding { rule, message, connections, limit } => {
                self.of_finding(rule, message, connections, *limit)
            }
            Number::Cost => self.working_of_cost(None, None),
            Number::CostOf(id) => self.working_of_cost(Some(id), None),
            Number::CostItem(id, item) => self.working_of_cost(Some(id), Some(item)),
            Number::CostOfAMillion => self.cost().of_a_million(graph, traffic),
            Number::LoadFactor => load_factor_of(graph, traffic, loads, self.bottleneck()?.node),
        }
    }

    /// How available a journey is, where worlds were drawn for it.
    fn drawn(&self, at: usize) -> Option<Simulated> {
        match self.availability(at) {
            Found::Simulated(found, _) => Some(found),
            Found::Exact(_) => None,
        }
    }

    fn passing(&self, of: impl FnOnce(&Passage<'_>) -> Option<Working>) -> Option<Working> {
        passing(self.graph, &self.traffic, &self.loads, &self.times, of)
    }

    /// What takes the time of a journey, from one place of the list on, so many of them or all.
    fn spent(&self, at: usize, first: usize, count: Option<usize>, share: bool) -> Option<Working> {
        self.passing(|passage| {
            let list = most_first(self.graph, &passage.known(at)?);
            let wanted = list.iter().skip(first).take(count.unwrap_or(list.len()));
            let each = |(what, _): &(What, f64)| {
                let (of, what_of_it) = named(self.graph, *what);
                Some((format!("{what_of_it} of {of}"), passage.spent(at, *what)?))
            };
            let parts = wanted.map(each).collect::<Option<Vec<_>>>()?;
            if parts.is_empty() {
                return None;
            }
            let time = Working::sum(parts);
            if share { passage.share(at, time) } else { Some(time) }
        })
    }

    fn retrying(&self, of: impl FnOnce(&Retrying<'_>) -> Option<Working>) -> Option<Working> {
        let (graph, traffic) = (self.graph, &self.traffic);
        let attempted: Vec<_> = traffic.journeys.iter().map(|journey| of_journey(graph, journey)).collect();
        of(&Retrying { graph, traffic, loads: &self.loads, attempted: &attempted })
    }

    fn of_queue(&self, queue: &str, consumer: Option<&str>, of: OfQueue) -> Option<Working> {
        let (graph, traffic) = (self.graph, &self.traffic);
        let (queue, consumer) = (graph.find(queue)?, consumer.and_then(|id| graph.find(id)));
        let all = self.consumptions();
        let found = all.iter().find(|found| found.queue == queue && found.consumer == consumer)?;
        of_consumer(&Consumer { graph, traffic, found, broken: None }, of)
    }
}

/// A number of a queue and one consumer.
pub(super) fn of_consumer(consumer: &Consumer<'_>, of: OfQueue) -> Option<Working> {
    match of {
        OfQueue::Average => Some(consumer.rate(When::Average)),
        OfQueue::Peak => Some(consumer.rate(When::Peak)),
        OfQueue::Pace => consumer.pace(When::Peak),
        OfQueue::Growth => consumer.growth(),
        OfQueue::Backlog => consumer.backlog(),
        OfQueue::Lag => consumer.lag(),
        OfQueue::Drain => consumer.drain(),
    }
}

fn minutes_a_year(name: &str, share: Working) -> Working {
    Working::new(format!("{name} × minutes a year"), share.value * MINUTES_A_YEAR)
        .worked(name, share)
        .constant("minutes a year", MINUTES_A_YEAR)
}
