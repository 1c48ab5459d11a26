//! Channels that keep nothing, and what keeps their messages elsewhere.

use super::Context;

/// Whether who publishes on a channel stores the message as well, sends it to a lasting broker, or takes it from one: then
/// the channel only brings the news.
pub(super) fn is_kept_elsewhere(context: &Context<'_>, channel: usize) -> bool {
    let keeps = |node: usize| {
        let kind = context.node(node).kind;
        node != channel && kind.id != "redis-pubsub" && (kind.family.keeps() || kind.family.is_broker())
    };
    let publishers = || context.to(channel).map(|edge| edge.from);
    let stored = |publisher: usize| context.from(publisher).any(|edge| keeps(edge.to));
    let taken = |publisher: usize| context.to(publisher).any(|edge| !edge.is_sync() && keeps(edge.from));
    publishers().any(|publisher| stored(publisher) || taken(publisher))
}
