//! The store for very many writes.

use crate::design::vocabulary::{Fallback, Preset, Source};
use crate::kind;
use crate::kinds::common::{links, messaging, storing, timing};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// Rows found by a partition key and sorted within it, spread over many nodes that all take writes: messages of a
    /// chat, measurements, timelines. There are no joins; tables are shaped after the questions that will be asked.
    ///
    /// Each node stands for a shard with its replicas. How many copies have to confirm a write or answer a read is
    /// chosen for each question: with three copies, two writers and two readers always overlap.
    ///
    /// ## Figures
    /// 10,000 reads or writes a second for each node is an assumption: no document gives the throughput of Cassandra.
    /// Documented are N = 3, W = 2, R = 2 as the usual quorum, and that such stores stay available when the network
    /// parts (HBase stays consistent instead). An answer takes 10 ms: a good query, found by its index.
    id: "wide-column",
    name: "Wide-column store",
    group: Group::Database,
    family: Family::Database,
    dispatch: Dispatch::All,
    copies: Copies::Shards,
    managed: false,
    capacity: Capacity::ReadsAndWrites,
    settings: &[
        storing::read_capacity(10_000.0, Source::Assumption),
        storing::write_capacity(10_000.0, Source::Assumption),
        storing::replica_read_capacity(10_000.0, Source::Assumption),
        storing::CAP,
        storing::CONSISTENCY_LEVEL,
        storing::WRITE_QUORUM,
        storing::READ_QUORUM,
        storing::TOPOLOGY,
        storing::REPLICATION_MODE,
        storing::CONFLICT_POLICY,
        storing::SHARD_KEY,
        storing::SHARD_STRATEGY,
        storing::SHARD_KEY_KIND,
        storing::VIRTUAL_NODES,
        storing::LARGEST_SHARD_SHARE,
        storing::BACKUP,
        storing::BACKUP_INTERVAL,
        storing::ENCRYPTED,
        storing::STANDBY,
        storing::RETENTION,
        messaging::PARTITION_KEY,
        storing::CONTENTS,
        storing::ACCESS,
        timing::QUERY,
    ],
    presets: &[
        Preset {
            id: "cassandra",
            name: "Apache Cassandra",
            settings: &[
                ("cap", Fallback::Text("AP"), Source::Documented("interview-answers § Theory 1. CAP Theorem")),
                (
                    "topology",
                    Fallback::Text("leaderless"),
                    Source::Documented("mental-models § 9. The Replication Topology Guide"),
                ),
                (
                    "consistency_level",
                    Fallback::Text("eventual"),
                    Source::Documented("mental-models § 3. The Consistency Spectrum"),
                ),
            ],
            note: "Each request chooses between ONE, QUORUM and ALL.",
        },
        Preset {
            id: "hbase",
            name: "Apache HBase",
            settings: &[("cap", Fallback::Text("CP"), Source::Documented("interview-answers § Theory 1. CAP Theorem"))],
            note: "",
        },
    ],
    links: links::OF_DATABASES,
    source: Source::Documented(
        "interview-answers § Theory 1. CAP Theorem; \
         zero-to-hero § 1.4 Database Selection; \
         worked-examples § Example 2, Step 3: detailed design; \
         mental-models § 9. The Replication Topology Guide",
    ),
}
