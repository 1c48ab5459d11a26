//! Sums over few columns of many rows.

use crate::design::vocabulary::{Preset, Source};
use crate::kind;
use crate::kinds::common::{self, storing, timing};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// Lays each column together, so that a sum over a billion rows reads only what it adds up. Right for reports and
    /// analysis; wrong for reading or changing single rows.
    ///
    /// It is filled in bulk by pipelines and asked by analysts. Writes go to the primary of their shard, reads to
    /// replicas where there are any.
    ///
    /// ## Figures
    /// 10,000 queries a second for each node, the top of the documented range for any database, which large questions
    /// never reach; put in your own figure. That an aggregation takes half a second is an assumption.
    id: "columnar",
    name: "Columnar database",
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
        storing::ACCESS,
        timing::assumed(500.0),
    ],
    presets: &[
        Preset { id: "clickhouse", name: "ClickHouse", settings: &[], note: "" },
        Preset { id: "druid", name: "Apache Druid", settings: &[], note: "" },
        Preset { id: "redshift", name: "Amazon Redshift", settings: &[], note: "" },
        Preset { id: "bigquery", name: "Google BigQuery", settings: &[common::RUN_BY_ITS_PROVIDER], note: "" },
    ],
    links: &["bi", "dashboard", "ml-training", "etl", "batch", "object-store", "backup", "columnar", "metrics", "logs"],
    source: Source::Documented("zero-to-hero § 2.2 Storage and Databases"),
}
