//! Which assumptions decide the verdict, as text for people: the strongest few, and what follows at the ends of their
//! ranges.

use loadbearing_engine::report::{Assumed, End, Influence, Report, Turned};
use loadbearing_engine::rules::phrase::{percent, scaled, significant};

use super::readable::{Names, few, table};

/// Assumptions that are shown.
const MOST: usize = 3;

/// The strongest assumptions; how many others move anything is said.
pub fn strongest(names: &Names<'_>, report: &Report) -> String {
    let Some(influences) = &report.sensitivity else { return String::new() };
    let rows = influences.iter().take(MOST).map(|influence| {
        let of = if influence.name == "peak_factor" {
            names.journey(&influence.subject)
        } else {
            names.component(&influence.subject)
        };
        let value = value_text(influence.value, &influence.unit);
        [format!("{of}, {} {value}", influence.name), consequences(names, report, influence)]
    });
    let mut text = table(rows, "  ");
    let mut rest = Vec::new();
    if influences.len() > MOST {
        rest.push(format!("{} more assumptions matter less", influences.len() - MOST));
    }
    if report.sensitivity_left_out > 0 {
        rest.push(format!("not tried, because there are too many: {}", report.sensitivity_left_out));
    }
    if !rest.is_empty() {
        text.push_str(&format!("  {}; --json has all with their sources.\n", rest.join("; ")));
    }
    text
}

fn value_text(value: Assumed, unit: &str) -> String {
    match value {
        Assumed::Switch(on) => if on { "on" } else { "off" }.to_owned(),
        Assumed::Figure(share) if unit == "share" => percent(share),
        Assumed::Figure(figure) if unit == "copies" && figure == 1.0 => "1 copy".to_owned(),
        Assumed::Figure(figure) => format!("{} {unit}", scaled(figure)),
    }
}

fn consequences(names: &Names<'_>, report: &Report, influence: &Influence) -> String {
    let ends = [&influence.low, &influence.high].into_iter().filter(|end| end.value != influence.value);
    let ends = ends.map(|end| {
        let mut parts: Vec<String> = turned(names, end);
        parts.extend(figure(names, report, influence, end));
        let said = if parts.is_empty() { "nothing turns".to_owned() } else { parts.join(", ") };
        format!("at {}: {said}", value_text(end.value, &influence.unit))
    });
    ends.collect::<Vec<_>>().join("; ")
}

/// What turns, journeys with the same fate together.
fn turned(names: &Names<'_>, end: &End) -> Vec<String> {
    let mut said: Vec<(String, Vec<&str>)> = Vec::new();
    // What holds for the whole design need not be said of each journey.
    let of_all = end.turned.iter().any(|turned| turned.what == "peak" && turned.journey.is_none());
    for Turned { what, journey, met } in &end.turned {
        if what == "bottleneck" {
            let id = end.bottleneck.as_deref();
            said.push((format!("the bottleneck is {}", id.map_or("nothing", |id| names.component(id))), Vec::new()));
            continue;
        }
        if of_all && what == "peak" && journey.is_some() {
            continue;
        }
        let met = *met == Some(true);
        let fate = match &**what {
            "peak" if met => "the peak carried".to_owned(),
            "peak" => "the peak not carried".to_owned(),
            what => format!("{what} {}", if met { "reached" } else { "missed" }),
        };
        let name = journey.as_deref().map(|id| names.journey(id));
        match said.iter_mut().find(|(known, _)| *known == fate) {
            Some((_, journeys)) => journeys.extend(name),
            None => said.push((fate, name.into_iter().collect())),
        }
    }
    let text = |(fate, journeys): (String, Vec<&str>)| match journeys.as_slice() {
        [] => fate,
        journeys => format!("{fate}: {}", few(journeys)),
    };
    said.into_iter().map(text).collect()
}

fn percent_of_peak(share: f64) -> String {
    format!("{} of the peak", percent(share))
}

/// The figure that moves most.
fn figure(names: &Names<'_>, report: &Report, influence: &Influence, end: &End) -> Option<String> {
    let of = influence.factor_of.journey.as_deref();
    let there = of.and_then(|id| end.journeys.get(id));
    let before = || of.and_then(|id| report.journeys.get(id));
    let name = of.map_or("", |id| names.journey(id));
    match &*influence.factor_of.figure {
        "load_factor_at_saturation" => {
            let times = end.load_factor_at_saturation?;
            // Beyond ten times, per cent are hard to read.
            let room = if times >= 10.0 { format!("{} times the peak", scaled(times)) } else { percent_of_peak(times) };
            Some(format!("full at {room}"))
        }
        "sustainable" => {
            let rate = there.map_or_else(|| before()?.sustainable, |it| it.sustainable)?;
            Some(format!("{name} carries {}/s", scaled(rate)))
        }
        "unavailability" => {
            let up = there.map_or_else(|| before()?.availability, |it| it.availability)?;
            Some(format!("{name} available {}", percent(up)))
        }
        "p99" => match there.map_or_else(|| before()?.latency_ms.p99, |it| it.p99_ms) {
            Some(time) => Some(format!("p99 of {name} {} ms", significant(time))),
            None => Some(format!("p99 of {name} unbounded")),
        },
        _ => None,
    }
}
