//! The one door to many services.

use crate::design::vocabulary::{Fallback, Preset, Source};
use crate::kind;
use crate::kinds::common::{balancing, links, open_number, timing};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// One entry for all clients, so that they need not know the services behind it. It does once what every service
    /// would otherwise do again: prove who calls, limit rates, translate, cache answers, end TLS, log, and stop calling
    /// what fails.
    ///
    /// Each request goes to the one connection that serves its journey: one that names the journey beats one that does
    /// not, and ties are split evenly. A journey that finds no route has nowhere to go. Caches, limiters and identity
    /// services beside it carry load only where their connection says how many calls a request makes.
    ///
    /// ## Figures
    /// No document gives its throughput. 50,000 requests a second for each copy is an assumption. Documented limits are
    /// 100 requests a minute for a user; answers may be cached for seconds to minutes. A request takes 10 ms in it, as
    /// in two documented traces.
    id: "gateway",
    name: "API gateway",
    group: Group::Entry,
    family: Family::Gateway,
    dispatch: Dispatch::Route,
    copies: Copies::Pool,
    managed: false,
    capacity: Capacity::Requests,
    settings: &[
        balancing::GATEWAY_CAPACITY,
        balancing::HEALTH_CHECKS,
        balancing::ALGORITHM,
        balancing::STICKY,
        balancing::AUTHENTICATION,
        balancing::AUTHORIZATION,
        balancing::RATE_LIMIT,
        balancing::TRANSFORMATION,
        balancing::RESPONSE_CACHE,
        balancing::TLS_TERMINATION,
        balancing::REQUEST_LOGGING,
        balancing::BREAKS_CIRCUITS,
        balancing::CONTENT_ROUTING,
        balancing::HEAVY_WORK,
        balancing::LIMIT_PER_USER,
        open_number("token_expiry_seconds", "Tokens expire after", "s", "How long a token of a caller is valid."),
        timing::GATEWAY,
    ],
    presets: &[
        Preset { id: "kong", name: "Kong", settings: &[], note: "" },
        Preset {
            id: "aws-api-gateway",
            name: "Amazon API Gateway",
            settings: &[(
                "managed",
                Fallback::Switch(true),
                Source::Documented("interview-answers § Theory 8. API Gateway"),
            )],
            note: "",
        },
        Preset { id: "nginx", name: "NGINX", settings: &[], note: "" },
        Preset { id: "haproxy", name: "HAProxy", settings: &[], note: "" },
        Preset { id: "envoy", name: "Envoy", settings: &[], note: "" },
        Preset { id: "traefik", name: "Traefik", settings: &[], note: "" },
        Preset { id: "nestjs", name: "NestJS gateway", settings: &[], note: "" },
    ],
    links: links::OF_GATEWAYS,
    source: Source::Documented(
        "interview-answers § Theory 8. API Gateway; \
         zero-to-hero § 1.3 Networking Basics; \
         senior-node § 2 API / Gateway / BFF; \
         mental-models § 1. The Restaurant Analogy",
    ),
}
