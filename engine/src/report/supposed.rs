//! How the numbers of a scenario's outcome come about, on request: workings of the design that is left, with what was
//! supposed among their inputs.

use serde::{Deserialize, Serialize};

use super::Evaluation;
use super::outcome::Followed;
use super::pressure::{Pressure, as_found};
use super::strain::Callers;
use super::workings::{Number, Percentile, Which, of_consumer};
use crate::analysis::aftermath::{aftermath, fall, stands_for};
use crate::analysis::arrivals::{arriving, going_over, rate_of_journey};
use crate::analysis::backlog_working::Consumer;
use crate::analysis::capacity::{Load, Role, Roles, busiest, busiest_of_journey, uses};
use crate::analysis::day_figures_working::{of_day, of_pool};
use crate::analysis::day_working::{instance_hours_of, peak_shortage_of};
use crate::analysis::figures::role_utilization_of;
use crate::analysis::kept::Kept;
use crate::analysis::latency_working::passing;
use crate::analysis::lost::Losses;
use crate::analysis::lost_working::Broken;
use crate::analysis::scenario::Scenario;
use crate::analysis::traffic::Traffic;
use crate::analysis::working::Working;
use crate::packed;

/// A number of a scenario's outcome, or of what single losses do.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Supposed {
    /// A number that the report has too, as it is then: rates, utilisation, queues.
    Then(Number),
    /// `journeys.ID.carried` and `.carried_before`
    Carried {
        /// Id of the journey.
        journey: String,
        /// Whether the share without the scenario is meant.
        before: bool,
    },
    /// How full the busiest part is that the user of a journey waits for: `utilization` of a curve
    Fullest(String),
    /// `over_capacity` and `cascade[N]`: how full a role is that is driven over its capacity.
    Over {
        /// Id of the component.
        component: String,
        /// Which of its copies.
        role: Role,
        /// 0 at once, else the wave.
        wave: usize,
    },
    /// The same without the scenario.
    OverBefore {
        /// Id of the component.
        component: String,
        /// Which of its copies.
        role: Role,
    },
    /// `journeys.ID.answered` and `.answered_before`
    Answered {
        /// Id of the journey.
        journey: String,
        /// Whether the share without the scenario is meant.
        before: bool,
    },
    /// `journeys.ID.latency_ms` and `.latency_ms_before`
    Took {
        /// Id of the journey.
        journey: String,
        /// Which percentile; the mean where none is meant.
        of: Option<Percentile>,
        /// Whether that without the scenario is meant.
        before: bool,
    },
    /// What callers make of a component: `components.ID.strain`
    Strain {
        /// Id of the component.
        component: String,
        /// Which number.
        of: OfStrain,
        /// Whether that without the scenario is meant.
        before: bool,
    },
    /// What becomes of the calls over a connection: `calls[N]`
    Call {
        /// Place of the connection in the design.
        place: usize,
        /// Which number.
        of: OfCall,
        /// Whether that without the scenario is meant.
        before: bool,
    },
}

/// A number of what callers make of a component.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum OfStrain {
    /// `takes_ms`
    Takes,
    /// `attempts`
    Attempts,
    /// `utilization`
    Utilization,
    /// `places.wanted`
    Wanted,
    /// `places.room`
    Room,
    /// `stays_ms`
    Stays,
    /// `attempted`
    Attempted(Which),
}

/// A number of what becomes of calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum OfCall {
    /// `late`
    Late,
    /// `attempts`
    Attempts,
    /// `failure`
    Failure,
    /// `held_ms`
    Held,
    /// `pool.wanted`
    Wanted,
    /// `pool.room`
    Room,
    /// `probes`
    Probes,
    /// `probe_failure`
    ProbeFailure,
    /// `open_share`
    OpenShare,
    /// `calls`
    Calls,
}

packed!(enum OfStrain { 0 = Takes, 1 = Attempts, 2 = Utilization, 3 = Wanted, 4 = Room, 5 = Stays, 6 = Attempted(which) });
packed!(enum OfCall {
    0 = Late,
    1 = Attempts,
    2 = Failure,
    3 = Held,
    4 = Wanted,
    5 = Room,
    6 = Probes,
    7 = ProbeFailure,
    8 = OpenShare,
    9 = Calls,
});

packed!(enum Supposed {
    0 = Then(number),
    1 = Carried { journey, before },
    2 = Over { component, role, wave },
    3 = OverBefore { component, role },
    4 = Answered { journey, before },
    5 = Strain { component, of, before },
    6 = Call { place, of, before },
    7 = Took { journey, of, before },
    8 = Fullest(journey),
});

/// A design of which something is lost, with all that its workings are made from.
pub(super) struct Left {
    traffic: Traffic,
    loads: Vec<Load>,
    losses: Losses,
}

/// A scenario with all that follows from it, to be asked how its numbers come about.
pub struct Supposition<'a> {
    evaluation: &'a Evaluation<'a>,
    scenario: &'a Scenario,
    followed: Followed<'a>,
    /// What is left at once.
    left: Left,
}

impl Evaluation<'_> {
    /// How a number of a scenario's outcome comes about; `None` where the outcome shows none, or it would be too long to
    /// read.
    #[must_use]
    pub fn working_if(&self, scenario: &Scenario, number: &Supposed) -> Option<Working> {
        self.suppose(scenario).working(number)
    }

    /// The same for many numbers of one scenario.
    #[must_use]
    pub fn suppose<'s>(&'s self, scenario: &'s Scenario) -> Supposition<'s> {
        let followed = self.follow_scenario(scenario, &mut Callers::default());
        let left = self.left(scenario, &followed, 0);
        Supposition { evaluation: self, scenario, followed, left }
    }

    /// What is left at once, or after so many waves of the cascade.
    fn left(&self, scenario: &Scenario, followed: &Followed<'_>, waves: usize) -> Left {
        let before = self.before();
        let mut losses = followed.losses().clone();
        let mut after = followed.found.after.clone();
        if waves > 0 {
            followed.found.waves.iter().take(waves).for_each(|wave| fall(&mut losses, wave));
            after = aftermath(&before, &losses, &scenario.factors(self.graph, &self.traffic));
        }
        let wholes = self.dependence.wholes(self.graph, &self.traffic);
        for (at, journey) in after.traffic.journeys.iter_mut().enumerate() {
            let stands = stands_for(&after.stands, &wholes[at].structure);
            let works = after.works[at].iter().enumerate();
            let works = works.map(|(node, works)| *works || stands[node] && !wholes[at].works[node]).collect();
            let (load, spike) = scenario.times(self.journey_id(at));
            let (cut, cold) = (losses.cut.clone(), losses.cold.clone());
            journey.kept = Some(Box::new(Kept { stands, works, cut, cold, load, spike }));
        }
        let load = |(node, roles): (usize, &Roles)| Load {
            utilization: busiest(roles).map(|role| role.utilization).filter(|_| !after.traffic.unbounded[node]),
            needed: None,
            roles: *roles,
        };
        Left { loads: after.roles.iter().enumerate().map(load).collect(), traffic: after.traffic, losses }
    }

    fn journey_at(&self, id: &str) -> Option<usize> {
        (0..self.traffic.journeys.len()).find(|&at| self.journey_id(at) == id)
    }
}

impl Supposition<'_> {
    /// How one of the numbers comes about.
    #[must_use]
    pub fn working(&self, number: &Supposed) -> Option<Working> {
        let Self { evaluation, scenario, followed, left } = self;
        let graph = evaluation.graph;
        let before_at = |node, at| role_utilization_of(graph, &evaluation.traffic, &evaluation.loads, (node, at));
        let pressure = |before: &bool| Pressure { evaluation, left, scenario, followed, before: *before };
        match number {
            Supposed::OverBefore { component, role } => {
                let node = graph.find(component)?;
                match evaluation.loads[node].roles.iter().position(|known| known.role == *role) {
                    Some(at) => before_at(node, at),
                    // A role that it did not have did nothing.
                    None => Some(Working::new("0", 0.0)),
                }
            }
            Supposed::Carried { journey, before: true } => {
                let at = evaluation.journey_at(journey)?;
                let answered = followed.answered(at, true).map(|share| (share, format!("{journey}.answered_before")));
                carried(&evaluation.traffic, &evaluation.loads, at, &before_at, answered)
            }
            Supposed::Carried { journey, before: false } => {
                let at = evaluation.journey_at(journey)?;
                if followed.fails(at) {
                    return Some(Working::new("0", 0.0));
                }
                let broken = left.broken(evaluation, scenario);
                let answered = followed.answered(at, false).map(|share| (share, format!("{journey}.answered")));
                let utilization = |node, at| broken.role_utilization(node, at);
                carried(&left.traffic, &left.loads, at, &utilization, answered)
            }
            Supposed::Fullest(journey) => {
                let broken = left.broken(evaluation, scenario);
                let utilization = |node, at| broken.role_utilization(node, at);
                fullest(&left.traffic, &left.loads, evaluation.journey_at(journey)?, &utilization)
            }
            Supposed::Over { component, role, wave } => {
                let node = graph.find(component)?;
                let later = (*wave > 0).then(|| evaluation.left(scenario, followed, *wave));
                let left = later.as_ref().unwrap_or(left);
                let at = left.loads[node].roles.iter().position(|known| known.role == *role)?;
                left.broken(evaluation, scenario).role_utilization(node, at)
            }
            Supposed::Answered { journey, before } => {
                let at = evaluation.journey_at(journey)?;
                let field = if *before { "answered_before" } else { "answered" };
                let answered = followed.answered(at, *before)?;
                let place = format!("journeys.{journey}.{field}");
                let fails = !before && followed.fails(at);
                Some(if fails { Working::new("0", 0.0) } else { as_found("answered", answered, &place) })
            }
            Supposed::Took { journey, of, before } => {
                pressure(before).took(journey, evaluation.journey_at(journey)?, *of)
            }
            Supposed::Strain { component, of, before } => pressure(before).of_node(graph.find(component)?, *of),
            Supposed::Call { place, of, before } => {
                let edge = graph.edges.iter().position(|edge| edge.index == *place)?;
                pressure(before).of_edge(edge, *of)
            }
            Supposed::Then(number) => self.then(number),
        }
    }

    /// Whether nothing is supposed but another load.
    fn is_load_alone(&self) -> bool {
        let Scenario { down, cold, slow, delay_ms, .. } = self.scenario;
        down.is_empty() && cold.is_empty() && slow.is_empty() && delay_ms.is_empty()
    }

    fn then(&self, number: &Number) -> Option<Working> {
        let Self { evaluation, scenario, followed, left } = self;
        let (graph, traffic) = (evaluation.graph, &left.traffic);
        let broken = left.broken(evaluation, scenario);
        let bounded = |id: &str| graph.find(id).filter(|&node| !traffic.unbounded[node]);
        match number {
            Number::Arriving(id, when, which) => Some(arriving(graph, traffic, bounded(id)?, *when, *which)),
            Number::Connection(place, when) => {
                let edge = graph.edges.iter().position(|edge| edge.index == *place)?;
                let known = !traffic.unbounded[graph.edges[edge].from];
                known.then(|| going_over(graph, traffic, edge, *when, Which::Both))
            }
            Number::Journey(id, when) => {
                let nothing = || Working::new("0", 0.0);
                Some(
                    rate_of_journey(graph, &traffic.journeys[evaluation.journey_at(id)?], *when)
                        .unwrap_or_else(nothing),
                )
            }
            Number::Utilization(id) => {
                let node = bounded(id)?;
                let role = busiest(&left.loads[node].roles)?.role;
                let at = left.loads[node].roles.iter().position(|known| known.role == role)?;
                broken.role_utilization(node, at)
            }
            Number::RoleUtilization(id, role) => broken.role_utilization(bounded(id)?, *role),
            Number::RoleRate(id, role, which) => broken.role_rate(bounded(id)?, *role, *which),
            Number::PeakShortage(id) => peak_shortage_of(graph, traffic, bounded(id)?),
            Number::InstanceHours(id) => instance_hours_of(graph, traffic, bounded(id)?),
            Number::OfPool(id, of) => of_pool(graph, traffic, bounded(id)?, *of),
            Number::OfDay(id, of) => of_day(graph, traffic, evaluation.journey_at(id)?, *of),
            // Times of first attempts, as those of the report, where nothing but the load is another.
            Number::Latency(id) if self.is_load_alone() => {
                let at = evaluation.journey_at(id)?;
                passing(graph, traffic, &left.loads, &[], |passage| passage.mean(at))
            }
            Number::Percentile(id, which) if self.is_load_alone() => {
                let at = evaluation.journey_at(id)?;
                passing(graph, traffic, &left.loads, &[], |passage| passage.percentile(at, *which as usize))
            }
            Number::Queue(queue, consumer, of) => {
                let (queue, consumer) = (graph.find(queue)?, consumer.as_ref().and_then(|id| graph.find(id)));
                let all = followed.waiting(graph);
                let found = all.iter().find(|found| found.queue == queue && found.consumer == consumer)?;
                of_consumer(&Consumer { graph, traffic, found, broken: Some(broken) }, *of)
            }
            _ => None,
        }
    }
}

impl Left {
    pub(super) fn broken<'a>(&'a self, evaluation: &'a Evaluation<'a>, scenario: &'a Scenario) -> Broken<'a> {
        let Self { traffic, loads, losses } = self;
        let whole = (&evaluation.traffic, &evaluation.loads[..]);
        Broken { graph: evaluation.graph, traffic, loads, whole, losses, scenario }
    }
}

/// How full the busiest part is that the user of a journey, by its place in the traffic, waits for.
fn fullest(
    traffic: &Traffic,
    loads: &[Load],
    at: usize,
    utilization: &dyn Fn(usize, usize) -> Option<Working>,
) -> Option<Working> {
    let journey = &traffic.journeys[at];
    let busiest = busiest_of_journey(journey, |node| &loads[node].roles)?;
    let roles = loads[busiest.node].roles.iter().enumerate();
    let used = roles.filter(|(_, role)| uses(journey, busiest.node, role));
    let most = used.reduce(|most, next| if next.1.utilization > most.1.utilization { next } else { most })?;
    utilization(busiest.node, most.0)
}

/// How the share of a journey's peak comes about that is carried: up to what its fullest role can do, and no more than
/// is answered.
fn carried(
    traffic: &Traffic,
    loads: &[Load],
    at: usize,
    utilization: &dyn Fn(usize, usize) -> Option<Working>,
    answered: Option<(f64, String)>,
) -> Option<Working> {
    let journey = &traffic.journeys[at];
    let mut terms = vec!["1"];
    let mut working = Working::new("", 1.0);
    if journey.rate > 0.0 && traffic.waits_for_a_loop(at) {
        return Some(Working::new("0", 0.0));
    }
    let busiest = busiest_of_journey(journey, |node| &loads[node].roles).filter(|_| journey.rate > 0.0);
    if let Some(busiest) = busiest.filter(|busiest| busiest.utilization > 0.0) {
        if busiest.utilization.is_infinite() {
            return Some(Working::new("0", 0.0));
        }
        let full = fullest(traffic, loads, at, utilization)?;
        working.value = working.value.min(1.0 / full.value);
        working = working.worked("utilisation", full);
        terms.push("1 ÷ utilisation");
    }
    if let Some((share, place)) = answered {
        working.value = working.value.min(share);
        working = working.stated("answered", share, format!("outcome.journeys.{place}"));
        terms.push("answered");
    }
    working.formula = if terms.len() > 1 { format!("min({})", terms.join(", ")) } else { "1".to_owned() };
    Some(working)
}
