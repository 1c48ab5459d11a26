//! The log that everybody may read.

use crate::design::vocabulary::{Preset, Source};
use crate::kind;
use crate::kinds::common::{self, links, messaging, storing, timing};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// An ordered log of events in partitions, kept for a time whether it is read or not. Producers append; every
    /// consumer group reads all of it at its own pace and may go back and read again.
    ///
    /// Every connection that leaves it gets every message. Subscribers that share a group are one consumer group and
    /// split them. What goes in is a write from there on; appending is required of the user's journey, what lies behind
    /// is not. Order holds within one partition, so the key decides what stays in order, and a group has no use for
    /// more consumers than partitions.
    ///
    /// ## Figures
    /// 1,000,000 messages a second for one cluster unit (Kafka, in several texts); shards add up. Replicas stand by and
    /// add nothing. WhatsApp-like traffic of 100 billion messages a day is above one unit even on average. That taking
    /// a message in takes 5 ms is an assumption.
    id: "stream",
    name: "Event stream",
    group: Group::Messaging,
    family: Family::Stream,
    dispatch: Dispatch::EverySubscriber,
    copies: Copies::Shards,
    managed: false,
    capacity: Capacity::Messages,
    settings: &[
        messaging::msg_capacity(
            1_000_000.0,
            Source::Documented(
                "interview-answers § Theory 5. Message Queues; \
                 zero-to-hero § Cheat Sheet: Numbers to Remember",
            ),
        ),
        messaging::DELIVERY,
        messaging::PARTITIONS,
        messaging::PARTITION_KEY,
        messaging::RETENTION,
        messaging::DEAD_LETTER_QUEUE,
        messaging::RETRY,
        messaging::TRANSACTIONS,
        messaging::BOUNDED,
        messaging::PRIORITY,
        storing::ENCRYPTED,
        storing::REPLICATION_MODE,
        timing::assumed(5.0),
    ],
    presets: &[
        Preset {
            id: "kafka",
            name: "Apache Kafka",
            settings: &[],
            note: "Consumers pull; order holds within a partition; transactions exist.",
        },
        Preset { id: "kinesis", name: "Amazon Kinesis", settings: &[common::RUN_BY_ITS_PROVIDER], note: "" },
        Preset { id: "pulsar", name: "Apache Pulsar", settings: &[], note: "" },
        Preset { id: "redis-streams", name: "Redis Streams", settings: &[], note: "" },
    ],
    links: links::OF_BROKERS,
    source: Source::Documented(
        "interview-answers § Theory 5. Message Queues; \
         mental-models § 8. The Messaging Mental Model; \
         zero-to-hero § 2.1 Distributed Systems; \
         senior-node § 5 Queues and asynchrony",
    ),
}
