//! Written by `cargo xtask lists`; do not edit.

use crate::rules::Rule;

pub mod cap_average_only;
pub mod cap_bandwidth;
pub mod cap_db_server_memory_hotset;
pub mod cap_no_headroom;
pub mod cap_over_capacity;
pub mod cap_over_target;
pub mod cap_places_full;
pub mod cap_replication_ignored;
pub mod cap_single_db_limit;
pub mod cap_single_server_limit;
pub mod cap_storage;
pub mod cap_zero;
pub mod scale_hpa_max_too_low;
pub mod scale_hpa_min;
pub mod scale_hpa_target;
pub mod scale_no_autoscaling;
pub mod scale_node_single_process;
pub mod scale_overengineering;
pub mod scale_stateful_out;
pub mod scale_vertical_only;
pub mod spof_single_instance;

/// All rules of this topic, sorted by file name.
pub static ALL: &[&Rule] = &[
    &cap_average_only::RULE,
    &cap_bandwidth::RULE,
    &cap_db_server_memory_hotset::RULE,
    &cap_no_headroom::RULE,
    &cap_over_capacity::RULE,
    &cap_over_target::RULE,
    &cap_places_full::RULE,
    &cap_replication_ignored::RULE,
    &cap_single_db_limit::RULE,
    &cap_single_server_limit::RULE,
    &cap_storage::RULE,
    &cap_zero::RULE,
    &scale_hpa_max_too_low::RULE,
    &scale_hpa_min::RULE,
    &scale_hpa_target::RULE,
    &scale_no_autoscaling::RULE,
    &scale_node_single_process::RULE,
    &scale_overengineering::RULE,
    &scale_stateful_out::RULE,
    &scale_vertical_only::RULE,
    &spof_single_instance::RULE,
];
