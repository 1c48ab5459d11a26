//! The relational database.

use crate::design::vocabulary::{Fallback, Preset, Source};
use crate::kind;
use crate::kinds::common::{links, storing, timing};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// Tables with a schema, joins and transactions: the first choice for records that must agree with each other, such
    /// as accounts, orders and payments.
    ///
    /// Writes go to the primary of their shard, reads to its replicas where there are any, or as `read_from` says. Each
    /// shard is a slice of the records with a primary and replicas; the store is up when every shard is. Replicas
    /// relieve reads and stand in for the primary; writes grow only by shards.
    ///
    /// ## Figures
    /// Any database: 1,000 to 10,000 queries a second, reads and writes together, so each capacity here is 10,000 and
    /// their shares add up. The preset *PostgreSQL* has the figures of a worked example: 50,000 reads and 10,000 writes
    /// a second for a primary, 100,000 reads for a replica. An answer should take less than 10 ms; an index makes the
    /// difference between 10 s and 10 ms on a million rows.
    id: "sql",
    name: "Relational database",
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
        storing::ROUTER,
        storing::SHARD_KEY_KIND,
        storing::VIRTUAL_NODES,
        storing::LARGEST_SHARD_SHARE,
        storing::BACKUP,
        storing::BACKUP_INTERVAL,
        storing::ENCRYPTED,
        storing::STANDBY,
        storing::RETENTION,
        storing::INDEXED,
        storing::ROWS,
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
            note: "A single node is CA; a cluster with synchronous replicas is CP.",
        },
        Preset { id: "mysql", name: "MySQL", settings: &[], note: "A single node is CA." },
        Preset { id: "oracle", name: "Oracle Database", settings: &[], note: "" },
        Preset { id: "sql-server", name: "SQL Server", settings: &[], note: "" },
        Preset { id: "rds", name: "Amazon RDS", settings: &[], note: "" },
        Preset { id: "cloud-sql", name: "Google Cloud SQL", settings: &[], note: "" },
        Preset { id: "azure-sql", name: "Azure SQL Database", settings: &[], note: "" },
    ],
    links: links::OF_DATABASES,
    source: Source::Documented(
        "zero-to-hero § 1.4 Database Selection; \
         worked-examples § Example 1, Detailed server estimate 3. Database; \
         mental-models § 5. The Database Selection Matrix; \
         interview-answers § Theory 1. CAP Theorem",
    ),
}
