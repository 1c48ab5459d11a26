//! The worked estimates of the documents, recomputed by the calculators: `estimates.json` holds every one of them with
//! what is printed and what is exact. Which calculator answers which formula is the business of `answers`.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use loadbearing_engine::{Calculation, Typed, calculate, find_calculator};
use serde_json::{Value, json};

use super::answers::answer;
use super::judge_calculation;

/// One estimate of a document.
pub struct Estimate<'a> {
    case: &'a Value,
    /// Inputs that were put to a calculator, or are constants of the formula.
    used: RefCell<BTreeSet<String>>,
    /// The calculator that answered.
    calculator: RefCell<String>,
}

impl Estimate<'_> {
    pub fn text(&self, field: &str) -> &str {
        self.case[field].as_str().unwrap_or_default()
    }

    pub fn input(&self, name: &str) -> &Value {
        self.used.borrow_mut().insert(name.to_owned());
        &self.case["inputs"][name]["value"]
    }

    pub fn number(&self, name: &str) -> f64 {
        self.input(name).as_f64().unwrap_or_else(|| panic!("{}: {name} is no figure", self.text("id")))
    }

    pub fn numbers(&self, name: &str) -> Vec<f64> {
        self.input(name).as_array().unwrap().iter().map(|value| value.as_f64().unwrap()).collect()
    }

    pub fn word(&self, name: &str) -> &str {
        self.input(name).as_str().unwrap()
    }

    /// A constant of the formula, which a calculator does not ask for.
    pub fn is(&self, name: &str, value: f64) {
        assert_eq!(self.number(name), value, "{}: {name}", self.text("id"));
    }

    /// All inputs in their order: flows that come together, servers to pick from.
    pub fn all(&self) -> (Vec<String>, Vec<f64>) {
        let names: Vec<String> = self.case["inputs"].as_object().unwrap().keys().cloned().collect();
        let values = names.iter().map(|name| self.number(name)).collect();
        (names, values)
    }

    /// Asks a calculator, and recomputes its workings.
    fn ask(&self, calculator: &str, inputs: &[(&str, Typed)]) -> Calculation {
        calculator.clone_into(&mut self.calculator.borrow_mut());
        let inputs: BTreeMap<String, Typed> =
            inputs.iter().map(|(name, typed)| ((*name).to_owned(), typed.clone())).collect();
        let found = calculate(calculator, &inputs).unwrap_or_else(|refused| panic!("{}: {refused}", self.text("id")));
        judge_calculation(&found, &inputs);
        found
    }

    /// An output of a calculator, in the unit of the estimate.
    pub fn figure(&self, calculator: &str, inputs: &[(&str, Typed)], output: &str) -> Value {
        let found = self.ask(calculator, inputs);
        let output = found.output(output).unwrap_or_else(|| panic!("{calculator} gives no {output}"));
        json!(in_unit(output.working.value, &output.unit, self.text("unit")))
    }

    /// The word that an output says.
    pub fn said(&self, calculator: &str, inputs: &[(&str, Typed)], output: &str) -> String {
        self.ask(calculator, inputs).output(output).unwrap().text.clone().unwrap()
    }

    /// All outputs of a list, in the unit of the estimate.
    pub fn list(&self, calculator: &str, inputs: &[(&str, Typed)], beginning: &str) -> Value {
        let found = self.ask(calculator, inputs);
        let members = found.outputs.iter().filter(|output| output.id.starts_with(beginning));
        members.map(|output| in_unit(output.working.value, &output.unit, self.text("unit"))).collect()
    }
}

/// A value in another unit of the same thing.
fn in_unit(value: f64, from: &str, to: &str) -> f64 {
    match (from, to) {
        ("B", "MB") | ("B/s", "MB/s") | ("bit/s", "Mbit/s") => value / 1e6,
        ("B", "GB" | "GB/day") => value / 1e9,
        ("B", "TB") => value / 1e12,
        ("B", "PB/day") => value / 1e15,
        ("share", "%" | "% to v1") => value * 100.0,
        _ => value,
    }
}

fn is_same(got: &Value, want: &Value) -> bool {
    match (got, want) {
        (Value::Array(got), Value::Array(want)) => {
            got.len() == want.len() && got.iter().zip(want).all(|(got, want)| is_same(got, want))
        }
        (Value::Number(got), Value::Number(want)) => {
            let (got, want) = (got.as_f64().unwrap(), want.as_f64().unwrap());
            (got - want).abs() <= 1e-9 * want.abs()
        }
        _ => got == want,
    }
}

fn cases() -> Vec<Value> {
    serde_json::from_str(include_str!("estimates.json")).unwrap()
}

fn each(mut look: impl FnMut(&Estimate<'_>, Value)) {
    for case in &cases() {
        let estimate = Estimate { case, used: RefCell::default(), calculator: RefCell::default() };
        let got = answer(&estimate);
        look(&estimate, got);
    }
}

#[test]
fn every_estimate_of_the_documents_is_answered_exactly() {
    let mut right = 0;
    let mut wrong = Vec::new();
    each(|estimate, got| {
        let want = &estimate.case["exact"];
        if is_same(&got, want) {
            right += 1;
        } else {
            wrong.push(format!("{}: got {got}, exact is {want}", estimate.text("id")));
        }
        let all: BTreeSet<String> = estimate.case["inputs"].as_object().unwrap().keys().cloned().collect();
        assert_eq!(*estimate.used.borrow(), all, "{}: inputs that nobody looked at", estimate.text("id"));
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(right, 185);
}

#[test]
fn what_a_document_prints_and_is_not_so_stands_on_the_page() {
    let mut looked_at = 0;
    each(|estimate, _| {
        if ["right", "rounded", "derived"].contains(&estimate.text("verdict")) {
            return;
        }
        looked_at += 1;
        let id = estimate.calculator.borrow();
        let page: Vec<&str> = find_calculator(&id).unwrap().page.split_whitespace().collect();
        let printed = estimate.text("printed_text");
        assert!(page.join(" ").contains(printed), "{id}: its page does not name the printed {printed:?}");
    });
    assert_eq!(looked_at, 11);
}

#[test]
fn a_wrong_value_would_be_seen() {
    assert!(is_same(&json!(1.0), &json!(1)) && !is_same(&json!(1.000_001), &json!(1)));
    assert!(is_same(&json!([1, 2]), &json!([1.0, 2.0])) && !is_same(&json!([1]), &json!([1, 2])));
    assert!(!is_same(&json!("yes"), &json!(true)) && !is_same(&json!(1), &json!(true)));
}
