//! Written by `cargo xtask lists`; do not edit.
//!
//! All canvas tools.
