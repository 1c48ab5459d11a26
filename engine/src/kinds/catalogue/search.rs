//! Full text, ranked.

use crate::design::vocabulary::{Preset, Source};
use crate::kind;
use crate::kinds::common::{self, links, open_number, storing, timing};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// Finds text by words, ranks what it finds and counts it by facets. It is an index beside the store that has the
    /// records: fed from it by events or change capture, and rebuilt from it when lost.
    ///
    /// Reads go to the replicas of each shard where there are any, writes to the primaries. A new record is found once
    /// the index has been refreshed, a moment later.
    ///
    /// ## Figures
    /// 5,000 queries a second for each node is an assumption; no document gives one. Results should come within 500 ms.
    /// For small collections the full-text index of a relational database is enough. That one takes 50 ms is an
    /// assumption.
    id: "search",
    name: "Search engine",
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
        open_number("refresh_seconds", "Refresh", "s", "How long a new record waits until it is found."),
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
        timing::assumed(50.0),
    ],
    presets: &[
        Preset { id: "elasticsearch", name: "Elasticsearch", settings: &[], note: "" },
        Preset { id: "opensearch", name: "OpenSearch", settings: &[], note: "" },
        Preset { id: "algolia", name: "Algolia", settings: &[common::RUN_BY_ITS_PROVIDER], note: "" },
        Preset {
            id: "postgres-full-text",
            name: "PostgreSQL full text",
            settings: &[],
            note: "For small collections.",
        },
    ],
    links: links::OF_DATABASES,
    source: Source::Documented(
        "mental-models § 5. The Database Selection Matrix; \
         senior-node § 9 Search / Indexing; \
         zero-to-hero § 2.4 Video Streaming Platform (like YouTube)",
    ),
}
