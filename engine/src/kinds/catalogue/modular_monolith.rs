//! One program of separate modules.

use crate::design::vocabulary::{Fallback, Preset, Source};
use crate::kind;
use crate::kinds::common::{balancing, computing, links, open_number, timing};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// One program to deploy, made of modules that speak to each other only through their interfaces. It has the
    /// boundaries of services without the network between them, and a module that outgrows the rest can leave later.
    ///
    /// For each request it calls everything that its connections name. It scales as a whole: more copies of all
    /// modules.
    ///
    /// ## Figures
    /// As an ordinary server: 5,000 requests a second for each copy, the middle of the documented range. It fits teams
    /// of 5 to 20; below that a plain monolith does, above it services begin to pay. Its own code takes 3 ms, what is
    /// left of a traced service of 20 ms without its query and its lookup.
    /// A copy that autoscaling adds works after 5 minutes, an assumption.
    id: "modular-monolith",
    name: "Modular monolith",
    group: Group::Compute,
    family: Family::Compute,
    dispatch: Dispatch::All,
    copies: Copies::Pool,
    managed: false,
    capacity: Capacity::Requests,
    settings: &[
        computing::SERVER_CAPACITY,
        open_number("modules", "Modules", "modules", "How many modules it has."),
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
    ],
    links: links::OF_COMPUTE,
    source: Source::Documented("mental-models § 14. The Architecture Patterns"),
}
