//! `explain`: the page of a rule, a kind, a formula or a calculator.

use std::fmt::Write as _;

use loadbearing_engine::calculator::{Calculator, Described, DescribedInput};
use loadbearing_engine::design::vocabulary::{Fallback, SettingSpec, Shape};
use loadbearing_engine::formulas::{self, Formula};
use loadbearing_engine::kinds::{self, Kind, catalogue};
use loadbearing_engine::rules::{self, Rule};
use loadbearing_engine::{Typed, calculators, find_calculator};

use super::{Answer, Command, Refusal, input};

pub const COMMAND: Command =
    Command { name: "explain", usage: "ID", about: "The page of a rule, a kind, a formula or a calculator.", run };

fn run(arguments: &[String]) -> Result<Answer, Refusal> {
    let id = input::one(arguments, "the id of a rule, a kind, a formula or a calculator")?;
    if let Some(rule) = rules::find(id) {
        return Ok(Answer::text(rule_page(rule)));
    }
    if let Some(kind) = kinds::find(id) {
        return Ok(Answer::text(kind_page(kind)));
    }
    if let Some(formula) = formulas::find(id) {
        return Ok(Answer::text(formula_page(formula)));
    }
    if let Some(calculator) = find_calculator(id) {
        return Ok(Answer::text(calculator_page(calculator)));
    }
    let known = rules::all().map(|rule| rule.id).chain(catalogue::ALL.iter().map(|kind| kind.id));
    let known = known.chain(formulas::ALL.iter().map(|formula| formula.id));
    let known = known.chain(calculators::ALL.iter().map(|calculator| calculator.id));
    let rest = input::did_you_mean(id, known);
    let rest = rest.unwrap_or_else(|| {
        let formulas: Vec<&str> = formulas::ALL.iter().map(|formula| formula.id).collect();
        format!("; `loadbearing rules`, `kinds` and `calculators` list them, the formulas are {}", formulas.join(", "))
    });
    Err(format!("there is no rule, kind, formula or calculator {id:?}{rest}").into())
}

fn rule_page(rule: &Rule) -> String {
    let core = if rule.core { ", core" } else { "" };
    format!(
        "# {}\n\n`{}` ({}{core})\n\n{}\nSource: {}\n",
        rule.title,
        rule.id,
        rule.severity.text(),
        page(rule.page),
        rule.cited()
    )
}

fn kind_page(kind: &Kind) -> String {
    let mut text = format!("# {}\n\n`{}`\n\n{}\n## Settings\n", kind.name, kind.id, page(kind.page));
    for spec in kind.all_settings() {
        let _ = writeln!(text, "- `{}`: {} {}{}", spec.name, spec.meaning, values(spec), default(spec));
    }
    if !kind.presets.is_empty() {
        text.push_str("\n## Presets\n");
        for preset in kind.presets {
            let line = format!("- `{}`: {}. {}", preset.id, preset.name, preset.note);
            let _ = writeln!(text, "{}", line.trim_end());
        }
    }
    let _ = writeln!(text, "\nSource: {}", kind.source.text());
    text
}

fn formula_page(formula: &Formula) -> String {
    let Formula { id, title, formula, page, source } = formula;
    format!("# {title}\n\n`{id}`\n\n    {formula}\n\n{page}\n\nSource: {source}\n")
}

fn calculator_page(calculator: &Calculator) -> String {
    let Described { id, title, formula, page: text, source, inputs, .. } = calculator.described();
    let mut said = format!("# {title}\n\n`{id}`\n\n    {formula}\n\n{}\n## Inputs\n", page(&text));
    for input in inputs {
        let DescribedInput { name, meaning, unit, choices, default, source, .. } = input;
        let unit = match unit.as_str() {
            "" => String::new(),
            "share" => " From 0 to 1.".to_owned(),
            unit => format!(" In {unit}."),
        };
        let words = if choices.is_empty() { String::new() } else { format!(" One of {}.", choices.join(", ")) };
        let default = default.map_or_else(String::new, |value| format!(" Default {} ({source}).", typed(&value)));
        let _ = writeln!(said, "- `{name}`: {meaning}{unit}{words}{default}");
    }
    let _ = writeln!(said, "\nSource: {source}");
    said
}

/// As it would be typed.
fn typed(value: &Typed) -> String {
    match value {
        Typed::Number(value) => value.to_string(),
        Typed::Numbers(values) => values.iter().map(f64::to_string).collect::<Vec<_>>().join(","),
        Typed::Text(text) => text.clone(),
    }
}

fn values(spec: &SettingSpec) -> String {
    match spec.shape {
        Shape::Number { unit: "", .. } => "A number.".to_owned(),
        Shape::Number { unit: "share", .. } => "From 0 to 1.".to_owned(),
        Shape::Number { unit, .. } => format!("In {unit}."),
        Shape::Switch => "`true` or `false`.".to_owned(),
        Shape::Choice(words) => format!("One of {}.", words.join(", ")),
        Shape::Text => "A text.".to_owned(),
        Shape::Words => "A list of words.".to_owned(),
    }
}

fn default(spec: &SettingSpec) -> String {
    let value = match spec.default {
        Fallback::Open => return String::new(),
        Fallback::Number(value) => value.to_string(),
        Fallback::Switch(on) => on.to_string(),
        Fallback::Text(word) => word.to_owned(),
    };
    format!(" Default {value} ({}).", spec.source.text())
}

/// A page without the space that doc comments put before each line.
fn page(text: &str) -> String {
    text.lines().map(|line| format!("{}\n", line.strip_prefix(' ').unwrap_or(line))).collect()
}
