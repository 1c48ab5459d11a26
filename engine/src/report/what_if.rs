//! What happens when something breaks, one thing at a time: one row for everything that a design can lose.

use serde::{Deserialize, Serialize};

use super::outcome::{Followed, JourneyOutcome, OverCapacity, ids, over_capacity};
use super::strain::Callers;
use super::{Evaluation, Word};
use crate::analysis::Graph;
use crate::analysis::aftermath::cascade;
use crate::analysis::callers::is_told;
use crate::analysis::effects::State;
use crate::analysis::lost::Losses;
use crate::analysis::scenario::Scenario;
use crate::analysis::subjects::{Sort, Subject, subjects};
use crate::analysis::wake::{AtOnce, Wakes};
use crate::design::Design;
use crate::packed;

/// What one loss does. What is meant by at once and by cascade is said at [`super::Outcome`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Loss {
    /// Id of the component or place, or name of the connection (its id, or `from->to`).
    pub subject: String,
    /// What of it is lost: `component` (all of it), `copy`, `primary` or `replica` (one of them), `zone`, `region`,
    /// `connection`, or `cold-cache` (it is asked and answers nothing).
    pub what: Word,
    /// Ids of the journeys that fail at once, sorted.
    pub fails: Vec<String>,
    /// Journeys that go on with less.
    pub degraded: Vec<DegradedJourney>,
    /// What is driven over capacity at once; sorted by component and role.
    pub over_capacity: Vec<OverCapacity>,
    /// What gets more than before, sorted by component.
    pub takes_over: Vec<TakesOver>,
    /// Ids of what stands, but lacks what it needs for every journey that asked it; sorted.
    pub takes_down: Vec<String>,
    /// Ids of what works, but is reached no more; sorted.
    pub unreached: Vec<String>,
    /// What is driven over capacity in turn, wave by wave, if what was over capacity before it falls.
    pub cascade: Vec<Vec<OverCapacity>>,
    /// Ids of the journeys that do not fail at once, but if all that is over capacity falls; sorted.
    pub fails_in_cascade: Vec<String>,
    /// The same as a scenario.
    pub scenario: Scenario,
}

packed!(struct Loss {
    subject, what, fails, degraded, over_capacity, takes_over, takes_down, unreached, cascade, fails_in_cascade,
    scenario,
});

/// A journey that goes on with less.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DegradedJourney {
    /// Id.
    pub journey: String,
    /// Ids of what it calls without needing it, and gets no more.
    pub without: Vec<String>,
    /// Share of its peak that is carried, all journeys growing together.
    pub carried: f64,
    /// The same with nothing lost.
    pub carried_before: f64,
}

packed!(struct DegradedJourney { journey, without, carried, carried_before });

/// A component that gets more than before.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TakesOver {
    /// Id.
    pub component: String,
    /// What arrives at peak, a second.
    pub peak: f64,
    /// What arrived before.
    pub before: f64,
}

packed!(struct TakesOver { component, peak, before });

/// Losses of one sort that were not tried, because there are too many.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// As in [`Loss::what`]; or `callers`: what callers make of so many losses by waiting, giving up and trying again.
    pub what: Word,
    /// How many.
    pub count: usize,
}

packed!(struct LeftOut { what, count });

/// With more than so many subjects, single copies and connections are left out: whole components, places and caches
/// say the most. An assumption; a table of hundreds of rows is read by nobody.
const MOST_SUBJECTS: usize = 400;

/// With more looks at components and connections, all losses together, what callers make of losses is left out: a limit
/// in steps.
const MOST_LOOKS: usize = 300_000;

/// What each single loss does, sorted by subject and what is lost of it. Of a large design that is much work:
/// [`WhatIf`] does it step by step.
#[must_use]
pub fn what_if(design: &Design) -> Vec<Loss> {
    let graph = Graph::new(design);
    let evaluation = Evaluation::begin(&graph);
    let mut table = WhatIf::begin(&evaluation);
    while table.step(&evaluation) {}
    table.losses
}

/// The table under way.
#[derive(Clone, Debug)]
pub struct WhatIf {
    /// Rows so far.
    pub losses: Vec<Loss>,
    /// What is not tried; sorted.
    pub left_out: Vec<LeftOut>,
    open: Vec<Subject>,
    /// What is kept of callers from one loss to the next.
    callers: Callers,
    /// What is kept of the traffic; `None` where callers have to be looked at.
    wakes: Option<Wakes>,
}

impl WhatIf {
    /// Nothing is tried yet.
    #[must_use]
    pub fn begin(evaluation: &Evaluation<'_>) -> Self {
        let mut open = subjects(evaluation.graph, &evaluation.traffic);
        let mut left_out = Vec::new();
        if open.len() > MOST_SUBJECTS {
            for sort in [Sort::Connection, Sort::Copy, Sort::Primary, Sort::Replica] {
                let all = open.len();
                open.retain(|subject| subject.sort != sort);
                if all > open.len() {
                    left_out.push(LeftOut { what: sort.word().into(), count: all - open.len() });
                }
            }
        }
        let size = evaluation.graph.nodes.len() + evaluation.graph.edges.len();
        let is_told = is_told(evaluation.graph);
        let is_left_out = open.len() * size > MOST_LOOKS && is_told;
        if is_left_out {
            left_out.insert(0, LeftOut { what: "callers".into(), count: open.len() });
        }
        let callers = Callers::untimed(is_left_out);
        open.reverse();
        let wakes = (is_left_out || !is_told).then(|| Wakes::new(evaluation.graph, &evaluation.traffic));
        Self { losses: Vec::new(), left_out, open, callers, wakes }
    }

    /// Tries one loss more; `false` when all are tried.
    pub fn step(&mut self, evaluation: &Evaluation<'_>) -> bool {
        let Some(subject) = self.open.pop() else { return false };
        let whole = evaluation.graph.find(&subject.id).filter(|_| subject.sort == Sort::Component);
        if let Some((wakes, lost)) = self.wakes.as_mut().zip(whole)
            && let Some(found) = wakes.at_once(&evaluation.before(), lost)
        {
            self.losses.push(row_of_component(evaluation, subject, lost, found));
            return true;
        }
        let followed = evaluation.follow_scenario(&subject.scenario, &mut self.callers);
        self.losses.push(row(evaluation, subject, &followed));
        true
    }
}

/// The row of a whole component, by what its loss means at once.
fn row_of_component(evaluation: &Evaluation<'_>, subject: Subject, lost: usize, at_once: AtOnce) -> Loss {
    let (graph, before) = (evaluation.graph, evaluation.before());
    let end = cascade(&before, &Losses::of_component(graph, lost), &[], &at_once.over);
    let id = |at: usize| evaluation.journey_id(at).to_owned();
    let losses = &evaluation.dependence.losses;
    let fails = |at: &usize| losses[*at].fails_without(lost) && !losses[*at].fails_anyway();
    let falls = |at: &usize| {
        let survives = !losses[*at].fails_without(lost);
        survives && end.as_ref().is_some_and(|end| before.fails(*at, &end.aftermath, &end.losses))
    };
    let mut fails_in_cascade: Vec<String> = (0..losses.len()).filter(falls).map(id).collect();
    fails_in_cascade.sort();
    let mut fails: Vec<String> = (0..losses.len()).filter(fails).map(id).collect();
    fails.sort();
    let degraded = at_once.degraded.into_iter().map(|of| {
        let [carried, carried_before] = of.carried;
        DegradedJourney { journey: id(of.journey), without: ids(graph, &of.without), carried, carried_before }
    });
    let mut degraded: Vec<DegradedJourney> = degraded.collect();
    degraded.sort_by(|a, b| a.journey.cmp(&b.journey));
    let takes_over = |&(node, peak): &(usize, f64)| TakesOver {
        component: graph.nodes[node].id().to_owned(),
        peak,
        before: evaluation.traffic.peak[node].total(),
    };
    Loss {
        what: subject.sort.word().into(),
        fails,
        degraded,
        over_capacity: over_capacity(graph, &at_once.over),
        takes_over: at_once.takes_over.iter().map(takes_over).collect(),
        takes_down: ids(graph, &at_once.takes_down),
        unreached: ids(graph, &at_once.unreached),
        cascade: end.iter().flat_map(|end| end.waves.iter().skip(1)).map(|wave| over_capacity(graph, wave)).collect(),
        fails_in_cascade,
        subject: subject.id,
        scenario: subject.scenario,
    }
}

fn row(evaluation: &Evaluation<'_>, subject: Subject, followed: &Followed<'_>) -> Loss {
    let (graph, found) = (evaluation.graph, &followed.found);
    let id = |at: usize| evaluation.journey_id(at).to_owned();
    let all = evaluation.journeys_of(followed);
    let journeys = || all.iter().enumerate().filter(|(_, journey)| !journey.failed_before);
    let those = |is: &dyn Fn(&JourneyOutcome) -> bool| {
        let mut ids: Vec<String> = journeys().filter(|(_, journey)| is(journey)).map(|(at, _)| id(at)).collect();
        ids.sort();
        ids
    };
    let degraded = journeys().filter(|(_, journey)| journey.state == State::Degraded.word());
    let mut degraded: Vec<DegradedJourney> = degraded
        .map(|(at, journey)| DegradedJourney {
            journey: id(at),
            without: journey.without.clone(),
            carried: journey.carried,
            carried_before: journey.carried_before,
        })
        .collect();
    degraded.sort_by(|a, b| a.journey.cmp(&b.journey));
    let takes_over = |node: &usize| TakesOver {
        component: graph.nodes[*node].id().to_owned(),
        peak: found.after.traffic.peak[*node].total(),
        before: evaluation.traffic.peak[*node].total(),
    };
    let fails = State::Fails.word();
    Loss {
        what: subject.sort.word().into(),
        fails: those(&|journey| journey.state == fails),
        degraded,
        over_capacity: over_capacity(graph, &found.over),
        takes_over: found.takes_over.iter().map(takes_over).collect(),
        takes_down: ids(graph, &found.takes_down),
        unreached: ids(graph, &found.unreached),
        cascade: found.waves.iter().skip(1).map(|wave| over_capacity(graph, wave)).collect(),
        fails_in_cascade: those(&|journey| journey.state != fails && journey.in_cascade == fails),
        subject: subject.id,
        scenario: subject.scenario,
    }
}
