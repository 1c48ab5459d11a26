//! Written by `cargo xtask lists`; do not edit.

use crate::rules::Rule;

pub mod res_breaker_config;
pub mod res_breaker_no_fallback;
pub mod res_breaker_unmonitored;
pub mod res_calls_given_up;
pub mod res_external_no_breaker;
pub mod res_external_on_critical_path;
pub mod res_latency_budget;
pub mod res_mesh_duplicate;
pub mod res_no_bulkhead;
pub mod res_no_circuit_breaker;
pub mod res_no_deadline_propagation;
pub mod res_no_timeout;
pub mod res_pool_too_small;
pub mod res_retry_amplification;
pub mod res_retry_collapse;
pub mod res_retry_exceeds_deadline;
pub mod res_retry_metastable;
pub mod res_retry_no_backoff;
pub mod res_retry_no_jitter;
pub mod res_retry_non_idempotent;
pub mod res_retry_unbounded;
pub mod res_retry_without_breaker;
pub mod res_sync_chain;
pub mod res_sync_cycle;
pub mod res_timeout_hierarchy;
pub mod res_timeout_sum;

/// All rules of this topic, sorted by file name.
pub static ALL: &[&Rule] = &[
    &res_breaker_config::RULE,
    &res_breaker_no_fallback::RULE,
    &res_breaker_unmonitored::RULE,
    &res_calls_given_up::RULE,
    &res_external_no_breaker::RULE,
    &res_external_on_critical_path::RULE,
    &res_latency_budget::RULE,
    &res_mesh_duplicate::RULE,
    &res_no_bulkhead::RULE,
    &res_no_circuit_breaker::RULE,
    &res_no_deadline_propagation::RULE,
    &res_no_timeout::RULE,
    &res_pool_too_small::RULE,
    &res_retry_amplification::RULE,
    &res_retry_collapse::RULE,
    &res_retry_exceeds_deadline::RULE,
    &res_retry_metastable::RULE,
    &res_retry_no_backoff::RULE,
    &res_retry_no_jitter::RULE,
    &res_retry_non_idempotent::RULE,
    &res_retry_unbounded::RULE,
    &res_retry_without_breaker::RULE,
    &res_sync_chain::RULE,
    &res_sync_cycle::RULE,
    &res_timeout_hierarchy::RULE,
    &res_timeout_sum::RULE,
];
