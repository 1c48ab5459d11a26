//! The shield against floods.

use crate::design::vocabulary::{Preset, Source};
use crate::kind;
use crate::kinds::common::{self, balancing, links, open_number, timing};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// Takes floods of traffic at the edge, where there is room for them, before they reach what they were meant to
    /// drown. A firewall for web attacks looks at single requests; this looks at how many come, and from where.
    ///
    /// What it lets through goes on whole to the connection that serves the journey. It is run by somebody else: no
    /// copies to lose, never the bottleneck.
    ///
    /// ## Figures
    /// The documented example of an attack is 10,000 requests a second from one address. Availability 99.99 % is an
    /// assumption. That a request takes 0.1 ms in it is an assumption.
    id: "ddos",
    name: "DDoS protection",
    group: Group::Edge,
    family: Family::Shield,
    dispatch: Dispatch::Route,
    copies: Copies::Pool,
    managed: true,
    capacity: Capacity::Unlimited,
    settings: &[
        open_number(
            "threshold_rps",
            "Threshold",
            "req/s",
            "Requests a second from one address that count as an attack.",
        ),
        balancing::RATE_LIMIT,
        common::MANAGED_AVAILABILITY,
        timing::assumed(0.1),
    ],
    presets: &[
        Preset { id: "cloudflare", name: "Cloudflare", settings: &[], note: "" },
        Preset { id: "aws-shield", name: "AWS Shield", settings: &[], note: "" },
    ],
    links: links::OF_THE_EDGE,
    source: Source::Documented(
        "mental-models § 16. The Security Mental Model; \
         zero-to-hero § 2.3 Security in System Design",
    ),
}
