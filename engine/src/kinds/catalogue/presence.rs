//! Who is online.

use crate::design::vocabulary::{Preset, Source};
use crate::kind;
use crate::kinds::common::{caching, computing, timing};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// Knows who is online. Clients say every few seconds that they are there; each beat renews an entry that expires
    /// by itself, so nobody has to notice that somebody left.
    ///
    /// It is a service in front of its cache: each question and each beat goes to everything that its connections name,
    /// which should be a fast store that forgets by itself.
    ///
    /// ## Figures
    /// Two texts let an entry live for 60 s and renew it every 30 s. An entry that lives no longer than the time
    /// between two beats makes users flicker. Requests as for an ordinary server: 5,000 a second, the middle of the
    /// documented range. Its own code takes 3 ms, what is left of a traced service of 20 ms without its query and its
    /// lookup.
    /// A copy that autoscaling adds works after 5 minutes, an assumption.
    id: "presence",
    name: "Presence service",
    group: Group::Messaging,
    family: Family::Compute,
    dispatch: Dispatch::All,
    copies: Copies::Pool,
    managed: false,
    capacity: Capacity::Requests,
    settings: &[
        computing::SERVER_CAPACITY,
        caching::TTL,
        computing::HEARTBEAT,
        computing::STATEFUL,
        computing::AUTOSCALING_MIN,
        computing::AUTOSCALING_MAX,
        computing::AUTOSCALING_TARGET,
        computing::AUTOSCALING_DELAY,
        computing::AUTOSCALING_STEP,
        timing::OWN_CODE,
    ],
    presets: &[
        Preset { id: "redis", name: "Service over Redis", settings: &[], note: "" },
    ],
    links: &[
        "cache-distributed", "kv-db", "redis-pubsub", "pubsub", "stream", "ws-gateway", "service", "metrics",
        "logs", "tracing",
        // Own additions.
        "push-gateway", "wide-column", "sql",
    ],
    source: Source::Documented(
        "worked-examples § Example 2, Step 3: detailed design; \
         zero-to-hero § 2.4 Messaging System (like WhatsApp); \
         interview-answers § Practice 3. Chat System",
    ),
}
