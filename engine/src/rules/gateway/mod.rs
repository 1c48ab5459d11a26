//! Written by `cargo xtask lists`; do not edit.

use crate::rules::Rule;

pub mod gw_bff_shared;
pub mod gw_business_db;
pub mod gw_client_to_internal;
pub mod gw_grpc_browser;
pub mod gw_heavy_work;
pub mod gw_missing;

/// All rules of this topic, sorted by file name.
pub static ALL: &[&Rule] = &[
    &gw_bff_shared::RULE,
    &gw_business_db::RULE,
    &gw_client_to_internal::RULE,
    &gw_grpc_browser::RULE,
    &gw_heavy_work::RULE,
    &gw_missing::RULE,
];
