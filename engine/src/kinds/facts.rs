//! Facts that rules ask of every kind of a family: all stay open until the design states them. What a kind declares
//! itself comes first; figures with a default belong there.

use super::Family;
use super::common::{open_choice, open_number, open_switch, open_text, price};
use crate::design::vocabulary::SettingSpec;

const CONSUMER: &[SettingSpec] = &[
    open_switch("idempotent", "Idempotent", "Whether the same message twice has the effect of one."),
    open_switch("retry", "Tries again", "Whether a message that failed is tried again."),
    open_switch("stateful", "Keeps state", "Whether a copy keeps what others would need: sessions, files, counters."),
    open_number("heartbeat_seconds", "Heartbeat", "s", "How often a client says that it is there."),
    open_number("ttl_seconds", "Time to live", "s", "How long an entry counts."),
];

const CONNECTIONS: &[SettingSpec] = &[
    open_number("heartbeat_seconds", "Heartbeat", "s", "How often a client says that it is there."),
    open_switch("sticky", "Sticky", "Whether a client comes back to the server that knows it."),
    open_switch("acknowledges", "Acknowledges", "Whether senders learn that a message was sent, delivered and read."),
    open_switch("idempotent", "Idempotent", "Whether the same message twice has the effect of one."),
    open_switch("end_to_end", "End to end", "Whether only sender and receiver can read messages."),
];

const BROKER: &[SettingSpec] = &[
    open_choice(
        "delivery",
        "Delivery",
        &["at-most-once", "at-least-once", "exactly-once"],
        "How often a message arrives when something fails.",
    ),
    open_choice("carries", "Carries", &["tasks", "events", "notices"], "What its messages are."),
    open_text("partition_key", "Partition key", "What keeps messages in one partition, and so in order."),
    open_switch("dead_letter_queue", "Dead letters", "Whether messages that keep failing are put aside."),
    open_switch("trace_ids", "Trace ids", "Whether each message carries the id of the trace that it belongs to."),
    open_switch("bounded", "Bounded", "Whether producers are held back when it is full."),
    open_switch("transactions", "Transactions", "Whether reading, working and writing count as one."),
    open_switch("priority", "Priorities", "Whether urgent messages overtake others."),
    open_number("retention_hours", "Retention", "h", "How long messages are kept."),
    open_number("message_bytes", "Size of a message", "B", "Bytes of one message."),
    open_number("storage_bytes", "Storage", "B", "Disk of one node."),
];

const STORE: &[SettingSpec] = &[
    open_switch("backup", "Backups", "Whether copies are kept that a deletion does not reach."),
    open_number("backup_interval_minutes", "Backup interval", "min", "How long from one backup to the next."),
    open_text("query_key", "Main query asks by", "The column that the most frequent query names."),
    open_choice(
        "record_shape",
        "Shape of records",
        &["fixed", "changing", "nested"],
        "Whether records keep one shape, change it often, or hold records of their own.",
    ),
    open_choice("tier", "Tier", &["hot", "warm", "cold"], "How fast and how dear its storage is."),
    price("price_per_gb_month", "Price of storage", "per GB", "What a GB costs that is kept for a month."),
    open_switch("encrypted", "Encrypted at rest", "Whether what it keeps is encrypted on disk."),
    open_switch("deduplication", "Deduplicates", "Whether equal content is kept once."),
    open_number("chunk_bytes", "Size of a chunk", "B", "Bytes of the pieces that files are cut into."),
    open_choice(
        "conflict_policy",
        "Conflicts",
        &["last-write-wins", "merge", "home-region", "manual", "none"],
        "What two changes at once become.",
    ),
    open_number("rarely_read_after_days", "Rarely read after", "days", "Age from which on content is rarely read."),
    open_switch("catalogue", "Catalogue", "Whether its content has schemas that can be looked up."),
    open_number("retention_hours", "Retention", "h", "How long content is kept."),
];

const CACHE: &[SettingSpec] = &[
    open_switch("persistent", "Persistent", "Whether its content survives a restart."),
    open_switch("lists_cut", "Cuts lists", "Whether lists in it are cut to a length."),
    open_choice(
        "contents",
        "Keeps",
        &[
            "sessions",
            "profiles",
            "product-lists",
            "configuration",
            "short-links",
            "timelines",
            "presence",
            "counters",
            "live-prices",
            "changing-records",
            "personal-answers",
            "files",
            "other",
        ],
        "What is kept in it.",
    ),
];

const ENTRY: &[SettingSpec] = &[
    open_switch("authentication", "Authentication", "Whether it checks who is calling."),
    open_switch("rate_limit", "Limits rates", "Whether it turns away those who call too often."),
    open_switch("tls_termination", "TLS ends here", "Whether clients speak to it encrypted."),
    open_switch("heavy_work", "Heavy work", "Whether it does long or heavy processing itself."),
    open_switch("sticky", "Sticky", "Whether a client comes back to the server that knows it."),
];

const EDGE: &[SettingSpec] = &[
    open_switch("failover", "Failover", "Whether it sends users elsewhere when the first target is down."),
    open_switch("caches_private", "Keeps private answers", "Whether answers for one user are kept at the edge."),
    open_number("ttl_seconds", "Time to live", "s", "How long an answer may be served."),
];

/// What rules may ask of every kind of a family.
#[must_use]
pub const fn of(family: Family) -> &'static [SettingSpec] {
    match family {
        Family::Compute | Family::Worker | Family::Processing | Family::External | Family::Coordination => CONSUMER,
        Family::ConnectionServer => CONNECTIONS,
        Family::Queue | Family::Stream => BROKER,
        Family::Database | Family::Storage => STORE,
        Family::Cache => CACHE,
        Family::Balancer | Family::Gateway => ENTRY,
        Family::Dns | Family::Cdn => EDGE,
        Family::Client | Family::Shield | Family::ShardRouter | Family::Observing | Family::Delivery => &[],
    }
}
