//! Written by `cargo xtask lists`; do not edit.
//!
//! All canvas tools.

pub mod connect;
pub mod frame;
pub mod note;
pub mod pan;
pub mod pinch;
pub mod place;
pub mod reconnect;
pub mod select;
pub mod strike;
