//! The side that changes things.

use crate::design::vocabulary::{Fallback, Preset, Source};
use crate::kind;
use crate::kinds::common::{balancing, computing, timing};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// Takes commands, checks them against the rules of the business and writes the normalised records that count. What
    /// reading needs is not its concern: it publishes what happened, and the query side follows.
    ///
    /// For each command it calls everything that its connections name. Writing the records and publishing the event
    /// belong together: use an outbox.
    ///
    /// ## Figures
    /// As an ordinary server: 5,000 commands a second for each copy, the middle of the documented range. Its own code
    /// takes 3 ms, what is left of a traced service of 20 ms without its query and its lookup.
    /// A copy that autoscaling adds works after 5 minutes, an assumption.
    id: "cqrs-command",
    name: "Command side",
    group: Group::Compute,
    family: Family::Compute,
    dispatch: Dispatch::All,
    copies: Copies::Pool,
    managed: false,
    capacity: Capacity::Requests,
    settings: &[
        computing::SERVER_CAPACITY,
        computing::STATEFUL,
        computing::SESSION_STORE,
        computing::SCALING,
        computing::AUTOSCALING_MIN,
        computing::AUTOSCALING_MAX,
        computing::AUTOSCALING_TARGET,
        computing::AUTOSCALING_DELAY,
        computing::AUTOSCALING_STEP,
        computing::RUNTIME,
        computing::PROCESSES,
        computing::IDEMPOTENT,
        balancing::AUTHENTICATION,
        balancing::AUTHORIZATION,
        balancing::RATE_LIMIT,
        timing::OWN_CODE,
    ],
    presets: &[
        Preset {
            id: "optimised",
            name: "Optimised server",
            settings: &[("rps_capacity", Fallback::Number(80_000.0), computing::TUNED_SERVER)],
            note: "Raw 100,000 req/s on 8 cores and 16 GB, less a fifth for balancer and network.",
        },
    ],
    links: &[
        "sql", "newsql", "shard-router", "document-db", "kv-db", "wide-column", "event-store", "ledger",
        "stream", "pubsub", "queue", "rabbitmq", "cache-distributed", "service", "external-api", "identity",
        "policy", "coordinator", "registry", "secrets", "metrics", "logs", "tracing",
        // Own additions.
        "notification", "saga-orchestrator", "graph-db", "metadata-db", "object-store", "cache-local", "ws-gateway",
        "lb-l7",
    ],
    source: Source::Documented("mental-models § 14. The Architecture Patterns"),
}
