//! Which number of a report is meant, when somebody asks how it comes about.

use serde::{Deserialize, Serialize};

use super::Member;
pub use super::balance::OfBalance;
use crate::analysis::arrivals::{When, Which};
pub use crate::analysis::day_figures_working::{OfDay, OfPool};
use crate::packed;

/// A number of the report.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Number {
    /// `components.ID.average` and `components.ID.peak`
    Arriving(String, When, Which),
    /// `components.ID.capacity`
    Capacity(String, Which),
    /// `components.ID.utilization`
    Utilization(String),
    /// `components.ID.needed.at_full`
    NeededAtFull(String),
    /// `components.ID.needed.at_target`
    Needed(String),
    /// `components.ID.roles[N].reads` and `.writes`
    RoleRate(String, usize, Which),
    /// `components.ID.roles[N].utilization`
    RoleUtilization(String, usize),
    /// `average` and `peak` of a connection, by its place in the design
    Connection(usize, When),
    /// `journeys.ID.average` and `.peak`
    Journey(String, When),
    /// `journeys.ID.sustainable`
    Sustainable(String),
    /// `journeys.ID.availability`
    Availability(String),
    /// `journeys.ID.unavailability`
    Unavailability(String),
    /// `journeys.ID.interval`
    Interval(String),
    /// `journeys.ID.availability_at_peak`
    AvailabilityAtPeak(String),
    /// `causes.ID.contributions[N].gain`, and in minutes a year
    Contribution {
        /// Id of the journey.
        journey: String,
        /// What contributes.
        of: Member,
        /// Whether minutes a year are meant.
        minutes: bool,
    },
    /// `causes.ID.at_peak[N].gain`, and in minutes a year
    ContributionAtPeak {
        /// Id of the journey.
        journey: String,
        /// What contributes.
        of: Member,
        /// Whether minutes a year are meant.
        minutes: bool,
    },
    /// `causes.ID.cuts.listed[N].probability`, and in minutes a year
    Cut {
        /// Id of the journey.
        journey: String,
        /// What is down together.
        members: Vec<Member>,
        /// Whether minutes a year are meant.
        minutes: bool,
    },
    /// `journeys.ID.latency_ms.mean`
    Latency(String),
    /// `journeys.ID.latency_ms.p50` and others
    Percentile(String, Percentile),
    /// `journeys.ID.latency.parts[N].mean_ms`, and as a share of the mean
    LatencyPart {
        /// Id of the journey.
        journey: String,
        /// Place in the list.
        place: usize,
        /// Whether the share is meant.
        share: bool,
    },
    /// The same from one place on, all together
    LatencyRest {
        /// Id of the journey.
        journey: String,
        /// First place.
        first: usize,
        /// Whether the share is meant.
        share: bool,
    },
    /// `journeys.ID.retries[N].amplification`, of a journey and a component
    Attempts(String, String),
    /// `journeys.ID.retries[N].most`, likewise
    MostAttempts(String, String),
    /// `components.ID.retries.worst` and others
    Retries(String, OfRetries),
    /// A number of a queue and its consumer, where it has one
    Queue(String, Option<String>, OfQueue),
    /// `day.pools.ID.peak_shortage`
    PeakShortage(String),
    /// `day.pools.ID.instance_hours`
    InstanceHours(String),
    /// `bottleneck.load_factor_at_saturation`
    LoadFactor,
    /// `cost.per_month`
    Cost,
    /// `cost.components.ID.per_month`
    CostOf(String),
    /// `per_month` of `cost.components.ID.items[N]`, by its word.
    CostItem(String, String),
    /// `cost.per_million_requests`
    CostOfAMillion,
    /// `cost.limit`
    CostLimit,
    /// `journeys.ID.unavailability_bounds.least` and `.most`
    Bound(String, OfBounds),
    /// `journeys.ID.latency.turned_away`
    TurnedAway(String),
    /// `journeys.ID.latency.hedges[N].sent_twice` and `.extra`, by the name of the connection
    Hedge {
        /// Id of the journey.
        journey: String,
        /// Name of the connection.
        connection: String,
        /// Whether the calls a second are meant.
        extra: bool,
    },
    /// `balance.journeys.ID`, `balance.components.ID`, and `balance.connections[N]` by its place
    Balanced(String, OfBalance),
    /// `journeys.ID.latency.within_ms`
    Within(String),
    /// `causes.ID.contributions[N].interval`
    ContributionInterval {
        /// Id of the journey.
        journey: String,
        /// What contributes.
        of: Member,
    },
    /// `sensitivity[N].value`, `.low.value` and `.high.value`, by the path of the setting
    Assumed(String, At),
    /// `sensitivity[N].low` and `.high`: a number of the report, as it would be there
    AtEnd {
        /// Path of the setting.
        setting: String,
        /// Which end.
        at: At,
        /// Which number.
        of: Box<Number>,
    },
    /// `sensitivity[N].factor`, by the path of the setting
    Factor(String),
    /// `day.pools.ID`: a figure of a component over the day
    OfPool(String, OfPool),
    /// `day.journeys.ID`: a figure of a journey over the day
    OfDay(String, OfDay),
    /// A contribution or a cut as a part of all the time that the journey is down, or its peak not carried
    OfWhole(Box<Number>),
    /// How many times the peak the busiest part of a journey can carry: `saturates_at` of a curve
    Saturates(String),
    /// `findings[N].measured` or `.limit`. Rules about availability speak when that is known.
    Finding {
        /// Id of the rule.
        rule: String,
        /// What the finding says.
        message: String,
        /// The connections that it names.
        connections: Vec<String>,
        /// Whether what it should not pass is meant, not what was measured.
        limit: bool,
    },
}

packed!(enum Number {
    0 = Arriving(id, when, which),
    1 = Capacity(id, which),
    2 = Utilization(id),
    3 = NeededAtFull(id),
    4 = Needed(id),
    5 = RoleRate(id, role, which),
    6 = RoleUtilization(id, role),
    7 = Connection(place, when),
    8 = Journey(id, when),
    9 = Sustainable(id),
    10 = Availability(id),
    11 = Unavailability(id),
    12 = AvailabilityAtPeak(id),
    13 = Latency(id),
    14 = PeakShortage(id),
    15 = InstanceHours(id),
    16 = LoadFactor,
    17 = Finding { rule, message, connections, limit },
    18 = Contribution { journey, of, minutes },
    19 = Cut { journey, members, minutes },
    20 = Attempts(journey, component),
    21 = MostAttempts(journey, component),
    22 = Retries(id, of),
    23 = Queue(queue, consumer, of),
    24 = Cost,
    25 = CostOf(id),
    26 = CostItem(id, item),
    27 = CostOfAMillion,
    28 = Percentile(journey, which),
    29 = LatencyPart { journey, place, share },
    30 = LatencyRest { journey, first, share },
    31 = Interval(id),
    32 = ContributionAtPeak { journey, of, minutes },
    33 = CostLimit,
    34 = Bound(journey, which),
    35 = TurnedAway(journey),
    36 = Within(journey),
    37 = ContributionInterval { journey, of },
    38 = Assumed(setting, at),
    39 = AtEnd { setting, at, of },
    40 = Factor(setting),
    41 = OfWhole(part),
    42 = Saturates(journey),
    43 = OfPool(id, of),
    44 = OfDay(id, of),
    45 = Hedge { journey, connection, extra },
    46 = Balanced(id, of),
});

/// Between what an unavailability lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum OfBounds {
    /// `least`
    Least,
    /// `most`
    Most,
}

/// Where in its range something is that is assumed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum At {
    /// Where the report has it.
    Value,
    /// At the lower end.
    Low,
    /// At the upper end.
    High,
}

packed!(enum OfBounds { 0 = Least, 1 = Most });
packed!(enum At { 0 = Value, 1 = Low, 2 = High });

/// A percentile of a journey's time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Percentile {
    /// `p50`
    P50,
    /// `p95`
    P95,
    /// `p99`
    P99,
}

packed!(enum Percentile { 0 = P50, 1 = P95, 2 = P99 });

/// What retries make of a component.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum OfRetries {
    /// `worst`
    Worst,
    /// `settles_at`
    SettlesAt,
    /// `answered`
    Answered,
    /// `collapses_above`
    CollapsesAbove,
    /// `timeout_ms`
    Timeout,
}

/// What is known of a queue and one consumer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum OfQueue {
    /// `average`
    Average,
    /// `peak`
    Peak,
    /// `pace`
    Pace,
    /// `growth`
    Growth,
    /// `backlog`
    Backlog,
    /// `lag_seconds`
    Lag,
    /// `drain_seconds`
    Drain,
    /// `idle_copies`
    Idle,
    /// `peak_minutes`
    PeakMinutes,
}

packed!(enum OfRetries { 0 = Worst, 1 = SettlesAt, 2 = Answered, 3 = CollapsesAbove, 4 = Timeout });
packed!(enum OfQueue {
    0 = Average,
    1 = Peak,
    2 = Pace,
    3 = Growth,
    4 = Backlog,
    5 = Lag,
    6 = Drain,
    7 = Idle,
    8 = PeakMinutes,
});
