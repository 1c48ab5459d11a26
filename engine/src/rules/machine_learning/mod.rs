//! Written by `cargo xtask lists`; do not edit.

use crate::rules::Rule;

pub mod ml_cold_start;
pub mod ml_no_ranking;
pub mod ml_online_from_warehouse;
pub mod ml_similarity_scale;
pub mod ml_train_on_path;
pub mod ml_training_serving_skew;
pub mod rag_no_embedding;

/// All rules of this topic, sorted by file name.
pub static ALL: &[&Rule] = &[
    &ml_cold_start::RULE,
    &ml_no_ranking::RULE,
    &ml_online_from_warehouse::RULE,
    &ml_similarity_scale::RULE,
    &ml_train_on_path::RULE,
    &ml_training_serving_skew::RULE,
    &rag_no_embedding::RULE,
];
