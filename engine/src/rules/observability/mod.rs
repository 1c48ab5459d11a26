//! Written by `cargo xtask lists`; do not edit.

use crate::rules::Rule;

pub mod obs_average_latency;
pub mod obs_eventloop;
pub mod obs_golden_signals;
pub mod obs_no_alerts;
pub mod obs_no_correlation;
pub mod obs_no_logs;
pub mod obs_no_metrics;
pub mod obs_no_traces;

/// All rules of this topic, sorted by file name.
pub static ALL: &[&Rule] = &[
    &obs_average_latency::RULE,
    &obs_eventloop::RULE,
    &obs_golden_signals::RULE,
    &obs_no_alerts::RULE,
    &obs_no_correlation::RULE,
    &obs_no_logs::RULE,
    &obs_no_metrics::RULE,
    &obs_no_traces::RULE,
];
