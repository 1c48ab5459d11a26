//! What is like this.

use crate::design::vocabulary::{Preset, Source};
use crate::kind;
use crate::kinds::common::{self, open_number, storing, timing};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// Keeps lists of numbers that stand for meaning, and finds those nearest to another: similar texts, pictures,
    /// products. An embedding makes the numbers; without an index for neighbours every question reads everything.
    ///
    /// Writes go to the primary of their shard, reads to replicas where there are any.
    ///
    /// ## Figures
    /// 5,000 queries a second for each node is an assumption, the same as for a search engine; no document gives one.
    /// Likeness is measured by the angle between two vectors. That a search takes 50 ms is an assumption.
    id: "vector-db",
    name: "Vector database",
    group: Group::Database,
    family: Family::Database,
    dispatch: Dispatch::All,
    copies: Copies::Shards,
    managed: false,
    capacity: Capacity::ReadsAndWrites,
    settings: &[
        storing::read_capacity(5_000.0, Source::Assumption),
        storing::write_capacity(5_000.0, Source::Assumption),
        storing::replica_read_capacity(5_000.0, Source::Assumption),
        open_number("dimensions", "Dimensions", "dimensions", "How many numbers stand for one thing."),
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
        timing::assumed(50.0),
    ],
    presets: &[
        Preset { id: "pinecone", name: "Pinecone", settings: &[common::RUN_BY_ITS_PROVIDER], note: "" },
        Preset { id: "weaviate", name: "Weaviate", settings: &[], note: "" },
        Preset { id: "milvus", name: "Milvus", settings: &[], note: "" },
        Preset { id: "qdrant", name: "Qdrant", settings: &[], note: "" },
        Preset { id: "pgvector", name: "pgvector", settings: &[], note: "" },
    ],
    links: &["object-store", "vector-db", "backup", "metrics", "logs", "sql"],
    source: Source::Documented(
        "zero-to-hero § 3.4 AI/ML in System Design; \
         mental-models § 5. The Database Selection Matrix",
    ),
}
