//! The server that holds the business logic.

use crate::design::vocabulary::{Fallback, Preset, Source};
use crate::kind;
use crate::kinds::common::{balancing, computing, links, timing};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// Runs the business logic: a monolith, or the stateless tier between the balancer and the data. As long as a copy
    /// remembers nothing about its clients, any copy can answer any request and copies can be added and lost at will.
    /// Sessions belong in a shared cache or in a token.
    ///
    /// For each request it calls everything that its connections name: the cache, then the store for what the cache did
    /// not know, the queue for what may happen later. If something that it requires is down, so is the request.
    ///
    /// ## Figures
    /// One ordinary server answers 1,000 to 10,000 requests a second; 5,000 is the middle of that range. The preset
    /// *Optimised server* is the tuned redirect server of a worked example: 100,000 raw, 80,000 after a fifth of
    /// overhead for balancer and network, of which 56,000 are planned for at 70 %. The two are for different work;
    /// business logic with several calls behind it is rarely the second. Its own code takes 3 ms, what is left of a
    /// traced service of 20 ms without its query and its lookup.
    /// A copy that autoscaling adds works after 5 minutes, an assumption.
    id: "server",
    name: "Application server",
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
        computing::CORES,
        computing::IDEMPOTENT,
        balancing::AUTHENTICATION,
        balancing::AUTHORIZATION,
        balancing::RATE_LIMIT,
        balancing::TLS_TERMINATION,
        timing::OWN_CODE,
    ],
    presets: &[
        Preset {
            id: "optimised",
            name: "Optimised server",
            settings: &[("rps_capacity", Fallback::Number(80_000.0), computing::TUNED_SERVER)],
            note: "Raw 100,000 req/s on 8 cores and 16 GB, less a fifth for balancer and network.",
        },
        Preset { id: "ec2", name: "EC2", settings: &[], note: "" },
        Preset {
            id: "node",
            name: "Node.js with PM2",
            settings: &[
                ("runtime", Fallback::Text("node"), Source::Documented("senior-node § 6 Load Balancing & Scaling")),
            ],
            note: "One event loop uses one core: run a process for each.",
        },
    ],
    links: links::OF_COMPUTE,
    source: Source::Documented(
        "zero-to-hero § 1.1 Understanding System Design Basics, § Cheat Sheet: Numbers to Remember; \
         worked-examples § Example 1, Detailed server estimate 1. API Servers; \
         senior-node § 6 Load Balancing & Scaling",
    ),
}
