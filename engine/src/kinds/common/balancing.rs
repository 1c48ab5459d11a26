//! Settings of what stands between clients and servers: balancers, gateways, name resolution, limiters. Says
//! nothing about capacity.

use super::{number, open_choice, open_number, open_switch, open_words};
use crate::design::vocabulary::{Fallback, Range, SettingSpec, Shape, Source};

/// How a balancer chooses its target.
pub const ALGORITHM: SettingSpec = open_choice(
    "algorithm",
    "Algorithm",
    &[
        "round-robin",
        "weighted-round-robin",
        "least-connections",
        "weighted-least-connections",
        "ip-hash",
        "consistent-hash",
        "least-response-time",
        "random",
    ],
    "How the next target is chosen.",
);

/// What a balancer reads of a request: addresses and ports (layer 4).
pub const LAYER_4: SettingSpec = layer("l4");

/// What a balancer reads of a request: all of it (layer 7).
pub const LAYER_7: SettingSpec = layer("l7");

const fn layer(default: &'static str) -> SettingSpec {
    SettingSpec {
        name: "layer",
        label: "Layer",
        meaning: "Whether it sees addresses and ports only (l4) or reads requests (l7).",
        shape: Shape::Choice(&["l4", "l7"]),
        default: Fallback::Text(default),
        source: Source::Documented("mental-models § 7. The Load Balancing Playbook"),
        ranges: &[],
    }
}

/// Whether a client stays with its target.
pub const STICKY: SettingSpec =
    open_switch("sticky", "Sticky sessions", "Whether a client comes back to the target that it had before.");

/// Whether targets are asked for a sign of life.
pub const HEALTH_CHECKS: SettingSpec =
    open_switch("health_checks", "Health checks", "Whether targets that fail are taken out of rotation.");

/// Whether encryption ends here.
pub const TLS_TERMINATION: SettingSpec =
    open_switch("tls_termination", "Ends TLS", "Whether the client's encrypted connection ends here.");

/// Whether requests are chosen by what they ask for.
pub const CONTENT_ROUTING: SettingSpec =
    open_switch("content_routing", "Routes by content", "Whether path, header or cookie decide on the target.");

/// Whether too many requests of one caller are refused.
pub const RATE_LIMIT: SettingSpec =
    open_switch("rate_limit", "Limits rates", "Whether too many requests of one caller are refused.");

/// Whether callers have to prove who they are.
pub const AUTHENTICATION: SettingSpec =
    open_switch("authentication", "Authenticates", "Whether callers have to prove who they are.");

/// Whether callers may do only what they are allowed to.
pub const AUTHORIZATION: SettingSpec =
    open_switch("authorization", "Authorises", "Whether it is checked what a caller may do.");

/// Whether requests are rewritten on the way.
pub const TRANSFORMATION: SettingSpec =
    open_switch("transformation", "Transforms", "Whether requests are translated, for instance REST to gRPC.");

/// Whether answers are kept for the next caller.
pub const RESPONSE_CACHE: SettingSpec =
    open_switch("response_cache", "Caches answers", "Whether it keeps whole answers for the next caller.");

/// Whether a failing target is left alone for a while.
pub const BREAKS_CIRCUITS: SettingSpec =
    open_switch("circuit_breaker", "Breaks circuits", "Whether it stops calling a target that keeps failing.");

/// Whether requests are logged, measured and traced here.
pub const REQUEST_LOGGING: SettingSpec =
    open_switch("request_logging", "Logs and measures", "Whether every request leaves a log line and a measurement.");

/// Whether answers are compressed.
pub const COMPRESSION: SettingSpec = open_switch("compression", "Compresses", "Whether text leaves compressed.");

/// Whether long work is done before the answer.
pub const HEAVY_WORK: SettingSpec =
    open_switch("heavy_work", "Does heavy work", "Whether it does long or costly work of its own before it answers.");

/// How name resolution chooses among addresses.
pub const DNS_POLICY: SettingSpec = open_choice(
    "dns_policy",
    "Policy",
    &["simple", "latency", "geolocation", "weighted", "failover"],
    "How one of several addresses is chosen.",
);

/// How requests are counted against a limit.
pub const LIMITER_ALGORITHM: SettingSpec = open_choice(
    "limiter_algorithm",
    "Counting",
    &["token-bucket", "leaky-bucket", "fixed-window", "sliding-log", "sliding-counter"],
    "How requests are counted against the limit.",
);

/// Where a limiter keeps its counters.
pub const LIMITER_STORE: SettingSpec = open_choice(
    "limiter_store",
    "Counters live in",
    &["shared", "memory"],
    "Whether all copies of the limiter share their counters.",
);

/// Whether a counter is read and written in one step.
pub const ATOMIC: SettingSpec =
    open_switch("atomic", "Counts atomically", "Whether a counter is read and raised in one step.");

/// Requests that one user may send.
pub const LIMIT_PER_USER: SettingSpec =
    open_number("limit_per_user", "Limit of one user", "req/min", "Requests a minute that one user may send.");

/// Requests that one address may send.
pub const LIMIT_PER_ADDRESS: SettingSpec =
    open_number("limit_per_address", "Limit of one address", "req/min", "Requests a minute that one address may send.");

/// Requests that all may send together.
pub const LIMIT_GLOBAL: SettingSpec =
    open_number("limit_global", "Limit of all", "req/min", "Requests a minute that are let through in all.");

/// What is limited on its own.
pub const LIMIT_TIERS: SettingSpec =
    open_words("limit_tiers", "Tiers", "What has a limit of its own: address, user, endpoint, global.");

/// Whether refused callers learn when to come back.
pub const LIMIT_HEADERS: SettingSpec =
    open_switch("limit_headers", "Says when to retry", "Whether a refusal is a 429 with the time to wait.");

/// Whether requests pass while the counters cannot be reached.
pub const FAIL_OPEN: SettingSpec =
    open_switch("fail_open", "Fails open", "Whether requests pass while the counters cannot be reached.");

/// `rps_capacity` of a layer-4 balancer: an assumption.
pub const LAYER_4_CAPACITY: SettingSpec = rps_capacity(1_000_000.0, Source::Assumption).within(BALANCERS);

/// `rps_capacity` of a layer-7 balancer or proxy: an assumption.
pub const LAYER_7_CAPACITY: SettingSpec = rps_capacity(100_000.0, Source::Assumption).within(BALANCERS);

/// `rps_capacity` of a gateway: an assumption.
pub const GATEWAY_CAPACITY: SettingSpec = rps_capacity(50_000.0, Source::Assumption);

/// No document says how much a balancer passes on.
const BALANCERS: &[Range] = &[Range::assumed(
    100_000.0,
    1_000_000.0,
    "balancers and proxies pass on 100,000 to 1,000,000 requests a second, by layer and machine",
)];

const fn rps_capacity(default: f64, source: Source) -> SettingSpec {
    number("rps_capacity", "Requests a second", "req/s", "What one copy can pass on.", default, source)
}
