//! What leads a transaction through many services.

use crate::design::vocabulary::Source;
use crate::kind;
use crate::kinds::common::{computing, open_number, open_switch, timing};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// Leads one piece of business through several services, step by step, and undoes the finished steps in reverse
    /// order when a later one fails: cancel the order, release the stock, give the money back. It writes down where
    /// each saga stands, so that another copy can go on.
    ///
    /// For each saga it calls everything that its connections name. While it runs, others see steps that may still be
    /// undone.
    ///
    /// ## Figures
    /// As an ordinary server: 5,000 a second for each copy, the middle of the documented range. Its own code takes 3
    /// ms, what is left of a traced service of 20 ms without its query and its lookup.
    /// A copy that autoscaling adds works after 5 minutes, an assumption.
    id: "saga-orchestrator",
    name: "Saga orchestrator",
    group: Group::Compute,
    family: Family::Compute,
    dispatch: Dispatch::All,
    copies: Copies::Pool,
    managed: false,
    capacity: Capacity::Requests,
    settings: &[
        computing::SERVER_CAPACITY,
        open_switch("compensations", "Can be undone", "Whether every step but the last has a step that undoes it."),
        open_switch("undoes_in_reverse", "Undoes in reverse", "Whether steps are undone from the last to the first."),
        open_switch("persisted", "Remembers", "Whether the state of each saga is kept outside the process."),
        open_number("steps", "Steps", "steps", "How many steps a saga has."),
        open_switch("last_step_final", "Final step last", "Whether the step that cannot be undone comes last."),
        computing::IDEMPOTENT,
        computing::RETRY,
        computing::CONSUMER_GROUP,
        computing::AUTOSCALING_MIN,
        computing::AUTOSCALING_MAX,
        computing::AUTOSCALING_TARGET,
        computing::AUTOSCALING_DELAY,
        computing::AUTOSCALING_STEP,
        timing::OWN_CODE,
    ],
    presets: &[],
    links: &[
        "service", "server", "serverless", "notification", "external-api", "ledger", "sql", "newsql",
        "document-db", "kv-db", "queue", "rabbitmq", "stream", "pubsub", "cache-distributed", "coordinator",
        "registry", "metrics", "logs", "tracing",
        // Own additions.
        "event-store", "wide-column", "shard-router", "worker", "ws-gateway", "push-gateway", "lb-l7", "gateway",
    ],
    source: Source::Documented(
        "interview-answers § Theory 6. Consistency Patterns; \
         mental-models § 13. The Distributed Transaction Patterns",
    ),
}
