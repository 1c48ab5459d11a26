//! Written by `cargo xtask lists`; do not edit.

/// All groups of figures: id and text, sorted by id.
pub static ALL: &[(&str, &str)] = &[
    ("availability", include_str!("availability.md")),
    ("caching", include_str!("caching.md")),
    ("databases", include_str!("databases.md")),
    ("differences", include_str!("differences.md")),
    ("latency", include_str!("latency.md")),
    ("missing", include_str!("missing.md")),
    ("organisation", include_str!("organisation.md")),
    ("rate-limiting", include_str!("rate-limiting.md")),
    ("recovery", include_str!("recovery.md")),
    ("resilience", include_str!("resilience.md")),
    ("samples", include_str!("samples.md")),
    ("sizes", include_str!("sizes.md")),
    ("storage", include_str!("storage.md")),
    ("targets", include_str!("targets.md")),
    ("throughput", include_str!("throughput.md")),
    ("workloads", include_str!("workloads.md")),
];
