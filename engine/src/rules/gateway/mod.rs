//! Written by `cargo xtask lists`; do not edit.

use crate::rules::Rule;

pub mod gw_client_to_internal;

/// All rules of this topic, sorted by file name.
pub static ALL: &[&Rule] = &[&gw_client_to_internal::RULE];
