//! Written by `cargo xtask lists`; do not edit.

/// All notes: id and text, sorted by id.
pub static ALL: &[(&str, &str)] = &[
    ("architecture", include_str!("architecture.md")),
    ("contradictions", include_str!("contradictions.md")),
    ("data", include_str!("data.md")),
    ("delivery", include_str!("delivery.md")),
    ("gaps", include_str!("gaps.md")),
    ("learning", include_str!("learning.md")),
    ("network", include_str!("network.md")),
    ("observability", include_str!("observability.md")),
    ("recalculated", include_str!("recalculated.md")),
    ("replication", include_str!("replication.md")),
    ("resilience", include_str!("resilience.md")),
    ("security", include_str!("security.md")),
];
