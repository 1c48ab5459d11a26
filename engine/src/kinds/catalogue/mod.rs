//! Written by `cargo xtask lists`; do not edit.

use crate::kinds::Kind;

pub mod alerting;
pub mod bff;
pub mod browser_cache;
pub mod cache_distributed;
pub mod cache_local;
pub mod cdn;
pub mod client_mobile;
pub mod client_web;
pub mod coordinator;
pub mod dashboard;
pub mod db_replica;
pub mod dlq;
pub mod dns;
pub mod document_db;
pub mod external_api;
pub mod gateway;
pub mod gslb;
pub mod identity;
pub mod key_gen;
pub mod kv_db;
pub mod lb_l4;
pub mod lb_l7;
pub mod logs;
pub mod metrics;
pub mod notification;
pub mod object_store;
pub mod outbox_relay;
pub mod presence;
pub mod pubsub;
pub mod push_gateway;
pub mod queue;
pub mod rabbitmq;
pub mod rate_limiter;
pub mod redis_pubsub;
pub mod registry;
pub mod reverse_proxy;
pub mod saga_orchestrator;
pub mod scheduler;
pub mod search;
pub mod secrets;
pub mod server;
pub mod serverless;
pub mod service;
pub mod shard_router;
pub mod sidecar;
pub mod sql;
pub mod stream;
pub mod tracing;
pub mod waf;
pub mod wide_column;
pub mod worker;
pub mod ws_gateway;

/// All component kinds, sorted by file name.
pub static ALL: &[&Kind] = &[
    &alerting::KIND,
    &bff::KIND,
    &browser_cache::KIND,
    &cache_distributed::KIND,
    &cache_local::KIND,
    &cdn::KIND,
    &client_mobile::KIND,
    &client_web::KIND,
    &coordinator::KIND,
    &dashboard::KIND,
    &db_replica::KIND,
    &dlq::KIND,
    &dns::KIND,
    &document_db::KIND,
    &external_api::KIND,
    &gateway::KIND,
    &gslb::KIND,
    &identity::KIND,
    &key_gen::KIND,
    &kv_db::KIND,
    &lb_l4::KIND,
    &lb_l7::KIND,
    &logs::KIND,
    &metrics::KIND,
    &notification::KIND,
    &object_store::KIND,
    &outbox_relay::KIND,
    &presence::KIND,
    &pubsub::KIND,
    &push_gateway::KIND,
    &queue::KIND,
    &rabbitmq::KIND,
    &rate_limiter::KIND,
    &redis_pubsub::KIND,
    &registry::KIND,
    &reverse_proxy::KIND,
    &saga_orchestrator::KIND,
    &scheduler::KIND,
    &search::KIND,
    &secrets::KIND,
    &server::KIND,
    &serverless::KIND,
    &service::KIND,
    &shard_router::KIND,
    &sidecar::KIND,
    &sql::KIND,
    &stream::KIND,
    &tracing::KIND,
    &waf::KIND,
    &wide_column::KIND,
    &worker::KIND,
    &ws_gateway::KIND,
];
