//! What happens when something breaks, as text for people: the worst first, losses with the same consequences on one
//! line.

use loadbearing_engine::report::{Down, Loss, Outcome, OverCapacity, Report, Scenario};
use loadbearing_engine::rules::phrase::{percent, scaled};

use super::readable::{Names, table};

/// Lines of the table.
const MOST_LINES: usize = 10;

/// The worst losses; what harms nothing is counted.
pub fn worst<'a>(names: &Names<'a>, report: &'a Report) -> String {
    let Some(losses) = &report.what_if else { return String::new() };
    let mut lines: Vec<(Weight, String, Vec<String>)> = Vec::new();
    let mut harmless = 0;
    for loss in losses {
        let text = consequence(names, loss);
        if text.is_empty() {
            harmless += 1;
            continue;
        }
        let subject = subject(names, loss);
        match lines.iter_mut().find(|(_, known, _)| *known == text) {
            Some((_, _, subjects)) => subjects.push(subject),
            None => lines.push((Weight::of(loss), text, vec![subject])),
        }
    }
    // Stable: of equal weight, as the table sorts them.
    lines.sort_by(|a, b| b.0.partial_cmp(&a.0).unwrap_or(std::cmp::Ordering::Equal));
    let more = lines.len().saturating_sub(MOST_LINES);
    let mut text = table(lines.into_iter().take(MOST_LINES).map(|(_, text, subjects)| [listed(subjects), text]), "  ");
    let mut rest = Vec::new();
    if more > 0 {
        rest.push(format!("{more} more lines say less"));
    }
    if harmless > 0 {
        rest.push(format!("losses that harm nobody: {harmless}"));
    }
    let left_out = report.what_if_left_out.iter().map(|left_out| match &*left_out.what {
        "callers" => format!("what callers make of {} losses", left_out.count),
        what => format!("{} × {what}", left_out.count),
    });
    let left_out: Vec<String> = left_out.collect();
    if !left_out.is_empty() {
        rest.push(format!("not tried, because there are too many: {}", left_out.join(", ")));
    }
    if !rest.is_empty() {
        text.push_str(&format!("  {}; --json has the whole table.\n", rest.join("; ")));
    }
    text
}

/// A scenario as it is written on the command line.
pub fn supposed(scenario: &Scenario) -> String {
    let mut words: Vec<String> = scenario.down.iter().map(|down| format!("--down {}", down.text())).collect();
    words.extend(scenario.cold.iter().map(|id| format!("--cold {id}")));
    if scenario.load != 1.0 {
        words.push(format!("--load {}", scenario.load));
    }
    words.extend(scenario.journeys.iter().map(|(id, times)| format!("--spike {id}={times}")));
    words.extend(scenario.slow.iter().map(|(id, times)| format!("--slow {id}={times}")));
    words.extend(scenario.delay_ms.iter().map(|(id, delay)| format!("--slow {id}=+{delay}ms")));
    words.join(" ")
}

/// What a scenario does.
pub fn outcome<'a>(names: &Names<'a>, outcome: &'a Outcome) -> String {
    let journeys = outcome.journeys.iter().map(|(id, journey)| {
        let mut parts = vec![format!("{}, {}/s at peak", journey.state, scaled(journey.peak))];
        if !journey.lacks.is_empty() {
            parts.push(format!("lacks {}", journey.lacks.join(", ")));
        }
        if !journey.without.is_empty() {
            parts.push(format!("goes without {}", each(names, &journey.without)));
        }
        if journey.state != "fails" && journey.carried < 1.0 {
            parts.push(format!(
                "{} of it carried, {} before",
                percent(journey.carried),
                percent(journey.carried_before)
            ));
        }
        if journey.in_cascade != journey.state {
            parts.push(format!("{} if what is over capacity falls", journey.in_cascade));
        }
        [names.journey(id).to_owned(), parts.join("; ")]
    });
    let changed = outcome
        .components
        .iter()
        .filter(|(_, component)| component.state != "works" || component.utilization != component.utilization_before);
    let components = changed.map(|(id, component)| {
        let mut text = component.state.replace('_', " ");
        let over: Vec<&OverCapacity> = outcome.over_capacity.iter().filter(|over| over.component == *id).collect();
        for over in &over {
            let full =
                over.utilization.map_or_else(|| "more than it can do".to_owned(), |full| percent(full) + " full");
            let before = over.before.map_or_else(String::new, |before| format!(", {} before", percent(before)));
            text.push_str(&format!(", {}{full}{before}", of_role(over)));
        }
        if let Some(full) = component.utilization.filter(|_| over.is_empty()) {
            text.push_str(&format!(", {} full", percent(full)));
            if let Some(before) = component.utilization_before {
                text.push_str(&format!(", {} before", percent(before)));
            }
        }
        if let Some(wave) = component.falls_in_wave.filter(|wave| *wave > 1) {
            text.push_str(&format!("; driven over capacity in wave {wave}"));
        }
        [names.component(id).to_owned(), text]
    });
    let mut text = table(journeys.chain(components), "  ");
    for (at, wave) in outcome.cascade.iter().enumerate() {
        let falls = if at == 0 { "If that falls" } else { "then" };
        let next: Vec<String> = wave.iter().map(|over| full(names, over)).collect();
        text.push_str(&format!("  {falls}, it takes {}\n", listed(next)));
    }
    for sentence in &outcome.happens {
        text.push_str(&format!("  {sentence}\n"));
    }
    text
}

/// How bad a loss is: journeys that fail at once, that fail in the end, that go on with less, and how full it gets.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
struct Weight(usize, usize, usize, f64);

impl Weight {
    fn of(loss: &Loss) -> Self {
        let full = loss.over_capacity.iter().map(|over| over.utilization.unwrap_or(f64::INFINITY)).fold(0.0, f64::max);
        Self(loss.fails.len(), loss.fails_in_cascade.len(), loss.degraded.len(), full)
    }
}

fn subject<'a>(names: &Names<'a>, loss: &'a Loss) -> String {
    if let [Down::Connection { from, to, id }] = &loss.scenario.down[..] {
        let id = id.as_ref().map_or_else(String::new, |id| format!(" ({id})"));
        return format!("{} → {}{id}", names.component(from), names.component(to));
    }
    let name = names.component(&loss.subject);
    match &*loss.what {
        "copy" => format!("{name}, one copy"),
        "primary" | "replica" => format!("{name}, one {}", loss.what),
        "cold-cache" => format!("{name}, cold"),
        _ => name.to_owned(),
    }
}

fn consequence<'a>(names: &Names<'a>, loss: &'a Loss) -> String {
    let mut parts = Vec::new();
    if !loss.fails.is_empty() {
        parts.push(format!("stops {}", journeys(names, &loss.fails)));
    }
    if !loss.over_capacity.is_empty() {
        let over: Vec<String> = loss.over_capacity.iter().map(|over| full(names, over)).collect();
        parts.push(format!("takes {}", listed(over)));
    } else {
        for degraded in &loss.degraded {
            let without = each(names, &degraded.without);
            parts.push(format!("{} goes without {without}", names.journey(&degraded.journey)));
        }
    }
    if !loss.fails_in_cascade.is_empty() {
        parts.push(format!("if that falls, it stops {}", journeys(names, &loss.fails_in_cascade)));
    }
    parts.join("; ")
}

fn full<'a>(names: &Names<'a>, over: &'a OverCapacity) -> String {
    let role = of_role(over);
    let full = over.utilization.map_or_else(|| "more than it can do".to_owned(), percent);
    let before = over.before.map_or_else(String::new, |before| format!(" ({} before)", percent(before)));
    format!("{} {role}to {full}{before}", names.component(&over.component))
}

/// Which copies, where there are several sorts; with a space behind.
fn of_role(over: &OverCapacity) -> &'static str {
    match &*over.role {
        "primary" => "primaries ",
        "replica" => "replicas ",
        "places" => "places ",
        _ => "",
    }
}

fn journeys<'a>(names: &Names<'a>, ids: &'a [String]) -> String {
    ids.iter().map(|id| names.journey(id)).collect::<Vec<_>>().join(", ")
}

fn each<'a>(names: &Names<'a>, ids: &'a [String]) -> String {
    listed(ids.iter().map(|id| names.component(id).to_owned()).collect())
}

/// Names in a line that stays readable.
fn listed(mut names: Vec<String>) -> String {
    const MOST: usize = 4;
    let all = names.len();
    names.truncate(MOST);
    let text = names.join(", ");
    if all > MOST { format!("{text} … ({all})") } else { text }
}
