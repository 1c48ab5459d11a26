//! What a cache keeps away from others: how full they are while the cache is empty. Says nothing about how long it
//! takes to fill.

use std::collections::BTreeMap;

use super::capacity::{Standing, busiest};
use super::figures::utilization_of;
use super::graph::Graph;
use super::lost::Losses;
use super::onward::onward;
use super::places::{loads, roles};
use super::routing::Router;
use super::steps::Steps;
use super::traffic::{JourneyTraffic, Rates, Traffic, follow, solve, sum, through};
use super::working::Working;
use crate::design::Setting;
use crate::kinds::Dispatch;

/// Empty caches, one after the other: what a journey does with full ones is worked out once.
#[derive(Debug)]
pub struct Cold<'a> {
    graph: &'a Graph<'a>,
    traffic: &'a Traffic,
    losses: Losses,
    all: Vec<bool>,
    /// By journey and edge: what full caches leave over for it, as far as it was asked.
    left: BTreeMap<(usize, usize), f64>,
    /// By journey of the traffic, as far as any was asked for: steps that the traffic did not take.
    steps: Vec<Option<Steps>>,
}

impl<'a> Cold<'a> {
    /// No cache asked for yet.
    #[must_use]
    pub fn new(graph: &'a Graph<'a>, traffic: &'a Traffic) -> Self {
        let steps = traffic.journeys.iter().map(|_| None).collect();
        Self {
            graph,
            traffic,
            losses: Losses::none(graph),
            all: vec![true; graph.nodes.len()],
            left: BTreeMap::new(),
            steps,
        }
    }

    /// Utilisation at peak while a cache answers nothing but is asked all the same, of all nodes that then get more and
    /// that something limits; none behind a loop that then has no end. Only what lies behind the cache is followed, unless
    /// that is a loop.
    #[must_use]
    pub fn utilization(&mut self, cache: usize) -> BTreeMap<usize, f64> {
        self.losses.cold[cache] = true;
        let extra = self.extra(cache);
        let found = if self.loops_in(&extra) { self.throughout() } else { full(self.graph, self.traffic, extra) };
        self.losses.cold[cache] = false;
        found
    }

    /// Whether any of these nodes is in a loop, where what it gets comes back.
    fn loops_in(&self, extra: &BTreeMap<usize, Rates>) -> bool {
        let mut loops = self.graph.parts.iter().zip(&self.graph.loops).filter(|(_, is_loop)| **is_loop);
        loops.any(|(part, _)| part.iter().any(|node| extra.contains_key(node)))
    }

    /// The same with every journey followed anew from its entry.
    fn throughout(&self) -> BTreeMap<usize, f64> {
        let Self { graph, traffic, losses, all, .. } = self;
        let left = losses.left(all, all);
        let again = |journey: &JourneyTraffic| {
            let of = &graph.design.workload.journeys[journey.journey];
            follow(graph, journey.journey, of, journey.entry, Some(left))
        };
        let cold = sum(graph, traffic.journeys.iter().map(again).collect());
        let gets_more = |node: &usize| !cold.unbounded[*node] && cold.peak[*node].total() > traffic.peak[*node].total();
        let of_node = |node: usize| {
            let roles = roles(graph, node, cold.peak[node], Standing::full(&graph.nodes[node]));
            Some((node, busiest(&roles)?.utilization))
        };
        (0..graph.nodes.len()).filter(gets_more).filter_map(of_node).collect()
    }

    /// What more arrives at peak, by node.
    fn extra(&mut self, cache: usize) -> BTreeMap<usize, Rates> {
        let Self { graph, traffic, losses, all, left: known, steps } = self;
        let graph = *graph;
        let behind = behind(graph, cache);
        let left = losses.left(all, all);
        let mut extra: BTreeMap<usize, Rates> = BTreeMap::new();
        for (journey, steps) in traffic.journeys.iter().zip(steps).filter(|(journey, _)| journey.rate > 0.0) {
            let warm = Router::new(graph, &graph.design.workload.journeys[journey.journey]);
            let mut now = |edge: usize| *known.entry((journey.journey, edge)).or_insert_with(|| warm.left(edge));
            let opened = opened(&Router { works: Some(left), ..warm }, journey, cache, &behind, &mut now);
            if opened.is_empty() {
                continue;
            }
            let mut weights = |node: usize, edge: usize| {
                [0, 1].map(|at| {
                    if journey.steps.knows(node, at) {
                        return journey.steps.weights[edge][at];
                    }
                    let further = steps.get_or_insert_with(|| Steps::new(graph.nodes.len(), graph.edges.len()));
                    warm.step(node, at, further);
                    further.weights[edge][at]
                })
            };
            for (node, rates) in onward(graph, &opened, &mut weights, &|_| true) {
                *extra.entry(node).or_default() += rates * (journey.rate * journey.peak_factor);
            }
        }
        extra
    }
}

/// How full nodes are that get more.
fn full(graph: &Graph<'_>, traffic: &Traffic, extra: BTreeMap<usize, Rates>) -> BTreeMap<usize, f64> {
    let of_node = |(number, more): (usize, Rates)| {
        let node = &graph.nodes[number];
        let roles = roles(graph, number, traffic.peak[number] + more, Standing::full(node));
        let busiest = busiest(&roles).filter(|_| !traffic.unbounded[number])?;
        Some((number, busiest.utilization))
    };
    extra.into_iter().filter_map(of_node).collect()
}

/// Numbers of the edges that a cache keeps reads away from, sorted: those that come after it, and where it stands in the
/// path those that leave it.
fn behind(graph: &Graph<'_>, cache: usize) -> Vec<usize> {
    let mut behind = graph.after[cache].to_vec();
    if graph.nodes[cache].kind.dispatch == Dispatch::Misses {
        behind.extend(&graph.outgoing[cache]);
        behind.sort_unstable();
        behind.dedup();
    }
    behind
}

/// What more goes over the edges that the cache keeps reads away from, for one request at the entry: by callee. `now`
/// says what full caches leave over for an edge.
fn opened(
    router: &Router<'_>,
    journey: &JourneyTraffic,
    cache: usize,
    behind: &[usize],
    now: &mut dyn FnMut(usize) -> f64,
) -> Vec<(usize, Rates)> {
    let graph = router.graph;
    let warm = Router { works: None, ..*router };
    let in_the_path = graph.nodes[cache].kind.dispatch == Dispatch::Misses;
    let mut found = Vec::new();
    for &number in behind {
        let edge = &graph.edges[number];
        let passes_on = in_the_path && edge.from == cache;
        if journey.visits[edge.from].reads <= 0.0 || !router.fits(number)[0] {
            continue;
        }
        let (now, cold) =
            if passes_on { (1.0 - warm.hit_rate(cache), 1.0) } else { (now(number), router.left(number)) };
        let weight = journey.steps.weights[number][0];
        // Where nothing is left over now, the weight shows nothing either: it is what the connection asks for.
        let whole = if now > 0.0 {
            weight / now
        } else {
            edge.connection.calls.unwrap_or(1.0) * edge.connection.share.unwrap_or(1.0)
        };
        let more = journey.visits[edge.from].reads * whole * (cold - now);
        if more > 0.0 {
            let reads = Rates { reads: more, writes: 0.0 };
            found.push((edge.to, through(reads, [1.0, 0.0], edge.connection.operation)));
        }
    }
    found
}

/// How the utilisation of a store comes about while a cache is empty: as that of the same design with a hit rate of 0.
#[must_use]
pub fn working(graph: &Graph<'_>, cache: usize, store: usize, cold: f64) -> Option<Working> {
    let mut design = graph.design.clone();
    let id = graph.nodes[cache].id();
    let component = design.components.iter_mut().find(|component| component.id == id)?;
    component.settings.insert("hit_rate".to_owned(), Setting::Number(0.0));
    let graph = Graph::new(&design);
    let traffic = solve(&graph);
    let working = utilization_of(&graph, &traffic, &loads(&graph, &traffic), store)?;
    (!traffic.unbounded[store] && (working.value - cold).abs() <= cold * 1e-9).then_some(working)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::traffic::solve;
    use crate::rules::testing::design;

    fn cold(hit_rate: f64, connections: &str) -> f64 {
        let design = design(
            &r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read",
                     "rate": {"per_second": 8000}, "peak_factor": 1}]},
                 "components": [{"id": "api", "kind": "server"}, {"id": "mid", "kind": "service"},
                     {"id": "cache", "kind": "cache-distributed", "settings": {"hit_rate": HIT}},
                     {"id": "db", "kind": "sql"}],
                 "connections": [LIST]}"#
                .replace("HIT", &hit_rate.to_string())
                .replace("LIST", connections),
        );
        let graph = Graph::new(&design);
        let find = |id| graph.find(id).unwrap();
        Cold::new(&graph, &solve(&graph)).utilization(find("cache"))[&find("db")]
    }

    const BESIDE: &str = r#"{"from": "api", "to": "cache"},
        {"from": "api", "to": "mid", "after_miss_in": "cache"}, {"from": "mid", "to": "db"}"#;
    const IN_THE_PATH: &str = r#"{"from": "api", "to": "cache"}, {"from": "cache", "to": "db"}"#;

    #[test]
    fn what_an_empty_cache_leaves_goes_round_a_loop_as_often_as_it_comes_back() {
        // A quarter of what reaches `mid` comes back to it: 8,000 ÷ (1 − 0.25) of 10,000.
        let looped = r#"{"from": "api", "to": "cache"}, {"from": "api", "to": "mid", "after_miss_in": "cache"},
            {"from": "mid", "to": "db"}, {"from": "mid", "to": "mid", "calls": 0.25}"#;
        assert!((cold(0.5, looped) - 0.8 / 0.75).abs() < 1e-9);
    }

    #[test]
    fn an_empty_cache_leaves_all_reads_to_what_stands_behind() {
        for connections in [BESIDE, IN_THE_PATH] {
            for hit_rate in [0.5, 0.8, 1.0] {
                assert!((cold(hit_rate, connections) - 0.8).abs() < 1e-9, "{hit_rate}: {connections}");
            }
        }
    }
}
