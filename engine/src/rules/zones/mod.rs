//! Written by `cargo xtask lists`; do not edit.

use crate::rules::Rule;

pub mod dr_multiregion_consistency;
pub mod dr_no_backup;
pub mod dr_no_failover_routing;
pub mod dr_overkill;
pub mod dr_residency;
pub mod dr_rpo_unmet;
pub mod dr_rto_unmet;
pub mod dr_single_region;
pub mod dr_single_zone;
pub mod dr_zone_capacity;
pub mod slo_budget_burn;
pub mod slo_budget_exhausted;
pub mod slo_latency;
pub mod slo_sla_buffer;
pub mod slo_sli_below;
pub mod slo_unreachable;
pub mod slo_unset;

/// All rules of this topic, sorted by file name.
pub static ALL: &[&Rule] = &[
    &dr_multiregion_consistency::RULE,
    &dr_no_backup::RULE,
    &dr_no_failover_routing::RULE,
    &dr_overkill::RULE,
    &dr_residency::RULE,
    &dr_rpo_unmet::RULE,
    &dr_rto_unmet::RULE,
    &dr_single_region::RULE,
    &dr_single_zone::RULE,
    &dr_zone_capacity::RULE,
    &slo_budget_burn::RULE,
    &slo_budget_exhausted::RULE,
    &slo_latency::RULE,
    &slo_sla_buffer::RULE,
    &slo_sli_below::RULE,
    &slo_unreachable::RULE,
    &slo_unset::RULE,
];
