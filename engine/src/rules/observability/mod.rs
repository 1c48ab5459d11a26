//! Written by `cargo xtask lists`; do not edit.

use crate::rules::Rule;

pub mod obs_no_alerts;
pub mod obs_no_logs;
pub mod obs_no_metrics;
pub mod obs_no_traces;

/// All rules of this topic, sorted by file name.
pub static ALL: &[&Rule] = &[&obs_no_alerts::RULE, &obs_no_logs::RULE, &obs_no_metrics::RULE, &obs_no_traces::RULE];
