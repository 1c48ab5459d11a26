//! What is known about each file.

use crate::design::vocabulary::{Fallback, Preset, Source};
use crate::kind;
use crate::kinds::common::{links, storing, timing};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// Knows everything about files but their content: names, owners, versions, which pieces they are made of and how
    /// many files share a piece. Without it a storage full of objects can neither be searched nor tidied up.
    ///
    /// Writes go to the primary of their shard, reads to replicas where there are any.
    ///
    /// ## Figures
    /// 10,000 queries a second for each node, reads and writes together: the top of the documented range for any
    /// database. The preset *PostgreSQL* has 50,000 reads, 10,000 writes, and 100,000 reads for a replica. An answer
    /// takes 10 ms: a good query, found by its index.
    id: "metadata-db",
    name: "Metadata database",
    group: Group::Storage,
    family: Family::Database,
    dispatch: Dispatch::All,
    copies: Copies::Shards,
    managed: false,
    capacity: Capacity::ReadsAndWrites,
    settings: &[
        storing::READS,
        storing::WRITES,
        storing::REPLICA_READS,
        storing::CAP,
        storing::CONSISTENCY_LEVEL,
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
        storing::INDEXED,
        storing::CONTENTS,
        storing::ACCESS,
        timing::QUERY,
    ],
    presets: &[
        Preset {
            id: "postgresql",
            name: "PostgreSQL",
            settings: &[
                ("read_capacity", Fallback::Number(50_000.0), storing::POSTGRESQL),
                ("write_capacity", Fallback::Number(10_000.0), storing::POSTGRESQL),
                ("replica_read_capacity", Fallback::Number(100_000.0), storing::POSTGRESQL),
            ],
            note: "",
        },
    ],
    links: links::OF_DATABASES,
    source: Source::Documented(
        "interview-answers § Practice 5. File Storage System; \
         zero-to-hero § 2.4 Video Streaming Platform (like YouTube)",
    ),
}
