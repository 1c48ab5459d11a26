//! Written by `cargo xtask lists`; do not edit.

/// All guided paths: id and text, sorted by id.
pub static ALL: &[(&str, &str)] =
    &[("five-steps", include_str!("five-steps.json")), ("radio", include_str!("radio.json"))];
