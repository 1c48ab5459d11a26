//! Answers that a gateway keeps.

use crate::design::vocabulary::Source;
use crate::kind;
use crate::kinds::common::caching;
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// Whole answers kept at the gateway for the next caller with the same question, for seconds to minutes. What is
    /// personal does not belong there.
    ///
    /// It passes on only what it does not know. It lives inside its gateway: no copies, no capacity, no failure of its
    /// own.
    ///
    /// ## Figures
    /// No document gives a hit rate, so none is assumed: until you set one, everything passes. Documented lifetimes are
    /// seconds to minutes.
    id: "cache-gateway",
    name: "Gateway cache",
    group: Group::Cache,
    family: Family::Cache,
    dispatch: Dispatch::Misses,
    copies: Copies::Inside,
    managed: false,
    capacity: Capacity::Unlimited,
    settings: &[
        caching::HIT_RATE,
        caching::layer("gateway"),
        caching::TTL,
        caching::INVALIDATION,
        caching::EVICTION,
        caching::MEMORY,
    ],
    presets: &[],
    links: &[
        "lb-l4", "lb-l7", "bff", "graphql", "server", "service", "modular-monolith", "container-platform",
        "serverless", "cqrs-query", "gateway",
    ],
    source: Source::Documented(
        "interview-answers § Theory 7. Caching Layers; \
         mental-models § 6. The Caching Strategy Decision Tree",
    ),
}
