//! What was paid, for ever.

use crate::design::vocabulary::{Fallback, Preset, Source};
use crate::kind;
use crate::kinds::common::{storing, timing};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// A record of every movement of money to which lines are only ever added. Balances follow from it, mistakes are
    /// mended by further lines, and a nightly job compares it with what the bank says.
    ///
    /// Writes go to the primary of their shard, reads to replicas where there are any.
    ///
    /// ## Figures
    /// 10,000 queries a second for each node, reads and writes together: the top of the documented range for any
    /// database. It is mostly a table of a relational database; the preset has that database's figures. An answer takes
    /// 10 ms: a good query, found by its index.
    id: "ledger",
    name: "Ledger store",
    group: Group::Database,
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
        storing::CONTENTS,
        timing::QUERY,
    ],
    presets: &[
        Preset {
            id: "postgresql",
            name: "PostgreSQL table",
            settings: &[
                ("read_capacity", Fallback::Number(50_000.0), storing::POSTGRESQL),
                ("write_capacity", Fallback::Number(10_000.0), storing::POSTGRESQL),
                ("replica_read_capacity", Fallback::Number(100_000.0), storing::POSTGRESQL),
            ],
            note: "",
        },
    ],
    links: &["sql", "stream", "batch", "etl", "backup", "db-replica", "coordinator", "metrics", "logs"],
    source: Source::Documented("mental-models § 19. Common Design Problems - Quick Patterns"),
}
