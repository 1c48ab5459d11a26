//! How any number of the report comes about, on request: the working of one figure of one evaluation.

use super::balance;
use super::causes::MINUTES_A_YEAR;
use super::latency::{most_first, named};
pub use super::number::{At, Number, OfBalance, OfBounds, OfDay, OfPool, OfQueue, OfRetries, Percentile};
use super::{Evaluation, Found};
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
use crate::analysis::bounds_working::bound_working;
use crate::analysis::day_figures_working::{of_day, of_pool};
use crate::analysis::day_working::{instance_hours_of, peak_shortage_of};
use crate::analysis::figures::{
    capacity_of, load_factor_of, needed_of, peak_rate_of, rate_of, role_rate_of, role_utilization_of, saturates_of,
    sustainable_of, utilization_of,
};
use crate::analysis::journey_time::What;
use crate::analysis::latency_working::{Passage, passing};
use crate::analysis::simulation::Simulated;
use crate::analysis::working::Working;
use crate::design::vocabulary::Source;
use crate::design::{Design, Setting};

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
                let (of, structure) = (self.lost(of)?, structure(id)?);
                let gain = match self.decided(journey(id)?, of) {
                    Some(decided) => decided.working(graph, structure, of),
                    None => contribution_working(graph, structure, of)?,
                };
                Some(if *minutes { minutes_a_year("gain", gain) } else { gain })
            }
            Number::ContributionInterval { journey: id, of } => {
                let of = self.lost(of)?;
                Some(self.decided(journey(id)?, of)?.interval_working(graph, structure(id)?, of))
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
            Number::TurnedAway(id) => self.passing(|passage| passage.turned_away(journey(id)?)),
            Number::Hedge { journey: id, connection, extra } => self.passing(|passage| {
                let edge = graph.edges.iter().position(|edge| edge.name() == *connection)?;
                if *extra { passage.hedges(journey(id)?, edge) } else { passage.hedged(journey(id)?, edge) }
            }),
            Number::Balanced(id, of) => balance::working(self, id, *of),
            Number::Within(id) => self.passing(|passage| passage.within(journey(id)?)),
            Number::LatencyPart { journey: id, place, share } => self.spent(journey(id)?, *place, Some(1), *share),
            Number::LatencyRest { journey: id, first, share } => self.spent(journey(id)?, *first, None, *share),
            Number::Attempts(id, component) => self.retrying(|made| made.mean(journey(id)?, bounded(component)?)),
            Number::MostAttempts(id, component) => self.retrying(|made| made.most(journey(id)?, bounded(component)?)),
            Number::Retries(id, of) => self.retrying(|made| {
                let node = bounded(id)?;
                if matches!(of, OfRetries::Timeout) {
                    return made.timeout(node);
                }
                let storms = storms(graph, traffic, loads, made.attempted, self.balance());
                let storm = storms.iter().find(|storm| storm.node == node)?;
                match of {
                    OfRetries::Worst => made.worst(node),
                    OfRetries::SettlesAt => made.settles_at(storm),
                    OfRetries::Answered => made.answered(storm),
                    OfRetries::CollapsesAbove => made.collapses_above(storm),
                    OfRetries::Timeout => None,
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
            Number::CostLimit => {
                let limit = graph.design.requirements.settings.get("cost_per_month").and_then(Setting::number)?;
                Some(Working::new("limit", limit).stated("limit", limit, "requirements.cost_per_month"))
            }
            Number::Bound(id, of) => match self.availability(journey(id)?) {
                Found::Simulated(_, Some(_)) => bound_working(graph, structure(id)?, matches!(of, OfBounds::Most)),
                _ => None,
            },
            Number::OfPool(id, of) => of_pool(graph, traffic, bounded(id)?, *of),
            Number::OfDay(id, of) => of_day(graph, traffic, journey(id)?, *of),
            Number::OfWhole(part) => self.of_whole(part),
            Number::Saturates(id) => saturates_of(graph, traffic, loads, journey(id)?),
            Number::Assumed(setting, at) => self.assumed(setting, *at),
            Number::AtEnd { setting, at, of } => self.at_end(setting, *at, of),
            Number::Factor(setting) => self.factor(setting),
            Number::LoadFactor => load_factor_of(graph, traffic, loads, self.bottleneck()?.node),
        }
    }

    /// What a contribution or a cut is of all the time that its journey is down, or its peak not carried.
    fn of_whole(&self, part: &Number) -> Option<Working> {
        let all = match part {
            Number::Contribution { journey, .. } | Number::Cut { journey, .. } => {
                self.working(&Number::Unavailability(journey.clone()))?
            }
            Number::ContributionAtPeak { journey, .. } => {
                let up = self.working(&Number::AvailabilityAtPeak(journey.clone()))?;
                Working::new("1 − availability", 1.0 - up.value).worked("availability", up)
            }
            _ => return None,
        };
        let part = self.working(part)?;
        Some(
            Working::new("min(1, part ÷ all)", (part.value / all.value).min(1.0))
                .worked("part", part)
                .worked("all", all),
        )
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
        OfQueue::Idle => Some(consumer.idle_copies()),
        OfQueue::PeakMinutes => Some(consumer.peak_minutes()),
    }
}

fn minutes_a_year(name: &str, share: Working) -> Working {
    Working::new(format!("{name} × minutes a year"), share.value * MINUTES_A_YEAR)
        .worked(name, share)
        .constant("minutes a year", MINUTES_A_YEAR)
}
