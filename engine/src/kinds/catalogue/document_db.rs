//! Nested records without a fixed schema.

use crate::design::vocabulary::{Fallback, Preset, Source};
use crate::kind;
use crate::kinds::common::{self, links, storing, timing};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// Keeps whole documents: profiles, catalogues, contents, whose fields differ from one to the next and change
    /// often. What is read together lies together, so there is little to join.
    ///
    /// Writes go to the primary of their shard, reads to replicas where there are any.
    ///
    /// ## Figures
    /// 10,000 queries a second for each node, reads and writes together: the top of the documented range for any
    /// database. No document gives a figure for a product. MongoDB is called consistent when the network parts, by
    /// default with reads that see causes before effects. An answer takes 10 ms: a good query, found by its index.
    id: "document-db",
    name: "Document store",
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
            id: "mongodb",
            name: "MongoDB",
            settings: &[
                ("cap", Fallback::Text("CP"), Source::Documented("interview-answers § Theory 1. CAP Theorem")),
                (
                    "consistency_level",
                    Fallback::Text("causal"),
                    Source::Documented("mental-models § 3. The Consistency Spectrum"),
                ),
                (
                    "topology",
                    Fallback::Text("single-leader"),
                    Source::Documented("mental-models § 9. The Replication Topology Guide"),
                ),
            ],
            note: "",
        },
        Preset {
            id: "couchdb",
            name: "CouchDB",
            settings: &[("cap", Fallback::Text("AP"), Source::Documented("interview-answers § Theory 1. CAP Theorem"))],
            note: "",
        },
        Preset { id: "firestore", name: "Firestore", settings: &[common::RUN_BY_ITS_PROVIDER], note: "" },
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
    ],
    links: links::OF_DATABASES,
    source: Source::Documented(
        "mental-models § 5. The Database Selection Matrix; \
         zero-to-hero § 1.4 Database Selection; \
         senior-node § 3 Databases and storage",
    ),
}
