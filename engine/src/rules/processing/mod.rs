//! Written by `cargo xtask lists`; do not edit.

use crate::rules::Rule;

pub mod etl_missing;
pub mod stream_needed;
pub mod stream_no_log;
pub mod stream_no_sink;
pub mod stream_overkill;
pub mod ts_no_downsampling;

/// All rules of this topic, sorted by file name.
pub static ALL: &[&Rule] = &[
    &etl_missing::RULE,
    &stream_needed::RULE,
    &stream_no_log::RULE,
    &stream_no_sink::RULE,
    &stream_overkill::RULE,
    &ts_no_downsampling::RULE,
];
