//! What happened, in order, as the truth.

use crate::design::vocabulary::{Preset, Source};
use crate::kind;
use crate::kinds::common::{messaging, storing, timing};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// Keeps every change as an event instead of the latest state, and the state is what follows from replaying them.
    /// Whatever view somebody needs tomorrow can be built from the first event on.
    ///
    /// Events are written to it and read back by the service that owns them; every connection that leaves it feeds a
    /// projection with all of them.
    ///
    /// ## Figures
    /// 10,000 reads and writes a second together for each node: the top of the documented range for any database. Built
    /// on a log such as Kafka it takes a million messages a second; draw a stream if that is what you have. An answer
    /// takes 10 ms: a good query, found by its index.
    id: "event-store",
    name: "Event store",
    group: Group::Database,
    family: Family::Database,
    dispatch: Dispatch::EverySubscriber,
    copies: Copies::Shards,
    managed: false,
    capacity: Capacity::ReadsAndWrites,
    settings: &[
        storing::READS,
        storing::WRITES,
        storing::REPLICA_READS,
        messaging::RETENTION,
        messaging::PARTITION_KEY,
        storing::REPLICATION_MODE,
        storing::TOPOLOGY,
        storing::CAP,
        storing::CONSISTENCY_LEVEL,
        storing::SHARD_KEY,
        storing::SHARD_STRATEGY,
        storing::SHARD_KEY_KIND,
        storing::BACKUP,
        storing::BACKUP_INTERVAL,
        storing::ENCRYPTED,
        storing::STANDBY,
        timing::QUERY,
    ],
    presets: &[
        Preset { id: "event-store", name: "Event store", settings: &[], note: "" },
        Preset { id: "kafka", name: "Apache Kafka", settings: &[], note: "A log that keeps everything." },
    ],
    links: &[
        "worker", "service", "cqrs-query", "stream", "stream-processor", "search", "document-db", "sql",
        "kv-db", "backup", "metrics", "logs",
        // Own additions.
        "queue", "wide-column", "cache-distributed", "batch", "etl", "lake",
    ],
    source: Source::Documented(
        "interview-answers § Theory 5. Message Queues, § Theory 2. Microservices vs Monolith; \
         senior-node § 5 Queues and asynchrony; \
         mental-models § 14. The Architecture Patterns",
    ),
}
