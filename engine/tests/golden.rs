//! Cases of known outcome, worked out by other means: the `golden` program answers them, a judge compares. The judge
//! itself has to refuse answers that are 8 % off.

#![allow(clippy::unwrap_used, reason = "a case that cannot be read fails the test")]

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Map, Value};

/// Fields that say something beside the answer: simulated or printed figures, bounds, wrong ways to the answer.
const BESIDE: &[&str] = &[
    "simulated",
    "wq_simulated",
    "simulated_lru",
    "static_top_c",
    "printed_percent",
    "max_of_independent_bound",
    "independent_unavailability",
    "servers_minus_one_fails",
    "spectral_radius",
    "characteristic_time_requests",
    "even_split_max_rate",
    "lower_bound",
    "even_share",
    "mean_load",
    "cdf_max",
    "p_wait_at",
    "exact",
    "wq_exact",
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/golden/cases")
}

fn cases() -> Vec<Value> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.iter().map(|file| serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap()).collect()
}

/// What is wrong with an answer; nothing when it is right.
fn judge(case: &Value, answer: &Value) -> Vec<String> {
    let mut wrong = Vec::new();
    for (field, expected) in case["expected"].as_object().unwrap() {
        if !BESIDE.contains(&field.as_str()) {
            compare(field, expected, answer.get(field), &case["tolerance"], field, &mut wrong);
        }
    }
    wrong
}

fn compare(place: &str, expected: &Value, got: Option<&Value>, allowed: &Value, field: &str, wrong: &mut Vec<String>) {
    let Some(got) = got else {
        wrong.push(format!("{place}: not answered"));
        return;
    };
    let right = match expected {
        Value::Object(fields) => {
            for (name, value) in fields {
                compare(&format!("{place}.{name}"), value, got.get(name), allowed, field, wrong);
            }
            return;
        }
        Value::Array(values) if !values.is_empty() && values.iter().all(Value::is_number) => {
            for (at, value) in values.iter().enumerate() {
                compare(&format!("{place}[{at}]"), value, got.get(at), allowed, field, wrong);
            }
            got.as_array().map(Vec::len) == Some(values.len())
        }
        Value::Array(_) => got.is_array() && unordered(expected) == unordered(got),
        Value::Number(number) => got.as_f64().is_some_and(|got| close(number.as_f64().unwrap(), got, allowed, field)),
        other => other == got,
    };
    if !right {
        wrong.push(format!("{place}: expected {expected}, got {got}"));
    }
}

fn unordered(set: &Value) -> Vec<String> {
    let member = |member: &Value| if member.is_array() { unordered(member).join("\n") } else { member.to_string() };
    let mut members: Vec<String> = set.as_array().unwrap().iter().map(member).collect();
    members.sort();
    members
}

fn close(expected: f64, got: f64, allowed: &Value, field: &str) -> bool {
    let of = |prefix: &str| (allowed[format!("{prefix}abs")].as_f64(), allowed[format!("{prefix}rel")].as_f64());
    let group = if field.ends_with("quantiles") && allowed["quantiles_rel"].is_number() { "quantiles" } else { field };
    let (absolute, relative) = match of(&format!("{group}_")) {
        (None, None) => of(""),
        own => own,
    };
    let off = (expected - got).abs();
    off == 0.0
        || absolute.is_some_and(|most| off <= most)
        || relative.is_some_and(|most| off <= most * expected.abs() + 1e-15)
}

#[test]
fn every_case_is_answered_right() {
    let output = Command::new(env!("CARGO_BIN_EXE_golden")).arg(folder()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let answers: Map<String, Value> = serde_json::from_slice(&output.stdout).unwrap();
    let cases = cases();
    assert_eq!(cases.len(), 122);
    let mut wrong = Vec::new();
    for case in &cases {
        let name = format!("{}/{}", case["kind"].as_str().unwrap(), case["id"].as_str().unwrap());
        wrong.extend(judge(case, &answers[&name]).into_iter().map(|what| format!("{name}: {what}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_judge_takes_what_is_right_and_refuses_what_is_off() {
    for case in cases() {
        assert_eq!(judge(&case, &case["expected"]), Vec::<String>::new(), "{}", case["id"]);
        assert!(!judge(&case, &off(&case["expected"])).is_empty(), "{} {}", case["kind"], case["id"]);
    }
}

fn off(value: &Value) -> Value {
    match value {
        Value::Bool(is) => Value::Bool(!is),
        Value::Number(number) => {
            let number = number.as_f64().unwrap();
            Value::from(if number == 0.0 { 0.01 } else { number * 1.08 + 1e-3 })
        }
        Value::Array(members) if members.iter().all(Value::is_number) => members.iter().map(off).collect(),
        Value::Array(members) => members.iter().skip(1).cloned().chain([Value::from("nobody")]).collect(),
        Value::Object(fields) => Value::Object(fields.iter().map(|(name, value)| (name.clone(), off(value))).collect()),
        other => other.clone(),
    }
}
