//! Written by `cargo xtask lists`; do not edit.

use crate::rules::Rule;

pub mod cost_tier_mix;
pub mod st_cold_on_path;
pub mod st_conflict_policy;
pub mod st_hot_old_data;
pub mod st_lake_swamp;
pub mod st_no_chunking;
pub mod st_no_dedup;
pub mod st_no_metadata_db;
pub mod st_no_thumbnail_async;
pub mod st_retention_unset;
pub mod st_sync_push;
pub mod st_tier_latency;

/// All rules of this topic, sorted by file name.
pub static ALL: &[&Rule] = &[
    &cost_tier_mix::RULE,
    &st_cold_on_path::RULE,
    &st_conflict_policy::RULE,
    &st_hot_old_data::RULE,
    &st_lake_swamp::RULE,
    &st_no_chunking::RULE,
    &st_no_dedup::RULE,
    &st_no_metadata_db::RULE,
    &st_no_thumbnail_async::RULE,
    &st_retention_unset::RULE,
    &st_sync_push::RULE,
    &st_tier_latency::RULE,
];
