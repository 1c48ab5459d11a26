//! Written by `cargo xtask lists`; do not edit.

use crate::rules::Rule;

pub mod db_acid_needs_sql;
pub mod db_analytics_columnar;
pub mod db_blob_in_db;
pub mod db_block_shared;
pub mod db_cache_as_primary;
pub mod db_counter_hot_row;
pub mod db_denormalize;
pub mod db_eventual_for_money;
pub mod db_flexible_schema;
pub mod db_fulltext_on_sql;
pub mod db_graph_needed;
pub mod db_index_missing;
pub mod db_index_useless;
pub mod db_joins_on_nosql;
pub mod db_key_lookup;
pub mod db_no_precompute;
pub mod db_olap_on_oltp;
pub mod db_oltp_on_warehouse;
pub mod db_timeseries_needed;
pub mod db_vector_needed;
pub mod db_write_heavy_on_single_leader;

/// All rules of this topic, sorted by file name.
pub static ALL: &[&Rule] = &[
    &db_acid_needs_sql::RULE,
    &db_analytics_columnar::RULE,
    &db_blob_in_db::RULE,
    &db_block_shared::RULE,
    &db_cache_as_primary::RULE,
    &db_counter_hot_row::RULE,
    &db_denormalize::RULE,
    &db_eventual_for_money::RULE,
    &db_flexible_schema::RULE,
    &db_fulltext_on_sql::RULE,
    &db_graph_needed::RULE,
    &db_index_missing::RULE,
    &db_index_useless::RULE,
    &db_joins_on_nosql::RULE,
    &db_key_lookup::RULE,
    &db_no_precompute::RULE,
    &db_olap_on_oltp::RULE,
    &db_oltp_on_warehouse::RULE,
    &db_timeseries_needed::RULE,
    &db_vector_needed::RULE,
    &db_write_heavy_on_single_leader::RULE,
];
