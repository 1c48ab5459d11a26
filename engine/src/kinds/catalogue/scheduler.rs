//! What starts work by the clock.

use crate::design::vocabulary::{Preset, Source};
use crate::kind;
use crate::kinds::common::{computing, messaging, number, open_number};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// Starts jobs by the clock or in the order of a plan: the trending list every hour, a report every night. It keeps
    /// what is due, tries again what failed, and puts aside what keeps failing.
    ///
    /// Each run calls everything that its connections name. Its load is a journey of its own that enters here. Two
    /// copies that act at once do the work twice, so more than one copy needs a leader, chosen by a coordination
    /// service.
    ///
    /// ## Figures
    /// 1,000 runs a second for each copy is an assumption, as for any worker. A worked example computes the 100 most
    /// popular posts of the last day once an hour, so that no reader has to wait for it.
    id: "scheduler",
    name: "Job scheduler",
    group: Group::Compute,
    family: Family::Worker,
    dispatch: Dispatch::All,
    copies: Copies::Pool,
    managed: false,
    capacity: Capacity::Requests,
    settings: &[
        number("rps_capacity", "Runs a second", "runs/s", "What one copy can start.", 1_000.0, Source::Assumption),
        computing::LEADER_ELECTION,
        computing::RETRY,
        computing::IDEMPOTENT,
        messaging::DEAD_LETTER_QUEUE,
        messaging::PRIORITY,
        open_number("interval_seconds", "Interval", "s", "Time between two runs."),
    ],
    presets: &[
        Preset { id: "cron", name: "cron", settings: &[], note: "" },
        Preset { id: "spring", name: "Spring @Scheduled", settings: &[], note: "" },
        Preset {
            id: "dag-runner",
            name: "DAG runner",
            settings: &[],
            note: "Runs jobs in the order of their dependencies.",
        },
    ],
    links: &[
        "worker", "batch", "etl", "ml-training", "service", "server", "serverless", "queue", "rabbitmq",
        "stream", "dlq", "sql", "newsql", "db-replica", "document-db", "kv-db", "wide-column",
        "cache-distributed", "search", "warehouse", "coordinator", "metrics", "logs", "tracing",
        // Own additions.
        "external-api", "notification", "push-gateway", "saga-orchestrator", "cqrs-command", "transcoder",
        "stream-processor", "embedding", "ml-serving", "backup", "object-store", "storage-tier", "lake", "lakehouse",
        "columnar", "event-store", "ledger", "modular-monolith", "container-platform", "vm", "lb-l7", "gateway",
        "outbox-relay",
    ],
    source: Source::Documented(
        "mental-models § 19. Common Design Problems - Quick Patterns; \
         worked-examples § Example 3, Step 3: detailed design",
    ),
}
