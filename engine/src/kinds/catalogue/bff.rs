//! One backend for each kind of client.

use crate::design::vocabulary::{Fallback, Preset, Source};
use crate::kind;
use crate::kinds::common::{balancing, computing, links, open_choice, timing};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// A small backend for one kind of client. The one for the web gathers what a page needs; the one for phones sends
    /// the few fields that a small screen shows. One that serves several kinds of clients has lost its purpose.
    ///
    /// For each request it calls everything that its connections name and puts the answers together.
    ///
    /// ## Figures
    /// As an ordinary server: 5,000 requests a second for each copy, the middle of the documented 1,000 to 10,000. The
    /// preset *Optimised server* has 80,000. Its own code takes 3 ms, what is left of a traced service of 20 ms without
    /// its query and its lookup.
    /// A copy that autoscaling adds works after 5 minutes, an assumption.
    id: "bff",
    name: "Backend for frontend",
    group: Group::Entry,
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
        balancing::AUTHENTICATION,
        balancing::AUTHORIZATION,
        balancing::RATE_LIMIT,
        balancing::RESPONSE_CACHE,
        balancing::TLS_TERMINATION,
        open_choice(
            "client_kind",
            "Serves",
            &["web", "mobile", "iot", "desktop"],
            "The kind of client it is made for.",
        ),
        timing::OWN_CODE,
    ],
    presets: &[
        Preset {
            id: "optimised",
            name: "Optimised server",
            settings: &[("rps_capacity", Fallback::Number(80_000.0), computing::TUNED_SERVER)],
            note: "Raw 100,000 req/s on 8 cores and 16 GB, less a fifth for balancer and network.",
        },
        Preset { id: "web", name: "Web backend", settings: &[], note: "" },
        Preset { id: "mobile", name: "Mobile backend", settings: &[], note: "" },
        Preset {
            id: "nestjs",
            name: "NestJS",
            settings: &[
                ("runtime", Fallback::Text("node"), Source::Documented("senior-node § 11 High-Level Architecture Patterns")),
            ],
            note: "",
        },
    ],
    links: links::OF_GATEWAYS,
    source: Source::Documented(
        "interview-answers § Theory 8. API Gateway; \
         senior-node § 2 API / Gateway / BFF, § 11 High-Level Architecture Patterns",
    ),
}
