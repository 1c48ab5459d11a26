//! The server in front of servers.

use crate::design::vocabulary::{Preset, Source};
use crate::kind;
use crate::kinds::common::{balancing, links, timing};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// Stands in front of the servers and speaks for them: it ends TLS, compresses, serves static files, hides what
    /// lies behind and spreads requests over it.
    ///
    /// Each request goes to one of its targets, as with a balancer. Where different services stand behind it, let each
    /// connection name the journey that it carries.
    ///
    /// ## Figures
    /// No document gives its throughput. 100,000 requests a second for each copy is an assumption, the same as for a
    /// layer-7 balancer. That a request takes 0.5 ms in it is an assumption.
    id: "reverse-proxy",
    name: "Reverse proxy",
    group: Group::Entry,
    family: Family::Balancer,
    dispatch: Dispatch::OneOf,
    copies: Copies::Pool,
    managed: false,
    capacity: Capacity::Requests,
    settings: &[
        balancing::LAYER_7_CAPACITY,
        balancing::ALGORITHM,
        balancing::STICKY,
        balancing::HEALTH_CHECKS,
        balancing::TLS_TERMINATION,
        balancing::CONTENT_ROUTING,
        balancing::RESPONSE_CACHE,
        balancing::COMPRESSION,
        balancing::RATE_LIMIT,
        timing::assumed(0.5),
    ],
    presets: &[
        Preset { id: "nginx", name: "NGINX", settings: &[], note: "" },
        Preset { id: "haproxy", name: "HAProxy", settings: &[], note: "" },
        Preset { id: "envoy", name: "Envoy", settings: &[], note: "" },
        Preset { id: "traefik", name: "Traefik", settings: &[], note: "" },
    ],
    links: links::OF_BALANCERS,
    source: Source::Documented("zero-to-hero § 1.3 Networking Basics"),
}
