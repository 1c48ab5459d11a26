//! Written by `cargo xtask lists`; do not edit.

use crate::rules::Rule;

pub mod api_composition;
pub mod api_graphql_cost;
pub mod api_internal_rest_chatty;
pub mod api_overfetch;
pub mod gw_bff;
pub mod gw_bff_shared;
pub mod gw_business_db;
pub mod gw_client_to_internal;
pub mod gw_duties;
pub mod gw_grpc_browser;
pub mod gw_heavy_work;
pub mod gw_missing;

/// All rules of this topic, sorted by file name.
pub static ALL: &[&Rule] = &[
    &api_composition::RULE,
    &api_graphql_cost::RULE,
    &api_internal_rest_chatty::RULE,
    &api_overfetch::RULE,
    &gw_bff::RULE,
    &gw_bff_shared::RULE,
    &gw_business_db::RULE,
    &gw_client_to_internal::RULE,
    &gw_duties::RULE,
    &gw_grpc_browser::RULE,
    &gw_heavy_work::RULE,
    &gw_missing::RULE,
];
