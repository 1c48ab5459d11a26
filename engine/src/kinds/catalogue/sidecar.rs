//! The proxy beside each copy.

use crate::design::vocabulary::{Preset, Source};
use crate::kind;
use crate::kinds::common::{balancing, computing, open_share, open_switch};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// A small proxy beside each copy of a service that sees to its calls: retries, timeouts, encryption on both sides,
    /// traces, and a few percent of traffic for a new version. All of them together are a service mesh.
    ///
    /// Each request goes on to the connection that serves its journey. It lives beside its service and shares its fate:
    /// no copies, no capacity, no failure of its own.
    ///
    /// ## Figures
    /// None of its own. A documented example sends 10 % of the traffic to the new version.
    id: "sidecar",
    name: "Sidecar proxy",
    group: Group::Compute,
    family: Family::Gateway,
    dispatch: Dispatch::Route,
    copies: Copies::Inside,
    managed: true,
    capacity: Capacity::Unlimited,
    settings: &[
        open_switch("mutual_tls", "Mutual TLS", "Whether both sides of every call prove who they are."),
        computing::RETRY,
        balancing::BREAKS_CIRCUITS,
        balancing::REQUEST_LOGGING,
        open_share("canary_share", "Canary", "Part of the traffic that the new version gets."),
    ],
    presets: &[
        Preset { id: "istio", name: "Istio", settings: &[], note: "" },
        Preset { id: "linkerd", name: "Linkerd", settings: &[], note: "" },
        Preset { id: "envoy", name: "Envoy", settings: &[], note: "" },
    ],
    links: &[
        "sidecar", "service", "server", "serverless", "modular-monolith", "container-platform", "external-api",
        "sql", "cache-distributed", "registry", "coordinator", "metrics", "logs", "tracing",
    ],
    source: Source::Documented(
        "zero-to-hero § 3.1 Cloud Architecture & DevOps; \
         interview-answers § Theory 2. Microservices vs Monolith, § Theory 9. Circuit Breaker",
    ),
}
