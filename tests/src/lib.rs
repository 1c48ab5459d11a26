//! House rules: what is checked from outside the crates, as plain functions over files.
//!
//! Each check takes text and gives back complaints, so that it can be shown to fail. What walks
//! the real folders is `tests/tidy.rs`. Journeys in a browser live in `journeys`, not here.

pub mod contrast;
pub mod icons;
pub mod languages;
pub mod layering;
pub mod lists;
pub mod names;
pub mod outside;
pub mod particular;
pub mod rust_text;
pub mod shape;
pub mod source;
