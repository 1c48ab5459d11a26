//! The balancer that reads requests.

use crate::design::vocabulary::{Preset, Source};
use crate::kind;
use crate::kinds::common::{self, balancing, links, timing};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// Spreads HTTP requests over interchangeable targets, so that a tier can grow by copies and lose one without being
    /// missed. It understands what passes: it can choose by path, header or cookie, keep a client with its target, and
    /// end TLS.
    ///
    /// Each request goes to one of its targets, evenly or by the shares of its connections. Where different services
    /// stand behind it, let each connection name the journey that it carries; they are then no alternatives to each
    /// other. A target that fails, or whose own dependencies fail, is out of rotation unless health checks are off.
    ///
    /// ## Figures
    /// No document gives its throughput. 100,000 requests a second for each copy is an assumption. A single balancer is
    /// a single point of failure: draw two, or mark it as managed. That a request takes 0.5 ms in it is an assumption.
    id: "lb-l7",
    name: "Load balancer (L7)",
    group: Group::Entry,
    family: Family::Balancer,
    dispatch: Dispatch::OneOf,
    copies: Copies::Pool,
    managed: false,
    capacity: Capacity::Requests,
    settings: &[
        balancing::LAYER_7_CAPACITY,
        balancing::LAYER_7,
        balancing::ALGORITHM,
        balancing::STICKY,
        balancing::HEALTH_CHECKS,
        balancing::TLS_TERMINATION,
        balancing::CONTENT_ROUTING,
        balancing::RATE_LIMIT,
        balancing::COMPRESSION,
        timing::assumed(0.5),
    ],
    presets: &[
        Preset { id: "alb", name: "AWS ALB", settings: &[common::RUN_BY_ITS_PROVIDER], note: "The layer-7 balancer of the AWS family." },
        Preset { id: "nginx", name: "NGINX", settings: &[], note: "" },
        Preset { id: "haproxy", name: "HAProxy", settings: &[], note: "" },
        Preset { id: "envoy", name: "Envoy", settings: &[], note: "" },
        Preset { id: "traefik", name: "Traefik", settings: &[], note: "" },
    ],
    links: links::OF_BALANCERS,
    source: Source::Documented(
        "mental-models § 7. The Load Balancing Playbook; \
         interview-answers § Theory 3. Load Balancing; \
         zero-to-hero § 1.2 Scalability & Performance, § Cheat Sheet: Common Patterns; \
         senior-node § 6 Load Balancing & Scaling",
    ),
}
