//! Written by `cargo xtask lists`; do not edit.

use crate::rules::Rule;

pub mod tx_dual_write;

/// All rules of this topic, sorted by file name.
pub static ALL: &[&Rule] = &[&tx_dual_write::RULE];
