//! One meaning of each feature.

use crate::design::vocabulary::{Preset, Source};
use crate::kind;
use crate::kinds::common::{storing, timing};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// Keeps what models know about users and things, computed once and defined once: a large history to learn from and
    /// the latest values to predict with. Without it training and prediction slowly come to mean different things by
    /// the same name.
    ///
    /// Writes go to the primary of their shard, reads to replicas where there are any.
    ///
    /// ## Figures
    /// 10,000 reads and writes a second together for each node of the online part: the top of the documented range for
    /// any database. Documented builds keep the history in S3 or BigQuery and the latest values in Redis or DynamoDB. A
    /// lookup by key is taken as 1 ms.
    id: "feature-store",
    name: "Feature store",
    group: Group::Processing,
    family: Family::Database,
    dispatch: Dispatch::All,
    copies: Copies::Shards,
    managed: false,
    capacity: Capacity::ReadsAndWrites,
    settings: &[
        storing::READS,
        storing::WRITES,
        storing::REPLICA_READS,
        storing::REPLICATION_MODE,
        storing::CAP,
        storing::CONSISTENCY_LEVEL,
        storing::SHARD_KEY,
        storing::SHARD_STRATEGY,
        storing::BACKUP,
        storing::ENCRYPTED,
        storing::RETENTION,
        timing::KEY_LOOKUP,
    ],
    presets: &[
        Preset { id: "feast", name: "Feast", settings: &[], note: "" },
    ],
    links: &[
        "kv-db", "cache-distributed", "lake", "lakehouse", "warehouse", "object-store", "ml-training",
        "ml-serving", "stream", "metrics", "logs",
    ],
    source: Source::Documented("zero-to-hero § 3.4 AI/ML in System Design"),
}
