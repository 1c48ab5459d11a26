//! What tests of calculators are written with.

use super::{Calculation, Calculator, Refused, Typed};

/// Works a calculator out of inputs as text.
pub fn calculate(calculator: &'static Calculator, inputs: &[(&str, &str)]) -> Result<Calculation, Refused> {
    let typed: Vec<(&str, Typed)> =
        inputs.iter().map(|(name, text)| (*name, Typed::Text((*text).to_owned()))).collect();
    calculator.work_out(typed.iter().map(|(name, typed)| (*name, typed)))
}

/// Asserts outputs by id, each with its figure.
#[track_caller]
pub fn check(calculator: &'static Calculator, inputs: &[(&str, &str)], figures: &[(&str, f64)]) {
    let found = calculate(calculator, inputs).unwrap_or_else(|refused| panic!("{refused}"));
    for (id, want) in figures {
        let output = found.output(id).unwrap_or_else(|| panic!("{} gives no {id}", calculator.id));
        let value = output.working.value;
        let close = value == *want || (value - want).abs() <= 1e-9 * want.abs().max(1e-9);
        assert!(close, "{id}: got {value}, want {want}");
    }
}

/// Asserts outputs by id, each with the word that it says.
#[track_caller]
pub fn check_words(calculator: &'static Calculator, inputs: &[(&str, &str)], words: &[(&str, &str)]) {
    let found = calculate(calculator, inputs).unwrap_or_else(|refused| panic!("{refused}"));
    for (id, want) in words {
        let output = found.output(id).unwrap_or_else(|| panic!("{} gives no {id}", calculator.id));
        assert_eq!(output.text.as_deref(), Some(*want), "{id}");
    }
}

/// Asserts that inputs are refused with a reason that holds these words.
#[track_caller]
pub fn check_refused(calculator: &'static Calculator, inputs: &[(&str, &str)], words: &str) {
    let refused = calculate(calculator, inputs).expect_err("should be refused").to_string();
    assert!(refused.contains(words), "{refused}");
}
