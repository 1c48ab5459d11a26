//! Written by `cargo xtask lists`; do not edit.

use crate::rules::Rule;

pub mod lb_global_missing;
pub mod lb_global_policy;
pub mod lb_ip_hash_resize;
pub mod lb_ip_hash_skew;
pub mod lb_kind_of_replica_reads;
pub mod lb_l4_needs_l7;
pub mod lb_l7_for_raw_tcp;
pub mod lb_long_lived_round_robin;
pub mod lb_missing;
pub mod lb_no_health_check;
pub mod lb_region_without_lb;
pub mod lb_rr_unequal_servers;
pub mod lb_spof;
pub mod lb_stateful_no_affinity;
pub mod lb_useless_single_target;
pub mod lb_variable_work;
pub mod lb_weights_missing;

/// All rules of this topic, sorted by file name.
pub static ALL: &[&Rule] = &[
    &lb_global_missing::RULE,
    &lb_global_policy::RULE,
    &lb_ip_hash_resize::RULE,
    &lb_ip_hash_skew::RULE,
    &lb_kind_of_replica_reads::RULE,
    &lb_l4_needs_l7::RULE,
    &lb_l7_for_raw_tcp::RULE,
    &lb_long_lived_round_robin::RULE,
    &lb_missing::RULE,
    &lb_no_health_check::RULE,
    &lb_region_without_lb::RULE,
    &lb_rr_unequal_servers::RULE,
    &lb_spof::RULE,
    &lb_stateful_no_affinity::RULE,
    &lb_useless_single_target::RULE,
    &lb_variable_work::RULE,
    &lb_weights_missing::RULE,
];
