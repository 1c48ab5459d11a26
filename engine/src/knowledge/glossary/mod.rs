//! Written by `cargo xtask lists`; do not edit.

/// All groups of terms: id and text, sorted by id.
pub static ALL: &[(&str, &str)] = &[
    ("architecture-and-components", include_str!("architecture-and-components.md")),
    ("availability-and-recovery", include_str!("availability-and-recovery.md")),
    ("caching", include_str!("caching.md")),
    ("consistency-and-transactions", include_str!("consistency-and-transactions.md")),
    ("databases-and-storage", include_str!("databases-and-storage.md")),
    ("messaging", include_str!("messaging.md")),
    ("observability", include_str!("observability.md")),
    ("real-time-and-ml", include_str!("real-time-and-ml.md")),
    ("resilience", include_str!("resilience.md")),
    ("scaling-and-load-balancing", include_str!("scaling-and-load-balancing.md")),
    ("security", include_str!("security.md")),
    ("workload-and-capacity", include_str!("workload-and-capacity.md")),
];
