//! Written by `cargo xtask lists`; do not edit.

use crate::rules::Rule;

pub mod st_cold_on_path;
pub mod st_lake_swamp;
pub mod st_no_chunking;
pub mod st_no_dedup;
pub mod st_no_metadata_db;
pub mod st_tier_latency;

/// All rules of this topic, sorted by file name.
pub static ALL: &[&Rule] = &[
    &st_cold_on_path::RULE,
    &st_lake_swamp::RULE,
    &st_no_chunking::RULE,
    &st_no_dedup::RULE,
    &st_no_metadata_db::RULE,
    &st_tier_latency::RULE,
];
