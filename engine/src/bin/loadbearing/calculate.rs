//! `calculate`: what a calculator gives, with its working down to inputs and sources.

use std::fmt::Write as _;

use loadbearing_engine::analysis::working::{Input, InputOrigin, Working};
use loadbearing_engine::calculator::Output;
use loadbearing_engine::rules::phrase::{counted, grouped, significant};
use loadbearing_engine::{Calculation, Calculator, Typed, calculators, find_calculator};

use super::{Answer, Command, Refusal, input, readable};

pub const COMMAND: Command = Command {
    name: "calculate",
    usage: "ID [NAME=VALUE …] [--json]",
    about: "What a calculator gives, with its working. Lists have commas between: 5,3,2.",
    run,
};

fn run(arguments: &[String]) -> Result<Answer, Refusal> {
    let words = input::words(arguments, &["--json"])?;
    let Some((id, rest)) = words.plain.split_first() else {
        return Err("expected the id of a calculator; `loadbearing calculators` lists them".into());
    };
    let calculator = find_calculator(id).ok_or_else(|| {
        let rest = input::did_you_mean(id, calculators::ALL.iter().map(|calculator| calculator.id));
        let rest = rest.unwrap_or_else(|| "; `loadbearing calculators` lists them".to_owned());
        Refusal(format!("there is no calculator {id:?}{rest}"))
    })?;
    let inputs: Vec<(&str, Typed)> = rest.iter().map(|word| stated(word)).collect::<Result<_, _>>()?;
    let found = calculator.work_out(inputs.iter().map(|(name, value)| (*name, value)))?;
    if words.options.is_empty() {
        return Ok(Answer::text(readable(calculator, &found)));
    }
    Ok(Answer::text(serde_json::to_string_pretty(&found)? + "\n"))
}

fn stated(word: &str) -> Result<(&str, Typed), Refusal> {
    let (name, value) = word.split_once('=').ok_or_else(|| Refusal(format!("expected NAME=VALUE, found {word:?}")))?;
    Ok((name, Typed::Text(value.to_owned())))
}

fn readable(calculator: &Calculator, found: &Calculation) -> String {
    let mut text = format!("{}\n", calculator.title);
    // What was explained once is not explained again.
    let mut shown: Vec<&Working> = Vec::new();
    for output in &found.outputs {
        let Output { label, working, .. } = output;
        let _ = writeln!(text, "\n{label}: {}", said(output));
        explained(&mut text, working, 1, &mut shown, &|origin| match origin {
            InputOrigin::Design { from } if from == "computed" => " (found in many steps)".to_owned(),
            InputOrigin::Design { .. } | InputOrigin::Own { .. } => " (put in)".to_owned(),
            InputOrigin::Default { source } => format!(" (default, {source})"),
            InputOrigin::Working { .. } => String::new(),
        });
    }
    let _ = writeln!(text, "\nSource: {}", calculator.source.text());
    text
}

/// What an output says: its word, else its figure.
fn said(output: &Output) -> String {
    match (&output.text, output.unit.as_str()) {
        (Some(text), _) => text.clone(),
        (None, unit @ ("B" | "B/s" | "min")) if output.working.value.is_finite() => {
            readable::figure(output.working.value, unit)
        }
        (None, "share") => format!("{} %", exact(output.working.value * 100.0)),
        (None, unit) => counted(&exact(output.working.value), unit).trim_end().to_owned(),
    }
}

/// The formula and what is put in, indented by depth; where each is from is said by `told`.
pub fn explained<'a>(
    text: &mut String,
    working: &'a Working,
    depth: usize,
    shown: &mut Vec<&'a Working>,
    told: &dyn Fn(&InputOrigin) -> String,
) {
    let indent = "  ".repeat(depth);
    let _ = writeln!(text, "{indent}= {}", working.formula);
    for Input { name, value, origin } in &working.inputs {
        let inner = if let InputOrigin::Working { working } = origin { Some(&**working) } else { None };
        let is_known = inner.is_some_and(|inner| shown.contains(&inner));
        let from = if is_known { " (as above)".to_owned() } else { told(origin) };
        let _ = writeln!(text, "{indent}  {name} = {}{from}", exact(*value));
        if let Some(inner) = inner.filter(|_| !is_known) {
            explained(text, inner, depth + 2, shown, told);
        }
    }
    shown.push(working);
}

/// Whole numbers in full; others with seven digits, or as many as tell them from a whole one.
pub fn exact(value: f64) -> String {
    let size = value.abs();
    if !value.is_finite() || size >= 1e15 || (size > 0.0 && size < 1e-6) {
        return significant(value);
    }
    let digits = if size < 1.0 { 12 } else { 6_usize.saturating_sub(libm::log10(size) as usize).max(2) };
    let text = format!("{value:.digits$}");
    let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
    let part = part.trim_end_matches('0');
    let sign = if whole.starts_with('-') { "-" } else { "" };
    let whole = grouped(whole.trim_start_matches('-').parse().unwrap_or(size));
    if part.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part}") }
}
