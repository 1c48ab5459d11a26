//! Channels that keep nothing, and what keeps their messages elsewhere.

use super::Context;
use crate::analysis::carried::Carried;
use crate::analysis::graph::Edge;

/// Whether each journey that publishes on a channel leaves the message in a store or a lasting broker as well, without the
/// channel: then that only brings the news. Notices of the moment need none.
pub(super) fn is_kept_elsewhere(context: &Context<'_>, channel: usize) -> bool {
    if context.node(channel).text("carries") == Some("notices") {
        return true;
    }
    let keeps = |journey: &Carried, number: usize| {
        let family = context.node(number).kind.family;
        let is_kept = family.keeps() && journey.writes[number] || family.is_broker() && journey.reaches(number);
        is_kept && number != channel && context.node(number).kind.id != "redis-pubsub"
    };
    let is_kept = |journey: &Carried| {
        let beside = |edge: &Edge<'_>| journey.uses(edge.number) && edge.from != channel;
        context.graph.reach(journey.entry, beside).into_iter().any(|number| keeps(journey, number))
    };
    let mut publishing = context.carried.iter().filter(|journey| journey.reaches(channel)).peekable();
    publishing.peek().is_some() && publishing.all(is_kept)
}
