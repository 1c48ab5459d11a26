//! Written by `cargo xtask lists`; do not edit.

use crate::rules::Rule;

pub mod rt_ack_before_persist;
pub mod rt_cross_server;
pub mod rt_fanout_pull_reads;
pub mod rt_fanout_push_celebrity;
pub mod rt_fanout_sync;
pub mod rt_http_only;
pub mod rt_inactive_fanout;
pub mod rt_no_ack;
pub mod rt_no_offline;
pub mod rt_no_push;
pub mod rt_presence_ttl;
pub mod rt_receipts_blocking;
pub mod rt_timeline_unbounded;
pub mod rt_ws_capacity;
pub mod rt_ws_sticky;

/// All rules of this topic, sorted by file name.
pub static ALL: &[&Rule] = &[
    &rt_ack_before_persist::RULE,
    &rt_cross_server::RULE,
    &rt_fanout_pull_reads::RULE,
    &rt_fanout_push_celebrity::RULE,
    &rt_fanout_sync::RULE,
    &rt_http_only::RULE,
    &rt_inactive_fanout::RULE,
    &rt_no_ack::RULE,
    &rt_no_offline::RULE,
    &rt_no_push::RULE,
    &rt_presence_ttl::RULE,
    &rt_receipts_blocking::RULE,
    &rt_timeline_unbounded::RULE,
    &rt_ws_capacity::RULE,
    &rt_ws_sticky::RULE,
];
