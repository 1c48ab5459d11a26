//! Written by `cargo xtask lists`; do not edit.

use crate::rules::Rule;

pub mod cqrs_no_projection;
pub mod eda_no_tracing;
pub mod es_store;

/// All rules of this topic, sorted by file name.
pub static ALL: &[&Rule] = &[&cqrs_no_projection::RULE, &eda_no_tracing::RULE, &es_store::RULE];
