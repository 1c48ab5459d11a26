//! What holds connections to clients open.

use crate::design::vocabulary::{Preset, Source};
use crate::kind;
use crate::kinds::common::{balancing, computing, messaging, number, open_switch, timing};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// Keeps a connection open to every client, so that both sides may speak at any moment: chat, live updates, games.
    /// A client stays on one copy for as long as it is connected, so a message for a user has to find the copy that
    /// holds them: by a pub/sub channel or stream between the copies, and a map of users to copies.
    ///
    /// Each message that arrives makes it call everything that its connections name. Delivery back to a client is a
    /// journey of its own that starts where the message comes from: servers that publish to a channel and hear it take
    /// one of the two ways for each journey, so that what is heard is not published again. It is limited twice: by
    /// connections held open and by messages a second.
    ///
    /// ## Figures
    /// 10,000 connections for each copy, so 1,000,000 connected users take 100. The 5,000 messages a second for each
    /// copy are an assumption. Least connections spreads long-lived connections better than round robin. Its own code
    /// takes 3 ms, what is left of a traced service of 20 ms without its query and its lookup.
    id: "ws-gateway",
    name: "WebSocket server",
    group: Group::Compute,
    family: Family::ConnectionServer,
    dispatch: Dispatch::All,
    copies: Copies::Pool,
    managed: false,
    capacity: Capacity::Messages,
    settings: &[
        number(
            "connection_capacity",
            "Connections",
            "connections",
            "How many clients one copy can hold.",
            10_000.0,
            Source::Documented("zero-to-hero § 2.4 Messaging System (like WhatsApp)"),
        ),
        messaging::msg_capacity(5_000.0, Source::Assumption),
        computing::HEARTBEAT,
        balancing::STICKY,
        computing::STATEFUL,
        computing::SESSION_STORE,
        balancing::AUTHENTICATION,
        balancing::AUTHORIZATION,
        balancing::RATE_LIMIT,
        balancing::TLS_TERMINATION,
        computing::AUTOSCALING_MIN,
        computing::AUTOSCALING_MAX,
        computing::AUTOSCALING_TARGET,
        computing::AUTOSCALING_DELAY,
        computing::AUTOSCALING_STEP,
        computing::RUNTIME,
        computing::PROCESSES,
        open_switch(
            "confirms_after_storing",
            "Confirms after storing",
            "Whether a sender hears that a message was sent only once it is kept safely.",
        ),
        timing::OWN_CODE,
    ],
    presets: &[
        Preset { id: "nestjs", name: "NestJS gateway", settings: &[], note: "" },
        Preset { id: "websocket", name: "WebSocket server", settings: &[], note: "" },
    ],
    links: &[
        "lb-l4", "lb-l7", "gateway", "server", "service", "modular-monolith", "worker", "cache-distributed",
        "redis-pubsub", "pubsub", "stream", "queue", "rabbitmq", "presence", "notification", "push-gateway",
        "wide-column", "document-db", "kv-db", "sql", "shard-router", "rate-limiter", "registry", "identity",
        "coordinator", "metrics", "logs", "tracing", "profiling",
        // Own additions.
        "llm", "ml-serving", "newsql", "serverless",
    ],
    source: Source::Documented(
        "worked-examples § Example 2, Step 3: detailed design; \
         interview-answers § Practice 3. Chat System; \
         zero-to-hero § 2.4 Messaging System (like WhatsApp), § 1.3 Networking Basics",
    ),
}
