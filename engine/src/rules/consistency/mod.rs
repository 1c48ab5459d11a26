//! Written by `cargo xtask lists`; do not edit.

use crate::rules::Rule;

pub mod cap_ca_distributed;
pub mod cons_always_writable_on_cp;
pub mod cons_causal_replies;
pub mod cons_domain_default;
pub mod cons_level_unsupported;
pub mod cons_pacelc_latency;
pub mod cons_read_your_writes;
pub mod cons_strong_multiregion_availability;
pub mod cons_strong_on_ap;
pub mod consensus_quorum_size;
pub mod eventual_window_unstated;
pub mod leader_election_missing;

/// All rules of this topic, sorted by file name.
pub static ALL: &[&Rule] = &[
    &cap_ca_distributed::RULE,
    &cons_always_writable_on_cp::RULE,
    &cons_causal_replies::RULE,
    &cons_domain_default::RULE,
    &cons_level_unsupported::RULE,
    &cons_pacelc_latency::RULE,
    &cons_read_your_writes::RULE,
    &cons_strong_multiregion_availability::RULE,
    &cons_strong_on_ap::RULE,
    &consensus_quorum_size::RULE,
    &eventual_window_unstated::RULE,
    &leader_election_missing::RULE,
];
