//! `working`: how a figure of the report comes about, by its path in the report as `evaluate --json` writes it.

use std::fmt::Write as _;

use loadbearing_engine::analysis::Graph;
use loadbearing_engine::analysis::working::{InputOrigin, Working};
use loadbearing_engine::report::Report;
use loadbearing_engine::report::workings::{Number, OfQueue, Percentile, When, Which};
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
    let report = evaluation.report_in_full();
    let working = match part(&report, path) {
        Some(given) => given.cloned(),
        None => {
            let number = figure(&graph, &report, path);
            let number = number.ok_or_else(|| Refusal(format!("no figure opens at {path:?}; {OPENS}")))?;
            evaluation.working(&number)
        }
    };
    let working = working.ok_or_else(|| {
        let why = "it is not known, unbounded, or takes too many steps to write out; `evaluate` says which";
        Refusal(format!("{path}: there is no number to open: {why}"))
    })?;
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
        InputOrigin::Own { from, source } => format!(" ({from}: {source})"),
        InputOrigin::Default { source } => format!(" (default, {source})"),
        InputOrigin::Working { working } if working.varies => " on average".to_owned(),
        InputOrigin::Working { .. } => String::new(),
    });
    let _ = writeln!(text, "\nTimes that vary are told by their mean.");
    text
}

/// What can be asked for.
const OPENS: &str = "those that do are such as journeys.ID.latency_ms.p99, journeys.ID.availability, \
    components.ID.utilization, components.ID.peak.total, components.ID.roles[0].reads, connections[0].peak, \
    queues[0].backlog, estimates[0].value, findings[0].measured, findings[0].limit and cost.per_month";

/// The place and the field of a path into a list: `findings[2].limit`.
fn in_list<'a>(path: &'a str, list: &str) -> Option<(usize, &'a str)> {
    let (place, field) = path.strip_prefix(list)?.strip_prefix('[')?.split_once("].")?;
    Some((place.parse().ok()?, field))
}

/// The working of a figure that the report holds itself; `Some(None)` where it has none.
fn part<'a>(report: &'a Report, path: &str) -> Option<Option<&'a Working>> {
    if let Some((place, "value")) = in_list(path, "estimates") {
        return report.estimates.get(place).map(|estimate| Some(&estimate.working));
    }
    let (place, field) = in_list(path, "findings")?;
    let finding = report.findings.get(place)?;
    match field {
        "measured" => Some(finding.working.as_ref()),
        "limit" => Some(finding.limit_working.as_ref()),
        _ => None,
    }
}

/// A figure by its path in the report. Ids are looked up, because they may hold points themselves.
fn figure(graph: &Graph<'_>, report: &Report, path: &str) -> Option<Number> {
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
    if let Some((place, field)) = in_list(path, "connections") {
        let when = match field {
            "average" => When::Average,
            "peak" => When::Peak,
            _ => return None,
        };
        return graph.edges.get(place).map(|edge| Number::Connection(edge.index, when));
    }
    if let Some((place, field)) = in_list(path, "queues") {
        let queue = report.queues.get(place)?;
        let of = match field {
            "average" => OfQueue::Average,
            "peak" => OfQueue::Peak,
            "pace" => OfQueue::Pace,
            "growth" => OfQueue::Growth,
            "backlog" => OfQueue::Backlog,
            "lag_seconds" => OfQueue::Lag,
            "drain_seconds" => OfQueue::Drain,
            _ => return None,
        };
        return Some(Number::Queue(queue.queue.clone(), queue.consumer.clone(), of));
    }
    match path {
        "bottleneck.utilization" => Some(Number::Utilization(report.bottleneck.as_ref()?.component.clone())),
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
    if let Some((role, field)) = in_list(field, "roles") {
        return match field {
            "reads" => Some(Number::RoleRate(id, role, Which::Reads)),
            "writes" => Some(Number::RoleRate(id, role, Which::Writes)),
            "utilization" => Some(Number::RoleUtilization(id, role)),
            _ => None,
        };
    }
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
