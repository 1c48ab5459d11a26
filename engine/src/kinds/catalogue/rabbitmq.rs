//! Exchanges that route to queues.

use crate::design::vocabulary::{Preset, Source};
use crate::kind;
use crate::kinds::common::{links, messaging, open_choice, storing, timing};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// A broker that thinks about where a message belongs: exchanges send it to queues by its key, to all queues, or by
    /// a pattern. It pushes to consumers, knows priorities and answers, and forgets a message once it is confirmed.
    ///
    /// Its connections share the messages, as those of one queue do. With a fanout, topic or headers exchange each gets
    /// a copy of every message; where a pattern picks some, give its connection a share.
    ///
    /// ## Figures
    /// About 50,000 messages a second for one broker; shards add up, mirrored replicas stand by. Its latency is lower
    /// than that of a log, its throughput a twentieth. That taking a message in takes 1 ms is an assumption.
    id: "rabbitmq",
    name: "RabbitMQ",
    group: Group::Messaging,
    family: Family::Queue,
    dispatch: Dispatch::OneConsumer,
    copies: Copies::Shards,
    managed: false,
    capacity: Capacity::Messages,
    settings: &[
        messaging::msg_capacity(50_000.0, Source::Documented("interview-answers § Theory 5. Message Queues")),
        open_choice(
            "exchange",
            "Exchange",
            &["direct", "fanout", "topic", "headers"],
            "How a message finds its queue.",
        ),
        messaging::DELIVERY,
        messaging::DEAD_LETTER_QUEUE,
        messaging::RETRY,
        messaging::BOUNDED,
        messaging::PRIORITY,
        messaging::RETENTION,
        storing::ENCRYPTED,
        timing::assumed(1.0),
    ],
    presets: &[
        Preset { id: "rabbitmq", name: "RabbitMQ", settings: &[], note: "" },
    ],
    links: links::OF_BROKERS,
    source: Source::Documented("interview-answers § Theory 5. Message Queues; zero-to-hero § 2.1 Distributed Systems"),
}
