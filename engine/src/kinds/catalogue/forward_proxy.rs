//! The door out.

use crate::design::vocabulary::{Preset, Source};
use crate::kind;
use crate::kinds::common::{balancing, timing};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// Stands in front of clients and asks on their behalf: hides who they are, filters where they may go. Inside a
    /// system it is the one door through which services call the outside.
    ///
    /// Each request goes to the connection that serves its journey.
    ///
    /// ## Figures
    /// No document gives any. 100,000 requests a second for each copy is an assumption, the same as for a layer-7
    /// balancer. That a request takes 0.5 ms in it is an assumption.
    id: "forward-proxy",
    name: "Forward proxy",
    group: Group::Entry,
    family: Family::Gateway,
    dispatch: Dispatch::Route,
    copies: Copies::Pool,
    managed: false,
    capacity: Capacity::Requests,
    settings: &[
        balancing::LAYER_7_CAPACITY,
        balancing::AUTHENTICATION,
        balancing::RATE_LIMIT,
        balancing::RESPONSE_CACHE,
        balancing::TLS_TERMINATION,
        timing::assumed(0.5),
    ],
    presets: &[
        Preset { id: "proxy", name: "Proxy", settings: &[], note: "" },
    ],
    links: &[
        "dns", "gslb", "cdn", "ddos", "waf", "firewall", "lb-l4", "lb-l7", "reverse-proxy", "gateway",
        "external-api", "metrics", "logs",
    ],
    source: Source::Documented("zero-to-hero § 1.3 Networking Basics"),
}
