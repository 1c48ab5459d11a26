//! Channels that keep nothing, and what keeps their messages elsewhere.

use super::Context;
use crate::analysis::Node;

/// Whether a journey that publishes on a channel leaves the message in a store or a lasting broker as well: then the
/// channel only brings the news.
pub(super) fn is_kept_elsewhere(context: &Context<'_>, channel: usize) -> bool {
    context.carried.iter().any(|journey| {
        let keeps = |(number, node): (usize, Node<'_>)| {
            let family = node.kind.family;
            let is_kept = family.keeps() && journey.writes[number] || family.is_broker() && journey.reaches(number);
            is_kept && number != channel && node.kind.id != "redis-pubsub"
        };
        journey.reaches(channel) && context.nodes().any(keeps)
    })
}
