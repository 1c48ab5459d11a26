//! Name resolution.

use crate::design::vocabulary::{Preset, Source};
use crate::kind;
use crate::kinds::common::{self, balancing, caching, timing};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// Turns a name into the address of an entry: CDN, balancer or gateway. Drawn in the path it shows which entries
    /// there are; what it answers is remembered by clients for as long as the entry's time to live says, so a change
    /// takes that long to arrive.
    ///
    /// Its connections are addresses of the same thing: each request goes to one of them, evenly or by share, and an
    /// address that does not answer is left out unless health checks are off. Where they serve different things, files
    /// from an edge network and calls from a balancer, say which journeys take which. It is run by somebody else, has no
    /// copies to lose and is never the bottleneck. Where it chooses among regions, the global balancer is the closer
    /// drawing. Drawn beside the path, as what users ask before they go to an entry, it answers by itself, and they need
    /// it.
    ///
    /// ## Figures
    /// No capacity. Availability 99.99 % is an assumption for all that others run. The documents use it as the example
    /// of a system that stays available and agrees only in the end. That names are remembered, so that looking them up
    /// takes no time of a request, is an assumption.
    id: "dns",
    name: "DNS",
    group: Group::Edge,
    family: Family::Dns,
    dispatch: Dispatch::OneOf,
    copies: Copies::Pool,
    managed: true,
    capacity: Capacity::Unlimited,
    settings: &[
        balancing::DNS_POLICY,
        balancing::HEALTH_CHECKS,
        caching::TTL,
        common::MANAGED_AVAILABILITY,
        timing::assumed(0.0),
    ],
    presets: &[
        Preset { id: "route-53", name: "Amazon Route 53", settings: &[], note: "" },
        Preset { id: "cloud-dns", name: "Google Cloud DNS", settings: &[], note: "" },
        Preset { id: "azure-dns", name: "Azure DNS", settings: &[], note: "" },
    ],
    links: &[
        "gslb", "cdn", "ddos", "waf", "firewall", "lb-l4", "lb-l7", "reverse-proxy", "gateway", "bff",
        "ws-gateway", "server", "service", "object-store", "registry",
        // Own additions.
        "external-api", "serverless", "container-platform", "modular-monolith", "vm", "graphql",
    ],
    source: Source::Documented(
        "zero-to-hero § 3.1 Cloud Architecture & DevOps; \
         mental-models § 3. The Consistency Spectrum",
    ),
}
