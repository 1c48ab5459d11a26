//! Settings of what answers from memory, wherever it stands.

use super::{open_choice, open_number, open_share, open_switch};
use crate::design::vocabulary::{Fallback, Range, SettingSpec, Shape, Source};

/// Hit rate that no document gives: open.
pub const HIT_RATE: SettingSpec = open_share(
    "hit_rate",
    "Hit rate",
    "Part of the reads that it answers itself; while it is open, nothing is answered.",
)
.within(HIT_RATES);

/// What documents give for hit rates: 80 % as the target, 99 % as the best case. Nothing is answered while it is open.
pub const HIT_RATES: &[Range] = &[
    Range::documented(0.8, 0.99, "worked-examples § Useful formulas; interview-answers § Practice 1. URL Shortener"),
    Range::assumed(0.0, 0.8, "from a cache that nobody asks for twice to the documented target of 80 %"),
];

/// How long an entry may be served.
pub const TTL: SettingSpec = open_number("ttl_seconds", "Time to live", "s", "How long an entry may be served.");

/// How old entries go.
pub const INVALIDATION: SettingSpec =
    open_choice("invalidation", "Invalidation", &["ttl", "event", "versioned", "none"], "How old entries go.");

/// What goes when it is full.
pub const EVICTION: SettingSpec =
    open_choice("eviction", "Eviction", &["lru", "lfu", "fifo", "none"], "What goes when it is full.");

/// Entries that it may hold.
pub const ENTRIES: SettingSpec = open_number("entries", "Entries", "entries", "How many entries it may hold.");

/// Memory for entries.
pub const MEMORY: SettingSpec = open_number("memory_bytes", "Memory", "B", "Memory for its entries.");

/// Whether what it holds can change while it holds it.
pub const MUTABLE: SettingSpec =
    open_switch("mutable", "Holds what changes", "Whether what it holds can change elsewhere while it holds it.");

/// How far from the user it stands: `browser`, `cdn`, `gateway`, `application`, `distributed` or `database`.
#[must_use]
pub const fn layer(default: &'static str) -> SettingSpec {
    SettingSpec {
        name: "cache_layer",
        label: "Layer",
        meaning: "How far from the user it stands; the nearest is asked first.",
        shape: Shape::Choice(&["browser", "cdn", "gateway", "application", "distributed", "database"]),
        default: Fallback::Text(default),
        source: Source::Documented("mental-models § 6. The Caching Strategy Decision Tree"),
        ranges: &[],
    }
}
