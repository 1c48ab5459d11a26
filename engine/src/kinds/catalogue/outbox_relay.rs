//! What publishes the outbox.

use crate::design::vocabulary::{Preset, Source};
use crate::kind;
use crate::kinds::common::{computing, open_number};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// Reads the events that a service wrote into its own database, in the same transaction as its records, and
    /// publishes them. So neither the record nor the event can exist without the other.
    ///
    /// It reads from the database and feeds the broker that its connections name. It may publish twice when it fails in
    /// between: consumers should be idempotent. Of several copies only one may act.
    ///
    /// ## Figures
    /// 1,000 events a second for each copy is an assumption, as for any worker.
    id: "outbox-relay",
    name: "Outbox relay",
    group: Group::Compute,
    family: Family::Worker,
    dispatch: Dispatch::All,
    copies: Copies::Pool,
    managed: false,
    capacity: Capacity::Requests,
    settings: &[
        computing::WORKER_CAPACITY,
        open_number("interval_seconds", "Interval", "s", "Time between two looks into the outbox."),
        computing::LEADER_ELECTION,
        computing::RETRY,
        computing::IDEMPOTENT,
    ],
    presets: &[
        Preset { id: "worker", name: "Polling worker", settings: &[], note: "" },
        Preset { id: "cdc", name: "Change data capture", settings: &[], note: "" },
    ],
    links: &[
        "sql", "newsql", "document-db", "metadata-db", "queue", "rabbitmq", "stream", "pubsub", "coordinator",
        "metrics", "logs", "tracing",
        // Own additions.
        "external-api", "event-store", "search", "cache-distributed", "notification", "ledger",
    ],
    source: Source::Documented("mental-models § 13. The Distributed Transaction Patterns"),
}
