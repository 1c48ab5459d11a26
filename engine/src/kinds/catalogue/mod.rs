//! Written by `cargo xtask lists`; do not edit.

use crate::kinds::Kind;

/// All component kinds, sorted by file name.
pub static ALL: &[&Kind] = &[];
