//! Written by `cargo xtask lists`; do not edit.

use crate::rules::Rule;

pub mod cache_bad_candidate;
pub mod cache_client_direct;
pub mod cache_cold_start;
pub mod cache_count_scope;
pub mod cache_hit_rate_low;
pub mod cache_hit_rate_optimistic;
pub mod cache_hot_key;
pub mod cache_is_hidden_spof;
pub mod cache_layer_order;
pub mod cache_local_inconsistent;
pub mod cache_memory_too_small;
pub mod cache_miss_overload;
pub mod cache_missing_read_heavy;
pub mod cache_modulo_hashing;
pub mod cache_no_eviction;
pub mod cache_no_invalidation_on_write;
pub mod cache_no_replica;
pub mod cache_no_ttl;
pub mod cache_over_capacity;
pub mod cache_pattern_unset;
pub mod cache_single_node;
pub mod cache_strong_consistency;
pub mod cache_ttl_range;
pub mod cache_write_back_durable;
pub mod cache_write_through_slow;

/// All rules of this topic, sorted by file name.
pub static ALL: &[&Rule] = &[
    &cache_bad_candidate::RULE,
    &cache_client_direct::RULE,
    &cache_cold_start::RULE,
    &cache_count_scope::RULE,
    &cache_hit_rate_low::RULE,
    &cache_hit_rate_optimistic::RULE,
    &cache_hot_key::RULE,
    &cache_is_hidden_spof::RULE,
    &cache_layer_order::RULE,
    &cache_local_inconsistent::RULE,
    &cache_memory_too_small::RULE,
    &cache_miss_overload::RULE,
    &cache_missing_read_heavy::RULE,
    &cache_modulo_hashing::RULE,
    &cache_no_eviction::RULE,
    &cache_no_invalidation_on_write::RULE,
    &cache_no_replica::RULE,
    &cache_no_ttl::RULE,
    &cache_over_capacity::RULE,
    &cache_pattern_unset::RULE,
    &cache_single_node::RULE,
    &cache_strong_consistency::RULE,
    &cache_ttl_range::RULE,
    &cache_write_back_durable::RULE,
    &cache_write_through_slow::RULE,
];
