//! Written by `cargo xtask lists`; do not edit.

/// All languages: id and text, sorted by id.
pub static ALL: &[(&str, &str)] = &[("en", include_str!("en.txt"))];
