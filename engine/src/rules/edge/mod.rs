//! Written by `cargo xtask lists`; do not edit.

use crate::rules::Rule;

pub mod cdn_301_analytics;
pub mod cdn_edge_redirect;
pub mod cdn_global_users;
pub mod cdn_missing_media;
pub mod cdn_missing_static;
pub mod cdn_no_origin;
pub mod cdn_personalised;
pub mod cdn_ttl;

/// All rules of this topic, sorted by file name.
pub static ALL: &[&Rule] = &[
    &cdn_301_analytics::RULE,
    &cdn_edge_redirect::RULE,
    &cdn_global_users::RULE,
    &cdn_missing_media::RULE,
    &cdn_missing_static::RULE,
    &cdn_no_origin::RULE,
    &cdn_personalised::RULE,
    &cdn_ttl::RULE,
];
