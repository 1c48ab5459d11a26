//! Written by `cargo xtask lists`; do not edit.

use crate::rules::Rule;

pub mod shard_celebrity;
pub mod shard_cross_join;
pub mod shard_cross_tx;
pub mod shard_directory_spof;
pub mod shard_geo;
pub mod shard_hash_range_queries;
pub mod shard_imbalance;
pub mod shard_key_low_cardinality;
pub mod shard_key_missing;
pub mod shard_key_monotonic;
pub mod shard_key_query_mismatch;
pub mod shard_modulo_growth;
pub mod shard_needed;
pub mod shard_no_replica;
pub mod shard_premature;
pub mod shard_range_hotspot;
pub mod shard_router_missing;
pub mod shard_vnodes;

/// All rules of this topic, sorted by file name.
pub static ALL: &[&Rule] = &[
    &shard_celebrity::RULE,
    &shard_cross_join::RULE,
    &shard_cross_tx::RULE,
    &shard_directory_spof::RULE,
    &shard_geo::RULE,
    &shard_hash_range_queries::RULE,
    &shard_imbalance::RULE,
    &shard_key_low_cardinality::RULE,
    &shard_key_missing::RULE,
    &shard_key_monotonic::RULE,
    &shard_key_query_mismatch::RULE,
    &shard_modulo_growth::RULE,
    &shard_needed::RULE,
    &shard_no_replica::RULE,
    &shard_premature::RULE,
    &shard_range_hotspot::RULE,
    &shard_router_missing::RULE,
    &shard_vnodes::RULE,
];
