//! How long one request spends in a component, without waiting for it: what documents give, and assumptions where
//! they give nothing. Queues in front of it and the way to it are computed in `analysis`.

use super::number;
use crate::design::vocabulary::{Range, SettingSpec, Source};

/// A lookup in a cache: 1 ms.
pub const CACHE_LOOKUP: SettingSpec =
    takes(1.0, Source::Documented("zero-to-hero § 1.2 Scalability & Performance")).within(LOOKUPS);

/// The lookup of a trace takes 2 ms.
const LOOKUPS: &[Range] = &[Range::documented(
    1.0,
    2.0,
    "zero-to-hero § 1.2 Scalability & Performance; interview-answers § Theory 10. Observability",
)];

/// A lookup by key: the documented "below 1 ms", taken as 1 ms.
pub const KEY_LOOKUP: SettingSpec = takes(1.0, Source::Documented("mental-models § 5. The Database Selection Matrix"));

/// A query that finds its rows by an index: 10 ms. The 100 ms and 10 s that are documented as well are those of slow
/// queries.
pub const QUERY: SettingSpec = takes(
    10.0,
    Source::Documented(
        "zero-to-hero § 1.1 Understanding System Design Basics, § 1.2 Scalability & Performance; \
         interview-answers § Theory 10. Observability",
    ),
)
.within(QUERIES);

/// 10 ms with an index, 100 ms before anything is cached.
const QUERIES: &[Range] = &[Range::documented(
    10.0,
    100.0,
    "zero-to-hero § 1.1 Understanding System Design Basics, § 1.2 Scalability & Performance",
)];

/// Code of one's own: what is left of a traced service of 20 ms without its query of 15 ms and its lookup of 2 ms.
pub const OWN_CODE: SettingSpec = takes(3.0, TRACE);

/// A gateway of the same trace.
pub const GATEWAY: SettingSpec = takes(
    10.0,
    Source::Documented(
        "interview-answers § Theory 10. Observability; zero-to-hero § 3.2 High Availability & Fault Tolerance",
    ),
);

/// The check of who is calling, of the same trace.
pub const IDENTITY: SettingSpec = takes(5.0, TRACE).within(CHECKS);

/// Another trace has 50 ms for it.
const CHECKS: &[Range] = &[Range::documented(
    5.0,
    50.0,
    "interview-answers § Theory 10. Observability; zero-to-hero § 3.2 High Availability & Fault Tolerance",
)];

/// The notification service of the same trace.
pub const NOTIFICATION: SettingSpec = takes(8.0, TRACE);

/// A call of somebody else's service: the payment of a documented trace.
pub const EXTERNAL: SettingSpec =
    takes(140.0, Source::Documented("zero-to-hero § 3.2 High Availability & Fault Tolerance"));

/// Files on a disk or a store that is used every day: the documented "below 10 ms", taken as 10 ms.
pub const HOT_STORAGE: SettingSpec = takes(10.0, STORAGE);

/// Blocks of a solid-state disk: 0.1 ms, the larger of two documented figures.
pub const BLOCKS: SettingSpec =
    takes(0.1, Source::Documented("zero-to-hero § Cheat Sheet: Numbers to Remember")).within(DISKS);

/// 16 and 100 microseconds.
const DISKS: &[Range] = &[Range::documented(
    0.016,
    0.1,
    "mental-models § 17. The Back-of-Envelope Calculations; zero-to-hero § Cheat Sheet: Numbers to Remember",
)];

const TRACE: Source = Source::Documented("interview-answers § Theory 10. Observability");

/// Where the times of storage tiers stand.
pub const STORAGE: Source = Source::Documented("zero-to-hero § 2.2 Storage and Databases");

/// How long storage of a tier takes to answer, in milliseconds: below 10, below 100, and hours, taken as one hour.
#[must_use]
pub fn of_tier(tier: &str) -> Option<f64> {
    match tier {
        "hot" => Some(10.0),
        "warm" => Some(100.0),
        "cold" => Some(3_600_000.0),
        _ => None,
    }
}

/// A time that no document gives, in milliseconds.
#[must_use]
pub const fn assumed(milliseconds: f64) -> SettingSpec {
    takes(milliseconds, Source::Assumption)
}

const fn takes(milliseconds: f64, source: Source) -> SettingSpec {
    number("latency_ms", "Latency", "ms", "Time that one request spends in it, without waiting.", milliseconds, source)
}
