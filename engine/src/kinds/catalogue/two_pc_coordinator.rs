//! What asks all, then commits.

use crate::design::vocabulary::Source;
use crate::kind;
use crate::kinds::common::{computing, open_switch, timing};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// Asks every participant whether it could commit, and lets all commit only if all said yes. It gives strong
    /// consistency over several databases, and holds their locks while it waits: a participant that is slow or gone
    /// stops all, and so does a coordinator that fails in between.
    ///
    /// For each transaction it calls everything that its connections name, each of them twice: set `calls` to 2 where
    /// you count both rounds.
    ///
    /// ## Figures
    /// As an ordinary server: 5,000 transactions a second for each copy, the middle of the documented range; locks make
    /// it far fewer in practice. Its own code takes 3 ms, what is left of a traced service of 20 ms without its query
    /// and its lookup.
    id: "2pc-coordinator",
    name: "2PC coordinator",
    group: Group::Compute,
    family: Family::Compute,
    dispatch: Dispatch::All,
    copies: Copies::Pool,
    managed: false,
    capacity: Capacity::Requests,
    settings: &[
        computing::SERVER_CAPACITY,
        open_switch("persisted", "Remembers", "Whether its decisions are kept outside the process."),
        computing::LEADER_ELECTION,
        timing::OWN_CODE,
    ],
    presets: &[],
    links: &[
        "sql", "newsql", "shard-router", "document-db", "service", "ledger", "coordinator", "metrics", "logs",
        "tracing",
        // Own additions.
        "queue", "rabbitmq",
    ],
    source: Source::Documented(
        "mental-models § 13. The Distributed Transaction Patterns; \
         interview-answers § Theory 6. Consistency Patterns",
    ),
}
