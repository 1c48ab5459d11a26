//! Written by `cargo xtask lists`; do not edit.

use crate::rules::Rule;

pub mod search_autocomplete;
pub mod search_no_sync;
pub mod search_source_of_truth;

/// All rules of this topic, sorted by file name.
pub static ALL: &[&Rule] = &[&search_autocomplete::RULE, &search_no_sync::RULE, &search_source_of_truth::RULE];
