//! Written by `cargo xtask lists`; do not edit.

use crate::rules::Rule;

pub mod rl_burst_mismatch;
pub mod rl_expensive_endpoint;
pub mod rl_fixed_window_edge;
pub mod rl_global_above_capacity;
pub mod rl_limit_below_demand;
pub mod rl_limiter_redis_load;
pub mod rl_local_counter;
pub mod rl_log_memory;
pub mod rl_missing;
pub mod rl_no_429_headers;
pub mod rl_non_atomic;
pub mod rl_single_tier;
pub mod rl_store_spof;

/// All rules of this topic, sorted by file name.
pub static ALL: &[&Rule] = &[
    &rl_burst_mismatch::RULE,
    &rl_expensive_endpoint::RULE,
    &rl_fixed_window_edge::RULE,
    &rl_global_above_capacity::RULE,
    &rl_limit_below_demand::RULE,
    &rl_limiter_redis_load::RULE,
    &rl_local_counter::RULE,
    &rl_log_memory::RULE,
    &rl_missing::RULE,
    &rl_no_429_headers::RULE,
    &rl_non_atomic::RULE,
    &rl_single_tier::RULE,
    &rl_store_spof::RULE,
];
