//! An interface in which the client chooses the fields.

use crate::design::vocabulary::{Fallback, Preset, Source};
use crate::kind;
use crate::kinds::common::{balancing, computing, links, open_number, open_switch, timing};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// One typed interface in which each client asks for exactly the fields it needs, in one request instead of
    /// several. The price: answers are hard to cache by address, and one deep question may cost more than many simple
    /// ones.
    ///
    /// For each request it calls everything that its connections name, whether the question needs it or not; use
    /// fractions of `calls` for what only some questions reach. Limit how deep questions may go.
    ///
    /// ## Figures
    /// As an ordinary server: 5,000 requests a second for each copy, the middle of the documented range. The preset
    /// *Optimised server* has 80,000. Its own code takes 3 ms, what is left of a traced service of 20 ms without its
    /// query and its lookup.
    /// A copy that autoscaling adds works after 5 minutes, an assumption.
    id: "graphql",
    name: "GraphQL API",
    group: Group::Entry,
    family: Family::Compute,
    dispatch: Dispatch::All,
    copies: Copies::Pool,
    managed: false,
    capacity: Capacity::Requests,
    settings: &[
        computing::SERVER_CAPACITY,
        open_number("depth_limit", "Depth limit", "levels", "How deep a question may go."),
        open_switch(
            "persisted_queries",
            "Known questions only",
            "Whether only questions known beforehand are answered.",
        ),
        balancing::RESPONSE_CACHE,
        balancing::AUTHENTICATION,
        balancing::AUTHORIZATION,
        balancing::RATE_LIMIT,
        balancing::TLS_TERMINATION,
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
        timing::OWN_CODE,
    ],
    presets: &[
        Preset {
            id: "optimised",
            name: "Optimised server",
            settings: &[("rps_capacity", Fallback::Number(80_000.0), computing::TUNED_SERVER)],
            note: "Raw 100,000 req/s on 8 cores and 16 GB, less a fifth for balancer and network.",
        },
        Preset { id: "graphql-server", name: "GraphQL server", settings: &[], note: "" },
    ],
    links: links::OF_COMPUTE,
    source: Source::Documented("zero-to-hero § 1.3 Networking Basics; senior-node § 2 API / Gateway / BFF"),
}
