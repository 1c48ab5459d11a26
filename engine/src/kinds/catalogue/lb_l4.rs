//! The balancer that sees only addresses and ports.

use crate::design::vocabulary::{Preset, Source};
use crate::kind;
use crate::kinds::common::{self, balancing, links, timing};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// Spreads TCP or UDP connections over interchangeable targets by address and port. It never looks inside, which
    /// makes it fast and fit for anything that is not HTTP, and blind to paths, headers and cookies.
    ///
    /// Each connection, and with it each request, goes to one of its targets, evenly or by share. Routing by path,
    /// cookies that keep a client with its target, and ending TLS need a layer-7 balancer.
    ///
    /// ## Figures
    /// No document gives its throughput. 1,000,000 requests a second for each copy is an assumption. That a request
    /// takes 0.1 ms in it is an assumption.
    id: "lb-l4",
    name: "Load balancer (L4)",
    group: Group::Entry,
    family: Family::Balancer,
    dispatch: Dispatch::OneOf,
    copies: Copies::Pool,
    managed: false,
    capacity: Capacity::Requests,
    settings: &[
        balancing::LAYER_4_CAPACITY,
        balancing::LAYER_4,
        balancing::ALGORITHM,
        balancing::STICKY,
        balancing::HEALTH_CHECKS,
        balancing::TLS_TERMINATION,
        balancing::CONTENT_ROUTING,
        timing::assumed(0.1),
    ],
    presets: &[
        Preset { id: "nlb", name: "AWS NLB", settings: &[common::RUN_BY_ITS_PROVIDER], note: "The layer-4 balancer of the AWS family." },
        Preset { id: "haproxy", name: "HAProxy (TCP)", settings: &[], note: "" },
    ],
    links: links::OF_BALANCERS,
    source: Source::Documented(
        "mental-models § 7. The Load Balancing Playbook; \
         interview-answers § Theory 3. Load Balancing",
    ),
}
