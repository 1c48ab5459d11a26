//! Written by `cargo xtask lists`; do not edit.

use crate::kinds::Kind;

pub mod cache_distributed;

/// All component kinds, sorted by file name.
pub static ALL: &[&Kind] = &[&cache_distributed::KIND];
