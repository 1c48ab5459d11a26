//! Live messages between copies, not kept.

use crate::design::vocabulary::{Preset, Source};
use crate::kind;
use crate::kinds::common::{messaging, timing};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// Hands a message to everybody who listens at this moment, and forgets it. It is how one connection server tells
    /// the others that a message for one of their users has come.
    ///
    /// Every connection that leaves it gets every message. Who is not connected misses it: what must arrive belongs on
    /// a queue or a stream as well.
    ///
    /// ## Figures
    /// 100,000 messages a second for each node, the documented figure for operations of a Redis master; no document has
    /// one for its channels. That taking a message in takes 1 ms is an assumption.
    id: "redis-pubsub",
    name: "Redis Pub/Sub",
    group: Group::Messaging,
    family: Family::Stream,
    dispatch: Dispatch::EverySubscriber,
    copies: Copies::Shards,
    managed: false,
    capacity: Capacity::Messages,
    settings: &[
        messaging::msg_capacity(
            100_000.0,
            Source::Documented(
                "worked-examples § Example 1, Detailed server estimate 2. Redis Cluster; \
                 zero-to-hero § Cheat Sheet: Numbers to Remember",
            ),
        ),
        messaging::DELIVERY,
        timing::assumed(1.0),
    ],
    presets: &[
        Preset { id: "redis", name: "Redis Pub/Sub", settings: &[], note: "" },
    ],
    links: &["ws-gateway", "service", "server", "worker", "cache-local", "notification", "presence", "metrics", "logs"],
    source: Source::Documented(
        "interview-answers § Practice 3. Chat System; \
         zero-to-hero § Cheat Sheet: Technology Choices",
    ),
}
