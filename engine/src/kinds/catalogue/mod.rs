//! Written by `cargo xtask lists`; do not edit.

use crate::kinds::Kind;

pub mod alerting;
pub mod backup;
pub mod batch;
pub mod bff;
pub mod bi;
pub mod block_store;
pub mod browser_cache;
pub mod cache_db;
pub mod cache_distributed;
pub mod cache_gateway;
pub mod cache_local;
pub mod cdn;
pub mod ci_cd;
pub mod client_desktop;
pub mod client_iot;
pub mod client_mobile;
pub mod client_web;
pub mod columnar;
pub mod container_platform;
pub mod coordinator;
pub mod cqrs_command;
pub mod cqrs_query;
pub mod dashboard;
pub mod db_replica;
pub mod ddos;
pub mod dlq;
pub mod dns;
pub mod document_db;
pub mod embedding;
pub mod etl;
pub mod event_store;
pub mod external_api;
pub mod feature_store;
pub mod file_store;
pub mod firewall;
pub mod forward_proxy;
pub mod gateway;
pub mod graph_db;
pub mod graphql;
pub mod gslb;
pub mod iac;
pub mod identity;
pub mod key_gen;
pub mod kv_db;
pub mod lake;
pub mod lakehouse;
pub mod lb_l4;
pub mod lb_l7;
pub mod ledger;
pub mod llm;
pub mod logs;
pub mod metadata_db;
pub mod metrics;
pub mod ml_serving;
pub mod ml_training;
pub mod modular_monolith;
pub mod newsql;
pub mod notification;
pub mod object_store;
pub mod outbox_relay;
pub mod policy;
pub mod presence;
pub mod profiling;
pub mod pubsub;
pub mod push_gateway;
pub mod queue;
pub mod rabbitmq;
pub mod rate_limiter;
pub mod recommender;
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
pub mod storage_tier;
pub mod stream;
pub mod stream_processor;
pub mod tracing;
pub mod transcoder;
pub mod tsdb;
pub mod two_pc_coordinator;
pub mod vector_db;
pub mod vm;
pub mod waf;
pub mod warehouse;
pub mod wide_column;
pub mod worker;
pub mod ws_gateway;

/// All component kinds, sorted by file name.
pub static ALL: &[&Kind] = &[
    &alerting::KIND,
    &backup::KIND,
    &batch::KIND,
    &bff::KIND,
    &bi::KIND,
    &block_store::KIND,
    &browser_cache::KIND,
    &cache_db::KIND,
    &cache_distributed::KIND,
    &cache_gateway::KIND,
    &cache_local::KIND,
    &cdn::KIND,
    &ci_cd::KIND,
    &client_desktop::KIND,
    &client_iot::KIND,
    &client_mobile::KIND,
    &client_web::KIND,
    &columnar::KIND,
    &container_platform::KIND,
    &coordinator::KIND,
    &cqrs_command::KIND,
    &cqrs_query::KIND,
    &dashboard::KIND,
    &db_replica::KIND,
    &ddos::KIND,
    &dlq::KIND,
    &dns::KIND,
    &document_db::KIND,
    &embedding::KIND,
    &etl::KIND,
    &event_store::KIND,
    &external_api::KIND,
    &feature_store::KIND,
    &file_store::KIND,
    &firewall::KIND,
    &forward_proxy::KIND,
    &gateway::KIND,
    &graph_db::KIND,
    &graphql::KIND,
    &gslb::KIND,
    &iac::KIND,
    &identity::KIND,
    &key_gen::KIND,
    &kv_db::KIND,
    &lake::KIND,
    &lakehouse::KIND,
    &lb_l4::KIND,
    &lb_l7::KIND,
    &ledger::KIND,
    &llm::KIND,
    &logs::KIND,
    &metadata_db::KIND,
    &metrics::KIND,
    &ml_serving::KIND,
    &ml_training::KIND,
    &modular_monolith::KIND,
    &newsql::KIND,
    &notification::KIND,
    &object_store::KIND,
    &outbox_relay::KIND,
    &policy::KIND,
    &presence::KIND,
    &profiling::KIND,
    &pubsub::KIND,
    &push_gateway::KIND,
    &queue::KIND,
    &rabbitmq::KIND,
    &rate_limiter::KIND,
    &recommender::KIND,
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
    &storage_tier::KIND,
    &stream::KIND,
    &stream_processor::KIND,
    &tracing::KIND,
    &transcoder::KIND,
    &tsdb::KIND,
    &two_pc_coordinator::KIND,
    &vector_db::KIND,
    &vm::KIND,
    &waf::KIND,
    &warehouse::KIND,
    &wide_column::KIND,
    &worker::KIND,
    &ws_gateway::KIND,
];
