//! What a scenario does to callers, in the words of the report: how long calls take, which are given up and tried
//! again, whose places are taken, which breakers open. Computes nothing but differences.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::write::{finite, rates};
use super::{JourneyOutcome, LatencyReport, Outcome, RatesReport, latency};
use crate::analysis::Graph;
use crate::analysis::aftermath::{Before, Over};
use crate::analysis::callers::is_told;
use crate::analysis::graph::has_fallback;
use crate::analysis::journey_time::JourneyTime;
use crate::analysis::lost::Losses;
use crate::analysis::scenario::Scenario;
use crate::analysis::strain::{
    Bearing, EdgeStrain, HalfOpen, Known, MOST_EFFORT, NEXT_TO_NONE, NodeStrain, Strain, strain,
};
use crate::kinds::Copies;
use crate::packed;
use crate::rules::phrase::{grouped, percent, scaled, significant};

/// What becomes of the calls over a connection whose caller waits. Only where it is not as before, or limited.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CallOutcome {
    /// Id of the caller.
    pub from: String,
    /// Id of the callee.
    pub to: String,
    /// The connection's own id, if it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Calls a second, attempts of the same call counted once.
    pub calls: f64,
    /// The same without the scenario.
    pub calls_before: f64,
    /// How long one call is under way on average, with all its attempts, in milliseconds.
    pub held_ms: f64,
    /// The same without the scenario.
    pub held_ms_before: f64,
    /// Share of attempts that are given up for their timeout.
    pub late: f64,
    /// The same without the scenario.
    pub late_before: f64,
    /// Attempts of one call; 0 where its breaker is open.
    pub attempts: f64,
    /// The same without the scenario.
    pub attempts_before: f64,
    /// Share of attempts that fail for any reason; when the breaker opened, where it is open.
    pub failure: f64,
    /// Whether the circuit breaker is open.
    pub breaker_open: bool,
    /// Calls a second that an open breaker lets through to see whether it can close (half open), of all copies of the
    /// caller.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub probes: Option<f64>,
    /// Share of those that fail; `None` where the caller has chosen another target by then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub probe_failure: Option<f64>,
    /// Part of the time in which the breaker is open: where those calls succeed it closes, until the load that comes back
    /// opens it again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open_share: Option<f64>,
    /// The pool of the connection, of all copies of the caller together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pool: Option<Places>,
}

packed!(struct CallOutcome {
    from, to, id, calls, calls_before, held_ms, held_ms_before, late, late_before, attempts, attempts_before, failure, breaker_open,
    probes, probe_failure, open_share, pool,
});

/// Places that are wanted at once, on average (Little's law: how many arrive a second times how long each stays).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Places {
    /// How many are wanted; `None` where some never become free again.
    pub wanted: Option<f64>,
    /// The same without the scenario.
    pub wanted_before: Option<f64>,
    /// How many there are; `None` where the design does not say.
    pub room: Option<f64>,
}

packed!(struct Places { wanted, wanted_before, room });

/// What a component's callers make of a scenario.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ComponentStrain {
    /// How long it takes for one request without waiting, in milliseconds.
    pub takes_ms: Option<f64>,
    /// The same without the scenario.
    pub takes_ms_before: Option<f64>,
    /// Requests that it has at once, and can have (`concurrency` of all copies).
    pub places: Places,
    /// How long each of them stays on average, in milliseconds; `None` where nothing arrives, or some stay for ever.
    pub stays_ms: Option<f64>,
    /// The same without the scenario.
    pub stays_ms_before: Option<f64>,
    /// What arrives a second at peak, further attempts included.
    pub attempts: f64,
    /// The same, reads and writes apart.
    pub attempted: RatesReport,
    /// Both together without the scenario.
    pub attempts_before: f64,
    /// How full its busiest role is by that.
    pub utilization: Option<f64>,
}

packed!(struct ComponentStrain {
    takes_ms, takes_ms_before, places, stays_ms, stays_ms_before, attempts, attempted, attempts_before, utilization,
});

/// A change that is smaller, in parts, is none.
const NOTICED: f64 = 1e-3;

/// A design under strain, and as it is without.
pub(super) struct Strained<'a> {
    graph: &'a Graph<'a>,
    now: Strain,
    was: Arc<Strain>,
}

/// What is kept of callers from one scenario to the next.
#[derive(Clone, Debug, Default)]
pub(super) struct Callers {
    /// Nobody looks: there are too many scenarios for a design of this size.
    is_left_out: bool,
    /// Nobody asks how long journeys take.
    is_untimed: bool,
    /// How they fare without a scenario, once it is known.
    was: Option<Arc<Strain>>,
    known: Known,
}

impl Callers {
    /// Nobody asks how long journeys take, and callers are looked at or not.
    pub(super) fn untimed(is_left_out: bool) -> Self {
        Self { is_left_out, is_untimed: true, ..Self::default() }
    }
}

/// What bears on callers; `None` where the design says nothing that depends on it, and nothing is slow.
pub(super) fn strained<'a>(
    before: &Before<'a>,
    losses: &Losses,
    factors: &[f64],
    scenario: &Scenario,
    callers: &mut Callers,
) -> Option<Strained<'a>> {
    let graph = before.graph;
    if scenario.slow.is_empty() && scenario.delay_ms.is_empty() && !is_told(graph) {
        return None;
    }
    if callers.is_left_out {
        return None;
    }
    let Callers { is_untimed, was, known, .. } = callers;
    let nothing = Losses::none(graph);
    let without = || {
        strain(before, &Bearing { losses: &nothing, factors: &[], slow: &[], effort: MOST_EFFORT }, known, !*is_untimed)
    };
    let was = was.get_or_insert_with(|| Arc::new(without())).clone();
    let slow = scenario.slowness(graph);
    let now = strain(before, &Bearing { losses, factors, slow: &slow, effort: MOST_EFFORT }, known, !*is_untimed);
    Some(Strained { graph, now, was })
}

impl Strained<'_> {
    /// What is lost, with the connections whose breakers are open.
    pub(super) fn losses(&self) -> &Losses {
        &self.now.losses
    }

    /// A component with the scenario, or before.
    pub(super) fn node(&self, node: usize, before: bool) -> &NodeStrain {
        if before { &self.was.nodes[node] } else { &self.now.nodes[node] }
    }

    /// A connection, likewise.
    pub(super) fn edge(&self, edge: usize, before: bool) -> &EdgeStrain {
        if before { &self.was.edges[edge] } else { &self.now.edges[edge] }
    }

    /// How long a journey takes, likewise.
    pub(super) fn time(&self, journey: usize, before: bool) -> &JourneyTime {
        if before { &self.was.times[journey] } else { &self.now.times[journey] }
    }

    /// Share of a journey's requests that are answered.
    pub(super) fn answered(&self, journey: usize, before: bool) -> f64 {
        if before { self.was.answered[journey] } else { self.now.answered[journey] }
    }

    /// What has more requests at once than it can have, or with retries more than it can do: newly, and more than
    /// before.
    pub(super) fn over(&self) -> Vec<Over> {
        let newly = |now: f64, was: f64| now > 1.0 && now > was * (1.0 + NOTICED);
        let full = |strain: &NodeStrain| strain.utilization.unwrap_or(0.0).max(strain.crowding);
        let of_node = |node: usize| {
            let (now, was) = (&self.now.nodes[node], &self.was.nodes[node]);
            let role = now.role.filter(|_| newly(full(now), full(was)))?;
            Some(Over { node, load: role, before: full(was) })
        };
        (0..self.now.nodes.len()).filter_map(of_node).collect()
    }

    /// Puts what callers make of it into an outcome whose journeys know it already.
    pub(super) fn add_to(&self, outcome: &mut Outcome, ids: &[String]) {
        for (node, component) in self.graph.nodes.iter().enumerate() {
            if let Some(found) = outcome.components.get_mut(component.id()) {
                found.strain = self.component(node);
            }
        }
        outcome.calls = (0..self.now.edges.len()).filter_map(|edge| self.call(edge)).collect();
        outcome.calls.sort_by(|a, b| (&a.from, &a.to, &a.id).cmp(&(&b.from, &b.to, &b.id)));
        outcome.happens = self.told(outcome, ids);
    }

    /// Puts it into the outcome of a journey, by its place in the traffic.
    pub(super) fn add_journey(&self, journey: &mut JourneyOutcome, at: usize) {
        let figures = |times: &[JourneyTime]| times.get(at).map(latency::times);
        journey.latency_ms = figures(&self.now.times);
        journey.latency_ms_before = figures(&self.was.times);
        let fails = journey.state == "fails";
        let (answered, before) = (if fails { 0.0 } else { self.now.answered[at] }, self.was.answered[at]);
        journey.answered = Some(answered);
        journey.answered_before = Some(before);
        journey.carried = journey.carried.min(answered);
        journey.carried_before = journey.carried_before.min(before);
        journey.failed_before |= before <= NEXT_TO_NONE;
        if fails {
            return;
        }
        for &(edge, is_felt) in &self.now.failing[at] {
            let to = self.graph.nodes[self.graph.edges[edge].to].id();
            if is_felt && answered <= NEXT_TO_NONE {
                journey.lacks.push(self.graph.edges[edge].name());
            } else if !is_felt
                && !self.was.failing[at].contains(&(edge, is_felt))
                && !journey.without.iter().any(|known| known == to)
            {
                journey.without.push(to.to_owned());
            }
        }
        journey.without.sort();
        if answered <= NEXT_TO_NONE {
            journey.state = "fails".into();
            journey.in_cascade = "fails".into();
            journey.over_capacity.clear();
        } else if journey.state == "works" && (answered < before - NOTICED || !journey.without.is_empty()) {
            journey.state = "degraded".into();
            if journey.in_cascade == "works" {
                journey.in_cascade = "degraded".into();
            }
        }
    }

    fn component(&self, node: usize) -> Option<ComponentStrain> {
        let (now, was) = (&self.now.nodes[node], &self.was.nodes[node]);
        if self.graph.nodes[node].kind.copies == Copies::Inside || now == was {
            return None;
        }
        Some(ComponentStrain {
            takes_ms: now.takes,
            takes_ms_before: was.takes,
            places: Places { wanted: finite(now.held), wanted_before: finite(was.held), room: finite(now.room) },
            stays_ms: stays(now),
            stays_ms_before: stays(was),
            attempts: now.attempts.total(),
            attempted: rates(now.attempts),
            attempts_before: was.attempts.total(),
            utilization: now.utilization.and_then(finite),
        })
    }

    fn call(&self, edge: usize) -> Option<CallOutcome> {
        let (now, was) = (&self.now.edges[edge], &self.was.edges[edge]);
        if now == was || now.calls <= 0.0 && was.calls <= 0.0 {
            return None;
        }
        let connection = self.graph.edges[edge].connection;
        let pool = now.room.is_finite().then(|| Places {
            wanted: finite(now.wanted),
            wanted_before: finite(was.wanted),
            room: Some(now.room),
        });
        Some(CallOutcome {
            from: connection.from.clone(),
            to: connection.to.clone(),
            id: connection.id.clone(),
            calls: now.calls,
            calls_before: was.calls,
            held_ms: now.held,
            held_ms_before: was.held,
            late: now.late,
            late_before: was.late,
            attempts: now.attempts,
            attempts_before: was.attempts,
            failure: now.opened_at.unwrap_or(now.failure),
            breaker_open: now.opened_at.is_some(),
            probes: now.half_open.map(|breaker| breaker.probes),
            probe_failure: now.half_open.and_then(|breaker| breaker.failure),
            open_share: now.half_open.and_then(|breaker| breaker.open_share),
            pool,
        })
    }

    fn label(&self, node: usize) -> &str {
        self.graph.nodes[node].component.label()
    }

    /// What happens, in the order in which one thing leads to another.
    fn told(&self, outcome: &Outcome, ids: &[String]) -> Vec<String> {
        let nodes = || self.now.nodes.iter().zip(&self.was.nodes).enumerate();
        let edges = || self.now.edges.iter().zip(&self.was.edges).enumerate();
        let mut told: Vec<String> = Vec::new();
        told.extend(nodes().filter_map(|(node, (now, was))| self.takes(node, now, was)));
        told.extend(edges().filter_map(|(edge, (now, was))| self.given_up(edge, now, was)));
        told.extend(edges().filter_map(|(edge, (now, was))| self.opened(edge, now, was)));
        told.extend(nodes().filter_map(|(node, (now, was))| self.asked_again(node, now, was)));
        told.extend(edges().filter_map(|(edge, (now, was))| self.pool(edge, now, was)));
        told.extend(nodes().filter_map(|(node, (now, was))| self.places(node, now, was)));
        for id in ids {
            told.extend(outcome.journeys.get(id).and_then(|journey| self.users(id, journey)));
        }
        told
    }

    fn takes(&self, node: usize, now: &NodeStrain, was: &NodeStrain) -> Option<String> {
        if now.takes == was.takes {
            return None;
        }
        let (takes, before) = (milliseconds(now.takes?), milliseconds(was.takes.unwrap_or(0.0)));
        Some(format!("{} takes {takes} for a request instead of {before}.", self.label(node)))
    }

    fn way(&self, edge: usize) -> String {
        let edge = &self.graph.edges[edge];
        format!("{} → {}", self.label(edge.from), self.label(edge.to))
    }

    fn given_up(&self, edge: usize, now: &EdgeStrain, was: &EdgeStrain) -> Option<String> {
        let opened = now.opened_at.is_some();
        if opened || now.late <= was.late + NOTICED {
            return None;
        }
        let this = &self.graph.edges[edge];
        let is_lost = !self.now.losses.stands(self.graph, this.to, false);
        let to_connect = this.number("connect_timeout_ms").filter(|_| is_lost);
        let timeout = to_connect.or(this.number("timeout_ms"))?;
        let again = match now.attempts {
            attempts if attempts > 1.0 + NOTICED => format!(" A call makes {} attempts.", significant(attempts)),
            _ => String::new(),
        };
        Some(format!(
            "{} of the attempts {} are given up after {}, {} before.{again}",
            percent(now.late),
            self.way(edge),
            milliseconds(timeout),
            percent(was.late),
        ))
    }

    fn opened(&self, edge: usize, now: &EdgeStrain, was: &EdgeStrain) -> Option<String> {
        let failure = now.opened_at.filter(|_| was.opened_at.is_none())?;
        let felt = self.now.failing.iter().flatten().any(|&(of, is_felt)| of == edge && is_felt);
        let this = &self.graph.edges[edge];
        let caller = self.label(this.from);
        let what = match (has_fallback(this.connection), felt) {
            (true, _) => format!("{caller} gives its other answer"),
            (false, true) => format!("{caller} fails at once"),
            (false, false) => format!("{caller} goes on without it"),
        };
        Some(format!(
            "The circuit breaker {} opens, because {} of the attempts fail: nobody waits there any more, {what}.{}",
            self.way(edge),
            percent(failure),
            now.half_open.map(tried).unwrap_or_default(),
        ))
    }

    fn asked_again(&self, node: usize, now: &NodeStrain, was: &NodeStrain) -> Option<String> {
        let (now_gets, was_got) = (now.attempts.total(), was.attempts.total());
        let first = self.now.first[node];
        if now_gets <= first * (1.0 + NOTICED) || now_gets <= was_got * (1.0 + NOTICED) {
            return None;
        }
        let full = match now.utilization.filter(|full| *full > 1.0) {
            Some(full) => format!(", {} of what it can do", percent(full)),
            None => String::new(),
        };
        Some(format!(
            "{} gets {}/s with all attempts, {}/s without repeated ones{full}.",
            self.label(node),
            scaled(now_gets),
            scaled(first),
        ))
    }

    fn pool(&self, edge: usize, now: &EdgeStrain, was: &EdgeStrain) -> Option<String> {
        if now.wanted <= now.room || was.wanted > was.room {
            return None;
        }
        let this = &self.graph.edges[edge];
        let caller = self.label(this.from);
        let (room, wanted) = (grouped(now.room), at_once(now.wanted));
        let way = self.way(edge);
        Some(if this.switch("bulkhead") == Some(true) {
            format!(
                "The bulkhead {way} has {room} places, and {wanted} calls want one: the others fail at once, and what \
                 else {caller} does goes on."
            )
        } else {
            format!("The pool {way} has {room} places, and {wanted} calls want one: the others wait in {caller}.")
        })
    }

    fn places(&self, node: usize, now: &NodeStrain, was: &NodeStrain) -> Option<String> {
        let name = self.label(node);
        let (held, before) = (at_once(now.held), at_once(was.held));
        if now.crowding > 1.0 && now.crowding > was.crowding * (1.0 + NOTICED) {
            return Some(format!(
                "{name} has {held} requests at once, {before} before, and room for {}: of all that reach it {} are \
                 answered, whatever they are for.",
                grouped(now.room),
                percent(1.0 / now.crowding),
            ));
        }
        let inside = self.graph.nodes[node].kind.copies == Copies::Inside;
        if inside || now.held < 2.0 * was.held || now.held - was.held < 1.0 {
            return None;
        }
        let room = match finite(now.room) {
            Some(room) => format!("has room for {}", grouped(room)),
            None => "does not say for how many it has room (concurrency)".to_owned(),
        };
        Some(format!("{name} has {held} requests at once, {before} before; it {room}."))
    }

    fn users(&self, id: &str, journey: &JourneyOutcome) -> Option<String> {
        let name = self.graph.design.workload.journeys.iter().find(|known| known.id == id)?.label();
        let (answered, before) = (journey.answered?, journey.answered_before?);
        let mut text = String::new();
        if answered < before - NOTICED {
            text = format!("“{name}”: {} of its requests are answered, {} before.", percent(answered), percent(before));
        }
        let slowest = |figures: &Option<LatencyReport>| figures.as_ref().and_then(|figures| figures.p99);
        let (now, was) = (slowest(&journey.latency_ms), slowest(&journey.latency_ms_before));
        let more = match (now, was) {
            _ if answered <= NEXT_TO_NONE => None,
            (Some(now), Some(was)) if (now - was).abs() > 0.01 * was => Some(format!(
                "“{name}”: 99 of 100 users wait up to {}, {} before.",
                milliseconds(now),
                milliseconds(was)
            )),
            (None, Some(was)) => {
                Some(format!("“{name}”: some users wait without end, 99 of 100 up to {} before.", milliseconds(was)))
            }
            _ => None,
        };
        if let Some(more) = more {
            text = if text.is_empty() { more } else { format!("{text} {more}") };
        }
        Some(text).filter(|text| !text.is_empty())
    }
}

/// How long each request stays that is there, by how many are and how often one arrives (Little's law), in milliseconds.
fn stays(node: &NodeStrain) -> Option<f64> {
    finite(node.held * 1_000.0 / node.attempts.total())
}

/// What becomes of the calls that an open breaker lets through.
fn tried(breaker: HalfOpen) -> String {
    let HalfOpen { reset_seconds, failure, open_share, .. } = breaker;
    let (Some(failure), Some(open)) = (failure, open_share) else { return String::new() };
    let every = format!(" Every {} s each copy of the caller lets one call through", significant(reset_seconds));
    if open >= 1.0 {
        format!("{every}; {} of those fail too, so it stays open.", percent(failure))
    } else {
        format!(
            "{every}; those are answered, so it closes, and opens again under the same load: it is open for about {} of \
             the time.",
            percent(open)
        )
    }
}

fn milliseconds(value: f64) -> String {
    format!("{} ms", significant(value))
}

fn at_once(held: f64) -> String {
    if held.is_finite() { grouped(libm::ceil(held - 1e-9)) } else { "ever more".to_owned() }
}

#[cfg(test)]
mod tests;
