//! What a scenario does to a design, in words and names: every journey, every component. Changes nothing of the design.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::day::{DayReport, days};
use super::queues::queues;
use super::strain::{CallOutcome, Callers, ComponentStrain, Strained, strained};
use super::write::{connections, finite, rates, role};
use super::{ConnectionReport, Evaluation, LatencyReport, QueueReport, RatesReport, RoleReport, Word};
use crate::analysis::Graph;
use crate::analysis::aftermath::{Before, Over};
use crate::analysis::backlog::{Consumption, Moment, consumptions};
use crate::analysis::capacity::{RoleLoad, Roles, busiest};
use crate::analysis::effects::{Effects, State, effects, roots};
use crate::analysis::lost::Losses;
use crate::analysis::scenario::Scenario;
use crate::analysis::traffic::Traffic;
use crate::design::Design;
use crate::packed;

/// What happens when a scenario comes true.
///
/// At once: what requires something lost fails; balancers choose among what still works, fallbacks take over, caches
/// that are lost or cold answer nothing; what is above its capacity stays up and answers as much as it can. Cascade:
/// what the losses drive over capacity falls as a whole (replicas leave their reads to the primaries first), the rest
/// is asked again, until nothing more falls. The first is what has to be reckoned with, the second the worst that can
/// come of it: an assumption, since real systems may shed load in time. Callers that wait for what is slow, full or gone
/// hold places meanwhile, give up, try again, and may take others with them (`analysis::strain`): what that leaves
/// unanswered counts at once, and what it overloads falls in the first wave of the cascade.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// What was supposed.
    pub scenario: Scenario,
    /// Names in it that the design does not have, or that cannot be lost so.
    pub unknown: Vec<String>,
    /// By journey id.
    pub journeys: BTreeMap<String, JourneyOutcome>,
    /// By component id; every component is here.
    pub components: BTreeMap<String, ComponentOutcome>,
    /// What goes over the connections then; sorted as in the report.
    pub connections: Vec<ConnectionReport>,
    /// What is driven over capacity at once; sorted by component and role.
    pub over_capacity: Vec<OverCapacity>,
    /// What is driven over capacity in turn, wave by wave, if what was over capacity before it falls.
    pub cascade: Vec<Vec<OverCapacity>>,
    /// What becomes of calls whose callers wait, where it is not as before; sorted by their ends. Empty where the design
    /// says nothing of timeouts, pools or breakers, and nothing is slow.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub calls: Vec<CallOutcome>,
    /// What that does to callers and users, in sentences, in the order in which one thing leads to another.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub happens: Vec<String>,
    /// A day of such load, with nothing lost; `None` where no journey has a `daily_curve`, or the load is as before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<DayReport>,
    /// What waits for each consumer of each queue and stream at once; sorted by both.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub queues: Vec<QueueReport>,
}

packed!(struct Outcome {
    scenario, unknown, journeys, components, connections, over_capacity, cascade, calls, happens, day,
    queues,
});

/// What happens to a journey.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct JourneyOutcome {
    /// `works`, `degraded` or `fails`, at once.
    pub state: Word,
    /// The same when the cascade has come to its end.
    pub in_cascade: Word,
    /// Whether it fails with nothing lost.
    pub failed_before: bool,
    /// What it needs and is lost: ids of components, names of connections.
    pub lacks: Vec<String>,
    /// What it calls without needing it, and gets no more: ids of components.
    pub without: Vec<String>,
    /// What it uses and is driven over capacity: ids of components.
    pub over_capacity: Vec<String>,
    /// Peak rate at its entry, a second.
    pub peak: f64,
    /// Share of that peak that is carried at once, all journeys growing together (`sustainable` ÷ `peak`, at most 1),
    /// and no more than `answered`.
    pub carried: f64,
    /// The same without the scenario.
    pub carried_before: f64,
    /// Share of its requests that are answered and well: in time for every caller that gives up, and by who has a place
    /// for them. `None` where the design says nothing that it depends on, and nothing is slow.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered: Option<f64>,
    /// The same without the scenario.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered_before: Option<f64>,
    /// How long its user waits for the answer or the failure. Timeouts and further attempts count, unlike in the
    /// report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub latency_ms: Option<LatencyReport>,
    /// The same without the scenario.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub latency_ms_before: Option<LatencyReport>,
}

packed!(struct JourneyOutcome {
    state, in_cascade, failed_before, lacks, without, over_capacity, peak, carried, carried_before, answered,
    answered_before, latency_ms, latency_ms_before,
});

/// What happens to a component.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ComponentOutcome {
    /// `lost`, `fails` (it lacks what it needs, for every journey that asked it), `over_capacity` (driven there),
    /// `unreached` (it works, but what used to reach it does not) or `works`.
    pub state: Word,
    /// What arrives at peak, a second; `None` behind a loop without end.
    pub peak: Option<RatesReport>,
    /// What arrives without the scenario.
    pub peak_before: Option<RatesReport>,
    /// Of the busiest role; `None` where nothing limits it, or it is lost.
    pub utilization: Option<f64>,
    /// Of the busiest role without the scenario.
    pub utilization_before: Option<f64>,
    /// Each role. Where not all shards have lost the same: of the fullest shard.
    pub roles: Vec<RoleReport>,
    /// The wave of the cascade in which it falls, from 1.
    pub falls_in_wave: Option<usize>,
    /// What callers make of it; `None` where that is as before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub strain: Option<ComponentStrain>,
}

packed!(struct ComponentOutcome {
    state, peak, peak_before, utilization, utilization_before, roles, falls_in_wave, strain,
});

/// A role that is driven over its capacity.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OverCapacity {
    /// Id of the component.
    pub component: String,
    /// `copies`, `primary` or `replica`.
    pub role: Word,
    /// How full it is; `None` where it can do nothing at all.
    pub utilization: Option<f64>,
    /// How full it was before.
    pub before: Option<f64>,
}

packed!(struct OverCapacity { component, role, utilization, before });

/// Evaluates a scenario. Total, like any evaluation.
#[must_use]
pub fn evaluate_scenario(design: &Design, scenario: &Scenario) -> Outcome {
    let graph = Graph::new(design);
    Evaluation::begin(&graph).outcome(scenario)
}

impl Evaluation<'_> {
    /// What a scenario does. As quick as one more look at the traffic.
    #[must_use]
    pub fn outcome(&self, scenario: &Scenario) -> Outcome {
        let before = self.before();
        let followed = self.follow_scenario(scenario, &mut Callers::default());
        let found = &followed.found;
        let journeys = self.journeys_of(&followed).into_iter().enumerate();
        let journeys = journeys.map(|(at, journey)| (self.journey_id(at).to_owned(), journey));
        let components = (0..self.graph.nodes.len())
            .map(|node| (self.graph.nodes[node].id().to_owned(), component(&before, found, node)));
        let mut outcome = Outcome {
            scenario: scenario.clone(),
            unknown: followed.unknown.clone(),
            journeys: journeys.collect(),
            components: components.collect(),
            connections: connections(self.graph, &found.after.traffic),
            over_capacity: over_capacity(self.graph, &found.over),
            queues: queues(self.graph, &followed.waiting(self.graph)),
            cascade: found.waves.iter().skip(1).map(|wave| over_capacity(self.graph, wave)).collect(),
            day: self.day_under(scenario, found),
            calls: Vec::new(),
            happens: Vec::new(),
        };
        if let Some(strained) = &followed.strained {
            let ids: Vec<String> = (0..found.journeys.len()).map(|at| self.journey_id(at).to_owned()).collect();
            strained.add_to(&mut outcome, &ids);
        }
        outcome
    }
}

impl Evaluation<'_> {
    fn day_under(&self, scenario: &Scenario, found: &Effects) -> Option<DayReport> {
        let more = scenario.load != 1.0 || !scenario.journeys.is_empty();
        (more && scenario.down.is_empty()).then(|| days(self.graph, &found.after.traffic)).flatten()
    }
}

/// A scenario with all that follows from it.
pub(super) struct Followed<'a> {
    unknown: Vec<String>,
    /// What it says itself.
    lost: Losses,
    /// What bears on callers.
    pub strained: Option<Strained<'a>>,
    /// What it does.
    pub found: Effects,
}

impl Evaluation<'_> {
    /// Follows a scenario.
    pub(super) fn follow_scenario(&self, scenario: &Scenario, callers: &mut Callers) -> Followed<'_> {
        let before = self.before();
        let (lost, unknown) = scenario.resolve(self.graph);
        let factors = scenario.factors(self.graph, &self.traffic);
        let strained = strained(&before, &lost, &factors, scenario, callers);
        let losses = strained.as_ref().map_or(&lost, |strained| strained.losses());
        let over = strained.as_ref().map_or_else(Vec::new, |strained| strained.over());
        let found = effects(&before, losses, &factors, &over);
        Followed { unknown, lost, strained, found }
    }

    /// What happens to each journey of the traffic.
    pub(super) fn journeys_of(&self, followed: &Followed<'_>) -> Vec<JourneyOutcome> {
        let before = self.before();
        let of = |at: usize| {
            let mut journey = journey(&before, followed.losses(), &followed.found, at);
            if let Some(strained) = &followed.strained {
                strained.add_journey(&mut journey, at);
            }
            journey
        };
        (0..followed.found.journeys.len()).map(of).collect()
    }
}

impl Followed<'_> {
    /// What is lost, with the connections whose breakers are open.
    pub fn losses(&self) -> &Losses {
        self.strained.as_ref().map_or(&self.lost, Strained::losses)
    }

    /// Whether a journey fails at once by what is lost.
    pub fn fails(&self, journey: usize) -> bool {
        self.found.journeys[journey].state[0] == State::Fails
    }

    /// Share of a journey's requests that are answered, with the scenario or before; `None` where nothing bears on it.
    pub fn answered(&self, journey: usize, before: bool) -> Option<f64> {
        self.strained.as_ref().map(|strained| strained.answered(journey, before))
    }

    /// What waits for consumers. One that does not work takes nothing; neither does one that lacks what it needs.
    pub fn waiting(&self, graph: &Graph<'_>) -> Vec<Consumption> {
        let (after, losses) = (&self.found.after, self.losses());
        let full = |node: usize, rates| {
            if after.stands[0][node] { losses.roles(graph, node, rates) } else { Roles::default() }
        };
        let works = |node: usize| after.stands[1][node] && after.works.iter().any(|works| works[node]);
        consumptions(&Moment { graph, traffic: &after.traffic, full: &full, works: &works })
    }
}

pub(super) fn ids(graph: &Graph<'_>, nodes: &[usize]) -> Vec<String> {
    nodes.iter().map(|&node| graph.nodes[node].id().to_owned()).collect()
}

pub(super) fn over_capacity(graph: &Graph<'_>, over: &[Over]) -> Vec<OverCapacity> {
    let one = |over: &Over| OverCapacity {
        component: graph.nodes[over.node].id().to_owned(),
        role: over.load.role.word().into(),
        utilization: finite(over.load.utilization),
        before: finite(over.before),
    };
    over.iter().map(one).collect()
}

fn journey(before: &Before<'_>, losses: &Losses, found: &Effects, at: usize) -> JourneyOutcome {
    let (graph, effect, traffic) = (before.graph, &found.journeys[at], &found.after.traffic.journeys[at]);
    let (lost, cut) = roots(&before.dependence.structures[at], &found.after, losses);
    let mut lacks = ids(graph, &lost);
    lacks.extend(cut.iter().map(|&edge| graph.edges[edge].name()));
    let mut over: Vec<usize> = found.used_over(at).map(|over| over.node).collect();
    over.dedup();
    JourneyOutcome {
        state: effect.state[0].word().into(),
        in_cascade: effect.state[1].word().into(),
        failed_before: effect.failed_before,
        lacks,
        without: ids(graph, &effect.without),
        over_capacity: if effect.state[0] == State::Fails { Vec::new() } else { ids(graph, &over) },
        peak: traffic.rate * traffic.peak_factor,
        carried: effect.carried,
        carried_before: effect.carried_before,
        answered: None,
        answered_before: None,
        latency_ms: None,
        latency_ms_before: None,
    }
}

fn component(before: &Before<'_>, found: &Effects, node: usize) -> ComponentOutcome {
    let (was, now) = (before.traffic, &found.after.traffic);
    let known = |traffic: &Traffic| (!traffic.unbounded[node]).then(|| rates(traffic.peak[node]));
    let utilization = |roles: &[RoleLoad]| busiest(roles).and_then(|role| finite(role.utilization));
    let roles = if now.unbounded[node] { &[] } else { &found.after.roles[node][..] };
    let state = if !found.after.stands[0][node] {
        "lost"
    } else if found.takes_down.contains(&node) {
        "fails"
    } else if found.over.iter().any(|over| over.node == node) {
        "over_capacity"
    } else if found.unreached.contains(&node) {
        "unreached"
    } else {
        "works"
    };
    ComponentOutcome {
        state: state.into(),
        peak: known(now),
        peak_before: known(was),
        utilization: utilization(roles),
        utilization_before: utilization(&before.loads[node].roles).filter(|_| !was.unbounded[node]),
        roles: roles.iter().map(role).collect(),
        falls_in_wave: found
            .waves
            .iter()
            .position(|wave| wave.iter().any(|over| over.node == node))
            .map(|wave| wave + 1),
        strain: None,
    }
}
