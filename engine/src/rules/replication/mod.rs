//! Written by `cargo xtask lists`; do not edit.

use crate::rules::Rule;

pub mod repl_failover_overload;
pub mod repl_is_not_backup;
pub mod repl_lag_unmonitored;
pub mod repl_multileader_conflict;
pub mod repl_multimaster_vs_shards;
pub mod repl_no_failover;
pub mod repl_none;
pub mod repl_primary_overload;
pub mod repl_quorum;
pub mod repl_quorum_no_tolerance;
pub mod repl_reads_on_primary;
pub mod repl_replica_overload;
pub mod repl_same_zone;
pub mod repl_stale_read;
pub mod repl_sync_wan;
pub mod repl_write_to_replica;

/// All rules of this topic, sorted by file name.
pub static ALL: &[&Rule] = &[
    &repl_failover_overload::RULE,
    &repl_is_not_backup::RULE,
    &repl_lag_unmonitored::RULE,
    &repl_multileader_conflict::RULE,
    &repl_multimaster_vs_shards::RULE,
    &repl_no_failover::RULE,
    &repl_none::RULE,
    &repl_primary_overload::RULE,
    &repl_quorum::RULE,
    &repl_quorum_no_tolerance::RULE,
    &repl_reads_on_primary::RULE,
    &repl_replica_overload::RULE,
    &repl_same_zone::RULE,
    &repl_stale_read::RULE,
    &repl_sync_wan::RULE,
    &repl_write_to_replica::RULE,
];
