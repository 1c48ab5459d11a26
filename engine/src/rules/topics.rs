//! Written by `cargo xtask lists`; do not edit.

use crate::rules::Rule;

#[path = "capacity/mod.rs"]
pub mod capacity;

/// All topics with their rules, sorted by topic.
pub static TOPICS: &[(&str, &[&Rule])] = &[("capacity", capacity::ALL)];
