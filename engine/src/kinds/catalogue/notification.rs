//! What tells people.

use crate::design::vocabulary::{Preset, Source};
use crate::kind;
use crate::kinds::common::{balancing, computing, messaging, timing};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// Tells people that something happened, by the channel that each of them wants: push, mail, text message. It knows
    /// preferences, priorities and limits, so that a password reset does not wait behind a newsletter.
    ///
    /// It mostly consumes messages and hands each one on to everything that its connections name: a queue for every
    /// channel, or the providers themselves. Nobody should wait for it: a synchronous call makes the sender as slow as
    /// the slowest provider.
    ///
    /// ## Figures
    /// No figure of its own; it is counted as an ordinary server, 5,000 a second, the middle of the documented range. A
    /// call takes 8 ms, as in a documented trace.
    /// A copy that autoscaling adds works after 5 minutes, an assumption.
    id: "notification",
    name: "Notification service",
    group: Group::Messaging,
    family: Family::Compute,
    dispatch: Dispatch::All,
    copies: Copies::Pool,
    managed: false,
    capacity: Capacity::Requests,
    settings: &[
        computing::SERVER_CAPACITY,
        messaging::CHANNELS,
        messaging::PRIORITY,
        balancing::RATE_LIMIT,
        computing::IDEMPOTENT,
        computing::RETRY,
        computing::CONSUMER_GROUP,
        computing::AUTOSCALING_MIN,
        computing::AUTOSCALING_MAX,
        computing::AUTOSCALING_TARGET,
        computing::AUTOSCALING_DELAY,
        computing::AUTOSCALING_STEP,
        timing::NOTIFICATION,
    ],
    presets: &[
        Preset { id: "push", name: "Push provider", settings: &[], note: "" },
        Preset { id: "email", name: "Mail provider", settings: &[], note: "" },
        Preset { id: "sms", name: "Text message provider", settings: &[], note: "" },
    ],
    links: &[
        "queue", "rabbitmq", "stream", "pubsub", "worker", "push-gateway", "external-api", "ws-gateway",
        "presence", "cache-distributed", "sql", "document-db", "kv-db", "rate-limiter", "dlq", "secrets",
        "metrics", "logs", "tracing",
        // Own additions.
        "client-web", "client-mobile", "client-desktop", "client-iot", "newsql", "wide-column", "object-store",
    ],
    source: Source::Documented(
        "mental-models § 19. Common Design Problems - Quick Patterns; \
         senior-node § 5 Queues and asynchrony; \
         interview-answers § Theory 2. Microservices vs Monolith",
    ),
}
