//! Written by `cargo xtask lists`; do not edit.

use crate::command::Command;

/// All commands, sorted by file name.
pub static ALL: &[&Command] = &[];
