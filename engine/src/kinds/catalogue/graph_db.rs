//! Who knows whom.

use crate::design::vocabulary::{Preset, Source};
use crate::kind;
use crate::kinds::common::{links, storing, timing};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// Keeps things and the relations between them, and walks from one to the next: friends of friends, rings of fraud,
    /// what people who bought this also bought. In tables each step is another join; here it is a pointer.
    ///
    /// Writes go to the primary of their shard, reads to replicas where there are any. Walks over several shards are
    /// slow, so such stores grow by larger machines and replicas first.
    ///
    /// ## Figures
    /// 10,000 queries a second for each node, reads and writes together: the top of the documented range for any
    /// database; deep walks are far fewer. An answer takes 10 ms: a good query, found by its index.
    id: "graph-db",
    name: "Graph database",
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
        timing::QUERY,
    ],
    presets: &[
        Preset { id: "neo4j", name: "Neo4j", settings: &[], note: "" },
        Preset { id: "neptune", name: "Amazon Neptune", settings: &[], note: "" },
    ],
    links: links::OF_DATABASES,
    source: Source::Documented(
        "mental-models § 5. The Database Selection Matrix; \
         zero-to-hero § 1.4 Database Selection",
    ),
}
