//! Where the copies of each service are.

use crate::design::vocabulary::{Preset, Source};
use crate::kind;
use crate::kinds::common::{balancing, caching, links, timing};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// Knows which copies of each service are alive and where, so that callers find them although they come and go.
    /// Copies sign themselves in when they start; those that no longer answer are struck off.
    ///
    /// It stands beside the path: callers remember its answers, so it carries no load unless a connection says how many
    /// `calls`, and is required only where that connection says so.
    ///
    /// ## Figures
    /// None documented. That an answer takes 1 ms is an assumption.
    id: "registry",
    name: "Service registry",
    group: Group::Coordination,
    family: Family::Coordination,
    dispatch: Dispatch::All,
    copies: Copies::Pool,
    managed: false,
    capacity: Capacity::Unlimited,
    settings: &[
        balancing::HEALTH_CHECKS,
        caching::TTL,
        timing::assumed(1.0),
    ],
    presets: &[
        Preset { id: "consul", name: "Consul", settings: &[], note: "" },
        Preset { id: "etcd", name: "etcd", settings: &[], note: "" },
        Preset { id: "kubernetes-dns", name: "Kubernetes DNS", settings: &[], note: "" },
    ],
    links: links::OF_COORDINATION,
    source: Source::Documented(
        "interview-answers § Theory 2. Microservices vs Monolith; \
         zero-to-hero § 2.1 Distributed Systems",
    ),
}
