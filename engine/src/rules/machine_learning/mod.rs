//! Written by `cargo xtask lists`; do not edit.

use crate::rules::Rule;

pub mod ml_training_serving_skew;

/// All rules of this topic, sorted by file name.
pub static ALL: &[&Rule] = &[&ml_training_serving_skew::RULE];
