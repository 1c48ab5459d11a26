//! Written by `cargo xtask lists`; do not edit.

use crate::calculator::Calculator;

pub mod autoscaling;
pub mod availability_copies;
pub mod availability_series;
pub mod bandwidth;
pub mod base62;
pub mod cache_load;
pub mod canary;
pub mod circuit_breaker;
pub mod cluster_capacity;
pub mod code_space;
pub mod collisions;
pub mod cosine_similarity;
pub mod delta_encoding;
pub mod downtime;
pub mod duplicate_delivery;
pub mod error_budget;
pub mod failure_and_repair;
pub mod fan_out;
pub mod file_chunks;
pub mod fixed_window;
pub mod growth;
pub mod hash_ring;
pub mod hit_rate;
pub mod hot_set;
pub mod hot_shard;
pub mod index_span;
pub mod instance_loss;
pub mod leaky_bucket;
pub mod least_loaded;
pub mod littles_law;
pub mod majority;
pub mod modulo_placement;
pub mod n_plus_one;
pub mod path_latency;
pub mod popularity;
pub mod queue_backlog;
pub mod queue_limit;
pub mod queue_wait;
pub mod quick_estimate;
pub mod quorum;
pub mod random_balancing;
pub mod ratio;
pub mod read_write_split;
pub mod recovery;
pub mod request_rate;
pub mod resharding;
pub mod retry_amplification;
pub mod retry_backoff;
pub mod retry_collapse;
pub mod round_robin;
pub mod scalability;
pub mod servers;
pub mod servers_for_wait;
pub mod shard_skew;
pub mod shards;
pub mod sliding_window_counter;
pub mod sliding_window_log;
pub mod slowest_of_many;
pub mod speed_up;
pub mod storage;
pub mod storage_tiers;
pub mod sum_of_ranges;
pub mod time_series;
pub mod time_units;
pub mod timeout_budget;
pub mod token_bucket;
pub mod total;
pub mod used_up;
pub mod video;
pub mod virtual_nodes;
pub mod websocket_servers;
pub mod weighted_round_robin;
pub mod weighted_score;

/// All calculators, sorted by file name.
pub static ALL: &[&Calculator] = &[
    &autoscaling::CALCULATOR,
    &availability_copies::CALCULATOR,
    &availability_series::CALCULATOR,
    &bandwidth::CALCULATOR,
    &base62::CALCULATOR,
    &cache_load::CALCULATOR,
    &canary::CALCULATOR,
    &circuit_breaker::CALCULATOR,
    &cluster_capacity::CALCULATOR,
    &code_space::CALCULATOR,
    &collisions::CALCULATOR,
    &cosine_similarity::CALCULATOR,
    &delta_encoding::CALCULATOR,
    &downtime::CALCULATOR,
    &duplicate_delivery::CALCULATOR,
    &error_budget::CALCULATOR,
    &failure_and_repair::CALCULATOR,
    &fan_out::CALCULATOR,
    &file_chunks::CALCULATOR,
    &fixed_window::CALCULATOR,
    &growth::CALCULATOR,
    &hash_ring::CALCULATOR,
    &hit_rate::CALCULATOR,
    &hot_set::CALCULATOR,
    &hot_shard::CALCULATOR,
    &index_span::CALCULATOR,
    &instance_loss::CALCULATOR,
    &leaky_bucket::CALCULATOR,
    &least_loaded::CALCULATOR,
    &littles_law::CALCULATOR,
    &majority::CALCULATOR,
    &modulo_placement::CALCULATOR,
    &n_plus_one::CALCULATOR,
    &path_latency::CALCULATOR,
    &popularity::CALCULATOR,
    &queue_backlog::CALCULATOR,
    &queue_limit::CALCULATOR,
    &queue_wait::CALCULATOR,
    &quick_estimate::CALCULATOR,
    &quorum::CALCULATOR,
    &random_balancing::CALCULATOR,
    &ratio::CALCULATOR,
    &read_write_split::CALCULATOR,
    &recovery::CALCULATOR,
    &request_rate::CALCULATOR,
    &resharding::CALCULATOR,
    &retry_amplification::CALCULATOR,
    &retry_backoff::CALCULATOR,
    &retry_collapse::CALCULATOR,
    &round_robin::CALCULATOR,
    &scalability::CALCULATOR,
    &servers::CALCULATOR,
    &servers_for_wait::CALCULATOR,
    &shard_skew::CALCULATOR,
    &shards::CALCULATOR,
    &sliding_window_counter::CALCULATOR,
    &sliding_window_log::CALCULATOR,
    &slowest_of_many::CALCULATOR,
    &speed_up::CALCULATOR,
    &storage::CALCULATOR,
    &storage_tiers::CALCULATOR,
    &sum_of_ranges::CALCULATOR,
    &time_series::CALCULATOR,
    &time_units::CALCULATOR,
    &timeout_budget::CALCULATOR,
    &token_bucket::CALCULATOR,
    &total::CALCULATOR,
    &used_up::CALCULATOR,
    &video::CALCULATOR,
    &virtual_nodes::CALCULATOR,
    &websocket_servers::CALCULATOR,
    &weighted_round_robin::CALCULATOR,
    &weighted_score::CALCULATOR,
];
