//! `fix`: the design with a finding mended, as a rule offers it, or what that brings.

use loadbearing_engine::analysis::Graph;
use loadbearing_engine::report::{FigureChange, FixReport};
use loadbearing_engine::rules::phrase::{grouped, percent, scaled, significant};
use loadbearing_engine::{DesignFile, Evaluation, evaluate, read, rules, write};

use super::readable::{Names, table};
use super::{Answer, Command, Refusal, input};

pub const COMMAND: Command = Command {
    name: "fix",
    usage: "DESIGN.json | --template ID RULE [COMPONENT] [--preview]",
    about: "The design with a finding mended as its rule offers it; --preview says what that brings instead, --json as JSON.",
    run,
};

fn run(arguments: &[String]) -> Result<Answer, Refusal> {
    let words = input::words(arguments, &["--template", "--preview", "--json"])?;
    let (name, rest) = match words.plain.as_slice() {
        [name, rest @ ..] if !rest.is_empty() => (*name, rest),
        _ => return Err("expected a design and the id of a rule".into()),
    };
    let file = match words.options.contains(&"--template") {
        true => read(&input::template(name)?)?,
        false => input::design_file(name)?,
    };
    let (rule, component) = match rest {
        [rule] => (*rule, None),
        [rule, component] => (*rule, Some(*component)),
        _ => return Err("expected one rule, and one component at most".into()),
    };
    if rules::find(rule).is_none() {
        let hint = input::did_you_mean(rule, rules::all().map(|rule| rule.id));
        let hint = hint.unwrap_or_else(|| "; `loadbearing rules` lists them".to_owned());
        return Err(format!("there is no rule {rule:?}{hint}").into());
    }
    let report = evaluate(&file.design);
    let mut found = report.findings.iter().filter(|finding| finding.rule == rule);
    let about = |id: &str| found.clone().find(|finding| finding.components.first().is_some_and(|first| first == id));
    let finding = match component {
        Some(id) => about(id).ok_or_else(|| format!("{rule} finds nothing at {id:?}"))?,
        None => found.next().ok_or_else(|| format!("{rule} finds nothing in this design"))?,
    };
    let fix = Evaluation::begin(&Graph::new(&file.design)).fix(&finding.name());
    let fix = fix.ok_or_else(|| format!("{rule} offers no fix for this: {}", finding.fix))?;
    let text = if words.options.contains(&"--json") {
        serde_json::to_string_pretty(&fix)? + "\n"
    } else if words.options.contains(&"--preview") {
        preview(&Names::of(&fix.design), &fix)
    } else {
        write(&DesignFile { design: fix.design, ..file })
    };
    Ok(Answer::text(text))
}

fn preview(names: &Names<'_>, fix: &FixReport) -> String {
    let mut text = String::new();
    for step in &fix.steps {
        let source = if step.source.is_empty() { String::new() } else { format!(" ({})", step.source) };
        text.push_str(&format!("{}{source}\n", step.says));
    }
    text.push('\n');
    // What reads the same on both sides has not changed for a reader.
    let sides = |row: &FigureChange| [row.before, row.after].map(|side| value(row, side, fix));
    let changes = |row: &&FigureChange| sides(row)[0] != sides(row)[1];
    text.push_str(&table(
        fix.figures.iter().filter(changes).map(|row| {
            let of = match &*row.figure {
                _ if row.subject.is_empty() => String::new(),
                "utilization" => format!(" of {}", names.component(&row.subject)),
                _ => format!(" of {}", names.journey(&row.subject)),
            };
            let name = format!("{}{of}", row.figure.replace('_', " "));
            let [before, after] = sides(row);
            [name, format!("{before} → {after}")]
        }),
        "  ",
    ));
    if !fix.cost_is_complete && fix.figures.iter().any(|row| row.figure == "per_month") {
        text.push_str("  Not everything is priced: what it costs a month is a part.\n");
    }
    for turned in &fix.turned {
        let of = turned.journey.as_deref().map_or_else(String::new, |id| format!(" of {}", names.journey(id)));
        let fate = if turned.met == Some(true) { "reached" } else { "missed" };
        text.push_str(&format!("  Newly {fate}: {}{of}\n", turned.what));
    }
    for (word, findings) in [("Gone", &fix.gone), ("New", &fix.new)] {
        for finding in findings {
            text.push_str(&format!("  {word}: {} {}: {}\n", finding.severity, finding.rule, finding.message));
        }
    }
    text
}

fn value(row: &FigureChange, value: Option<f64>, fix: &FixReport) -> String {
    let Some(value) = value else { return "–".to_owned() };
    match &*row.figure {
        "utilization" | "load_factor_at_saturation" | "availability" => percent(value),
        "mean" | "p99" => format!("{} ms", significant(value)),
        "per_month" => format!("{} {}", scaled(value), fix.currency),
        _ => grouped(value),
    }
}
