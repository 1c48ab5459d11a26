//! One microservice.

use crate::design::vocabulary::{Fallback, Preset, Source};
use crate::kind;
use crate::kinds::common::{balancing, computing, links, timing};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// One part of the business behind one interface, with data of its own that no other service touches. It is
    /// deployed and scaled alone, and found by its callers through name resolution, a registry or a mesh.
    ///
    /// For each request it calls everything that its connections name. A call that has to answer first adds its time
    /// and its failures to those of the caller, and a chain of such calls multiplies availabilities; what may happen
    /// later belongs on a queue or a stream, where it consumes messages as a worker does.
    ///
    /// ## Figures
    /// As an ordinary server: 5,000 requests a second, the middle of the documented 1,000 to 10,000. The preset
    /// *Optimised server* has 80,000. Its own code takes 3 ms, what is left of a traced service of 20 ms without its
    /// query and its lookup.
    /// A copy that autoscaling adds works after 5 minutes, an assumption.
    id: "service",
    name: "Microservice",
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
        computing::DOMAIN,
        computing::IDEMPOTENT,
        computing::CONSUMER_GROUP,
        computing::RETRY,
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
    links: links::OF_COMPUTE,
    source: Source::Documented(
        "interview-answers § Theory 2. Microservices vs Monolith; \
         zero-to-hero § 1.1 Understanding System Design Basics; \
         senior-node § 11 High-Level Architecture Patterns; \
         mental-models § 14. The Architecture Patterns",
    ),
}
