//! Written by `cargo xtask lists`; do not edit.

use crate::rules::Rule;

pub mod sec_api_signing;
pub mod sec_chat_e2ee;
pub mod sec_db_exposed;
pub mod sec_flat_network;
pub mod sec_internal_trust;
pub mod sec_jwt_expiry;
pub mod sec_layers_incomplete;
pub mod sec_no_authn;
pub mod sec_no_authz;
pub mod sec_no_ddos;
pub mod sec_no_encryption_at_rest;
pub mod sec_no_mfa;
pub mod sec_no_secrets_manager;
pub mod sec_no_tls;
pub mod sec_no_waf;

/// All rules of this topic, sorted by file name.
pub static ALL: &[&Rule] = &[
    &sec_api_signing::RULE,
    &sec_chat_e2ee::RULE,
    &sec_db_exposed::RULE,
    &sec_flat_network::RULE,
    &sec_internal_trust::RULE,
    &sec_jwt_expiry::RULE,
    &sec_layers_incomplete::RULE,
    &sec_no_authn::RULE,
    &sec_no_authz::RULE,
    &sec_no_ddos::RULE,
    &sec_no_encryption_at_rest::RULE,
    &sec_no_mfa::RULE,
    &sec_no_secrets_manager::RULE,
    &sec_no_tls::RULE,
    &sec_no_waf::RULE,
];
