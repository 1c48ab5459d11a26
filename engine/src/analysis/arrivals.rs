//! The workings of what arrives at a component: back along every connection, to the rates of the journeys.

use super::figures::peak_rate_of;
use super::graph::{Figure, Graph};
use super::routing::Router;
use super::traffic::{JourneyTraffic, Traffic};
use super::working::Working;
use crate::kinds::Dispatch;

/// Which rate of a component.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// Reads.
    Reads,
    /// Writes.
    Writes,
}

/// Steps back that one working follows; beyond, the figure of the report stands for itself.
const MOST_STEPS: usize = 200;

/// Reads or writes that reach a component at peak, a second, journey by journey.
#[must_use]
pub fn arriving(graph: &Graph<'_>, traffic: &Traffic, node: usize, which: Which) -> Working {
    let mut parts = Vec::new();
    for journey in &traffic.journeys {
        let visits = of(journey, node, which);
        let Some(peak) = peak_rate_of(graph, journey.journey).filter(|_| visits > 0.0) else { continue };
        let design_journey = &graph.design.workload.journeys[journey.journey];
        let router = Router { graph, journey: design_journey, works: None };
        let mut trail = Trail { graph, journey, router, open: Vec::new(), steps: 0 };
        let calls = trail.visits(node, which);
        let is_one = calls.formula == "1";
        let working = if is_one {
            peak
        } else {
            Working::new("peak rate × calls a request", peak.value * visits)
                .worked("peak rate", peak)
                .worked("calls a request", calls)
        };
        parts.push((design_journey.id.clone(), working));
    }
    Working::sum(parts)
}

fn of(journey: &JourneyTraffic, node: usize, which: Which) -> f64 {
    let visits = journey.visits[node];
    if which == Which::Reads { visits.reads } else { visits.writes }
}

struct Trail<'a> {
    graph: &'a Graph<'a>,
    journey: &'a JourneyTraffic,
    router: Router<'a>,
    open: Vec<usize>,
    steps: usize,
}

impl Trail<'_> {
    /// What one request at the entry brings to a node.
    fn visits(&mut self, node: usize, which: Which) -> Working {
        let value = of(self.journey, node, which);
        self.steps += 1;
        if self.open.contains(&node) || self.steps > MOST_STEPS {
            let from = format!("report.components.{}.average", self.graph.nodes[node].id());
            return Working::new("calls a request", value).stated("calls a request", value, from);
        }
        self.open.push(node);
        let mut terms: Vec<(String, Working)> = Vec::new();
        let mut explained = 0.0;
        for &edge in &self.graph.incoming[node] {
            let calls = self.journey.calls[edge];
            let calls = if which == Which::Reads { calls.reads } else { calls.writes };
            if calls > 0.0 {
                explained += calls;
                terms.push((format!("over {}", self.graph.edges[edge].name()), self.over(edge, calls)));
            }
        }
        self.open.pop();
        let enters = value - explained;
        if node == self.journey.entry && enters > 0.5 {
            if terms.is_empty() {
                return Working::new("1", value);
            }
            terms.insert(0, ("entering".to_owned(), Working::new("1", 1.0)));
        }
        let mut working = Working::sum(terms);
        working.value = value;
        working
    }

    /// What goes over one connection: the requests of its caller, times what each of them sends this way.
    fn over(&mut self, edge: usize, calls: f64) -> Working {
        let ends = &self.graph.edges[edge];
        let at_caller = self.journey.visits[ends.from];
        let (which, arrived) = match (at_caller.reads > 0.0, at_caller.writes > 0.0) {
            (true, false) => (Which::Reads, at_caller.reads),
            (false, true) => (Which::Writes, at_caller.writes),
            _ => {
                let from = format!("report.connections.{}", ends.name());
                return Working::new("calls a request", calls).stated("calls a request", calls, from);
            }
        };
        let each = calls / arrived;
        let caller = self.visits(ends.from, which);
        let part = self.part(edge, which, each);
        match (caller.formula == "1", part.formula == "1") {
            (true, true) => Working::new("1", calls),
            (true, false) => part,
            (false, true) => caller,
            (false, false) => Working::new("requests at the caller × part of each", calls)
                .worked("requests at the caller", caller)
                .worked("part of each", part),
        }
    }

    /// What each request of the caller sends over a connection: calls, share, and what caches leave.
    fn part(&self, edge: usize, which: Which, each: f64) -> Working {
        let ends = &self.graph.edges[edge];
        let connection = ends.connection;
        let mut working = Working::new("", each);
        let mut terms: Vec<String> = Vec::new();
        let mut explained = 1.0;
        if let Some(calls) = connection.calls {
            working = working.stated("calls", calls, format!("connections[{}].calls", ends.name()));
            terms.push("calls".to_owned());
            explained *= calls;
        }
        if which == Which::Reads {
            let mut caches: Vec<usize> = connection.after_miss_in.iter().filter_map(|id| self.graph.find(id)).collect();
            if self.graph.nodes[ends.from].kind.dispatch == Dispatch::Misses {
                caches.push(ends.from);
            }
            if let Some(parts) = self.router.one_cache_of(edge) {
                let left = self.left_by_one_of(&parts);
                explained *= left.value;
                caches.retain(|cache| !parts.iter().any(|(of_choice, _)| of_choice == cache));
                working = working.worked("left by the cache that is asked", left);
                terms.push("left by the cache that is asked".to_owned());
            }
            for cache in caches {
                let node = &self.graph.nodes[cache];
                let Some(figure) = self.hit_rate(cache) else { continue };
                let name = format!("hit rate of {}", node.id());
                terms.push(format!("(1 − {name})"));
                explained *= 1.0 - figure.value;
                working = working.setting(name, figure, node, "hit_rate");
            }
        }
        let rest = if explained > 0.0 { each / explained } else { 1.0 };
        if (rest - 1.0).abs() > 1e-12 {
            let from = match connection.share {
                Some(_) => format!("connections[{}].share", ends.name()),
                None => "constant".to_owned(),
            };
            working = working.stated("part that goes this way", rest, from);
            terms.push("part that goes this way".to_owned());
        }
        working.formula = if terms.is_empty() { "1".to_owned() } else { terms.join(" × ") };
        working
    }
    fn hit_rate(&self, cache: usize) -> Option<Figure> {
        self.graph.nodes[cache].number("hit_rate").filter(|_| self.router.hit_rate(cache) > 0.0)
    }

    /// What is left when each read asks one of several caches, the parts that ask each given.
    fn left_by_one_of(&self, parts: &[(usize, f64)]) -> Working {
        let mut left = Working::new("1", 1.0);
        for (number, &(cache, part)) in parts.iter().enumerate() {
            let node = &self.graph.nodes[cache];
            let Some(figure) = self.hit_rate(cache) else { continue };
            // A cache may be asked over several connections.
            let (rate, asks) = (format!("hit rate of {}, {number}", node.id()), format!("part that asks it, {number}"));
            left.value -= part * figure.value;
            left.formula = format!("{} − {asks} × {rate}", left.formula);
            left = left.constant(asks, part).setting(rate, figure, node, "hit_rate");
        }
        left
    }
}
