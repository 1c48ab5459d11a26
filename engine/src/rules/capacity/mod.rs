//! Written by `cargo xtask lists`; do not edit.

use crate::rules::Rule;

pub mod cap_over_capacity;

/// All rules of this topic, sorted by file name.
pub static ALL: &[&Rule] = &[&cap_over_capacity::RULE];
