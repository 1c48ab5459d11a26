//! The side that answers questions.

use crate::design::vocabulary::{Fallback, Preset, Source};
use crate::kind;
use crate::kinds::common::{balancing, computing, open_number, timing};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// Answers from views that were made for the questions: denormalised, ready to be shown, in whatever store reads
    /// them best. The views follow the events of the command side, a little later.
    ///
    /// For each question it calls everything that its connections name. It writes nothing but its own views.
    ///
    /// ## Figures
    /// As an ordinary server: 5,000 questions a second for each copy, the middle of the documented range. Splitting the
    /// two sides pays when reads are about 1,000 times the writes. Its own code takes 3 ms, what is left of a traced
    /// service of 20 ms without its query and its lookup.
    /// A copy that autoscaling adds works after 5 minutes, an assumption.
    id: "cqrs-query",
    name: "Query side",
    group: Group::Compute,
    family: Family::Compute,
    dispatch: Dispatch::All,
    copies: Copies::Pool,
    managed: false,
    capacity: Capacity::Requests,
    settings: &[
        computing::SERVER_CAPACITY,
        open_number("lag_ms", "Lag", "ms", "How old its views may be."),
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
        computing::CONSUMER_GROUP,
        balancing::AUTHENTICATION,
        balancing::AUTHORIZATION,
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
        "cache-local", "cache-distributed", "sql", "db-replica", "document-db", "kv-db", "wide-column",
        "search", "graph-db", "columnar", "stream", "queue", "identity", "policy", "registry", "secrets",
        "metrics", "logs", "tracing",
        // Own additions.
        "vector-db", "object-store", "tsdb", "newsql", "shard-router", "metadata-db", "ledger", "warehouse",
        "lakehouse",
    ],
    source: Source::Documented(
        "mental-models § 14. The Architecture Patterns; \
         interview-answers § Theory 2. Microservices vs Monolith",
    ),
}
