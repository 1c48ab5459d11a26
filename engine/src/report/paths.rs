//! Numbers of a report by their path in its JSON: which of them open to a working, and why the others are no results.
//! Paths are those of `evaluate --json`: `journeys.read.latency_ms.p99`, `what_if[3].over_capacity[0].utilization`.

mod outcome;

use serde_json::Value;

use super::number::{At, Number, OfBalance, OfBounds, OfDay, OfPool, OfQueue, OfRetries, Percentile};
use super::supposed::Supposed;
use super::{Evaluation, FindingReport, Input, JourneyReport, Member, QueueReport, Report};
use crate::analysis::Graph;
use crate::analysis::arrivals::{When, Which};
use crate::analysis::scenario::Scenario;
use crate::analysis::working::Working;
use outcome::{of_outcome, of_over};

/// What a number of a report is.
#[derive(Clone, Debug, PartialEq)]
pub enum Opens {
    /// A number of the design as it is.
    Number(Number),
    /// A number of what follows from a scenario.
    Supposed(Box<Scenario>, Supposed),
    /// The report holds its working.
    Given(Box<Working>),
    /// It would have one in a report in full, and has none: it is too long to read.
    TooLong,
    /// It is no result.
    Plain(Plain),
}

/// Why a number is no result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Plain {
    /// It says what was supposed.
    Supposed,
    /// It counts what is listed beside it, or was looked for and not listed.
    Count,
    /// It says where in a list, or when in a day, a number stands.
    Place,
}

impl Plain {
    /// The reason in words.
    #[must_use]
    pub const fn reason(self) -> &'static str {
        match self {
            Self::Supposed => "it was put in, as what is supposed to happen",
            Self::Count => "it counts what is listed beside it, or was looked for and not listed",
            Self::Place => "it says where in a list, or when in a day, something stands",
        }
    }
}

impl Evaluation<'_> {
    /// How a number of a report comes about; `None` where there is none, where it is no result, or where it would be too
    /// long to read.
    #[must_use]
    pub fn opened(&self, opens: &Opens) -> Option<Working> {
        match opens {
            Opens::Number(number) => self.working(number),
            Opens::Supposed(scenario, number) => self.working_if(scenario, number),
            Opens::Given(working) => Some((**working).clone()),
            Opens::TooLong | Opens::Plain(_) => None,
        }
    }
}

/// What stands at a path of a report in full, of which `written` is the JSON; `None` where no number does, or could.
#[must_use]
pub fn opens(graph: &Graph<'_>, report: &Report, written: &Value, path: &str) -> Option<Opens> {
    let mut members = Vec::new();
    if !follow(written, path, true, &mut members) {
        return None;
    }
    let steps: Vec<&str> = members.iter().map(|(step, _)| *step).collect();
    if let Some(working) = within_working(written, &members) {
        return Some(Opens::Given(Box::new(working)));
    }
    of(graph, report, &steps)
}

/// Follows a path member by member. Ids may hold points and brackets themselves, so longer names are tried first.
fn follow<'p, 'v>(at: &'v Value, path: &'p str, is_first: bool, members: &mut Vec<(&'p str, &'v Value)>) -> bool {
    if path.is_empty() {
        return true;
    }
    let go_on = |step: &'p str, next: &'v Value, rest: &'p str, members: &mut Vec<(&'p str, &'v Value)>| {
        members.push((step, next));
        let found = follow(next, rest, false, members);
        if !found {
            members.pop();
        }
        found
    };
    match at {
        Value::Array(list) => {
            let Some((place, rest)) = path.strip_prefix('[').and_then(|inner| inner.split_once(']')) else {
                return false;
            };
            let next = place.parse::<usize>().ok().and_then(|place| list.get(place));
            next.is_some_and(|next| go_on(place, next, rest, members))
        }
        Value::Object(fields) => {
            let path = if is_first { Some(path) } else { path.strip_prefix('.') };
            let Some(path) = path else { return false };
            let ends = |rest: &str| rest.is_empty() || rest.starts_with(['.', '[']);
            let mut named: Vec<(&str, &Value)> = fields.iter().map(|(name, next)| (name.as_str(), next)).collect();
            named.retain(|(name, _)| path.strip_prefix(name).is_some_and(ends));
            named.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
            named.into_iter().any(|(name, next)| go_on(&path[..name.len()], next, &path[name.len()..], members))
        }
        _ => false,
    }
}

/// The working, or the input of one, whose value a path names.
fn within_working(written: &Value, members: &[(&str, &Value)]) -> Option<Working> {
    let [.., (_, parent), ("value", _)] = members else { return None };
    if parent.get("formula").is_some() {
        return serde_json::from_value((*parent).clone()).ok();
    }
    let is_input = members.iter().rev().nth(2).is_some_and(|(step, _)| *step == "inputs") && *parent != written;
    let input: Input = is_input.then(|| serde_json::from_value((*parent).clone()).ok())??;
    let inner = input.inner().cloned();
    Some(inner.unwrap_or_else(|| Working { inputs: vec![input.clone()], ..Working::new(input.name, input.value) }))
}

fn place(step: &str) -> Option<usize> {
    step.parse().ok()
}

fn of(graph: &Graph<'_>, report: &Report, steps: &[&str]) -> Option<Opens> {
    let number = match *steps {
        ["components", id, ref rest @ ..] => of_component(id, rest)?,
        ["connections", at, when] => Number::Connection(graph.edges.get(place(at)?)?.index, moment(when)?),
        ["journeys", id, ref rest @ ..] => of_journey(report.journeys.get(id)?, id, rest)?,
        ["bottleneck", "utilization"] => Number::Utilization(report.bottleneck.as_ref()?.component.clone()),
        ["bottleneck", "load_factor_at_saturation"] => Number::LoadFactor,
        ["queues", at, field] => of_queue(report.queues.get(place(at)?)?, field)?,
        ["day", .., "peak_shortage_minute" | "highest_minute"] => return Some(Opens::Plain(Plain::Place)),
        ["balance", ref rest @ ..] => of_balance(rest)?,
        ["day", ref rest @ ..] => of_the_day(rest)?,
        ["estimates", at, "value"] => {
            return Some(Opens::Given(Box::new(report.estimates.get(place(at)?)?.working.clone())));
        }
        ["findings", at, field] => return of_finding(report.findings.get(place(at)?)?, field),
        ["accepted", at, "finding", field] => return of_finding(&report.accepted.get(place(at)?)?.finding, field),
        ["cost", "per_month"] => Number::Cost,
        ["cost", "per_million_requests"] => Number::CostOfAMillion,
        ["cost", "limit"] => Number::CostLimit,
        ["cost", "components", id, "per_month"] => Number::CostOf(id.to_owned()),
        ["cost", "components", id, "items", at, "per_month"] => {
            let item = report.cost.as_ref()?.components.get(id)?.items.get(place(at)?)?;
            Number::CostItem(id.to_owned(), item.what.to_string())
        }
        ["causes", id, ref rest @ ..] => return of_causes(report, id, rest),
        ["sensitivity", at, ref rest @ ..] => {
            let setting = &report.sensitivity.as_ref()?.get(place(at)?)?.setting;
            return of_assumption(setting, rest);
        }
        ["what_if", at, ref rest @ ..] => return of_loss(report, place(at)?, rest),
        ["outcome", ref rest @ ..] => return of_outcome(graph, report.outcome.as_ref()?, rest),
        ["what_if_left_out", _, "count"] | ["sensitivity_left_out"] => return Some(Opens::Plain(Plain::Count)),
        _ => return None,
    };
    Some(Opens::Number(number))
}

fn moment(field: &str) -> Option<When> {
    match field {
        "average" => Some(When::Average),
        "peak" => Some(When::Peak),
        _ => None,
    }
}

fn which(name: &str) -> Option<Which> {
    match name {
        "reads" => Some(Which::Reads),
        "writes" => Some(Which::Writes),
        "total" => Some(Which::Both),
        _ => None,
    }
}

fn of_component(id: &str, steps: &[&str]) -> Option<Number> {
    let id = id.to_owned();
    Some(match *steps {
        ["average", name] => Number::Arriving(id, When::Average, which(name)?),
        ["peak", name] => Number::Arriving(id, When::Peak, which(name)?),
        ["capacity", name] => Number::Capacity(id, which(name)?),
        ["utilization"] => Number::Utilization(id),
        ["needed", "at_full"] => Number::NeededAtFull(id),
        ["needed", "at_target"] => Number::Needed(id),
        ["roles", at, "utilization"] => Number::RoleUtilization(id, place(at)?),
        ["roles", at, name] => Number::RoleRate(id, place(at)?, which(name)?),
        ["retries", "first"] => Number::Arriving(id, When::Peak, Which::Both),
        ["retries", field] => {
            let of = match field {
                "worst" => OfRetries::Worst,
                "settles_at" => OfRetries::SettlesAt,
                "answered" => OfRetries::Answered,
                "timeout_ms" => OfRetries::Timeout,
                "collapses_above" => OfRetries::CollapsesAbove,
                _ => return None,
            };
            Number::Retries(id, of)
        }
        _ => return None,
    })
}

fn of_journey(journey: &JourneyReport, id: &str, steps: &[&str]) -> Option<Number> {
    let id = id.to_owned();
    Some(match *steps {
        ["average"] => Number::Journey(id, When::Average),
        ["peak"] => Number::Journey(id, When::Peak),
        ["sustainable"] => Number::Sustainable(id),
        ["availability"] => Number::Availability(id),
        ["unavailability"] => Number::Unavailability(id),
        ["availability_at_peak"] => Number::AvailabilityAtPeak(id),
        ["interval"] => Number::Interval(id),
        ["unavailability_bounds", "least"] => Number::Bound(id, OfBounds::Least),
        ["unavailability_bounds", "most"] => Number::Bound(id, OfBounds::Most),
        ["latency_ms", "mean"] => Number::Latency(id),
        ["latency_ms", "p50"] => Number::Percentile(id, Percentile::P50),
        ["latency_ms", "p95"] => Number::Percentile(id, Percentile::P95),
        ["latency_ms", "p99"] => Number::Percentile(id, Percentile::P99),
        ["latency", "within_ms"] => Number::Within(id),
        ["latency", "turned_away"] => Number::TurnedAway(id),
        ["latency", "hedges", at, field] => {
            let connection = journey.latency.hedges.get(place(at)?)?.connection.clone();
            match field {
                "sent_twice" => Number::Hedge { journey: id, connection, extra: false },
                "extra" => Number::Hedge { journey: id, connection, extra: true },
                _ => return None,
            }
        }
        ["latency", "parts", at, field] => {
            let share = match field {
                "mean_ms" => false,
                "share" => true,
                _ => return None,
            };
            Number::LatencyPart { journey: id, place: place(at)?, share }
        }
        ["retries", at, field] => {
            let component = journey.retries.get(place(at)?)?.component.clone();
            match field {
                "most" => Number::MostAttempts(id, component),
                "amplification" => Number::Attempts(id, component),
                _ => return None,
            }
        }
        _ => return None,
    })
}

fn of_balance(steps: &[&str]) -> Option<Number> {
    if let ["components", id, field] = *steps {
        let of = match field {
            "attempts" => OfBalance::Arriving,
            "wanted" => OfBalance::There,
            "room" => OfBalance::Places,
            _ => return None,
        };
        return Some(Number::Balanced(id.to_owned(), of));
    }
    let (id, field) = match *steps {
        ["journeys" | "connections", id, ref field @ ..] => (id.to_owned(), field),
        _ => return None,
    };
    let of = match *field {
        ["answered"] => OfBalance::Answered,
        ["latency_ms", "mean"] => OfBalance::Mean,
        ["latency_ms", "p50"] => OfBalance::P50,
        ["latency_ms", "p95"] => OfBalance::P95,
        ["latency_ms", "p99"] => OfBalance::P99,
        ["calls"] => OfBalance::Calls,
        ["attempts"] => OfBalance::Attempts,
        ["late"] => OfBalance::Late,
        ["failure"] => OfBalance::Failure,
        ["held_ms"] => OfBalance::Held,
        ["inside_ms"] => OfBalance::Inside,
        ["sent_twice"] => OfBalance::SentTwice,
        ["wanted"] => OfBalance::Wanted,
        ["room"] => OfBalance::Room,
        _ => return None,
    };
    Some(Number::Balanced(id, of))
}

fn of_queue(queue: &QueueReport, field: &str) -> Option<Number> {
    let of = match field {
        "average" => OfQueue::Average,
        "peak" => OfQueue::Peak,
        "pace" => OfQueue::Pace,
        "growth" => OfQueue::Growth,
        "backlog" => OfQueue::Backlog,
        "lag_seconds" => OfQueue::Lag,
        "drain_seconds" => OfQueue::Drain,
        "idle_copies" => OfQueue::Idle,
        "peak_minutes" => OfQueue::PeakMinutes,
        _ => return None,
    };
    Some(Number::Queue(queue.queue.clone(), queue.consumer.clone(), of))
}

fn of_the_day(steps: &[&str]) -> Option<Number> {
    let of_pool = |id: &str, of| Some(Number::OfPool(id.to_owned(), of));
    let of_day = |id: &str, of| Some(Number::OfDay(id.to_owned(), of));
    match *steps {
        ["pools", id, "peak_shortage"] => Some(Number::PeakShortage(id.to_owned())),
        ["pools", id, "instance_hours"] => Some(Number::InstanceHours(id.to_owned())),
        ["pools", id, "load", hour] => of_pool(id, OfPool::Load(place(hour)?)),
        ["pools", id, "filled", hour] => of_pool(id, OfPool::Filled(place(hour)?)),
        ["pools", id, "copies", hour] => of_pool(id, OfPool::Copies(place(hour)?)),
        ["pools", id, "there", hour] => of_pool(id, OfPool::There(place(hour)?)),
        ["pools", id, "short_minutes", hour] => of_pool(id, OfPool::ShortMinutes(place(hour)?)),
        ["pools", id, "hours_short"] => of_pool(id, OfPool::HoursShort),
        ["pools", id, "peak_utilization"] => of_pool(id, OfPool::Fullest),
        ["pools", id, "requests_short"] => of_pool(id, OfPool::RequestsShort),
        ["pools", id, "instance_hours_of_fixed_size"] => of_pool(id, OfPool::OfFixedSize),
        ["pools", id, "scaling", "fewest"] => of_pool(id, OfPool::Fewest),
        ["pools", id, "scaling", "most"] => of_pool(id, OfPool::Most),
        ["pools", id, "scaling", "target"] => of_pool(id, OfPool::Target),
        ["pools", id, "scaling", "delay_minutes"] => of_pool(id, OfPool::Delay),
        ["pools", id, "scaling", "step"] => of_pool(id, OfPool::Step),
        ["journeys", id, "rate", hour] => of_day(id, OfDay::Rate(place(hour)?)),
        ["journeys", id, "highest"] => of_day(id, OfDay::Highest),
        ["journeys", id, "lowest"] => of_day(id, OfDay::Lowest),
        ["journeys", id, "carried"] => of_day(id, OfDay::Carried),
        ["journeys", id, "hours_short"] => of_day(id, OfDay::HoursShort),
        _ => None,
    }
}

fn of_finding(finding: &FindingReport, field: &str) -> Option<Opens> {
    let working = match field {
        "measured" => &finding.working,
        "limit" => &finding.limit_working,
        _ => return None,
    };
    Some(working.clone().map_or(Opens::TooLong, |working| Opens::Given(Box::new(working))))
}

fn of_causes(report: &Report, id: &str, steps: &[&str]) -> Option<Opens> {
    let (causes, journey) = (report.causes.as_ref()?.get(id)?, || id.to_owned());
    let minutes = |field: &str, share: &str| match field {
        "downtime_minutes_per_year" => Some(true),
        _ => (field == share).then_some(false),
    };
    let member = |list: &[super::ContributionReport], at: &str| Some::<Member>(list.get(place(at)?)?.of.clone());
    Some(Opens::Number(match *steps {
        ["contributions", at, "interval"] => {
            Number::ContributionInterval { journey: journey(), of: member(&causes.contributions, at)? }
        }
        ["contributions", at, field] => {
            let (of, minutes) = (member(&causes.contributions, at)?, minutes(field, "gain")?);
            Number::Contribution { journey: journey(), of, minutes }
        }
        ["at_peak", at, field] => {
            let (of, minutes) = (member(causes.at_peak.as_deref()?, at)?, minutes(field, "gain")?);
            Number::ContributionAtPeak { journey: journey(), of, minutes }
        }
        ["cuts", "listed", at, field] => {
            let members = causes.cuts.listed.get(place(at)?)?.members.clone();
            Number::Cut { journey: journey(), members, minutes: minutes(field, "probability")? }
        }
        ["cuts", "most_members" | "not_listed" | "not_weighed"] | ["cuts", "found", _] => {
            return Some(Opens::Plain(Plain::Count));
        }
        _ => return None,
    }))
}

fn of_assumption(setting: &str, steps: &[&str]) -> Option<Opens> {
    let setting = setting.to_owned();
    let end = |word: &str| match word {
        "low" => Some(At::Low),
        "high" => Some(At::High),
        _ => None,
    };
    Some(Opens::Number(match *steps {
        ["value"] => Number::Assumed(setting, At::Value),
        ["factor"] => Number::Factor(setting),
        ["turns" | "evaluations"] => return Some(Opens::Plain(Plain::Count)),
        [at, "value"] => Number::Assumed(setting, end(at)?),
        [at, "load_factor_at_saturation"] => Number::AtEnd { setting, at: end(at)?, of: Box::new(Number::LoadFactor) },
        [at, "journeys", id, field] => {
            let id = id.to_owned();
            let of = match field {
                "sustainable" => Number::Sustainable(id),
                "availability" => Number::Availability(id),
                "unavailability" => Number::Unavailability(id),
                "p99_ms" => Number::Percentile(id, Percentile::P99),
                _ => return None,
            };
            Number::AtEnd { setting, at: end(at)?, of: Box::new(of) }
        }
        _ => return None,
    }))
}

fn of_loss(report: &Report, at: usize, steps: &[&str]) -> Option<Opens> {
    let loss = report.what_if.as_ref()?.get(at)?;
    let number = match *steps {
        ["scenario", ..] => return Some(Opens::Plain(Plain::Supposed)),
        ["degraded", at, field] => {
            let journey = loss.degraded.get(place(at)?)?.journey.clone();
            match field {
                "carried" => Supposed::Carried { journey, before: false },
                "carried_before" => Supposed::Carried { journey, before: true },
                _ => return None,
            }
        }
        ["over_capacity", at, field] => of_over(loss.over_capacity.get(place(at)?)?, 0, field)?,
        ["cascade", wave, at, field] => {
            let wave = place(wave)?;
            of_over(loss.cascade.get(wave)?.get(place(at)?)?, wave + 1, field)?
        }
        ["takes_over", at, field] => {
            let number = Number::Arriving(loss.takes_over.get(place(at)?)?.component.clone(), When::Peak, Which::Both);
            match field {
                "peak" => Supposed::Then(number),
                "before" => return Some(Opens::Number(number)),
                _ => return None,
            }
        }
        _ => return None,
    };
    Some(Opens::Supposed(Box::new(loss.scenario.clone()), number))
}
