//! What a cache keeps away from others: how full everything is while the cache is empty. Says nothing about how long
//! it takes to fill.

use super::capacity::{Standing, busiest, roles};
use super::graph::Graph;
use super::traffic::{Traffic, follow, sum};
use crate::design::{Design, Setting};

/// By node: utilisation at peak while a cache answers nothing but is asked all the same. `None` where nothing limits
/// a node, or a loop without end feeds it.
#[must_use]
pub fn utilization(graph: &Graph<'_>, traffic: &Traffic, cache: usize) -> Vec<Option<f64>> {
    let mut design: Design = graph.design.clone();
    let id = graph.nodes[cache].id();
    for component in design.components.iter_mut().filter(|component| component.id == id) {
        component.settings.insert("hit_rate".into(), Setting::Number(0.0));
    }
    let empty = Graph::new(&design);
    let journeys = traffic
        .journeys
        .iter()
        .map(|journey| {
            if journey.visits[cache].total() <= 0.0 {
                return journey.clone();
            }
            follow(&empty, journey.journey, &design.workload.journeys[journey.journey], journey.entry, None)
        })
        .collect();
    let traffic = sum(&empty, journeys);
    let of_node = |number: usize| {
        let node = &empty.nodes[number];
        let roles = roles(node, traffic.peak[number], Standing::full(node));
        busiest(&roles).filter(|_| !traffic.unbounded[number]).map(|role| role.utilization)
    };
    (0..empty.nodes.len()).map(of_node).collect()
}
