//! What a check asks, in words, and what a report answers.

use std::fmt::Write as _;

use super::{Answer, survival};
use crate::assignment::{Ask, Check, Figure, Within};
use crate::design::Design;
use crate::report::{Evaluation, FindingReport, Report};
use crate::rules::phrase::{bytes, grouped, percent, significant};

/// What of two figures that differ by less is taken as equal: the last digits of a sum are no achievement.
const EQUAL: f64 = 1e-12;

/// What has to hold, one sentence without a stop; the author's, where there is one. Names are those of a design.
#[must_use]
pub fn says(check: &Check, design: &Design) -> String {
    worded(check, design, title)
}

/// The same with the ids of rules in place of their names, for whoever has typed them: names would bring all rules along.
#[must_use]
pub fn says_by_id(check: &Check, design: &Design) -> String {
    worded(check, design, |rule| rule)
}

fn worded(check: &Check, design: &Design, title: fn(&str) -> &str) -> String {
    if let Some(text) = &check.text {
        return text.clone();
    }
    match &check.asks {
        Ask::Figure { figure, of, within } => {
            let label = match figure {
                Figure::Named(_) => figure.spec().map_or("", |spec| spec.label).to_owned(),
                Figure::Estimate(id) => id.replace('-', " "),
            };
            let of = of.as_ref().map_or_else(String::new, |id| format!(" of {}", name(id, design)));
            format!("{label}{of} is {}", bounds(within, figure.unit()))
        }
        Ask::Silent { rules, of } => {
            let of = of.as_ref().map_or_else(String::new, |id| format!(" about {}", name(id, design)));
            let titles: Vec<&str> = rules.iter().map(|rule| title(rule)).collect();
            format!("nothing to say{of}: {}", titles.join(", "))
        }
        Ask::Survives(happens) => survival::says(happens, design),
    }
}

/// A rule's name for people; its id where it has none.
fn title(rule: &str) -> &str {
    crate::rules::all().find(|known| known.id == rule).map_or(rule, |known| known.title)
}

/// What people call a journey, component or place.
pub(super) fn name(id: &str, design: &Design) -> String {
    let journey = design.workload.journeys.iter().find(|journey| journey.id == id).map(|journey| journey.label());
    let component = || design.components.iter().find(|one| one.id == id).map(|component| component.label());
    match journey.or_else(component) {
        Some(label) => format!("“{label}”"),
        None => format!("“{id}”"),
    }
}

fn bounds(within: &Within, unit: &str) -> String {
    let mut words = String::new();
    if let Some(least) = within.at_least {
        let _ = write!(words, "at least {}", value(least, unit));
    }
    if let Some(most) = within.at_most {
        let and = if words.is_empty() { "" } else { " and " };
        let _ = write!(words, "{and}at most {}", value(most, unit));
    }
    words
}

/// A figure with its unit.
fn value(value: f64, unit: &str) -> String {
    match unit {
        "share" => percent(value),
        "B" => bytes(value),
        "B/s" => format!("{}/s", bytes(value)),
        "" if value == libm::trunc(value) => grouped(value),
        "" => significant(value),
        _ if value >= 1000.0 => format!("{} {unit}", grouped(libm::round(value))),
        _ => format!("{} {unit}", significant(value)),
    }
}

pub(super) fn answer(check: &Check, evaluation: &Evaluation<'_>, report: &Report) -> Answer {
    match &check.asks {
        Ask::Figure { figure, of, within } => match measured(figure, of.as_deref(), report) {
            Ok(measured) => {
                let (passed, unit) = (is_within(measured, within), figure.unit());
                let found = if passed { value(measured, unit) } else { missed(measured, within, unit) };
                Answer { passed, found, measured: Some(measured) }
            }
            Err(missing) => Answer::no(missing),
        },
        Ask::Silent { rules, of } => silent(rules, of.as_deref(), report),
        Ask::Survives(happens) => survival::answer(happens, evaluation),
    }
}

/// A figure that misses its bounds: with more digits where it would read like one of them.
fn missed(found: f64, within: &Within, unit: &str) -> String {
    let words = value(found, unit);
    let mut bounds = [within.at_least, within.at_most].into_iter().flatten();
    if !bounds.any(|bound| value(bound, unit) == words) {
        return words;
    }
    let (figure, unit) = if unit == "share" { (found * 100.0, "%") } else { (found, unit) };
    let digits = format!("{figure:.6}");
    format!("{} {unit}", digits.trim_end_matches('0').trim_end_matches('.')).trim_end().to_owned()
}

fn is_within(found: f64, within: &Within) -> bool {
    let slack = EQUAL * libm::fabs(found);
    within.at_least.is_none_or(|least| found + slack >= least)
        && within.at_most.is_none_or(|most| found - slack <= most)
}

/// A figure of the report, or why there is none.
fn measured(figure: &Figure, of: Option<&str>, report: &Report) -> Result<f64, String> {
    match figure {
        Figure::Estimate(id) => {
            let subject = of.unwrap_or("design");
            let found = report.estimates.iter().find(|estimate| estimate.id == *id && estimate.subject == subject);
            found.map(|estimate| estimate.value).ok_or_else(|| "there is no such estimate".to_owned())
        }
        Figure::Named(name) => named(name, of, report),
    }
}

fn named(figure: &str, of: Option<&str>, report: &Report) -> Result<f64, String> {
    let known =
        |value: Option<f64>, missing: &str| value.filter(|value| value.is_finite()).ok_or_else(|| missing.to_owned());
    let journey =
        || of.and_then(|id| report.journeys.get(id)).ok_or_else(|| "there is no such journey any more".to_owned());
    let component = |id: &str| report.components.get(id).ok_or_else(|| format!("there is no component “{id}”"));
    let touches = |finding: &&FindingReport| of.is_none_or(|id| finding.components.iter().any(|known| known == id));
    let count = |severity: &str| {
        let accepted = report.accepted.iter().map(|accepted| &accepted.finding);
        let all = report.findings.iter().chain(accepted);
        Ok(all.filter(|finding| finding.severity == severity).filter(touches).count() as f64)
    };
    match figure {
        "availability" => known(journey()?.availability, "the availability is not known"),
        "availability_at_peak" => known(journey()?.availability_at_peak, "the availability is not known"),
        "mean" | "p50" | "p95" | "p99" => {
            let times = &journey()?.latency_ms;
            let time = match figure {
                "mean" => times.mean,
                "p50" => times.p50,
                "p95" => times.p95,
                _ => times.p99,
            };
            known(time, "without bound: something on the way is full, or nothing is known of its times")
        }
        // What nothing limits carries any rate.
        "sustainable" => known(journey()?.sustainable, "nothing on the way has a capacity, or nothing arrives"),
        "utilization" => match of {
            Some(id) => known(component(id)?.utilization, "nothing limits it, or nothing is known of what arrives"),
            None => known(report.bottleneck.as_ref().map(|busiest| busiest.utilization), "nothing is limited"),
        },
        "load_factor_at_saturation" => {
            known(report.bottleneck.as_ref().map(|busiest| busiest.load_factor_at_saturation), "nothing is limited")
        }
        "cost_per_month" => cost(of, report),
        "single_points_of_failure" => {
            let fails = |journeys: &[String]| of.is_none_or(|id| journeys.iter().any(|known| known == id));
            // One that fails for two reasons is one.
            let mut ids: Vec<&str> = report
                .single_points_of_failure
                .iter()
                .filter(|point| fails(&point.journeys))
                .map(|point| point.id.as_str())
                .collect();
            ids.dedup();
            Ok(ids.len() as f64)
        }
        "errors" => count("error"),
        "warnings" => count("warn"),
        "components" => Ok(report.components.len() as f64),
        _ => Err("there is no such figure".to_owned()),
    }
}

fn cost(of: Option<&str>, report: &Report) -> Result<f64, String> {
    let cost = report.cost.as_ref().ok_or("nothing has a price")?;
    let is_missing = |id: &str| cost.missing.iter().any(|missing| missing.components.iter().any(|known| known == id));
    let (is_complete, sum) = match of {
        Some(id) => (!is_missing(id), cost.components.get(id).and_then(|component| component.per_month)),
        None => (cost.is_complete, cost.per_month),
    };
    if !is_complete {
        return Err("not everything has a price".to_owned());
    }
    sum.ok_or_else(|| "nothing has a price".to_owned())
}

/// Whether rules have nothing to say; what the author of the design accepts was said nevertheless.
fn silent(rules: &[String], of: Option<&str>, report: &Report) -> Answer {
    let accepted = report.accepted.iter().map(|accepted| &accepted.finding);
    let mut all = report.findings.iter().chain(accepted);
    let spoken = all.find(|finding| {
        rules.iter().any(|rule| *rule == finding.rule)
            && of.is_none_or(|id| finding.components.iter().any(|known| known == id))
    });
    if let Some(finding) = spoken {
        return Answer::no(finding.message.clone());
    }
    match report.not_checked.iter().find(|open| rules.iter().any(|rule| *rule == open.rule)) {
        Some(open) => Answer::no(format!("{} is not checked, for want of {}", open.title, open.needs)),
        None => Answer { passed: true, found: "nothing".to_owned(), measured: None },
    }
}
