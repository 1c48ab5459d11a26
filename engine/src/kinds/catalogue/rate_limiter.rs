//! What refuses too many requests.

use crate::design::vocabulary::{Fallback, Preset, Source};
use crate::kind;
use crate::kinds::common::{balancing, timing};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// Decides whether a caller may send another request, by counters that all its copies share. A limit protects what
    /// stands behind it from abuse, from attacks and from clients gone wrong.
    ///
    /// It stands beside the path: a gateway asks it, and itself sends the request on to the service. It therefore
    /// carries load only where a connection says how many `calls` each request makes, and is required only where that
    /// connection says so; a limiter that fails open is not. Its counters are a cache of its own, one or two operations
    /// for each request.
    ///
    /// ## Figures
    /// 50,000 requests a second for each copy is an assumption, the same as for a gateway. Documented limits are 100
    /// requests a minute for a user and 1,000 for an address, which many users may share (another text has the two the
    /// other way round), and 1,000,000 a minute for all. Token buckets hold 10 to 100. A fixed window lets twice the
    /// limit through at its edge. That an answer takes 1 ms is an assumption.
    id: "rate-limiter",
    name: "Rate limiter",
    group: Group::Entry,
    family: Family::Coordination,
    dispatch: Dispatch::All,
    copies: Copies::Pool,
    managed: false,
    capacity: Capacity::Requests,
    settings: &[
        balancing::GATEWAY_CAPACITY,
        balancing::LIMITER_ALGORITHM,
        balancing::LIMITER_STORE,
        balancing::ATOMIC,
        balancing::LIMIT_TIERS,
        balancing::LIMIT_PER_USER,
        balancing::LIMIT_PER_ADDRESS,
        balancing::LIMIT_GLOBAL,
        balancing::LIMIT_HEADERS,
        balancing::FAIL_OPEN,
        timing::assumed(1.0),
    ],
    presets: &[
        Preset {
            id: "redis-lua",
            name: "Redis with Lua",
            settings: &[
                (
                    "atomic",
                    Fallback::Switch(true),
                    Source::Documented("interview-answers § Practice 4. Rate Limiter Service"),
                ),
            ],
            note: "The script reads and raises the counter in one step.",
        },
        Preset { id: "gateway-plugin", name: "Gateway plug-in", settings: &[], note: "" },
    ],
    links: &["cache-distributed", "kv-db", "sql", "document-db", "service", "server", "metrics", "logs", "tracing"],
    source: Source::Documented(
        "interview-answers § Practice 4. Rate Limiter Service; \
         mental-models § 12. The Rate Limiting Algorithms; \
         zero-to-hero § 1.3 Networking Basics; \
         senior-node § 12 Security & Reliability",
    ),
}
