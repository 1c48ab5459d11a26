//! Written by `cargo xtask lists`; do not edit.

use crate::rules::Rule;

pub mod arch_distributed_monolith;
pub mod arch_mesh_candidate;
pub mod arch_mixed_contexts;
pub mod arch_monolith_hotspot;
pub mod arch_nanoservices;
pub mod arch_no_discovery;
pub mod arch_no_requirements;
pub mod arch_orphan;
pub mod arch_shared_db;
pub mod arch_team_large_monolith;
pub mod arch_team_small_ms;
pub mod arch_tier_skip;
pub mod arch_unpermitted_link;
pub mod async_analytics;
pub mod copies_without_effect;
pub mod cost_idle;
pub mod dep_bluegreen_cost;
pub mod dep_canary_steps;
pub mod dep_no_strategy;
pub mod id_central_counter;
pub mod id_code_space;
pub mod id_hash_no_collision_check;
pub mod journey_calls_unstated;
pub mod journey_dead_end;
pub mod loop_unbounded;
pub mod needs_more_than_exist;
pub mod self_loop;

/// All rules of this topic, sorted by file name.
pub static ALL: &[&Rule] = &[
    &arch_distributed_monolith::RULE,
    &arch_mesh_candidate::RULE,
    &arch_mixed_contexts::RULE,
    &arch_monolith_hotspot::RULE,
    &arch_nanoservices::RULE,
    &arch_no_discovery::RULE,
    &arch_no_requirements::RULE,
    &arch_orphan::RULE,
    &arch_shared_db::RULE,
    &arch_team_large_monolith::RULE,
    &arch_team_small_ms::RULE,
    &arch_tier_skip::RULE,
    &arch_unpermitted_link::RULE,
    &async_analytics::RULE,
    &copies_without_effect::RULE,
    &cost_idle::RULE,
    &dep_bluegreen_cost::RULE,
    &dep_canary_steps::RULE,
    &dep_no_strategy::RULE,
    &id_central_counter::RULE,
    &id_code_space::RULE,
    &id_hash_no_collision_check::RULE,
    &journey_calls_unstated::RULE,
    &journey_dead_end::RULE,
    &loop_unbounded::RULE,
    &needs_more_than_exist::RULE,
    &self_loop::RULE,
];
