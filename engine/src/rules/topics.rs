//! Written by `cargo xtask lists`; do not edit.

use crate::rules::Rule;

/// All topics with their rules, sorted by topic.
pub static TOPICS: &[(&str, &[&Rule])] = &[];
