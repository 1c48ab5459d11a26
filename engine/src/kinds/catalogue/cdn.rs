//! Caches at the edge, near to users.

use crate::design::vocabulary::{Preset, Source};
use crate::kind;
use crate::kinds::common::{self, balancing, caching, open_switch, share, timing};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// Copies of files and answers in many places near to users: pictures, scripts, video, some answers of an API,
    /// redirects. It shortens the way, spares the origin, and takes the first blow of an attack.
    ///
    /// What it does not hold it fetches from the origin that its connections name. Its hit rate counts for journeys
    /// whose content is `static` or `media`; `dynamic` answers, the default, pass whole unless the design sets a hit
    /// rate. Writes of users are never answered by it; what is written to it from behind, by a store or an encoder, is put
    /// there ahead of whoever asks, and stays. It is run by somebody else: no copies of it to lose.
    ///
    /// ## Figures
    /// Hit rate 80 %: the documented target for caches; no document gives one for a CDN. Entries live from minutes to
    /// days; files whose name changes with their content may live long. A permanent redirect (301) that browsers or the
    /// edge remember hides later clicks from whoever counts them. Availability 99.99 % is an assumption. A lookup takes
    /// 1 ms.
    id: "cdn",
    name: "CDN",
    group: Group::Edge,
    family: Family::Cdn,
    dispatch: Dispatch::Misses,
    copies: Copies::Pool,
    managed: true,
    capacity: Capacity::Unlimited,
    settings: &[
        share(
            "hit_rate",
            "Hit rate",
            "Part of the reads of static files and media that it answers itself; of dynamic content only if it is set.",
            0.8,
            Source::Documented("worked-examples § Useful formulas"),
        )
        .within(caching::HIT_RATES),
        caching::layer("cdn"),
        caching::TTL,
        caching::INVALIDATION,
        balancing::COMPRESSION,
        balancing::RATE_LIMIT,
        balancing::TLS_TERMINATION,
        open_switch("ddos_protection", "Absorbs attacks", "Whether it takes floods of traffic away from the origin."),
        open_switch(
            "stale_while_revalidate",
            "Stale while revalidating",
            "Whether an old answer is served while a new one is fetched.",
        ),
        common::MANAGED_AVAILABILITY,
        timing::CACHE_LOOKUP,
    ],
    presets: &[
        Preset { id: "cloudfront", name: "Amazon CloudFront", settings: &[], note: "" },
        Preset { id: "cloudflare", name: "Cloudflare", settings: &[], note: "" },
        Preset { id: "akamai", name: "Akamai", settings: &[], note: "" },
        Preset { id: "google-cdn", name: "Google Cloud CDN", settings: &[], note: "" },
        Preset { id: "azure-cdn", name: "Azure CDN", settings: &[], note: "" },
    ],
    links: &[
        "waf", "firewall", "lb-l4", "lb-l7", "reverse-proxy", "gateway", "bff", "graphql", "server", "service",
        "serverless", "object-store", "metrics", "logs",
        // Own additions.
        "ws-gateway", "container-platform", "modular-monolith", "vm", "cache-gateway", "cqrs-query",
    ],
    source: Source::Documented(
        "interview-answers § Theory 7. Caching Layers; \
         zero-to-hero § 2.4 Video Streaming Platform (like YouTube), § Cheat Sheet: Common Patterns; \
         mental-models § 6. The Caching Strategy Decision Tree, § 18. The System Design Interview Framework",
    ),
}
