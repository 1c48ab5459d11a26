//! Written by `cargo xtask lists`; do not edit.

/// All groups of formulas: id and text, sorted by id.
pub static ALL: &[(&str, &str)] = &[
    ("availability", include_str!("availability.md")),
    ("balancing", include_str!("balancing.md")),
    ("caching", include_str!("caching.md")),
    ("capacity", include_str!("capacity.md")),
    ("consistency", include_str!("consistency.md")),
    ("feeds", include_str!("feeds.md")),
    ("keys", include_str!("keys.md")),
    ("latency", include_str!("latency.md")),
    ("limits", include_str!("limits.md")),
    ("load", include_str!("load.md")),
    ("media", include_str!("media.md")),
    ("messages", include_str!("messages.md")),
    ("ranking", include_str!("ranking.md")),
    ("resilience", include_str!("resilience.md")),
    ("storage", include_str!("storage.md")),
];
