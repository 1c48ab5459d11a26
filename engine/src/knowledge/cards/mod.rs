//! Written by `cargo xtask lists`; do not edit.

/// All trade-off cards: id and text, sorted by id.
pub static ALL: &[(&str, &str)] = &[
    ("api-style", include_str!("api-style.md")),
    ("batch-or-stream", include_str!("batch-or-stream.md")),
    ("cache-pattern", include_str!("cache-pattern.md")),
    ("choreography", include_str!("choreography.md")),
    ("consistency", include_str!("consistency.md")),
    ("delivery", include_str!("delivery.md")),
    ("deployment", include_str!("deployment.md")),
    ("fan-out", include_str!("fan-out.md")),
    ("lake", include_str!("lake.md")),
    ("layer-4-or-7", include_str!("layer-4-or-7.md")),
    ("monolith", include_str!("monolith.md")),
    ("normalisation", include_str!("normalisation.md")),
    ("queue-or-stream", include_str!("queue-or-stream.md")),
    ("recommendation", include_str!("recommendation.md")),
    ("replication", include_str!("replication.md")),
    ("saga-or-2pc", include_str!("saga-or-2pc.md")),
    ("scaling", include_str!("scaling.md")),
    ("sharding", include_str!("sharding.md")),
    ("sql-or-nosql", include_str!("sql-or-nosql.md")),
    ("synchronous", include_str!("synchronous.md")),
    ("zones-or-regions", include_str!("zones-or-regions.md")),
];
