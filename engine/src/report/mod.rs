//! The report: what an evaluation says, in the names and order of its format, as plain values. `evaluate` runs the
//! analyses and the rules, `write` puts what they find into words, `workings` shows how a figure comes about,
//! `outcome` and `what_if` say what happens when something breaks, `sensitivity` which
//! assumptions decide, `comparison` what differs between two designs, `balance` what callers make of the peak.

mod balance;
mod causes;
mod comparison;
mod cost;
mod curve;
mod day;
mod evaluate;
mod fix;
mod latency;
mod number;
mod outcome;
pub mod paths;
mod pressure;
mod queues;
mod retries;
mod sensitivity;
mod strain;
pub mod supposed;
mod tried;
mod what_if;
pub mod workings;
mod write;

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use crate::analysis::scenario::{Down, Scenario};
use crate::analysis::working::finite_or_not;
pub use crate::analysis::working::{Input, InputOrigin, Working};
use crate::packed;
pub use balance::{BalanceReport, BalancedCalls, BalancedComponent, BalancedJourney, NOTICED, OfBalance};
pub use causes::{Causes, ContributionReport, CutReport, CutsReport, Member};
pub use comparison::{
    COMPARISON_FORMAT, Change, ComparedFigure, Comparison, FieldChange, Side, TargetChange, Value, compare,
};
pub use cost::{ComponentCost, CostItem, CostReport, MissingPrice};
pub use curve::{LoadCurve, LoadPoint, load_curves};
pub use day::{DayReport, JourneyDayReport, PoolDayReport, ScalingReport};
pub use evaluate::{Evaluation, Found, evaluate, evaluate_in_full, evaluate_in_steps, verdict};
pub use fix::{FigureChange, FindingBrief, FindingName, FixReport, FixStep};
pub use latency::HedgeReport;
pub use outcome::{ComponentOutcome, JourneyOutcome, Outcome, OverCapacity, evaluate_scenario};
pub use queues::QueueReport;
pub use retries::{AttemptsReport, RetriesReport};
pub use sensitivity::{Assumed, End, FigureName, Influence, JourneyFigures, Turned, sensitivity};
pub use strain::{CallOutcome, ComponentStrain, Places};
pub use what_if::{DegradedJourney, LeftOut, Loss, TakesOver, WhatIf, what_if};

/// A word of the report's own vocabulary: at no cost where it is written, owned where it was read back.
pub type Word = Cow<'static, str>;

fn is_empty(word: &Word) -> bool {
    word.is_empty()
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands out references")]
const fn is_zero(count: &usize) -> bool {
    *count == 0
}

/// Format of the report.
pub const FORMAT: &str = "loadbearing-report/1";
/// Format of a verdict alone, before times and rules: shown until the report is there, and in no file.
pub const VERDICT_FORMAT: &str = "loadbearing-verdict/1";

/// All that an evaluation says. Rates are per second, sizes in bytes, times in milliseconds, shares from 0 to 1.
/// The default one says nothing yet.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// [`FORMAT`], or [`VERDICT_FORMAT`] where it is the verdict alone.
    pub format: Word,
    /// By component id; every component is here.
    pub components: BTreeMap<String, ComponentReport>,
    /// Sorted by ends and id.
    pub connections: Vec<ConnectionReport>,
    /// By journey id.
    pub journeys: BTreeMap<String, JourneyReport>,
    /// The busiest role of the whole design; `None` where nothing is limited or nothing arrives.
    pub bottleneck: Option<Bottleneck>,
    /// Sorted by id, then reason.
    pub single_points_of_failure: Vec<SinglePointOfFailure>,
    /// What waits for each consumer of each queue and stream at peak; sorted by both.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub queues: Vec<QueueReport>,
    /// What timeouts, retries, pools, breakers, places and queues with an end make of the peak, all together; `None` while
    /// that is not known, where the design states none of them, or where it is too large.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub balance: Option<BalanceReport>,
    /// A day like any other; `None` where no journey has a `daily_curve`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<DayReport>,
    /// Sorted by id and subject.
    pub estimates: Vec<Estimate>,
    /// What it costs a month, as far as prices are known; `None` where it has nothing that could cost anything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost: Option<CostReport>,
    /// Errors first, and of each severity first what is about this design, then security, watching, backups and zones,
    /// which belong to any; then by rule and components.
    pub findings: Vec<FindingReport>,
    /// Findings that the author lives with, each with the reason; in the same order. They are not among `findings`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub accepted: Vec<AcceptedFinding>,
    /// Rules that could not be checked, and what they need; sorted by what is missing.
    pub not_checked: Vec<NotChecked>,
    /// What each single loss does, sorted by subject and what is lost of it; `None` where it was not asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub what_if: Option<Vec<Loss>>,
    /// Losses that were not tried, because there are too many.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub what_if_left_out: Vec<LeftOut>,
    /// What takes each journey down, by its id; `None` where it was not asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub causes: Option<BTreeMap<String, Causes>>,
    /// What each assumption does to the verdict, the strongest first; `None` where it was not asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sensitivity: Option<Vec<Influence>>,
    /// How many assumptions were not tried, because there are too many.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub sensitivity_left_out: usize,
    /// What a scenario does, where one was supposed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
}

packed!(struct Report {
    format, components, connections, journeys, bottleneck, single_points_of_failure, queues, day, estimates, cost,
    findings, accepted, not_checked, what_if, what_if_left_out, causes, sensitivity, sensitivity_left_out, outcome,
    balance,
});

/// What arrives at a component and how full it is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ComponentReport {
    /// Average, a second; `None` behind a loop without end.
    pub average: Option<RatesReport>,
    /// At peak, a second.
    pub peak: Option<RatesReport>,
    /// Of the whole component; empty where nothing limits it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capacity: Option<CapacityReport>,
    /// At peak, of the busiest role.
    pub utilization: Option<f64>,
    /// Copies that the peak takes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub needed: Option<NeededReport>,
    /// Each role, where roles differ.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<RoleReport>,
    /// Settings whose defaults the figures rest on.
    pub assumed: Vec<String>,
    /// What retries can make of its peak; `None` where nobody who leads to it tries again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retries: Option<RetriesReport>,
}

packed!(struct ComponentReport { average, peak, capacity, utilization, needed, roles, assumed, retries });

/// Reads and writes a second.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RatesReport {
    /// Reads a second.
    pub reads: f64,
    /// Writes a second.
    pub writes: f64,
    /// Both.
    pub total: f64,
}

packed!(struct RatesReport { reads, writes, total });

/// What the whole component can do a second: `total` where reads and writes have one budget, else each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CapacityReport {
    /// Requests a second.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total: Option<f64>,
    /// Reads a second.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reads: Option<f64>,
    /// Writes a second.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub writes: Option<f64>,
}

packed!(struct CapacityReport { total, reads, writes });

impl Report {
    /// Ids of the components that a loop without end leads to: of them there is no figure.
    pub fn endless(&self) -> impl Iterator<Item = &String> {
        self.components.iter().filter(|(_, component)| component.peak.is_none()).map(|(id, _)| id)
    }

    /// Ids of the components that retries alone overload: the first attempts would fit.
    pub fn overloaded_by_retries(&self) -> impl Iterator<Item = &String> {
        let collapses = |component: &ComponentReport| component.retries.as_ref().is_some_and(|made| made.collapses);
        self.components.iter().filter(move |(_, component)| collapses(component)).map(|(id, _)| id)
    }
}

impl CapacityReport {
    /// One budget.
    #[must_use]
    pub const fn of_all(total: f64) -> Self {
        Self { total: Some(total), reads: None, writes: None }
    }

    /// One budget each.
    #[must_use]
    pub const fn apart(reads: f64, writes: f64) -> Self {
        Self { total: None, reads: Some(reads), writes: Some(writes) }
    }
}

/// Copies that the peak takes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NeededReport {
    /// `instances`, `shards` or `replicas`.
    pub unit: Word,
    /// At full capacity.
    pub at_full: u64,
    /// At the target utilisation.
    pub at_target: u64,
}

packed!(struct NeededReport { unit, at_full, at_target });

/// How full the copies of one role are at peak.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RoleReport {
    /// `copies`, `primary` or `replica`.
    pub role: Word,
    /// Reads a second.
    pub reads: f64,
    /// Writes a second.
    pub writes: f64,
    /// Shares of their own capacities, added up.
    pub utilization: Option<f64>,
}

packed!(struct RoleReport { role, reads, writes, utilization });

/// What goes over a connection.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ConnectionReport {
    /// Id of the connection, if it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Id of the caller.
    pub from: String,
    /// Id of the callee.
    pub to: String,
    /// Calls a second; `None` behind a loop without end.
    pub average: Option<f64>,
    /// Calls a second at peak.
    pub peak: Option<f64>,
}

packed!(struct ConnectionReport { id, from, to, average, peak });

/// What a journey gets.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct JourneyReport {
    /// Rate at the entry, average, a second.
    pub average: f64,
    /// Rate at the entry, at peak, a second.
    pub peak: f64,
    /// Peak rate that the synchronous part can carry, all journeys growing together.
    pub sustainable: Option<f64>,
    /// Id of the busiest component that its user waits for.
    pub bottleneck: Option<String>,
    /// Others that are as busy.
    pub tied_with: Vec<String>,
    /// Share of time in which the user is served.
    pub availability: Option<f64>,
    /// The rest, with all its digits.
    pub unavailability: Option<f64>,
    /// Share of time in which the peak is carried.
    pub availability_at_peak: Option<f64>,
    /// How the availability was found: `exact`, `simulated`, or `pending` while it is not known.
    pub method: Word,
    /// Half-width of the 95 % interval of a simulated availability.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interval: Option<f64>,
    /// Between what the unavailability lies for certain, where it is simulated; `None` where that takes too many steps.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unavailability_bounds: Option<BoundsReport>,
    /// How long the user waits for the answer at peak.
    pub latency_ms: LatencyReport,
    /// How that was found, and where the time goes.
    pub latency: LatencyDetail,
    /// What its retries make of its calls, by component; none where nobody tries again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub retries: Vec<AttemptsReport>,
}

packed!(struct JourneyReport {
    average, peak, sustainable, bottleneck, tied_with, availability, unavailability, availability_at_peak, method,
    interval, unavailability_bounds, latency_ms, latency, retries,
});

/// Between what a share of time lies for certain.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct BoundsReport {
    /// At least.
    pub least: f64,
    /// At most.
    pub most: f64,
}

packed!(struct BoundsReport { least, most });

/// How long something takes, in milliseconds. Nothing where it is unbounded, or not known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LatencyReport {
    /// Mean.
    pub mean: Option<f64>,
    /// Half take no longer.
    pub p50: Option<f64>,
    /// Nineteen of twenty take no longer.
    pub p95: Option<f64>,
    /// Ninety-nine of a hundred take no longer.
    pub p99: Option<f64>,
}

packed!(struct LatencyReport { mean, p50, p95, p99 });

/// How a journey's time was found, and where it goes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LatencyDetail {
    /// `exact`, `approximation`, `unbounded`, `unknown` where times are too far apart, or `pending`.
    pub method: Word,
    /// What makes it an approximation.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub approximations: Vec<Word>,
    /// No percentile is off by more milliseconds for being rounded to a step.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within_ms: Option<f64>,
    /// Ids of the components at or over capacity that make it unbounded.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub because: Vec<String>,
    /// Share of requests that components with a limited queue turn away; the times are those of the others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub turned_away: Option<f64>,
    /// What takes the mean time, the most first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<LatencyPart>,
    /// Calls that are sent twice because the first answer is late, sorted by connection.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hedges: Vec<HedgeReport>,
}

packed!(struct LatencyDetail { method, approximations, within_ms, because, turned_away, parts, hedges });

/// Part of a journey's mean time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LatencyPart {
    /// Id of the component, or name of the connection.
    pub of: String,
    /// `service`, `waiting`, `copies` that have to agree, or the `way` over a connection and back.
    pub what: Word,
    /// In milliseconds.
    pub mean_ms: f64,
    /// Of the journey's mean time.
    pub share: f64,
}

packed!(struct LatencyPart { of, what, mean_ms, share });

/// The busiest role.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bottleneck {
    /// Id of the component.
    pub component: String,
    /// Others that are as busy.
    pub tied_with: Vec<String>,
    /// At peak. Infinite where it can do nothing of what arrives, which JSON writes as `null`.
    #[serde(deserialize_with = "finite_or_not")]
    pub utilization: f64,
    /// Share of the peak at which it is full.
    pub load_factor_at_saturation: f64,
}

packed!(struct Bottleneck { component, tied_with, utilization, load_factor_at_saturation });

/// Something whose loss fails a journey.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SinglePointOfFailure {
    /// Id of the component or place.
    pub id: String,
    /// `component` or `place`.
    pub what: Word,
    /// Ids of the journeys that fail, sorted.
    pub journeys: Vec<String>,
    /// `structure`, `place` or `capacity`.
    pub because: Word,
}

packed!(struct SinglePointOfFailure { id, what, journeys, because });

/// A figure of capacity planning.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    /// Id of the estimate.
    pub id: String,
    /// Id of the component or journey, or `design`.
    pub subject: String,
    /// In its unit.
    pub value: f64,
    /// Unit.
    pub unit: Word,
    /// How it comes about.
    pub working: Working,
    /// Text and section of the method.
    pub source: Word,
}

packed!(struct Estimate { id, subject, value, unit, working, source });

/// A finding, in words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FindingReport {
    /// Id of the rule.
    pub rule: Word,
    /// The rule's name for people.
    pub title: Word,
    /// `error`, `warn` or `info`.
    pub severity: Word,
    /// Whether the rule belongs to the core.
    pub core: bool,
    /// Ids; the first one names it.
    pub components: Vec<String>,
    /// Ids, or `from->to`.
    pub connections: Vec<String>,
    /// What is wrong.
    pub message: String,
    /// What was measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measured: Option<f64>,
    /// What it should not pass.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<f64>,
    /// Unit of both.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub unit: Word,
    /// How what was measured comes about; only in a report in full.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub working: Option<Working>,
    /// How the limit comes about, likewise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit_working: Option<Working>,
    /// What to do.
    pub fix: String,
    /// Whether a change of the design is offered that does it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub has_fix: bool,
    /// Texts and sections.
    pub source: Word,
    /// What the sentences are filled with, for other languages.
    pub values: BTreeMap<Word, String>,
}

packed!(struct FindingReport {
    rule, title, severity, core, components, connections, message, measured, limit, unit, working, limit_working, fix,
    has_fix, source, values,
});

/// A finding that the author lives with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AcceptedFinding {
    /// Why, in the author's words.
    pub reason: String,
    /// What was found.
    pub finding: FindingReport,
}

packed!(struct AcceptedFinding { reason, finding });

/// A rule that could not be checked.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct NotChecked {
    /// What is missing.
    pub needs: Word,
    /// Id of the rule.
    pub rule: Word,
    /// The rule's name for people.
    pub title: Word,
    /// Where the design would state it: a path in its file, or `kinds.ID` where a component of that kind would have to
    /// be drawn. Empty where nothing of the design could.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub at: String,
}

packed!(struct NotChecked { needs, rule, title, at });
