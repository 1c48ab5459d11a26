//! Where journeys end at what does no work of its own. What is to be said of it differs from rule to rule.

use super::Context;
use crate::analysis::routing::Router;

/// The journeys, by their labels, that a component has nowhere to send and does not answer itself.
pub(super) fn stuck<'a>(context: &Context<'a>, node: usize) -> Vec<&'a str> {
    let ends = |router: &Router<'_>, at: usize| {
        let mut edges = context.edges_from(node).iter();
        !router.answers(node, at) && !edges.any(|&edge| context.edge(edge).to != node && router.leads_on(edge, at))
    };
    let stuck = context.carried.iter().filter_map(|carried| {
        let journey = &context.workload().journeys[carried.journey];
        let router = Router::new(context.graph, journey);
        let is_stuck = carried.reads[node] && ends(&router, 0) || carried.writes[node] && ends(&router, 1);
        is_stuck.then(|| journey.label())
    });
    stuck.collect()
}
