//! Judges a working as it stands in the JSON of a report: each formula is worked out over its inputs, down to the
//! leaves, and each leaf is looked up: in the design, as a default with its source, or among what never changes. No
//! other number of the report is an end. Workings of calculators are judged the
//! same way, their inputs in place of a design.

use serde_json::Value;

use super::Value as Worth;
use super::times::Time;

/// What never changes: lengths of time and the like.
const CONSTANTS: [f64; 15] = [
    0.0,
    1e-6,
    1.0,
    24.0,
    60.0,
    365.0,
    1_000.0,
    3_600.0,
    8_760.0,
    43_200.0,
    86_400.0,
    525_600.0,
    1e6,
    2_592_000.0,
    1e9,
];

/// How far a time that varies may be from what its formula gives, besides what that lies between: the lattice that the
/// engine reads it from. A share of the time itself.
const READ: f64 = 2e-3;

/// Recomputes a working from its leaves and compares each value on the way with what is shown.
///
/// # Panics
/// Where the working does not hold.
pub fn judge(working: &Value, design: &Value, place: &str) -> f64 {
    let value = recompute(working, design, place, &mut Vec::new());
    super::number(&value).unwrap_or_else(|error| panic!("{place}: {error}"))
}

/// `above` are the inputs so far, each with what is shown of it: those before this working, and those around it.
fn recompute(working: &Value, design: &Value, place: &str, above: &mut Vec<(String, f64)>) -> Worth {
    let formula = working["formula"].as_str().unwrap_or_else(|| panic!("{place}: no formula"));
    let mut inputs: Vec<(String, Worth)> = Vec::new();
    for input in working["inputs"].as_array().expect("inputs") {
        let name = input["name"].as_str().expect("a name").to_owned();
        let shown = number(&input["value"], place);
        assert!(formula.contains(&name), "{place}: `{formula}` does not use {name}");
        assert!(!inputs.iter().any(|(known, _)| *known == name), "{place}: {name} stands for two things");
        let value = match input.get("working") {
            Some(inner) => {
                above.push((name.clone(), shown));
                recompute(inner, design, &format!("{place} / {name}"), above)
            }
            None if input["from"] == "above" => {
                let known = above.iter().rev().find(|(known, _)| *known == name);
                let (_, known) = known.unwrap_or_else(|| panic!("{place}: {name} is not above"));
                Worth::Number(*known)
            }
            None => Worth::Number(leaf(input, shown, design, &format!("{place} / {name}"))),
        };
        let got = super::number(&value).unwrap_or_else(|error| panic!("{place}: {error}"));
        assert_close(got, shown, &format!("{place}: input {name}"));
        inputs.push((name, value));
    }
    let shown = number(&working["value"], place);
    let found = super::value(formula, &inputs, shown);
    let value = found.unwrap_or_else(|error| panic!("{place}: `{formula}`: {error} ({inputs:?})"));
    let place = format!("{place}: {formula} of {}", told(&inputs));
    let between = |low: f64, high: f64| {
        let within = READ * shown.abs() + 1e-6;
        assert!((low - within..=high + within).contains(&shown), "{place}: between {low} and {high}, shown {shown}");
    };
    let varies = working["varies"].as_bool().unwrap_or(false);
    assert!(!varies || matches!(value, Worth::Varies(_)), "{place}: does not vary");
    match value {
        Worth::Between(low, high) => {
            between(low, high);
            Worth::Number(shown)
        }
        // What is put together from it goes on with the mean that is shown.
        Worth::Varies(Time { spread, mean: (low, high) }) if low < high => {
            between(low, high);
            if varies { Worth::Varies(Time { spread, mean: (shown, shown) }) } else { Worth::Number(shown) }
        }
        value => {
            let got = super::number(&value).unwrap_or_else(|error| panic!("{place}: {error}"));
            if got == shown {
                // Also where both are without end.
                return if varies { value } else { Worth::Number(got) };
            }
            // One minus a share of nearly 1 has few digits, and a year has many minutes.
            let of_a_year = formula.starts_with("unavailability ×") || formula.ends_with("× minutes a year");
            let least = if of_a_year { 1.0 } else { 1e-6 };
            assert!((got - shown).abs() <= 1e-9 * shown.abs().max(least), "{place}: recomputed {got}, shown {shown}");
            // Where a mean is all that is wanted it is a number.
            if varies { value } else { Worth::Number(got) }
        }
    }
}

/// Inputs as they are said when something is wrong.
fn told(inputs: &[(String, Worth)]) -> String {
    let one = |(name, value): &(String, Worth)| format!("{name} = {}", super::number(value).unwrap_or(f64::NAN));
    inputs.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// # Panics
/// When two figures differ by more than rounding does.
pub fn assert_close(got: f64, want: f64, place: &str) {
    assert!(
        got == want || (got - want).abs() <= 1e-9 * want.abs().max(1e-6),
        "{place}: recomputed {got}, shown {want}"
    );
}

/// JSON has no figure without end, and writes `null`.
fn number(value: &Value, place: &str) -> f64 {
    if value.is_null() {
        return f64::INFINITY;
    }
    value.as_f64().unwrap_or_else(|| panic!("{place}: {value} is no figure"))
}

fn leaf(input: &Value, shown: f64, design: &Value, place: &str) -> f64 {
    match input["from"].as_str().unwrap_or_else(|| panic!("{place}: {input} comes from nowhere")) {
        "default" => {
            assert!(input["source"].as_str().is_some_and(|source| !source.is_empty()), "{place}: a default of nobody");
            shown
        }
        "constant" => {
            assert!(CONSTANTS.contains(&shown), "{place}: {shown} is called a constant");
            shown
        }
        // What no short formula gives: an approximation in many steps, or a search.
        "computed" => {
            assert!(design.get("components").is_none(), "{place}: no number of a report ends so in these tests");
            shown
        }
        // Numbers that hold together: each is one of the report's balance.
        "balance" => {
            let holds = |value: &Value| value.as_f64().is_some_and(|held| (held - shown).abs() <= 1e-9 * shown.abs());
            assert!(anywhere(&design["report"], &holds), "{place}: {shown} stands nowhere in the balance");
            shown
        }
        path if path.starts_with("report.") => panic!("{place}: `{path}` is no end"),
        // Parts of the copies that stand where they stand.
        "places" => {
            assert!(shown > 0.0 && shown <= 1.0, "{place}: {shown}");
            shown
        }
        // Counted in drawn worlds, or a share of time on average over them; a test of its own draws others.
        path if path.starts_with("drawn[") => {
            assert!(shown.fract() == 0.0 || (0.0..=1.0).contains(&shown), "{place}: {shown} worlds");
            shown
        }
        // How finely times were put on a lattice: its step is a power of two.
        "lattice" => {
            let is_step = place.ends_with("step");
            assert!(shown >= 0.0 && (!is_step || libm::log2(shown).fract() == 0.0), "{place}: {shown}");
            shown
        }
        path => {
            let held = resolve(design, path);
            let found = held.iter().copied().find(|held| (held - shown).abs() <= 1e-12 * shown.abs());
            found.unwrap_or_else(|| panic!("{place}: `{path}` holds {held:?}, not {shown}"))
        }
    }
}

/// Whether any value within is such.
fn anywhere(value: &Value, is_it: &dyn Fn(&Value) -> bool) -> bool {
    match value {
        Value::Object(fields) => fields.values().any(|field| anywhere(field, is_it)),
        Value::Array(members) => members.iter().any(|member| anywhere(member, is_it)),
        other => is_it(other),
    }
}

/// What stands at a place of the design; several where parallel connections share a name. What is no figure counts as
/// many as there are.
fn resolve(design: &Value, path: &str) -> Vec<f64> {
    let mut found = vec![design];
    let mut rest = path;
    while !rest.is_empty() {
        rest = rest.trim_start_matches('.');
        if let Some(inner) = rest.strip_prefix('[') {
            let (keys, after) = inner.split_once(']').expect("a bracket is closed");
            if keys.contains(',') {
                let each = |key| found.iter().flat_map(|list| pick(list, key)).count();
                let counts: Vec<usize> = keys.split(',').map(each).collect();
                return if counts.contains(&0) { Vec::new() } else { vec![counts.len() as f64] };
            }
            found = found.iter().flat_map(|list| pick(list, keys)).collect();
            rest = after;
        } else {
            let end = rest.find(['.', '[']).unwrap_or(rest.len());
            found = found.iter().filter_map(|object| object.get(&rest[..end])).collect();
            rest = &rest[end..];
        }
    }
    found.into_iter().map(held).collect()
}

/// The members of a list that a key names: by place, id, or ends.
fn pick<'a>(list: &'a Value, key: &str) -> Vec<&'a Value> {
    if let Value::Object(members) = list {
        return members.get(key).into_iter().collect();
    }
    let empty = Vec::new();
    let list = list.as_array().unwrap_or(Box::leak(Box::new(empty)));
    if let Some(at) = key.parse::<usize>().ok().filter(|at| *at < list.len()) {
        return vec![&list[at]];
    }
    let text = |member: &Value, name: &str| member[name].as_str().unwrap_or_default().to_owned();
    let named = |member: &&Value| match (member["id"].as_str(), member["what"].as_str()) {
        (Some(id), _) => id == key,
        (_, Some(what)) => format!("{} {what}", text(member, "of")) == key,
        _ => format!("{}->{}", text(member, "from"), text(member, "to")) == key,
    };
    list.iter().filter(named).collect()
}

fn held(value: &Value) -> f64 {
    let all = |values: &[&Value]| values.iter().map(|value| value.as_f64()).sum::<Option<f64>>();
    match value {
        Value::Number(number) => number.as_f64().unwrap_or(f64::NAN),
        Value::Array(members) => members.len() as f64,
        Value::Object(fields) => all(&fields.values().collect::<Vec<_>>()).unwrap_or(1.0),
        _ => f64::NAN,
    }
}
