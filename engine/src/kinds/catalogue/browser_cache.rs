//! What the browser remembers.

use crate::design::vocabulary::{Preset, Source};
use crate::kind;
use crate::kinds::common::caching;
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// The cache nearest to the user: what the browser already has needs no request at all. Headers say what it may
    /// keep and for how long; names that change with the content let it keep files for ever.
    ///
    /// It passes on only what it does not know. It lives inside its client: no copies, no capacity, no failure of its
    /// own.
    ///
    /// ## Figures
    /// No document gives a hit rate, so none is assumed: until you set one, everything passes.
    id: "browser-cache",
    name: "Browser cache",
    group: Group::Edge,
    family: Family::Cache,
    dispatch: Dispatch::Misses,
    copies: Copies::Inside,
    managed: false,
    capacity: Capacity::Unlimited,
    settings: &[
        caching::HIT_RATE,
        caching::layer("browser"),
        caching::TTL,
        caching::INVALIDATION,
    ],
    presets: &[
        Preset { id: "http", name: "HTTP cache", settings: &[], note: "" },
    ],
    links: &[
        "dns", "gslb", "cdn", "ddos", "waf", "firewall", "lb-l4", "lb-l7", "reverse-proxy", "gateway", "bff",
        "graphql", "server", "service", "object-store",
        // Own additions.
        "serverless", "container-platform", "modular-monolith", "vm", "cqrs-query",
    ],
    source: Source::Documented(
        "mental-models § 6. The Caching Strategy Decision Tree; \
         interview-answers § Theory 7. Caching Layers",
    ),
}
