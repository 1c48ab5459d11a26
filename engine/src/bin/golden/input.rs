//! Reading figures out of a case. Answers nothing.

use serde_json::Value;

/// A number by name.
pub fn number(of: &Value, name: &str) -> Option<f64> {
    of.get(name)?.as_f64()
}

/// A number by name, or what it is where the case is silent.
pub fn number_or(of: &Value, name: &str, otherwise: f64) -> Option<f64> {
    match of.get(name) {
        None | Some(Value::Null) => Some(otherwise),
        Some(value) => value.as_f64(),
    }
}

/// A count by name; `2.0` is a count too.
pub fn count(of: &Value, name: &str) -> Option<u64> {
    whole(of.get(name)?)
}

/// A count by name, or what it is where the case is silent.
pub fn count_or(of: &Value, name: &str, otherwise: u64) -> Option<u64> {
    match of.get(name) {
        None | Some(Value::Null) => Some(otherwise),
        Some(value) => whole(value),
    }
}

/// A value that is a count.
pub fn whole(value: &Value) -> Option<u64> {
    let found = value.as_f64()?;
    ((0.0..9e15).contains(&found) && found == libm::floor(found)).then_some(found as u64)
}

/// A list by name; empty where the case is silent.
pub fn list<'a>(of: &'a Value, name: &str) -> &'a [Value] {
    of.get(name).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// Numbers by name.
pub fn numbers(of: &Value, name: &str) -> Option<Vec<f64>> {
    list(of, name).iter().map(Value::as_f64).collect()
}

/// A name: ids may be numbers.
pub fn name(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// Each of the numbers of a list, as it is written, with what a function makes of it.
pub fn each(of: &Value, list_name: &str, answer: impl Fn(f64) -> Option<f64>) -> Value {
    let pairs = list(of, list_name).iter().filter_map(|at| Some((name(at), answer(at.as_f64()?).into())));
    Value::Object(pairs.collect())
}
