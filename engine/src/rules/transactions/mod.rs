//! Written by `cargo xtask lists`; do not edit.

use crate::rules::Rule;

pub mod tx_2pc_blocking;
pub mod tx_2pc_coordinator;
pub mod tx_choreography_depth;
pub mod tx_dual_write;
pub mod tx_idempotency_key;
pub mod tx_isolation;
pub mod tx_no_pattern;
pub mod tx_orchestrator_spof;
pub mod tx_outbox_no_relay;
pub mod tx_payment_ledger;
pub mod tx_saga_idempotent;
pub mod tx_saga_no_compensation;
pub mod tx_saga_order;
pub mod tx_saga_reverse;

/// All rules of this topic, sorted by file name.
pub static ALL: &[&Rule] = &[
    &tx_2pc_blocking::RULE,
    &tx_2pc_coordinator::RULE,
    &tx_choreography_depth::RULE,
    &tx_dual_write::RULE,
    &tx_idempotency_key::RULE,
    &tx_isolation::RULE,
    &tx_no_pattern::RULE,
    &tx_orchestrator_spof::RULE,
    &tx_outbox_no_relay::RULE,
    &tx_payment_ledger::RULE,
    &tx_saga_idempotent::RULE,
    &tx_saga_no_compensation::RULE,
    &tx_saga_order::RULE,
    &tx_saga_reverse::RULE,
];
