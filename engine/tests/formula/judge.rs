//! Judges a working as it stands in the JSON of a report: each formula is worked out over its inputs, down to the
//! leaves, and each leaf is looked up: in the design, as a default with its source, or among what never changes. Where
//! the design has a field `report`, it may also be another number of the report. Workings of calculators are judged the
//! same way, their inputs in place of a design.

use serde_json::Value;

/// What never changes: lengths of time and the like.
const CONSTANTS: [f64; 14] =
    [0.0, 1.0, 24.0, 60.0, 365.0, 1_000.0, 3_600.0, 8_760.0, 43_200.0, 86_400.0, 525_600.0, 1e6, 2_592_000.0, 1e9];

/// Recomputes a working from its leaves and compares each value on the way with what is shown.
///
/// # Panics
/// Where the working does not hold.
pub fn judge(working: &Value, design: &Value, place: &str) -> f64 {
    let formula = working["formula"].as_str().unwrap_or_else(|| panic!("{place}: no formula"));
    let mut inputs: Vec<(String, f64)> = Vec::new();
    for input in working["inputs"].as_array().expect("inputs") {
        let name = input["name"].as_str().expect("a name").to_owned();
        let shown = number(&input["value"], place);
        assert!(formula.contains(&name), "{place}: `{formula}` does not use {name}");
        assert!(!inputs.iter().any(|(known, _)| *known == name), "{place}: {name} stands for two things");
        let value = match input.get("working") {
            Some(inner) => judge(inner, design, &format!("{place} / {name}")),
            None => leaf(input, shown, design, &format!("{place} / {name}")),
        };
        assert_close(value, shown, &format!("{place}: input {name}"));
        inputs.push((name, value));
    }
    let value =
        super::value(formula, &inputs).unwrap_or_else(|error| panic!("{place}: `{formula}`: {error} ({inputs:?})"));
    let shown = number(&working["value"], place);
    let place = format!("{place}: {formula} of {inputs:?}");
    // One minus a share of nearly 1 has few digits, and a year has many minutes.
    let of_a_year = formula.starts_with("unavailability ×") || formula.ends_with("× minutes a year");
    let least = if of_a_year { 1.0 } else { 1e-6 };
    assert!((value - shown).abs() <= 1e-9 * shown.abs().max(least), "{place}: recomputed {value}, shown {shown}");
    value
}

/// # Panics
/// When two figures differ by more than rounding does.
pub fn assert_close(got: f64, want: f64, place: &str) {
    assert!((got - want).abs() <= 1e-9 * want.abs().max(1e-6), "{place}: recomputed {got}, shown {want}");
}

fn number(value: &Value, place: &str) -> f64 {
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
        "computed" => shown,
        // A time that is read from a distribution; the report says there how that was found.
        path if path.starts_with("report.journeys.") && path.ends_with(".latency") => shown,
        // Parts of the copies that stand where they stand.
        "places" => {
            assert!(shown > 0.0 && shown <= 1.0, "{place}: {shown}");
            shown
        }
        path => {
            let held = resolve(design, path);
            let found = held.iter().copied().find(|held| (held - shown).abs() <= 1e-12 * shown.abs());
            found.unwrap_or_else(|| panic!("{place}: `{path}` holds {held:?}, not {shown}"))
        }
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
