//! Written by `cargo xtask lists`; do not edit.

use crate::rules::Rule;

pub mod rt_cross_server;
pub mod rt_fanout_push_celebrity;
pub mod rt_fanout_sync;
pub mod rt_ws_capacity;

/// All rules of this topic, sorted by file name.
pub static ALL: &[&Rule] =
    &[&rt_cross_server::RULE, &rt_fanout_push_celebrity::RULE, &rt_fanout_sync::RULE, &rt_ws_capacity::RULE];
