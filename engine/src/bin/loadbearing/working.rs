//! `working`: how a figure of the report comes about, by its path in the report as `evaluate --json` writes it.

use std::fmt::Write as _;

use loadbearing_engine::analysis::Graph;
use loadbearing_engine::analysis::working::{InputOrigin, Working};
use loadbearing_engine::report::Report;
use loadbearing_engine::report::workings::{Number, Percentile, When, Which};
use loadbearing_engine::{Evaluation, read};

use super::calculate::{exact, explained};
use super::{Answer, Command, Refusal, input};

pub const COMMAND: Command = Command {
    name: "working",
    usage: "FIGURE DESIGN.json | FIGURE --template ID [--json]",
    about: "How a figure comes about, down to the design and the documents: journeys.read.latency_ms.p99.",
    run,
};

fn run(arguments: &[String]) -> Result<Answer, Refusal> {
    let words = input::words(arguments, &["--json", "--template"])?;
    let (path, file) = match (words.plain.as_slice(), words.options.contains(&"--template")) {
        ([path, id], true) => (path, read(&input::template(id)?)?),
        ([path, file], false) => (path, input::design_file(file)?),
        _ => return Err("expected a figure such as journeys.read.latency_ms.p99, and one design".into()),
    };
    let graph = Graph::new(&file.design);
    let mut evaluation = Evaluation::begin(&graph);
    while evaluation.step() {}
    let number =
        figure(&evaluation.report(), path).ok_or_else(|| Refusal(format!("the report has no {path:?} to open")))?;
    let working = evaluation.working(&number);
    let working = working.ok_or_else(|| Refusal(format!("{path}: not known, or too many steps to write out")))?;
    if words.options.contains(&"--json") {
        return Ok(Answer::text(serde_json::to_string_pretty(&working)? + "\n"));
    }
    Ok(Answer::text(readable(path, &working)))
}

fn readable(path: &str, working: &Working) -> String {
    let mut text = format!("{path} = {}\n", exact(working.value));
    explained(&mut text, working, 1, &mut Vec::new(), &|origin| match origin {
        InputOrigin::Design { from } if from == "above" => " (as above)".to_owned(),
        InputOrigin::Design { from } if from == "constant" => String::new(),
        InputOrigin::Design { from } => format!(" ({from})"),
        InputOrigin::Default { source } => format!(" (default, {source})"),
        InputOrigin::Working { working } if working.varies => " on average".to_owned(),
        InputOrigin::Working { .. } => String::new(),
    });
    let _ = writeln!(text, "\nTimes that vary are told by their mean.");
    text
}

/// A figure by its path in the report. Ids are looked up, because they may hold points themselves.
fn figure(report: &Report, path: &str) -> Option<Number> {
    fn of<'a>(ids: impl Iterator<Item = &'a String>, rest: &'a str) -> Option<(String, &'a str)> {
        let found = ids.filter_map(|id| Some((id.clone(), rest.strip_prefix(id.as_str())?.strip_prefix('.')?)));
        found.max_by_key(|(id, _)| id.len())
    }
    if let Some(rest) = path.strip_prefix("journeys.") {
        let (id, field) = of(report.journeys.keys(), rest)?;
        return of_journey(id, field);
    }
    if let Some(rest) = path.strip_prefix("components.") {
        let (id, field) = of(report.components.keys(), rest)?;
        return of_component(id, field);
    }
    match path {
        "bottleneck.load_factor_at_saturation" => Some(Number::LoadFactor),
        "cost.per_month" => Some(Number::Cost),
        "cost.per_million_requests" => Some(Number::CostOfAMillion),
        _ => None,
    }
}

fn of_journey(id: String, field: &str) -> Option<Number> {
    Some(match field {
        "average" => Number::Journey(id, When::Average),
        "peak" => Number::Journey(id, When::Peak),
        "sustainable" => Number::Sustainable(id),
        "availability" => Number::Availability(id),
        "unavailability" => Number::Unavailability(id),
        "availability_at_peak" => Number::AvailabilityAtPeak(id),
        "interval" => Number::Interval(id),
        "latency_ms.mean" => Number::Latency(id),
        "latency_ms.p50" => Number::Percentile(id, Percentile::P50),
        "latency_ms.p95" => Number::Percentile(id, Percentile::P95),
        "latency_ms.p99" => Number::Percentile(id, Percentile::P99),
        part => {
            let (place, field) = part.strip_prefix("latency.parts[")?.split_once("].")?;
            let share = match field {
                "mean_ms" => false,
                "share" => true,
                _ => return None,
            };
            Number::LatencyPart { journey: id, place: place.parse().ok()?, share }
        }
    })
}

fn of_component(id: String, field: &str) -> Option<Number> {
    let which = |name: &str| match name {
        "reads" => Some(Which::Reads),
        "writes" => Some(Which::Writes),
        "total" => Some(Which::Both),
        _ => None,
    };
    match field.split_once('.') {
        None => (field == "utilization").then_some(Number::Utilization(id)),
        Some(("average", name)) => Some(Number::Arriving(id, When::Average, which(name)?)),
        Some(("peak", name)) => Some(Number::Arriving(id, When::Peak, which(name)?)),
        Some(("capacity", name)) => Some(Number::Capacity(id, which(name)?)),
        Some(("needed", "at_full")) => Some(Number::NeededAtFull(id)),
        Some(("needed", "at_target")) => Some(Number::Needed(id)),
        Some(_) => None,
    }
}
