//! What chooses the region.

use crate::design::vocabulary::{Preset, Source};
use crate::kind;
use crate::kinds::common::{self, balancing, caching, links, timing};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// Sends each user to one region: the nearest, the one their records must stay in, a weighted mix, or the standby
    /// when the first has failed. It mostly answers name look-ups, so it steers users rather than single requests;
    /// within each region a balancer of its own spreads them.
    ///
    /// Its connections are alternatives: each request goes to one of them, evenly or by share, and a region that is
    /// down is left out unless health checks are off. It is run by somebody else.
    ///
    /// ## Figures
    /// No capacity. The policy follows from the aim: latency for speed, geolocation for residency, weighted for moving
    /// traffic step by step, failover for disasters. Availability 99.99 % is an assumption. That names are remembered,
    /// so that looking them up takes no time of a request, is an assumption.
    id: "gslb",
    name: "Global load balancer",
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
    ],
    links: links::OF_THE_EDGE,
    source: Source::Documented("mental-models § 7. The Load Balancing Playbook"),
}
