//! The settings of connections, workload and requirements: facts that rules ask for, and the thresholds that they
//! compare with. A rule that needs a new one declares it here; panels and the reader follow.

use super::vocabulary::{Fallback, SettingSpec, Shape, Source};

const MANY: f64 = 1e18;

const fn open(name: &'static str, label: &'static str, shape: Shape, meaning: &'static str) -> SettingSpec {
    SettingSpec { name, label, meaning, shape, default: Fallback::Open, source: Source::Assumption, ranges: &[] }
}

const fn number(name: &'static str, label: &'static str, unit: &'static str, meaning: &'static str) -> SettingSpec {
    open(name, label, Shape::Number { least: 0.0, most: MANY, unit }, meaning)
}

const fn share(name: &'static str, label: &'static str, meaning: &'static str) -> SettingSpec {
    open(name, label, Shape::Number { least: 0.0, most: 1.0, unit: "share" }, meaning)
}

const fn switch(name: &'static str, label: &'static str, meaning: &'static str) -> SettingSpec {
    open(name, label, Shape::Switch, meaning)
}

/// Settings of a connection.
pub const CONNECTION: &[SettingSpec] = &[
    open(
        "protocol",
        "Protocol",
        Shape::Choice(&[
            "http1",
            "http2",
            "http3",
            "grpc",
            "graphql",
            "websocket",
            "amqp",
            "kafka",
            "tcp",
            "udp",
            "sql",
        ]),
        "What the two sides speak.",
    ),
    number("timeout_ms", "Timeout", "ms", "How long the caller waits for the whole answer; 0: for ever."),
    number("connect_timeout_ms", "Connect timeout", "ms", "How long the caller waits for the connection."),
    number("read_timeout_ms", "Read timeout", "ms", "How long the caller waits for bytes to arrive."),
    number("write_timeout_ms", "Write timeout", "ms", "How long the caller waits for bytes to leave."),
    number("retries", "Retries", "tries", "Further attempts after the first one failed."),
    share("retry_budget", "Retry budget", "Further attempts at most, as a part of the first ones."),
    open(
        "retry_backoff",
        "Backoff",
        Shape::Choice(&["none", "fixed", "exponential"]),
        "How waits between attempts grow.",
    ),
    number("retry_wait_ms", "First wait", "ms", "How long the first wait between attempts is; 1 s where it is open."),
    switch("retry_without_end", "Never gives up", "Whether the caller tries again until it succeeds."),
    switch("retry_jitter", "Jitter", "Whether waits between attempts are spread at random."),
    switch("circuit_breaker", "Circuit breaker", "Whether the caller stops calling a callee that fails."),
    switch(
        "circuit_breaker_fallback",
        "Fallback",
        "Whether the caller has another answer while the breaker is open: it does not fail without the callee then.",
    ),
    number("circuit_breaker_failures", "Breaker opens after", "failures", "Failures in a row that open the breaker."),
    number("circuit_breaker_reset_seconds", "Breaker waits", "s", "How long it stays open before a call is tried."),
    switch(
        "bulkhead",
        "Bulkhead",
        "Whether the call has a pool of its own: calls that find no place fail at once, and hold none of the caller's.",
    ),
    number("pool_size", "Pool size", "connections", "How many calls may be under way at once."),
    switch("tls", "TLS", "Whether the connection is encrypted."),
    switch("mutual_tls", "Mutual TLS", "Whether both sides prove who they are."),
    switch("signed", "Signed", "Whether each call carries a signature with a time."),
    switch("answer_needed", "Needs the result", "Whether the sender needs the result at once."),
    switch("idempotency_key", "Idempotency key", "Whether a repeated call has the effect of one."),
    switch("deadline_propagation", "Deadline passed on", "Whether the callee learns how much time is left."),
    switch("path_routing", "Routes by path", "Whether this target is chosen by path, header or cookie."),
    number("weight", "Weight", "weight", "Weight of this target for a weighted balancer."),
    number("request_bytes", "Request size", "B", "Bytes of one call; the journey's where absent."),
    number("response_bytes", "Response size", "B", "Bytes of one answer; the journey's where absent."),
    number("latency_ms", "Network latency", "ms", "Round trip between the two sides."),
    number(
        "bandwidth_bytes",
        "Bandwidth",
        "B/s",
        "Bytes a second that the line between the two sides carries each way.",
    ),
    switch("at_once", "At once", "Whether the caller makes it together with its other calls that are made at once."),
    number("hedge_after_ms", "Second request after", "ms", "How late an answer is when the caller asks a second time."),
    open(
        "purpose",
        "Purpose",
        Shape::Choice(&[
            "analytics",
            "counter",
            "next-id",
            "fan-out",
            "lookup",
            "audit",
            "delivery",
            "reply",
            "conversion",
        ]),
        "What the call is for, where a rule asks.",
    ),
    open(
        "payload",
        "Payload",
        Shape::Choice(&["record", "file", "event", "aggregate"]),
        "What is written or read, where a rule asks.",
    ),
    switch("compensation", "Compensation", "Whether this step of a saga can be undone by a step of its own."),
    number("saga_step", "Saga step", "place", "Place of this call among the steps of a saga, from 1."),
    switch(
        "outbox",
        "Outbox",
        "Whether the message leaves by an outbox or change capture of the same transaction; of a call of a store, whether \
         messages are written to an outbox there.",
    ),
];

/// Further facts of the workload.
pub const WORKLOAD: &[SettingSpec] = &[
    number("concurrent_connections", "Connections held open", "connections", "Clients connected at the same time."),
    number("followers_average", "Followers, average", "followers", "How many followers an author has on average."),
    number("followers_most", "Followers, most", "followers", "How many followers the largest author has."),
    number("celebrity_threshold", "Celebrity threshold", "followers", "Above it a post is not pushed to followers."),
    number("peak_minutes", "Length of a peak", "min", "How long a peak lasts; an hour is assumed where it is open."),
    share("hottest_key_share", "Hottest key", "Part of the traffic that goes to the busiest key."),
    number("items_total", "Items in all", "items", "Things kept in all, where it is known rather than computed."),
    number("replication_factor", "Copies counted", "copies", "How many copies of each record the storage plan counts."),
    switch("replies", "Replies", "Whether people answer each other's posts or messages."),
    switch("device_sync", "Several devices", "Whether people change the same content on several devices."),
    open("costly_journeys", "Dear journeys", Shape::Words, "Ids of the journeys that cost far more than others."),
    switch("uneven_work", "Uneven work", "Whether some requests cost many times as much work as others."),
    switch("spiky", "Spiky", "Whether traffic comes in spikes that nobody foresees."),
    switch("click_analytics", "Clicks are counted", "Whether every click or view has to be counted."),
    open(
        "click_count_in",
        "Where clicks are counted",
        Shape::Choice(&["row", "cache", "queue", "log"]),
        "What a click or view adds to: the row that is read, a cache, a queue, a log.",
    ),
    open(
        "redirect_status",
        "Status of redirects",
        Shape::Choice(&["301", "302", "307", "308"]),
        "HTTP status that redirects are answered with.",
    ),
    open(
        "id_strategy",
        "How ids are made",
        Shape::Choice(&["counter", "ranges", "pre-generated", "hash", "random", "time-ordered"]),
        "How new short codes or ids come about.",
    ),
    number("code_alphabet", "Symbols of a code", "symbols", "How many different symbols a code is made of."),
    number("code_length", "Length of a code", "symbols", "How many symbols a code has."),
    switch("collision_check", "Collisions are checked", "Whether a new code is checked against those there are."),
    number("followed_average", "Followed, average", "accounts", "How many accounts a reader follows on average."),
    share("active_share", "Active users", "Part of the users who come back within days."),
    number("largest_file_bytes", "Largest file", "B", "Size of the largest file that users send."),
    number("downtime_minutes", "Downtime so far", "min", "Downtime of the last 30 days."),
    share("measured_availability", "Measured availability", "Share of time it was up, as measured."),
    open("user_regions", "Regions of the users", Shape::Words, "Where users are."),
];

/// Further wishes.
pub const REQUIREMENTS: &[SettingSpec] = &[
    number("team_size", "Team size", "people", "Developers who work on the system."),
    number("rpo_minutes", "Recovery point", "min", "How much work may be lost."),
    number("rto_minutes", "Recovery time", "min", "How long recovery may take."),
    switch("transactions", "Transactions", "Whether several records have to change together or not at all."),
    number("staleness_seconds", "Staleness", "s", "How old reads may be where they need not be fresh."),
    open("bursts", "Bursts", Shape::Choice(&["allowed", "smoothed"]), "What limits are to do with bursts."),
    share("canary_first_share", "First step of a canary", "Part of the users that get a new version first."),
    open("ordering", "Order", Shape::Choice(&["none", "per-entity", "global"]), "What order messages have to keep."),
    switch("event_sourcing", "Event sourcing", "Whether the state is built from the events that were kept."),
    number("freshness_seconds", "Freshness", "s", "How old results of reports and of other processing may be."),
    switch("replay", "Replay", "Whether past messages have to be read again."),
    switch("real_time", "Real time", "Whether both sides send at any moment."),
    switch("durable", "Durable", "Whether what was accepted must never be lost."),
    switch("always_writable", "Always writable", "Whether writes have to be accepted during a partition."),
    open(
        "domain",
        "Domain",
        Shape::Choice(&[
            "social",
            "messaging",
            "commerce",
            "payments",
            "banking",
            "booking",
            "inventory",
            "analytics",
            "media",
            "other",
        ]),
        "What the system is about.",
    ),
    share("promised_availability", "Promised availability", "What the contract with customers promises (SLA)."),
    switch("isolation", "Isolation", "Whether nobody may see the steps of an unfinished transaction."),
    switch("offline_delivery", "Offline delivery", "Whether messages have to reach users who were offline."),
    open(
        "deployment",
        "Deployment",
        Shape::Choice(&["recreate", "rolling", "blue-green", "canary"]),
        "How a new version replaces the old one.",
    ),
    number(
        "cost_per_month",
        "Cost a month",
        "per month",
        "What all of it may cost a month at most, in the currency of the prices.",
    ),
    open("residency", "Data residency", Shape::Words, "Regions that data must not leave."),
];

const fn threshold(
    name: &'static str,
    label: &'static str,
    meaning: &'static str,
    (default, unit): (f64, &'static str),
    source: Source,
) -> SettingSpec {
    let most = if matches!(unit.as_bytes(), b"share") { 1.0 } else { MANY };
    let shape = Shape::Number { least: 0.0, most, unit };
    SettingSpec { name, label, meaning, shape, default: Fallback::Number(default), source, ranges: &[] }
}

/// Figures that rules compare with and that a design may set for itself. What belongs to one component, to one journey
/// or to the requirements (capacities, peak factors, the target utilisation) is set there.
pub const THRESHOLDS: &[SettingSpec] = &[
    threshold(
        "hit_rate_target",
        "Hit rate of a cache",
        "A cache that answers less is told.",
        (0.8, "share"),
        Source::Documented("worked-examples § Useful formulas; zero-to-hero § 2.4 URL Shortener (like Bit.ly)"),
    ),
    threshold(
        "given_up",
        "Calls that may be given up",
        "Where callers give up more at peak, it is told.",
        (0.05, "share"),
        Source::Assumption,
    ),
    threshold(
        "max_sync_chain",
        "Calls in a row",
        "Longer chains of services that wait for each other are told.",
        (3.0, "calls"),
        Source::Assumption,
    ),
    threshold(
        "read_write_ratio_for_cache",
        "Reads for each write that ask for a cache",
        "A database that gets as many, and no cache answers any of them, is told.",
        (10.0, "reads"),
        Source::Assumption,
    ),
    threshold(
        "cqrs_ratio",
        "Reads for each write that ask for a read model",
        "A store that gets as many is told that a model of its own for reads pays off.",
        (1_000.0, "reads"),
        Source::Documented("mental-models § 14. The Architecture Patterns"),
    ),
    threshold(
        "idle_utilization",
        "Idle",
        "Copies that are less full at peak are told.",
        (0.3, "share"),
        Source::Assumption,
    ),
    threshold(
        "multi_region_availability",
        "Availability that asks for a second region",
        "A design in one region that wants as much is told.",
        (0.9999, "share"),
        Source::Assumption,
    ),
    threshold(
        "small_team",
        "Small team",
        "Fewer people who run several services are told.",
        (5.0, "people"),
        Source::Documented("mental-models § 14. The Architecture Patterns"),
    ),
    threshold(
        "large_team",
        "Large team",
        "More people who share one program are told.",
        (20.0, "people"),
        Source::Documented("mental-models § 14. The Architecture Patterns"),
    ),
];
