//! The queue that hands each message to one consumer.

use crate::design::vocabulary::{Fallback, Preset, Source};
use crate::kind;
use crate::kinds::common::{links, messaging, storing, timing};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// Holds tasks until somebody has time for them. A message is handed to one consumer and gone when that consumer
    /// confirms it, which makes it right for jobs and wrong for events that several services want to hear of.
    ///
    /// Its connections share the messages, evenly or by share. What goes in is a write from there on; handing it over
    /// is required of the user's journey, what lies behind is not. While consumers are slower than producers the
    /// backlog grows; a bounded queue pushes back instead.
    ///
    /// ## Figures
    /// 50,000 messages a second for one broker, the documented figure of RabbitMQ; shards add up, replicas stand by.
    /// Delivery is mostly at least once: consumers should be idempotent, and messages that keep failing belong in a
    /// dead-letter queue. That taking a message in takes 1 ms is an assumption.
    id: "queue",
    name: "Message queue",
    group: Group::Messaging,
    family: Family::Queue,
    dispatch: Dispatch::OneConsumer,
    copies: Copies::Shards,
    managed: false,
    capacity: Capacity::Messages,
    settings: &[
        messaging::msg_capacity(50_000.0, Source::Documented("interview-answers § Theory 5. Message Queues")),
        messaging::DELIVERY,
        messaging::DEAD_LETTER_QUEUE,
        messaging::RETRY,
        messaging::BOUNDED,
        messaging::PRIORITY,
        messaging::VISIBILITY,
        messaging::RETENTION,
        storing::ENCRYPTED,
        timing::assumed(1.0),
    ],
    presets: &[
        Preset {
            id: "sqs",
            name: "Amazon SQS",
            settings: &[(
                "managed",
                Fallback::Switch(true),
                Source::Documented("mental-models § 8. The Messaging Mental Model"),
            )],
            note: "Managed and simple.",
        },
        Preset {
            id: "rabbitmq",
            name: "RabbitMQ",
            settings: &[
                (
                    "msg_capacity",
                    Fallback::Number(50_000.0),
                    Source::Documented("interview-answers § Theory 5. Message Queues"),
                ),
            ],
            note: "Pushes to consumers; priorities and routing.",
        },
        Preset { id: "activemq", name: "ActiveMQ", settings: &[], note: "" },
    ],
    links: links::OF_BROKERS,
    source: Source::Documented(
        "mental-models § 8. The Messaging Mental Model; \
         interview-answers § Theory 5. Message Queues; \
         zero-to-hero § Cheat Sheet: Technology Choices; \
         senior-node § 5 Queues and asynchrony",
    ),
}
