//! Written by `cargo xtask lists`; do not edit.

/// All templates: id and text, sorted by id.
pub static ALL: &[(&str, &str)] = &[("url-shortener-worked", include_str!("url-shortener-worked.json"))];
