//! Settings that all kinds of one shape have, and short ways to declare those of a kind. A kind that declares a
//! setting of the same name overrides the one here.

pub mod balancing;
pub mod caching;
pub mod computing;
pub mod links;
pub mod messaging;
pub mod storing;
pub mod timing;

use super::{Capacity, Copies};
use crate::design::format::PRICE;
use crate::design::vocabulary::{Fallback, Range, SettingSpec, Shape, Source};

/// Of a product that only its provider runs, so that there are no copies to lose: an assumption where no document says so.
pub const RUN_BY_ITS_PROVIDER: (&str, Fallback, Source) = ("managed", Fallback::Switch(true), Source::Assumption);

/// Largest figure that any setting takes.
pub const MANY: f64 = 1e18;

/// A figure with a default.
#[must_use]
pub const fn number(
    name: &'static str,
    label: &'static str,
    unit: &'static str,
    meaning: &'static str,
    default: f64,
    source: Source,
) -> SettingSpec {
    let shape = Shape::Number { least: 0.0, most: MANY, unit };
    SettingSpec { name, label, meaning, shape, default: Fallback::Number(default), source, ranges: &[] }
}

/// A figure that stays open until the design gives it.
#[must_use]
pub const fn open_number(
    name: &'static str,
    label: &'static str,
    unit: &'static str,
    meaning: &'static str,
) -> SettingSpec {
    let shape = Shape::Number { least: 0.0, most: MANY, unit };
    SettingSpec { name, label, meaning, shape, default: Fallback::Open, source: Source::Assumption, ranges: &[] }
}

/// A price in the currency of the design, which no document gives.
#[must_use]
pub const fn price(name: &'static str, label: &'static str, unit: &'static str, meaning: &'static str) -> SettingSpec {
    let shape = Shape::Number { least: PRICE.least, most: PRICE.most, unit };
    SettingSpec { name, label, meaning, shape, default: Fallback::Open, source: Source::Assumption, ranges: &[] }
}

/// A share from 0 to 1 with a default.
#[must_use]
pub const fn share(
    name: &'static str,
    label: &'static str,
    meaning: &'static str,
    default: f64,
    source: Source,
) -> SettingSpec {
    let shape = Shape::Number { least: 0.0, most: 1.0, unit: "share" };
    SettingSpec { name, label, meaning, shape, default: Fallback::Number(default), source, ranges: &[] }
}

/// A share from 0 to 1 that stays open until the design gives it.
#[must_use]
pub const fn open_share(name: &'static str, label: &'static str, meaning: &'static str) -> SettingSpec {
    let shape = Shape::Number { least: 0.0, most: 1.0, unit: "share" };
    SettingSpec { name, label, meaning, shape, default: Fallback::Open, source: Source::Assumption, ranges: &[] }
}

/// A switch that stays open until the design sets it.
#[must_use]
pub const fn open_switch(name: &'static str, label: &'static str, meaning: &'static str) -> SettingSpec {
    SettingSpec {
        name,
        label,
        meaning,
        shape: Shape::Switch,
        default: Fallback::Open,
        source: Source::Assumption,
        ranges: &[],
    }
}

/// A choice that stays open until the design makes it.
#[must_use]
pub const fn open_choice(
    name: &'static str,
    label: &'static str,
    words: &'static [&'static str],
    meaning: &'static str,
) -> SettingSpec {
    let shape = Shape::Choice(words);
    SettingSpec { name, label, meaning, shape, default: Fallback::Open, source: Source::Assumption, ranges: &[] }
}

/// A text that stays open until the design gives it.
#[must_use]
pub const fn open_text(name: &'static str, label: &'static str, meaning: &'static str) -> SettingSpec {
    SettingSpec {
        name,
        label,
        meaning,
        shape: Shape::Text,
        default: Fallback::Open,
        source: Source::Assumption,
        ranges: &[],
    }
}

/// Several words that stay open until the design gives them.
#[must_use]
pub const fn open_words(name: &'static str, label: &'static str, meaning: &'static str) -> SettingSpec {
    SettingSpec {
        name,
        label,
        meaning,
        shape: Shape::Words,
        default: Fallback::Open,
        source: Source::Assumption,
        ranges: &[],
    }
}

/// Availability of one copy, 0.999: an assumption, no document gives it.
pub const AVAILABILITY: SettingSpec =
    share("availability", "Availability of one copy", "Share of time that one copy is up.", 0.999, Source::Assumption);

/// Availability of what somebody else runs, 0.9999: an assumption.
pub const MANAGED_AVAILABILITY: SettingSpec =
    share("availability", "Availability", "Share of time that the service is up.", 0.9999, Source::Assumption);

const COMMON_CAUSES: &[Range] = &[Range::assumed(
    0.0,
    0.1,
    "copies of one make and one release seldom fail independently: up to a tenth of the failures takes all of them",
)];

const OPERATION: &[SettingSpec] = &[
    AVAILABILITY,
    open_switch("managed", "Managed", "Run by a provider who sees to its copies: nothing of it to lose."),
    SettingSpec {
        name: "needs",
        label: "Copies needed",
        meaning: "How many copies have to be up for the pool to work.",
        shape: Shape::Number { least: 1.0, most: 1e6, unit: "copies" },
        default: Fallback::Number(1.0),
        source: Source::Assumption,
        ranges: &[],
    },
    open_share(
        "common_cause",
        "Common cause",
        "Part of the failures of a copy that take all copies at once: a fault, an update, a mistake (β factor). Where it is open, copies fail independently.",
    )
    .within(COMMON_CAUSES),
    open_number(
        "failures_per_year",
        "Failures a year",
        "failures",
        "How often one copy fails. With the time to repair it gives the availability of one copy, unless that is stated.",
    ),
    open_number(
        "repair_hours",
        "Time to repair",
        "h",
        "Mean time until a copy that failed is up again, once somebody works on it (MTTR).",
    ),
    open_number(
        "concurrency",
        "Requests at once",
        "requests",
        "How many requests one copy handles at the same time: threads, workers or connections. Those that wait for \
         others count.",
    ),
    open_number("latency_ms", "Latency", "ms", "Time that one request spends in it, without waiting."),
    open_number(
        "queue_limit",
        "Requests that may wait",
        "requests",
        "How many requests may wait in front of one copy; more are turned away.",
    ),
    open_choice("network", "Network", &["public", "private", "segment"], "Network segment it stands in."),
    price(
        "price_per_month",
        "Price of one copy",
        "per month",
        "What one copy costs a month; of a managed service, all of it.",
    ),
    price(
        "price_per_million_requests",
        "Price of requests",
        "per million",
        "What a million requests that reach it cost.",
    ),
    price("egress_price_per_gb", "Price of answers", "per GB", "What a GB costs that it answers to users."),
];

const POOLED: &[SettingSpec] = &[SettingSpec {
    name: "repair_crews",
    label: "Repairs at once",
    meaning: "How many copies can be repaired at the same time; others that fail wait. All at once where it is open.",
    shape: Shape::Number { least: 1.0, most: 1e6, unit: "copies" },
    default: Fallback::Open,
    source: Source::Assumption,
    ranges: &[],
}];

const SHARDED: &[SettingSpec] = &[
    SettingSpec {
        name: "auto_failover",
        label: "Automatic failover",
        meaning: "Whether a replica takes over by itself when the primary is lost.",
        shape: Shape::Switch,
        default: Fallback::Switch(true),
        source: Source::Assumption,
        ranges: &[],
    },
    open_number("memory_bytes", "Memory", "B", "Memory of one node."),
    open_number("storage_bytes", "Storage", "B", "Disk of one node."),
];

const READS_AND_WRITES: &[SettingSpec] = &[SettingSpec {
    name: "read_from",
    label: "Reads go to",
    meaning: "Which copies answer reads.",
    shape: Shape::Choice(&["replicas", "primary", "all"]),
    default: Fallback::Text("replicas"),
    source: Source::Documented("worked-examples § Example 1, Detailed server estimate 3. Database"),
    ranges: &[],
}];

/// The settings that all kinds with these copies and this capacity have.
#[must_use]
pub const fn of(copies: Copies, capacity: Capacity) -> [&'static [SettingSpec]; 3] {
    match copies {
        Copies::Inside => [&[], &[], &[]],
        Copies::Pool => [OPERATION, POOLED, &[]],
        Copies::Shards => match capacity {
            Capacity::ReadsAndWrites => [OPERATION, SHARDED, READS_AND_WRITES],
            _ => [OPERATION, SHARDED, &[]],
        },
    }
}
