//! Written by `cargo xtask lists`; do not edit.

/// All decision trees: id and text, sorted by id.
pub static ALL: &[(&str, &str)] = &[
    ("architecture", include_str!("architecture.json")),
    ("balancing", include_str!("balancing.json")),
    ("cache", include_str!("cache.json")),
    ("cap", include_str!("cap.json")),
    ("database", include_str!("database.json")),
    ("fan-out", include_str!("fan-out.json")),
    ("messaging", include_str!("messaging.json")),
    ("rate-limiting", include_str!("rate-limiting.json")),
    ("scaling", include_str!("scaling.json")),
    ("shard-key", include_str!("shard-key.json")),
];
