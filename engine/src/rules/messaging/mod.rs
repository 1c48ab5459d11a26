//! Written by `cargo xtask lists`; do not edit.

use crate::rules::Rule;

pub mod msg_broker_spof;
pub mod msg_broker_throughput;
pub mod msg_no_consumer;
pub mod msg_no_idempotency;
pub mod msg_no_producer;
pub mod msg_ordering_no_key;

/// All rules of this topic, sorted by file name.
pub static ALL: &[&Rule] = &[
    &msg_broker_spof::RULE,
    &msg_broker_throughput::RULE,
    &msg_no_consumer::RULE,
    &msg_no_idempotency::RULE,
    &msg_no_producer::RULE,
    &msg_ordering_no_key::RULE,
];
