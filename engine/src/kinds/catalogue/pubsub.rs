//! Topics that push to every subscriber.

use crate::design::vocabulary::{Preset, Source};
use crate::kind;
use crate::kinds::common::{self, links, messaging, storing, timing};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// Pushes every message to everybody who subscribed to its topic: services, functions, queues, devices. Nothing is
    /// kept for those who come later, unless the product says otherwise.
    ///
    /// Every connection that leaves it gets every message; subscribers that share a group split them. What goes in is a
    /// write from there on, and handing it over is required, what lies behind is not. It is mostly run by somebody
    /// else: no copies to lose, never the bottleneck.
    ///
    /// ## Figures
    /// No document gives its throughput, and managed services grow by themselves, so it has no limit here. If you run
    /// the broker yourself, a stream with its own figures is the closer drawing. Availability 99.99 % is an assumption.
    /// That taking a message in takes 10 ms is an assumption.
    id: "pubsub",
    name: "Publish/subscribe",
    group: Group::Messaging,
    family: Family::Stream,
    dispatch: Dispatch::EverySubscriber,
    copies: Copies::Pool,
    managed: true,
    capacity: Capacity::Unlimited,
    settings: &[
        messaging::DELIVERY,
        messaging::DEAD_LETTER_QUEUE,
        messaging::RETRY,
        messaging::RETENTION,
        messaging::PRIORITY,
        storing::ENCRYPTED,
        common::MANAGED_AVAILABILITY,
        timing::assumed(10.0),
    ],
    presets: &[
        Preset { id: "sns", name: "Amazon SNS", settings: &[], note: "Fans out to many subscribers." },
        Preset {
            id: "eventbridge",
            name: "Amazon EventBridge",
            settings: &[],
            note: "A bus of events between services.",
        },
        Preset { id: "nats", name: "NATS", settings: &[], note: "" },
        Preset { id: "redis", name: "Redis Pub/Sub", settings: &[], note: "Not kept: who is away misses it." },
    ],
    links: links::OF_BROKERS,
    source: Source::Documented(
        "mental-models § 8. The Messaging Mental Model, § 14. The Architecture Patterns; \
         senior-node § 5 Queues and asynchrony",
    ),
}
