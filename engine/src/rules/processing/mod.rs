//! Written by `cargo xtask lists`; do not edit.

use crate::rules::Rule;

pub mod etl_missing;
pub mod stream_needed;

/// All rules of this topic, sorted by file name.
pub static ALL: &[&Rule] = &[&etl_missing::RULE, &stream_needed::RULE];
