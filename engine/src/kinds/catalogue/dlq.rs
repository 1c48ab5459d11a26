//! Where failed messages wait for a person.

use crate::design::vocabulary::Source;
use crate::kind;
use crate::kinds::common::{messaging, open_switch, timing};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// Takes the messages that failed too often, so that one bad message neither blocks the others nor gets lost.
    /// Somebody has to look: give it an alert and a way back into the queue.
    ///
    /// Connect the queue, or the worker that gives up, to it: nothing goes there unless the connection says how many `calls`,
    /// or which `share`. What it holds is handed to whoever is connected, one consumer each.
    ///
    /// ## Figures
    /// 50,000 messages a second, as the queue that it belongs to; in health nearly nothing reaches it. That taking a
    /// message in takes 1 ms is an assumption.
    id: "dlq",
    name: "Dead-letter queue",
    group: Group::Messaging,
    family: Family::Queue,
    dispatch: Dispatch::OneConsumer,
    copies: Copies::Shards,
    managed: false,
    capacity: Capacity::Messages,
    settings: &[
        messaging::msg_capacity(50_000.0, Source::Documented("interview-answers § Theory 5. Message Queues")),
        messaging::RETENTION,
        open_switch("alert", "Raises an alert", "Whether somebody is told when a message arrives here."),
        timing::assumed(1.0),
    ],
    presets: &[],
    links: &[
        "queue", "rabbitmq", "stream", "worker", "service", "alerting", "metrics", "logs",
        // Own additions.
        "serverless", "server", "object-store",
    ],
    source: Source::Documented(
        "senior-node § 5 Queues and asynchrony; \
         zero-to-hero § 2.1 Distributed Systems; \
         mental-models § 19. Common Design Problems - Quick Patterns",
    ),
}
