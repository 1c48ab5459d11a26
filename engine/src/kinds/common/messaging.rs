//! Settings of what carries messages: queues, streams, topics, and what delivers to people.

use super::{number, open_choice, open_number, open_switch, open_text, open_words};
use crate::design::vocabulary::{SettingSpec, Source};

/// Messages a second of one broker.
#[must_use]
pub const fn msg_capacity(default: f64, source: Source) -> SettingSpec {
    number(
        "msg_capacity",
        "Messages a second",
        "msg/s",
        "What one broker or cluster unit can take in.",
        default,
        source,
    )
}

/// How often a message arrives.
pub const DELIVERY: SettingSpec = open_choice(
    "delivery",
    "Delivery",
    &["at-most-once", "at-least-once", "exactly-once"],
    "How often a message arrives when something fails on the way.",
);

/// Partitions of a topic.
pub const PARTITIONS: SettingSpec = open_number(
    "partitions",
    "Partitions",
    "partitions",
    "Parts of a topic; each has one consumer of a group at most.",
);

/// What decides on the partition.
pub const PARTITION_KEY: SettingSpec =
    open_text("partition_key", "Partition key", "What decides on the partition; order is kept within one.");

/// Where messages go that nobody can work off.
pub const DEAD_LETTER_QUEUE: SettingSpec = open_switch(
    "dead_letter_queue",
    "Dead-letter queue",
    "Whether messages that keep failing are put aside rather than lost or tried for ever.",
);

/// Whether failed messages are delivered again.
pub const RETRY: SettingSpec = open_switch("retry", "Redelivers", "Whether a message that failed is delivered again.");

/// Whether it refuses messages when it is full.
pub const BOUNDED: SettingSpec = open_switch("bounded", "Bounded", "Whether producers are held back when it is full.");

/// Whether some messages overtake others.
pub const PRIORITY: SettingSpec = open_switch("priority", "Priorities", "Whether urgent messages overtake others.");

/// Whether several messages become visible together.
pub const TRANSACTIONS: SettingSpec =
    open_switch("transactions", "Transactions", "Whether several messages become visible together or not at all.");

/// How long messages are kept.
pub const RETENTION: SettingSpec =
    open_number("retention_hours", "Retention", "h", "How long messages are kept, read or not.");

/// How long a message is hidden from others while one consumer works on it.
pub const VISIBILITY: SettingSpec = open_number(
    "visibility_seconds",
    "Visibility timeout",
    "s",
    "How long a message is hidden while one consumer works on it.",
);

/// Ways to reach people.
pub const CHANNELS: SettingSpec = open_words("channels", "Channels", "Ways to reach people: push, email, sms.");
