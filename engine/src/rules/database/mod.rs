//! Written by `cargo xtask lists`; do not edit.

use crate::rules::Rule;

pub mod db_acid_needs_sql;
pub mod db_blob_in_db;
pub mod db_block_shared;
pub mod db_cache_as_primary;
pub mod db_eventual_for_money;
pub mod db_fulltext_on_sql;
pub mod db_graph_needed;
pub mod db_olap_on_oltp;
pub mod db_oltp_on_warehouse;
pub mod db_timeseries_needed;
pub mod db_vector_needed;
pub mod db_write_heavy_on_single_leader;

/// All rules of this topic, sorted by file name.
pub static ALL: &[&Rule] = &[
    &db_acid_needs_sql::RULE,
    &db_blob_in_db::RULE,
    &db_block_shared::RULE,
    &db_cache_as_primary::RULE,
    &db_eventual_for_money::RULE,
    &db_fulltext_on_sql::RULE,
    &db_graph_needed::RULE,
    &db_olap_on_oltp::RULE,
    &db_oltp_on_warehouse::RULE,
    &db_timeseries_needed::RULE,
    &db_vector_needed::RULE,
    &db_write_heavy_on_single_leader::RULE,
];
