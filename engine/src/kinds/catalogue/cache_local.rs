//! A cache inside the process.

use crate::design::vocabulary::{Preset, Source};
use crate::kind;
use crate::kinds::common::caching;
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// Keeps a few entries in the memory of the copy that uses them: the fastest cache there is, and one that no other
    /// copy knows of. What changes elsewhere stays old here until it expires.
    ///
    /// It passes on only what it does not know. It lives inside its caller: no copies, no capacity, no failure of its
    /// own. Each copy warms its own, so the hit rate falls with the number of copies.
    ///
    /// ## Figures
    /// No document gives a hit rate, so none is assumed: until you set one, everything passes. A documented sample
    /// holds 500 entries for 5 minutes.
    id: "cache-local",
    name: "In-process cache",
    group: Group::Cache,
    family: Family::Cache,
    dispatch: Dispatch::Misses,
    copies: Copies::Inside,
    managed: false,
    capacity: Capacity::Unlimited,
    settings: &[
        caching::HIT_RATE,
        caching::layer("application"),
        caching::TTL,
        caching::ENTRIES,
        caching::MEMORY,
        caching::EVICTION,
        caching::INVALIDATION,
        caching::MUTABLE,
    ],
    presets: &[
        Preset { id: "lru-cache", name: "lru-cache", settings: &[], note: "" },
        Preset { id: "map", name: "Map", settings: &[], note: "" },
    ],
    links: &[
        "cache-distributed", "service", "server", "sql", "newsql", "shard-router", "document-db", "kv-db",
        "wide-column", "search", "external-api",
    ],
    source: Source::Documented("interview-answers § Theory 7. Caching Layers"),
}
