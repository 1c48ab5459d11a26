//! Written by `cargo xtask lists`; do not edit.

use crate::rules::Rule;

pub mod cqrs_candidate;
pub mod cqrs_no_projection;
pub mod cqrs_overkill;
pub mod cqrs_stale;
pub mod cqrs_write_to_read_model;
pub mod eda_no_bus;
pub mod eda_no_tracing;
pub mod eda_sync_response;
pub mod es_store;

/// All rules of this topic, sorted by file name.
pub static ALL: &[&Rule] = &[
    &cqrs_candidate::RULE,
    &cqrs_no_projection::RULE,
    &cqrs_overkill::RULE,
    &cqrs_stale::RULE,
    &cqrs_write_to_read_model::RULE,
    &eda_no_bus::RULE,
    &eda_no_tracing::RULE,
    &eda_sync_response::RULE,
    &es_store::RULE,
];
