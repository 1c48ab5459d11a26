//! Values by their key.

use crate::design::vocabulary::{Fallback, Preset, Source};
use crate::kind;
use crate::kinds::common::{self, caching, links, storing, timing};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// Keeps a value for each key and answers nothing but *what is under this key*: carts, sessions, settings. That
    /// makes it quick and easy to spread over many nodes.
    ///
    /// Writes go to the primary of their shard, reads to replicas where there are any; leaderless products ask several
    /// copies instead, as many as their quorum says.
    ///
    /// ## Figures
    /// 10,000 operations a second for each node, reads and writes together: the top of the documented range for any
    /// database, and cautious for a store of this sort. Documented is an answer within 1 ms. A lookup stays below 1 ms,
    /// and is taken as 1 ms.
    id: "kv-db",
    name: "Key-value store",
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
        caching::TTL,
        storing::CONTENTS,
        storing::ACCESS,
        timing::KEY_LOOKUP,
    ],
    presets: &[
        Preset {
            id: "dynamodb",
            name: "Amazon DynamoDB",
            settings: &[
                common::RUN_BY_ITS_PROVIDER,
                ("cap", Fallback::Text("AP"), Source::Documented("interview-answers § Theory 1. CAP Theorem")),
                (
                    "consistency_level",
                    Fallback::Text("session"),
                    Source::Documented("mental-models § 3. The Consistency Spectrum"),
                ),
            ],
            note: "",
        },
        Preset {
            id: "riak",
            name: "Riak",
            settings: &[
                ("cap", Fallback::Text("AP"), Source::Documented("interview-answers § Theory 1. CAP Theorem")),
                (
                    "topology",
                    Fallback::Text("leaderless"),
                    Source::Documented("mental-models § 9. The Replication Topology Guide"),
                ),
            ],
            note: "",
        },
        Preset {
            id: "redis",
            name: "Redis",
            settings: &[(
                "cap",
                Fallback::Text("CP"),
                Source::Documented("interview-answers § Theory 1. CAP Theorem; zero-to-hero § 1.2 Scalability & Performance"),
            )],
            note: "Quick, but memory first: see to its persistence before records depend on it. The documents call it CP; \
                   its replication is asynchronous, so doubt it.",
        },
    ],
    links: links::OF_DATABASES,
    source: Source::Documented(
        "mental-models § 5. The Database Selection Matrix; \
         zero-to-hero § 1.4 Database Selection",
    ),
}
