//! `compare`: two designs side by side, to read or as JSON.

use loadbearing_engine::compare;
use loadbearing_engine::design::Design;
use loadbearing_engine::report::{Change, ComparedFigure, Comparison, FieldChange, FindingBrief, Side, Value, Word};
use loadbearing_engine::rules::phrase::{grouped, percent, percent_below, scaled, significant};

use super::readable::{Names, section, short, table};
use super::visible::visible;
use super::{Answer, Command, Refusal, input};

pub const COMMAND: Command = Command {
    name: "compare",
    usage: "A B [--json]",
    about: "What differs from A to B, and which is better; each a file, -, template:ID or a link. Exit code 1: B falls short where A does not.",
    run,
};

fn run(arguments: &[String]) -> Result<Answer, Refusal> {
    let words = input::words(arguments, &["--json"])?;
    let [before, after] = words.plain.as_slice() else {
        return Err("expected two designs, each a file, -, template:ID or a link".into());
    };
    if before == after && *before == "-" {
        return Err("standard input can be one of both designs only".into());
    }
    let (before, after) = (input::any_design(before)?, input::any_design(after)?);
    let found = compare(&before, &after);
    let text = match words.options.contains(&"--json") {
        true => serde_json::to_string_pretty(&found)? + "\n",
        false => readable([&before.design, &after.design], &found),
    };
    let is_missed = found.targets.iter().any(|target| target.after == Some(false) && target.before != Some(false));
    let errors = is_missed || found.new.iter().any(|new| new.severity == "error");
    Ok(Answer { errors, ..Answer::text(text) })
}

fn readable(designs: [&Design; 2], found: &Comparison) -> String {
    let names = designs.map(Names::of);
    let title =
        |side: &Side| if side.title.is_empty() { "without a title".to_owned() } else { visible(&side.title, "") };
    let count = |outcome: &str| found.figures.iter().filter(|row| row.outcome == outcome).count();
    let mut text = format!("A: {}\nB: {}\n", title(&found.before), title(&found.after));
    let (better, worse) = (count("better"), count("worse"));
    text.push_str(&match found.changes.len() {
        0 => "Both say the same.\n".to_owned(),
        changes => format!("Changes: {changes}. Figures of B: {better} better, {worse} worse.\n"),
    });
    section(&mut text, "Changes", found.changes.iter().map(change).collect());
    let rows = found.figures.iter().map(|row| {
        let outcome = if row.outcome.is_empty() { String::new() } else { format!(", {}", row.outcome) };
        let [before, after] = [
            cell(row, row.before, &row.says_before, &found.before, names[0].wanted),
            cell(row, row.after, &row.says_after, &found.after, names[1].wanted),
        ];
        [figure(&names, found, row), format!("{before} → {after}{outcome}")]
    });
    section(&mut text, "Figures", table(rows, "  "));
    if found.figures_left_out > 0 {
        text.push_str(&format!("  {} more components are not as full as in A.\n", found.figures_left_out));
    }
    let targets = found.targets.iter().map(|target| {
        let name = |id: &String| format!(" of {}", journey(&names, id));
        let of = target.journey.as_ref().map_or_else(String::new, name);
        let fate = |met: Option<bool>| match met {
            None => "not asked or not known",
            Some(true) => "reached",
            Some(false) => "missed",
        };
        [format!("{}{of}", target.what), format!("{} → {}", fate(target.before), fate(target.after))]
    });
    section(&mut text, "Targets", table(targets, "  "));
    for (heading, findings) in [("Findings gone", &found.gone), ("Findings new", &found.new)] {
        let line = |one: &FindingBrief| format!("  {} {}: {}\n", one.severity, one.rule, visible(&one.message, ""));
        section(&mut text, heading, findings.iter().map(line).collect());
    }
    text
}

fn change(change: &Change) -> String {
    let sign = match &*change.fate {
        "added" => "+",
        "removed" => "-",
        _ => "~",
    };
    let name = if change.name.is_empty() { change.of.to_string() } else { format!("{} {}", change.of, change.name) };
    let fields: Vec<String> = change.fields.iter().map(|one| field(one, &change.fate)).collect();
    let rest = if fields.is_empty() { String::new() } else { format!(": {}", fields.join(", ")) };
    visible(&format!("  {sign} {name}{rest}"), "") + "\n"
}

fn field(field: &FieldChange, fate: &Word) -> String {
    let name = field.field.replace('_', " ");
    let told = |value: &Option<Value>| value.as_ref().map_or_else(|| "–".to_owned(), value_of);
    match &**fate {
        "added" => format!("{name} {}", told(&field.after)),
        "removed" => format!("{name} {}", told(&field.before)),
        _ => format!("{name} {} → {}", told(&field.before), told(&field.after)),
    }
}

fn value_of(value: &Value) -> String {
    match value {
        Value::Switch(on) => if *on { "yes" } else { "no" }.to_owned(),
        Value::Number(value) => format!("{value}"),
        Value::Text(text) => format!("“{}”", short(text)),
        Value::Words(words) if words.is_empty() => "none".to_owned(),
        Value::Words(words) => words.join("+"),
        Value::Numbers(values) => values.iter().map(f64::to_string).collect::<Vec<_>>().join(" "),
    }
}

/// The name of a journey; the second design's, where both have it.
fn journey<'a>(names: &'a [Names<'_>; 2], id: &'a str) -> &'a str {
    let [before, after] = names;
    if after.journey(id) == id { before.journey(id) } else { after.journey(id) }
}

fn figure(names: &[Names<'_>; 2], found: &Comparison, row: &ComparedFigure) -> String {
    let component = |id: &str| {
        let [before, after] = names;
        if after.component(id) == id { before.component(id).to_owned() } else { after.component(id).to_owned() }
    };
    match (&*row.figure, row.subject.as_str()) {
        ("utilization", "") => {
            let busiest = |side: &Side| side.bottleneck.as_deref().map_or_else(|| "–".to_owned(), component);
            let (before, after) = (busiest(&found.before), busiest(&found.after));
            let who = if before == after { before } else { format!("{before} → {after}") };
            format!("load of the busiest, {who}")
        }
        ("utilization", id) => format!("load of {}", component(id)),
        ("load_factor_at_saturation", _) => "carries times the peak".to_owned(),
        ("per_month", _) => "cost a month".to_owned(),
        (figure, "") => figure.replace('_', " "),
        (figure, id) => format!("{figure} of {}", journey(names, id)),
    }
}

fn cell(row: &ComparedFigure, value: Option<f64>, says: &Word, side: &Side, wanted: Option<f64>) -> String {
    let Some(value) = value else { return if says.is_empty() { "–".to_owned() } else { says.to_string() } };
    let text = match &*row.figure {
        "utilization" => percent(value),
        "availability" => percent_below(value, wanted),
        "load_factor_at_saturation" => significant(value),
        "p99" => format!("{} ms", significant(value)),
        "peak" | "sustainable" => format!("{} req/s", scaled(value)),
        "per_month" => format!("{} {}", grouped(value), side.currency),
        _ => grouped(value),
    };
    if says.is_empty() { text } else { format!("{text} ({says})") }
}
