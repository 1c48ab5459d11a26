//! Whether an answer is what was worked by hand, and whether two answers are related as they must be. Answers are JSON:
//! numbers, `null` where no number may be given, words, switches, sets (lists in any order) and objects of these.

use serde_json::{Map, Value};

/// How far off a number may be, as a part of what it should be, where the kit says nothing.
const TOLERANCE: f64 = 1e-9;
/// Beside 0 there is no such part.
const LEAST: f64 = 1e-12;

fn tolerance(of: &Value) -> f64 {
    of["tolerance"].as_f64().unwrap_or(TOLERANCE)
}

fn near(got: f64, want: f64, tolerance: f64) -> bool {
    (got - want).abs() <= (tolerance * want.abs()).max(LEAST)
}

/// What is wrong with an answer to a question of a design.
pub fn expected(expected: &Value, got: &Value) -> Option<String> {
    let number = |want: f64, got: f64| near(got, want, tolerance(expected));
    matches(&expected["value"], got, &number)
}

/// Compares piece by piece; numbers by `number`, given the first and the second.
fn matches(first: &Value, second: &Value, number: &dyn Fn(f64, f64) -> bool) -> Option<String> {
    let fits = match (first, second) {
        (Value::Number(first), Value::Number(second)) => number(first.as_f64()?, second.as_f64()?),
        (Value::Object(firsts), Value::Object(seconds)) => {
            let mut pieces = firsts.iter().filter_map(|(name, first)| {
                let second = seconds.get(name).unwrap_or(&Value::Null);
                matches(first, second, number).map(|what| format!("{name}: {what}"))
            });
            return pieces.next().or_else(|| (firsts.len() != seconds.len()).then(|| format!("{second} has more")));
        }
        (Value::Array(firsts), Value::Array(seconds)) => sorted(firsts) == sorted(seconds),
        (first, second) => first == second,
    };
    (!fits).then(|| format!("{first} and {second}"))
}

fn sorted(set: &[Value]) -> Vec<String> {
    let mut members: Vec<String> = set.iter().map(Value::to_string).collect();
    members.sort();
    members
}

/// What is wrong between the answers before a change and after it.
pub fn relation(relation: &Value, before: &Value, after: &Value) -> Option<String> {
    let by = || relation["by"].as_f64().expect("a number to compare by");
    let tolerance = tolerance(relation);
    match relation["relation"].as_str().expect("a relation") {
        "same" => matches(before, after, &|before, after| near(after, before, tolerance)),
        "times" => matches(before, after, &|before, after| near(after, before * by(), tolerance)),
        "plus" => matches(before, after, &|before, after| near(after, before + by(), tolerance)),
        "not-lower" => matches(before, after, &|before, after| after >= before - LEAST),
        "becomes" => matches(&relation["value"], after, &|want, after| near(after, want, tolerance)),
        "none-added" => {
            let (before, after) = (before.as_array()?, after.as_array()?);
            after.iter().find(|member| !before.contains(member)).map(|member| format!("{member} is new"))
        }
        "share" => matches(after, after, &|share, _| (0.0..=1.0).contains(&share)),
        "report-or-error" => {
            let ends = after.as_str().is_some_and(|ending| {
                ending == "report" || ending.strip_prefix("error: ").is_some_and(|error| error.trim().len() > 10)
            });
            (!ends).then(|| format!("it ends with {after}"))
        }
        other => Some(format!("unknown relation {other}")),
    }
}

/// An answer that is wrong, near to the one given.
pub fn off(value: &Value) -> Value {
    match value {
        Value::Null => Value::from(1.0),
        Value::Bool(is) => Value::Bool(!is),
        Value::Number(number) => {
            let number = number.as_f64().unwrap_or_default();
            Value::from(if number == 0.0 { 0.01 } else { number * 1.08 })
        }
        Value::String(word) => Value::from(format!("not {word}")),
        Value::Array(members) => members.iter().skip(1).cloned().chain([Value::from("nobody")]).collect(),
        Value::Object(fields) => {
            fields.iter().map(|(name, value)| (name.clone(), off(value))).collect::<Map<_, _>>().into()
        }
    }
}

/// An answer after a change that breaks the relation.
pub fn broken(relation: &Value, before: &Value, after: &Value) -> Value {
    match relation["relation"].as_str() {
        Some("not-lower") => Value::from(before.as_f64().unwrap_or_default() * 0.92 - 0.001),
        Some("share") => beyond_one(after),
        Some("report-or-error") => Value::from("panic"),
        _ => off(after),
    }
}

fn beyond_one(value: &Value) -> Value {
    match value {
        Value::Object(fields) => {
            fields.iter().map(|(name, value)| (name.clone(), beyond_one(value))).collect::<Map<_, _>>().into()
        }
        _ => Value::from(1.08),
    }
}
