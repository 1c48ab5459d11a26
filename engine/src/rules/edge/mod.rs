//! Written by `cargo xtask lists`; do not edit.

use crate::rules::Rule;

pub mod cdn_301_analytics;
pub mod cdn_no_origin;

/// All rules of this topic, sorted by file name.
pub static ALL: &[&Rule] = &[&cdn_301_analytics::RULE, &cdn_no_origin::RULE];
