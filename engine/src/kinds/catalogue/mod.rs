//! Written by `cargo xtask lists`; do not edit.

use crate::kinds::Kind;

pub mod cache_distributed;
pub mod cdn;
pub mod client_mobile;
pub mod client_web;
pub mod gateway;
pub mod lb_l4;
pub mod lb_l7;
pub mod notification;
pub mod presence;
pub mod queue;
pub mod scheduler;
pub mod server;
pub mod service;
pub mod shard_router;
pub mod sql;
pub mod stream;
pub mod wide_column;
pub mod worker;
pub mod ws_gateway;

/// All component kinds, sorted by file name.
pub static ALL: &[&Kind] = &[
    &cache_distributed::KIND,
    &cdn::KIND,
    &client_mobile::KIND,
    &client_web::KIND,
    &gateway::KIND,
    &lb_l4::KIND,
    &lb_l7::KIND,
    &notification::KIND,
    &presence::KIND,
    &queue::KIND,
    &scheduler::KIND,
    &server::KIND,
    &service::KIND,
    &shard_router::KIND,
    &sql::KIND,
    &stream::KIND,
    &wide_column::KIND,
    &worker::KIND,
    &ws_gateway::KIND,
];
