//! Settings of what keeps records and files: capacities, consistency, replication, sharding, safety.

use super::{number, open_choice, open_number, open_switch, open_text};
use crate::design::vocabulary::{Range, SettingSpec, Source};

/// Range of one ordinary database.
pub const ONE_DATABASE: Source = Source::Documented("zero-to-hero § Cheat Sheet: Numbers to Remember");

/// The measured-out PostgreSQL of the worked URL shortener.
pub const POSTGRESQL: Source = Source::Documented("worked-examples § Example 1, Detailed server estimate 3. Database");

/// Reads a second of one primary.
#[must_use]
pub const fn read_capacity(default: f64, source: Source) -> SettingSpec {
    number(
        "read_capacity",
        "Reads a second",
        "reads/s",
        "What one primary can read if it does nothing else; reads and writes share one budget.",
        default,
        source,
    )
}

/// Writes a second of one primary.
#[must_use]
pub const fn write_capacity(default: f64, source: Source) -> SettingSpec {
    number(
        "write_capacity",
        "Writes a second",
        "writes/s",
        "What one primary can write if it does nothing else; reads and writes share one budget.",
        default,
        source,
    )
}

/// Reads a second of one replica.
#[must_use]
pub const fn replica_read_capacity(default: f64, source: Source) -> SettingSpec {
    number(
        "replica_read_capacity",
        "Reads a second of a replica",
        "reads/s",
        "What one replica can read.",
        default,
        source,
    )
}

/// `read_capacity` of any database: the top of the documented 1,000 to 10,000 queries a second.
pub const READS: SettingSpec = read_capacity(10_000.0, ONE_DATABASE).within(DATABASES);

/// `write_capacity` of any database, out of the same budget as its reads.
pub const WRITES: SettingSpec = write_capacity(10_000.0, ONE_DATABASE).within(DATABASES);

/// `replica_read_capacity` of any database.
pub const REPLICA_READS: SettingSpec = replica_read_capacity(10_000.0, ONE_DATABASE).within(DATABASES);

/// One ordinary database.
const DATABASES: &[Range] = &[Range::documented(1_000.0, 10_000.0, "zero-to-hero § Cheat Sheet: Numbers to Remember")];

/// What it gives up when the network parts.
pub const CAP: SettingSpec = open_choice(
    "cap",
    "When the network parts",
    &["CP", "AP", "CA"],
    "It stays consistent (CP), stays available (AP), or is a single node that cannot part (CA).",
);

/// How fresh its reads are.
pub const CONSISTENCY_LEVEL: SettingSpec = open_choice(
    "consistency_level",
    "Consistency",
    &["linearizable", "sequential", "causal", "session", "eventual"],
    "How fresh reads are, strongest first.",
);

/// How many copies have to agree.
pub const WRITE_QUORUM: SettingSpec =
    open_number("write_quorum", "Write quorum", "copies", "How many copies have to confirm a write.");

/// How many copies are asked.
pub const READ_QUORUM: SettingSpec =
    open_number("read_quorum", "Read quorum", "copies", "How many copies a read asks.");

/// Which copies take writes.
pub const TOPOLOGY: SettingSpec =
    open_choice("topology", "Topology", &["single-leader", "multi-leader", "leaderless"], "Which copies take writes.");

/// When a write counts as done.
pub const REPLICATION_MODE: SettingSpec = open_choice(
    "replication_mode",
    "Replication",
    &["sync", "async", "quorum"],
    "Whether a write waits for all copies, for none, or for most of them.",
);

/// What happens to writes that contradict each other.
pub const CONFLICT_POLICY: SettingSpec = open_choice(
    "conflict_policy",
    "Conflicts",
    &["last-write-wins", "merge", "home-region", "manual", "none"],
    "What happens to writes that contradict each other.",
);

/// What rows are spread by.
pub const SHARD_KEY: SettingSpec = open_text("shard_key", "Shard key", "The column that decides on the shard.");

/// How keys find their shard.
pub const SHARD_STRATEGY: SettingSpec = open_choice(
    "shard_strategy",
    "Shards by",
    &["modulo", "range", "consistent", "directory", "geo"],
    "How a key finds its shard.",
);

/// What finds the shard of a key, where no router is drawn.
pub const ROUTER: SettingSpec = open_choice(
    "router",
    "Shards are found by",
    &["application", "driver", "proxy", "lookup-service", "none"],
    "What finds the shard of a key, where no router is drawn.",
);

/// What values the shard key takes.
pub const SHARD_KEY_KIND: SettingSpec = open_choice(
    "shard_key_kind",
    "The key is",
    &["identifier", "few-values", "time", "sequence", "place", "composite"],
    "What values the shard key takes.",
);

/// Whether each node has many places on the ring.
pub const VIRTUAL_NODES: SettingSpec =
    open_switch("virtual_nodes", "Virtual nodes", "Whether each node stands at many places of the ring.");

/// Part of the records in the largest shard.
pub const LARGEST_SHARD_SHARE: SettingSpec =
    super::open_share("largest_shard_share", "Largest shard", "Part of the load that the busiest shard gets.");

/// Whether it is copied somewhere else.
pub const BACKUP: SettingSpec =
    open_switch("backup", "Backed up", "Whether there are copies that survive a wrong delete.");

/// How often it is copied somewhere else.
pub const BACKUP_INTERVAL: SettingSpec =
    open_number("backup_interval_minutes", "Backup interval", "min", "How much time passes between two backups.");

/// Whether it is encrypted at rest.
pub const ENCRYPTED: SettingSpec =
    open_switch("encrypted", "Encrypted at rest", "Whether what lies there is encrypted.");

/// What stands ready when it fails.
pub const STANDBY: SettingSpec = open_choice(
    "standby",
    "Standby",
    &["active-active", "hot", "warm", "cold"],
    "What stands ready elsewhere when all of it is lost.",
);

/// How long records are kept.
pub const RETENTION: SettingSpec =
    open_number("retention_hours", "Retention", "h", "How long it is kept before it is deleted.");

/// Whether its keys are indexed.
pub const INDEXED: SettingSpec =
    open_switch("indexed", "Indexed", "Whether frequent queries find their rows by an index.");

/// Rows of the largest table.
pub const ROWS: SettingSpec = open_number("rows", "Rows", "rows", "Rows of the largest table.");

/// What is kept in it.
pub const CONTENTS: SettingSpec = open_choice(
    "contents",
    "Keeps",
    &["records", "files", "metrics", "relations", "text", "vectors", "events", "sessions", "ledger"],
    "What is kept in it.",
);

/// How it is read mostly.
pub const ACCESS: SettingSpec = open_choice(
    "access",
    "Read by",
    &["key", "range", "join", "traversal", "full-text", "similarity", "aggregation", "prefix"],
    "How it is read mostly.",
);

/// How fast the storage answers.
pub const TIER: SettingSpec =
    open_choice("tier", "Tier", &["hot", "warm", "cold"], "How quickly and how dearly it is kept.");

/// What a GB kept for a month costs in a tier, in US dollars.
#[must_use]
pub fn price_of_tier(tier: &str) -> Option<f64> {
    match tier {
        "hot" => Some(0.023),
        "warm" => Some(0.0125),
        "cold" => Some(0.004),
        _ => None,
    }
}

/// Where the prices of tiers stand.
pub const TIER_PRICES: Source = Source::Documented("zero-to-hero § 2.2 Storage and Databases");

/// Whether files are cut into pieces.
pub const CHUNK_BYTES: SettingSpec =
    open_number("chunk_bytes", "Chunk size", "B", "Size of the pieces that files are cut into.");

/// Whether equal content is kept once.
pub const DEDUPLICATION: SettingSpec =
    open_switch("deduplication", "Deduplicates", "Whether equal content is kept only once.");

/// Whether old versions are kept.
pub const VERSIONING: SettingSpec = open_switch("versioning", "Keeps versions", "Whether older versions are kept.");

/// What a byte costs a year in a tier, in US dollars: 276, 150 and 48 for a terabyte.
#[must_use]
pub fn price_a_year(tier: &str) -> Option<f64> {
    price_of_tier(tier).map(|price| price * 12.0 / 1e9)
}
