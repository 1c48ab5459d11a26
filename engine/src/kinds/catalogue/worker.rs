//! What works off queues and streams.

use crate::design::vocabulary::{Preset, Source};
use crate::kind;
use crate::kinds::common::{computing, links, timing};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// Does what nobody waits for: sends mail, makes thumbnails, fans a post out to followers, writes messages to their
    /// store, relays an outbox. It takes messages at its own pace, so a peak makes the queue longer instead of the
    /// answer slower.
    ///
    /// Each message makes it call everything that its connections name. Copies of one worker share the messages. On a
    /// stream, workers of the same group share as well, and each further group gets every message again. A message may
    /// come twice: work that is not idempotent then happens twice.
    ///
    /// ## Figures
    /// No document gives the pace of a worker. 1,000 messages a second for each copy is an assumption; measure yours.
    /// It must keep up with the average and should keep up with the peak, or the backlog grows as long as the peak
    /// lasts. Its own code takes 3 ms, what is left of a traced service of 20 ms without its query and its lookup.
    id: "worker",
    name: "Background worker",
    group: Group::Compute,
    family: Family::Worker,
    dispatch: Dispatch::All,
    copies: Copies::Pool,
    managed: false,
    capacity: Capacity::Requests,
    settings: &[
        computing::WORKER_CAPACITY,
        computing::IDEMPOTENT,
        computing::RETRY,
        computing::CONSUMER_GROUP,
        computing::LEADER_ELECTION,
        computing::SCALING,
        computing::AUTOSCALING_MIN,
        computing::AUTOSCALING_MAX,
        computing::AUTOSCALING_TARGET,
        computing::AUTOSCALING_DELAY,
        computing::AUTOSCALING_STEP,
        computing::RUNTIME,
        computing::PROCESSES,
        timing::OWN_CODE,
    ],
    presets: &[
        Preset { id: "consumer", name: "Consumer", settings: &[], note: "" },
    ],
    links: links::OF_WORKERS,
    source: Source::Documented(
        "interview-answers § Theory 5. Message Queues; \
         zero-to-hero § Phase 4 Common Trade-offs; \
         mental-models § 13. The Distributed Transaction Patterns",
    ),
}
