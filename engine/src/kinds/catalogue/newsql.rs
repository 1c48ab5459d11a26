//! Relational, over many regions.

use crate::design::vocabulary::{Fallback, Preset, Source};
use crate::kind;
use crate::kinds::common::{self, links, storing, timing};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// Tables, joins and transactions as in a relational database, spread over nodes and regions that agree on every
    /// write. Nobody has to shard by hand, and a write costs the round trip to a majority.
    ///
    /// Writes go to the primary of their shard, reads to replicas where there are any.
    ///
    /// ## Figures
    /// 10,000 queries a second for each node, reads and writes together: the top of the documented range for any
    /// database. The documents call such stores linearizable. A majority between continents is 150 ms away, within one
    /// 50 ms. An answer takes 10 ms: a good query, found by its index.
    id: "newsql",
    name: "Distributed SQL",
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
        storing::INDEXED,
        storing::CONTENTS,
        storing::ACCESS,
        timing::QUERY,
    ],
    presets: &[
        Preset {
            id: "spanner",
            name: "Google Cloud Spanner",
            settings: &[
                common::RUN_BY_ITS_PROVIDER,
                (
                    "consistency_level",
                    Fallback::Text("linearizable"),
                    Source::Documented("mental-models § 3. The Consistency Spectrum"),
                ),
            ],
            note: "",
        },
        Preset {
            id: "cockroachdb",
            name: "CockroachDB",
            settings: &[
                (
                    "consistency_level",
                    Fallback::Text("linearizable"),
                    Source::Documented("mental-models § 3. The Consistency Spectrum"),
                ),
            ],
            note: "",
        },
    ],
    links: links::OF_DATABASES,
    source: Source::Documented("mental-models § 3. The Consistency Spectrum, § 9. The Replication Topology Guide"),
}
