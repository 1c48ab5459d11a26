//! Written by `cargo xtask lists`; do not edit.

use crate::rules::Rule;

pub mod msg_at_most_once_critical;
pub mod msg_broker_spof;
pub mod msg_broker_throughput;
pub mod msg_exactly_once_claim;
pub mod msg_fanout_on_queue;
pub mod msg_global_order;
pub mod msg_hot_partition;
pub mod msg_kafka_for_small;
pub mod msg_lag_unmonitored;
pub mod msg_long_task_sync;
pub mod msg_no_backpressure;
pub mod msg_no_consumer;
pub mod msg_no_dlq;
pub mod msg_no_idempotency;
pub mod msg_no_producer;
pub mod msg_no_retry;
pub mod msg_notification_priority;
pub mod msg_ordering_no_key;
pub mod msg_partition_throughput;
pub mod msg_partitions_lt_consumers;
pub mod msg_pattern_choice;
pub mod msg_priority_on_kafka;
pub mod msg_redis_pubsub_durable;
pub mod msg_replay_on_queue;
pub mod msg_retention_storage;
pub mod msg_retention_unset;
pub mod msg_rpc_on_stream;
pub mod msg_sync_side_effects;

/// All rules of this topic, sorted by file name.
pub static ALL: &[&Rule] = &[
    &msg_at_most_once_critical::RULE,
    &msg_broker_spof::RULE,
    &msg_broker_throughput::RULE,
    &msg_exactly_once_claim::RULE,
    &msg_fanout_on_queue::RULE,
    &msg_global_order::RULE,
    &msg_hot_partition::RULE,
    &msg_kafka_for_small::RULE,
    &msg_lag_unmonitored::RULE,
    &msg_long_task_sync::RULE,
    &msg_no_backpressure::RULE,
    &msg_no_consumer::RULE,
    &msg_no_dlq::RULE,
    &msg_no_idempotency::RULE,
    &msg_no_producer::RULE,
    &msg_no_retry::RULE,
    &msg_notification_priority::RULE,
    &msg_ordering_no_key::RULE,
    &msg_partition_throughput::RULE,
    &msg_partitions_lt_consumers::RULE,
    &msg_pattern_choice::RULE,
    &msg_priority_on_kafka::RULE,
    &msg_redis_pubsub_durable::RULE,
    &msg_replay_on_queue::RULE,
    &msg_retention_storage::RULE,
    &msg_retention_unset::RULE,
    &msg_rpc_on_stream::RULE,
    &msg_sync_side_effects::RULE,
];
