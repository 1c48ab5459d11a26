//! The distributed cache.

use crate::design::vocabulary::{Fallback, Preset, Source};
use crate::kind;
use crate::kinds::common::{number, open_choice, open_switch, share, timing};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// Keeps what is asked for often in memory, apart from the servers that ask: sessions, profiles, hot records,
    /// counters.
    ///
    /// It stands **beside** the path, where its callers ask it first and then ask the store for what it did not
    /// know, or **in** the path, where it passes on what it did not know itself. Either way it relieves only what
    /// stands behind it: every lookup still reaches its callers, and every lookup reaches the cache. A write is
    /// never answered by it; beside the path it costs one operation, which deletes or updates the key.
    ///
    /// ## Figures
    /// 100,000 operations a second for each master (worked-examples, zero-to-hero). Replicas stand by: they take over,
    /// they add no capacity. A hit rate of 80 % is the cautious one of the documented values (80 % twice, 99 % once). A
    /// lookup takes 1 ms.
    id: "cache-distributed",
    name: "Distributed cache",
    group: Group::Cache,
    family: Family::Cache,
    dispatch: Dispatch::Misses,
    copies: Copies::Shards,
    managed: false,
    capacity: Capacity::Operations,
    settings: &[
        number(
            "ops_capacity",
            "Operations a second",
            "ops/s",
            "What one master can do.",
            100_000.0,
            Source::Documented(
                "worked-examples § Example 1, Detailed server estimate 2. Redis Cluster; \
                 zero-to-hero § Cheat Sheet: Numbers to Remember",
            ),
        ),
        share(
            "hit_rate",
            "Hit rate",
            "Part of the reads that it answers itself.",
            0.8,
            Source::Documented("worked-examples § Useful formulas; zero-to-hero § 2.4 URL Shortener (like Bit.ly)"),
        )
        .within(crate::kinds::common::caching::HIT_RATES),
        crate::kinds::common::open_number("ttl_seconds", "Time to live", "s", "How long an entry may be served."),
        crate::kinds::common::caching::layer("distributed"),
        open_choice(
            "pattern",
            "Pattern",
            &["cache-aside", "read-through", "write-through", "write-behind"],
            "Who reads and writes the store behind it.",
        ),
        open_choice("invalidation", "Invalidation", &["ttl", "event", "versioned", "none"], "How old entries go."),
        open_choice("eviction", "Eviction", &["lru", "lfu", "fifo", "none"], "What goes when it is full."),
        open_choice("placement", "Placement", &["modulo", "consistent"], "How keys find their node."),
        open_switch("warming", "Warming", "Whether popular entries are loaded before traffic comes."),
        timing::CACHE_LOOKUP,
    ],
    presets: &[
        Preset {
            id: "redis",
            name: "Redis",
            settings: &[(
                "ops_capacity",
                Fallback::Number(100_000.0),
                Source::Documented("worked-examples § Example 1, Detailed server estimate 2. Redis Cluster"),
            )],
            note: "The documents call a cluster of it CP; its replication is asynchronous, so doubt it.",
        },
        Preset {
            id: "redis-cluster",
            name: "Redis Cluster",
            settings: &[(
                "ops_capacity",
                Fallback::Number(100_000.0),
                Source::Documented("worked-examples § Example 1, Detailed server estimate 2. Redis Cluster"),
            )],
            note: "Each shard is one master with its replicas; the worked example has three of each.",
        },
        Preset { id: "memcached", name: "Memcached", settings: &[], note: "" },
    ],
    links: &[
        "cache-distributed", "sql", "newsql", "shard-router", "db-replica", "document-db", "kv-db", "wide-column",
        "graph-db", "search", "ledger", "metadata-db", "feature-store", "service", "server", "worker", "external-api",
        "coordinator", "metrics", "logs",
        // Own additions.
        "vector-db", "tsdb", "columnar", "warehouse",
    ],
    source: Source::Documented(
        "interview-answers § Theory 7. Caching Layers; \
         worked-examples § Example 1, Detailed server estimate 2. Redis Cluster; \
         zero-to-hero § 1.2 Scalability & Performance; senior-node § 4 Caching",
    ),
}
