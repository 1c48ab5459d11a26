//! Written by `cargo xtask lists`; do not edit.

use crate::rules::Rule;

#[path = "caching/mod.rs"]
pub mod caching;
#[path = "capacity/mod.rs"]
pub mod capacity;
#[path = "consistency/mod.rs"]
pub mod consistency;
#[path = "database/mod.rs"]
pub mod database;
#[path = "edge/mod.rs"]
pub mod edge;
#[path = "events/mod.rs"]
pub mod events;
#[path = "gateway/mod.rs"]
pub mod gateway;
#[path = "load_balancing/mod.rs"]
pub mod load_balancing;
#[path = "machine_learning/mod.rs"]
pub mod machine_learning;
#[path = "messaging/mod.rs"]
pub mod messaging;
#[path = "observability/mod.rs"]
pub mod observability;
#[path = "processing/mod.rs"]
pub mod processing;
#[path = "rate_limiting/mod.rs"]
pub mod rate_limiting;
#[path = "real_time/mod.rs"]
pub mod real_time;
#[path = "replication/mod.rs"]
pub mod replication;
#[path = "resilience/mod.rs"]
pub mod resilience;
#[path = "search/mod.rs"]
pub mod search;
#[path = "security/mod.rs"]
pub mod security;
#[path = "sharding/mod.rs"]
pub mod sharding;
#[path = "storage/mod.rs"]
pub mod storage;
#[path = "structure/mod.rs"]
pub mod structure;
#[path = "transactions/mod.rs"]
pub mod transactions;
#[path = "zones/mod.rs"]
pub mod zones;

/// All topics with their rules, sorted by topic.
pub static TOPICS: &[(&str, &[&Rule])] = &[
    ("caching", caching::ALL),
    ("capacity", capacity::ALL),
    ("consistency", consistency::ALL),
    ("database", database::ALL),
    ("edge", edge::ALL),
    ("events", events::ALL),
    ("gateway", gateway::ALL),
    ("load-balancing", load_balancing::ALL),
    ("machine-learning", machine_learning::ALL),
    ("messaging", messaging::ALL),
    ("observability", observability::ALL),
    ("processing", processing::ALL),
    ("rate-limiting", rate_limiting::ALL),
    ("real-time", real_time::ALL),
    ("replication", replication::ALL),
    ("resilience", resilience::ALL),
    ("search", search::ALL),
    ("security", security::ALL),
    ("sharding", sharding::ALL),
    ("storage", storage::ALL),
    ("structure", structure::ALL),
    ("transactions", transactions::ALL),
    ("zones", zones::ALL),
];
