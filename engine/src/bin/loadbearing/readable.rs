//! A report as text for people: the verdict first, then what it rests on, findings by severity, and what was not
//! checked. The sentences of findings are the rules' own.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use loadbearing_engine::design::Design;
use loadbearing_engine::formulas;
use loadbearing_engine::report::{
    Bottleneck, BoundsReport, ComponentReport, Estimate, JourneyReport, LatencyReport, NeededReport, Report,
};
use loadbearing_engine::rules::phrase::{
    bytes, counted, grouped, percent, percent_below, scaled, seconds, significant,
};

use super::visible::visible;
use super::{causes, cost, day, losses, pressure, sensitivity};

/// Seconds of a year of 365 days.
const SECONDS_A_YEAR: f64 = 31_536_000.0;

/// Widest line of running text, in characters.
const WIDTH: usize = 100;

/// The whole report; of a scenario only what it does.
pub fn report(design: &Design, report: &Report) -> String {
    let names = Names::of(design);
    let mut text = String::new();
    if let Some(outcome) = &report.outcome {
        let supposed = losses::supposed(&outcome.scenario);
        section(&mut text, &format!("Supposed: {}", visible(&supposed, "")), losses::outcome(&names, outcome));
        section(&mut text, "Day", day::day(&names, outcome.day.as_ref()));
        return text.trim_start().to_owned();
    }
    paragraph(&mut text, &verdict(&names, report), "");
    section(&mut text, "Journeys", journeys(&names, report));
    section(&mut text, "Latency at peak", latencies(&names, report));
    section(&mut text, "Components at peak", components(&names, report));
    section(&mut text, "Callers at peak", pressure::callers(&names, report));
    section(&mut text, "Retries at peak", pressure::retries(&names, report));
    section(&mut text, "Queues at peak", pressure::queues(&names, report));
    section(&mut text, "Day", day::day(&names, report.day.as_ref()));
    section(&mut text, "Single points of failure", weak_points(&names, report));
    section(&mut text, "What takes journeys down", causes::causes(&names, report));
    section(&mut text, "What if it fails", losses::worst(&names, report));
    section(&mut text, "What the verdict rests on most", sensitivity::strongest(&names, report));
    section(&mut text, "Estimates", estimates(&names, report));
    section(&mut text, "Cost a month", cost::lines(&names, report));
    for (severity, heading) in [("error", "Errors"), ("warn", "Warnings"), ("info", "Advice")] {
        section(&mut text, heading, findings(report, severity));
    }
    section(&mut text, "Accepted", accepted(report));
    section(&mut text, "Not checked, for want of", not_checked(report));
    text
}

/// Lines of two columns. A cell stays on its line, whatever name stands in it.
pub fn table(rows: impl Iterator<Item = [String; 2]>, indent: &str) -> String {
    let rows: Vec<[String; 2]> = rows.map(|row| row.map(|cell| visible(&cell, ""))).collect();
    let width = rows.iter().map(|[first, _]| first.chars().count()).max().unwrap_or(0);
    rows.iter()
        .map(|[first, second]| format!("{indent}{first:<width$}  {second}").trim_end().to_owned() + "\n")
        .collect()
}

/// What people call things.
pub struct Names<'a> {
    components: BTreeMap<&'a str, String>,
    journeys: BTreeMap<&'a str, String>,
    /// Availability that every journey should have, as a share.
    pub wanted: Option<f64>,
}

/// Longest name that is shown whole, in characters.
const LONGEST_NAME: usize = 60;

/// As much of a name as stands in a line.
pub fn short(name: &str) -> String {
    match name.char_indices().nth(LONGEST_NAME) {
        Some((end, _)) => format!("{}…", &name[..end]),
        None => name.to_owned(),
    }
}

impl<'a> Names<'a> {
    /// All names of a design.
    pub fn of(design: &'a Design) -> Self {
        Self {
            components: design.components.iter().map(|one| (one.id.as_str(), short(one.label()))).collect(),
            journeys: design.workload.journeys.iter().map(|one| (one.id.as_str(), short(one.label()))).collect(),
            wanted: design.requirements.availability,
        }
    }

    pub fn component<'b>(&'b self, id: &'b str) -> &'b str {
        self.components.get(id).map_or(id, String::as_str)
    }

    pub fn journey<'b>(&'b self, id: &'b str) -> &'b str {
        self.journeys.get(id).map_or(id, String::as_str)
    }
}

/// Names in one sentence beyond which only their number is said.
const MOST_NAMES: usize = 6;

/// The first few, and how many more there are.
pub fn few<T: AsRef<str>>(names: &[T]) -> String {
    let shown: Vec<&str> = names.iter().take(MOST_NAMES).map(AsRef::as_ref).collect();
    match names.len().saturating_sub(MOST_NAMES) {
        0 => shown.join(", "),
        more => format!("{} and {} more", shown.join(", "), grouped(more as f64)),
    }
}

fn verdict(names: &Names<'_>, report: &Report) -> String {
    let endless: Vec<&str> = report.endless().map(|id| names.component(id)).collect();
    let mut sentences: Vec<String> = Vec::new();
    if !endless.is_empty() {
        sentences.push(format!("A loop without end: no figure can be given for {}.", few(&endless)));
    }
    match &report.bottleneck {
        None if endless.is_empty() => {
            sentences.push("No bottleneck: nothing that is limited gets any load.".to_owned());
        }
        None => {}
        Some(bottleneck) => sentences.push(busiest(names, bottleneck)),
    }
    let retried: Vec<&str> = report.overloaded_by_retries().map(|id| names.component(id)).collect();
    if !retried.is_empty() {
        sentences.push(format!("Retries alone overload {}: next to nothing is answered in time.", few(&retried)));
    }
    let short = pressure::short_of_answers(names, report);
    if !short.is_empty() {
        sentences
            .push(format!("Answered at peak, with timeouts, retries, pools and queues as stated: {}.", few(&short)));
    }
    let served: Vec<String> = report
        .journeys
        .iter()
        .filter_map(|(id, journey)| {
            let about = if journey.interval.is_some() { "about " } else { "" };
            Some(format!("{} {about}{}", names.journey(id), percent_below(journey.availability?, names.wanted)))
        })
        .collect();
    if !served.is_empty() {
        sentences.push(format!("Availability: {}.", few(&served)));
    }
    let mut weak: Vec<&str> = report.single_points_of_failure.iter().map(|point| names.component(&point.id)).collect();
    weak.dedup();
    sentences.push(if weak.is_empty() {
        "No single point of failure.".to_owned()
    } else {
        format!("Single points of failure: {}.", few(&weak))
    });
    sentences.join(" ")
}

fn busiest(names: &Names<'_>, bottleneck: &Bottleneck) -> String {
    let Bottleneck { component, tied_with, utilization, load_factor_at_saturation } = bottleneck;
    let all: Vec<&str> = std::iter::once(component).chain(tied_with).map(|id| names.component(id)).collect();
    let all = few(&all);
    if utilization.is_infinite() {
        return format!("Bottleneck: {all}, without any capacity for what arrives at peak; nothing of it is carried.");
    }
    let headroom = headroom(*utilization, *load_factor_at_saturation);
    format!("Bottleneck: {all}, {} full at peak; {headroom}.", percent(*utilization))
}

fn headroom(utilization: f64, at_saturation: f64) -> String {
    if utilization <= 0.0 {
        "it gets no load".to_owned()
    } else if utilization > 1.0 {
        format!("no headroom, it saturates at {} of the peak", percent(at_saturation))
    } else {
        format!("headroom {} above the peak", percent(at_saturation - 1.0))
    }
}

fn journeys(names: &Names<'_>, report: &Report) -> String {
    let rows = report.journeys.iter().map(|(id, journey)| [names.journey(id).to_owned(), journey_line(names, journey)]);
    table(rows, "  ")
}

fn journey_line(names: &Names<'_>, journey: &JourneyReport) -> String {
    let mut line = format!("{}/s, at peak {}/s", scaled(journey.average), scaled(journey.peak));
    match (journey.sustainable, &journey.bottleneck) {
        (Some(rate), Some(id)) => {
            let _ = write!(line, "; carries {}/s, limited by {}", scaled(rate), names.component(id));
        }
        (Some(rate), None) => {
            let _ = write!(line, "; carries {}/s", scaled(rate));
        }
        _ => {}
    }
    if let (Some(up), Some(down)) = (journey.availability, journey.unavailability) {
        let _ = write!(line, "; available {}", percent_below(up, names.wanted));
        // Worlds drawn at random: how far off the share may be belongs to it.
        if let Some(interval) = journey.interval {
            let _ = write!(line, " ± {} (simulated", percent(interval));
            if let Some(BoundsReport { least, most }) = journey.unavailability_bounds {
                let _ = write!(line, "; for certain from {} to {}", percent(1.0 - most), percent(1.0 - least));
            }
            line.push(')');
        } else if down < 1.0 {
            let _ = write!(line, ", down {} a year", seconds(down * SECONDS_A_YEAR));
        }
    }
    if let Some(up) = journey.availability_at_peak {
        let _ = write!(line, "; at peak {}", percent(up));
    } else if journey.method != "pending" && journey.availability.is_some() {
        line.push_str("; at peak not known: too many states of what carries it");
    }
    line
}

fn latencies(names: &Names<'_>, report: &Report) -> String {
    let rows = report
        .journeys
        .iter()
        .map(|(id, journey)| [names.journey(id).to_owned(), latency_line(names, report, journey)]);
    table(rows, "  ")
}

/// Why the times of a journey are unbounded; `None` where they are not.
pub fn unbounded(names: &Names<'_>, report: &Report, journey: &JourneyReport) -> Option<String> {
    let because = journey.latency.because.iter().map(|id| {
        let full = report.components.get(id).and_then(|component| component.utilization).filter(|full| *full >= 1.0);
        match full {
            Some(full) => format!("{} is asked for {} of what it carries", names.component(id), percent(full)),
            None => format!("a loop without end leads to {}, or it carries nothing", names.component(id)),
        }
    });
    let because: Vec<String> = because.collect();
    (!because.is_empty()).then(|| format!("unbounded: {}", because.join("; ")))
}

/// Parts of a journey's time that are named, the largest.
const MOST_PARTS: usize = 3;
/// Parts that take less of it are not.
const LEAST_PART: f64 = 0.01;

fn latency_line(names: &Names<'_>, report: &Report, journey: &JourneyReport) -> String {
    let LatencyReport { mean: Some(mean), p50: Some(p50), p95: Some(p95), p99: Some(p99) } = journey.latency_ms else {
        return unbounded(names, report, journey).unwrap_or_else(|| journey.latency.method.to_string());
    };
    let [mean, p50, p95, p99] = [mean, p50, p95, p99].map(significant);
    let mut line = format!("mean {mean} ms, p50 {p50}, p95 {p95}, p99 {p99}");
    let largest = journey.latency.parts.iter().filter(|part| part.share >= LEAST_PART).take(MOST_PARTS);
    let parts = largest.map(|part| {
        let of = names.component(&part.of);
        let what = match &*part.what {
            "waiting" => "waiting for ",
            "copies" => "copies of ",
            _ => "",
        };
        format!("{what}{of} {}", percent(part.share))
    });
    let parts: Vec<String> = parts.collect();
    if !parts.is_empty() {
        let _ = write!(line, "; mostly {}", parts.join(", "));
    }
    if let Some(share) = journey.latency.turned_away {
        let _ = write!(line, "; {} turned away", percent(share));
    }
    for hedge in &journey.latency.hedges {
        let (twice, extra) = (percent(hedge.sent_twice), scaled(hedge.extra));
        let _ = write!(line, "; {twice} of the calls {} sent twice, {extra}/s more", hedge.connection);
    }
    line
}

fn components(names: &Names<'_>, report: &Report) -> String {
    let rows = report.components.iter().map(|(id, component)| [names.component(id).to_owned(), load_line(component)]);
    table(rows, "  ")
}

fn load_line(component: &ComponentReport) -> String {
    let Some(peak) = component.peak else { return "without end: it stands behind a loop that grows".to_owned() };
    let mut line = format!("{}/s", scaled(peak.total));
    if peak.reads > 0.0 && peak.writes > 0.0 {
        let _ = write!(line, " ({} reads, {} writes)", scaled(peak.reads), scaled(peak.writes));
    }
    match component.utilization {
        Some(utilization) => {
            let _ = write!(line, ", {}", percent(utilization));
        }
        // JSON has no infinite figures, so a role that can do nothing has none.
        None if component.capacity.is_some() => line.push_str(", which it has no capacity for"),
        None => {}
    }
    if let Some(NeededReport { unit, at_full, at_target }) = &component.needed {
        let full = counted(&grouped(*at_full as f64), unit);
        let more = if at_target == at_full { String::new() } else { format!(", {}", grouped(*at_target as f64)) };
        let _ = write!(line, ", needs {full}{more} to stay at the target");
    }
    line
}

fn estimates(names: &Names<'_>, report: &Report) -> String {
    let rows = report.estimates.iter().map(|Estimate { id, subject, value, unit, .. }| {
        let title = formulas::find(id).map_or(id.as_str(), |formula| formula.title);
        let of = if names.components.contains_key(subject.as_str()) && !report.journeys.contains_key(subject) {
            names.component(subject)
        } else if report.journeys.contains_key(subject) {
            names.journey(subject)
        } else {
            "all journeys"
        };
        [format!("{title}, {of}"), figure(*value, unit)]
    });
    table(rows, "  ")
}

/// A figure with its unit.
pub fn figure(value: f64, unit: &str) -> String {
    match unit {
        "B" => bytes(value),
        "B/s" => format!("{}/s", bytes(value)),
        "min" => seconds(value * 60.0),
        "instances" | "shards" | "replicas" => counted(&grouped(value), unit),
        unit => counted(&scaled(value), unit),
    }
}

fn weak_points(names: &Names<'_>, report: &Report) -> String {
    let rows = report.single_points_of_failure.iter().map(|point| {
        let journeys: Vec<&str> = point.journeys.iter().map(|id| names.journey(id)).collect();
        let why = match &*point.because {
            "structure" => "losing one copy stops",
            "place" => "losing it stops",
            _ => "losing it overloads the rest of",
        };
        [names.component(&point.id).to_owned(), format!("{why} {}", few(&journeys))]
    });
    table(rows, "  ")
}

fn findings(report: &Report, severity: &str) -> String {
    let mut text = String::new();
    for finding in report.findings.iter().filter(|finding| finding.severity == severity) {
        let _ = writeln!(text, "  {}", finding.rule);
        paragraph(&mut text, &finding.message, "    ");
        paragraph(&mut text, &finding.fix, "    ");
        paragraph(&mut text, &format!("Source: {}", finding.source), "    ");
    }
    text
}

fn accepted(report: &Report) -> String {
    let mut text = String::new();
    for one in &report.accepted {
        let _ = writeln!(text, "  {}", one.finding.rule);
        paragraph(&mut text, &one.finding.message, "    ");
        paragraph(&mut text, &format!("Accepted: {}", visible(&one.reason, "")), "    ");
    }
    text
}

fn not_checked(report: &Report) -> String {
    let mut by_need: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for entry in &report.not_checked {
        by_need.entry(&entry.needs).or_default().push(&entry.rule);
    }
    table(by_need.into_iter().map(|(needs, rules)| [needs.to_owned(), rules.join(", ")]), "  ")
}

/// A part of a report under its heading; nothing where it is empty.
pub fn section(text: &mut String, heading: &str, body: String) {
    if !body.is_empty() {
        let _ = write!(text, "\n{heading}\n{body}");
    }
}

/// Running text, broken between words.
fn paragraph(text: &mut String, words: &str, indent: &str) {
    let mut line = String::from(indent);
    for word in words.split_whitespace() {
        if line.len() > indent.len() {
            if line.chars().count() + 1 + word.chars().count() > WIDTH {
                text.push_str(&line);
                text.push('\n');
                line = String::from(indent);
            } else {
                line.push(' ');
            }
        }
        line.push_str(word);
    }
    if line.len() > indent.len() {
        text.push_str(&line);
        text.push('\n');
    }
}
