//! Calculators from outside: whether each is declared whole, and whether every working holds.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on may panic")]

mod answers;
mod estimates;
#[path = "../formula/mod.rs"]
mod formula;

use std::collections::{BTreeMap, BTreeSet};

use formula::judge::judge;
use loadbearing_engine::calculator::Preset;
use loadbearing_engine::design::vocabulary::Source;
use loadbearing_engine::{Calculation, Typed, calculate, calculators, formulas, kinds, rules};
use serde_json::{Value, json};

/// Recomputes every working of a calculator's answer over its inputs.
///
/// # Panics
/// Where one does not hold.
pub fn judge_calculation(found: &Calculation, inputs: &BTreeMap<String, Typed>) {
    let minutes =
        |text: &str| text.split_once(':').map(|(hours, minutes)| [hours, minutes].map(|part| part.parse().ok()));
    let given = |typed: &Typed| match typed {
        Typed::Text(text) => match minutes(text) {
            Some([Some(hours), Some(minutes)]) => json!(60.0_f64.mul_add(hours, minutes)),
            _ => json!(text),
        },
        typed => json!(typed),
    };
    let inputs: BTreeMap<&str, Value> = inputs.iter().map(|(name, typed)| (name.as_str(), given(typed))).collect();
    let given = json!({"inputs": inputs});
    for output in found.outputs.iter().filter(|output| output.working.value.is_finite()) {
        judge(&json!(output.working), &given, &format!("{} / {}", found.id, output.id));
    }
}

#[test]
fn every_calculator_has_a_page_a_source_and_inputs_that_say_where_they_are_from() {
    let mut ids: BTreeSet<&str> = rules::all().map(|rule| rule.id).collect();
    ids.extend(kinds::catalogue::ALL.iter().map(|kind| kind.id));
    ids.extend(formulas::ALL.iter().map(|formula| formula.id));
    for calculator in calculators::ALL {
        let id = calculator.id;
        assert!(ids.insert(id), "{id} is the id of something else");
        assert!(calculator.page.contains(" ## When it misleads\n"), "{id}: its page does not say when it misleads");
        assert!(!calculator.source.text().is_empty() && !calculator.formula.is_empty() && !calculator.title.is_empty());
        let mut names = BTreeSet::new();
        let mut labels = BTreeSet::new();
        for field in calculator.inputs {
            assert!(names.insert(field.name) && labels.insert(field.label), "{id}: {} is there twice", field.name);
            assert!(field.meaning.ends_with('.'), "{id}: {} is not said in a sentence", field.name);
            if field.default == Preset::Open {
                assert_eq!(
                    field.source,
                    Source::Assumption,
                    "{id}: {} has no default that could have a source",
                    field.name
                );
            }
        }
    }
}

#[test]
fn defaults_give_figures_with_workings_that_hold() {
    for calculator in calculators::ALL {
        let found = calculate(calculator.id, &BTreeMap::new()).unwrap();
        assert!(!found.outputs.is_empty(), "{}", calculator.id);
        let mut ids = BTreeSet::new();
        for output in &found.outputs {
            assert!(ids.insert(&output.id), "{}: {} is there twice", calculator.id, output.id);
            assert!(!output.working.value.is_nan(), "{}: {} is no number", calculator.id, output.id);
            assert!(output.working.value.is_finite(), "{}: {} is not finite", calculator.id, output.id);
        }
        judge_calculation(&found, &BTreeMap::new());
        let text = serde_json::to_string(&found).unwrap();
        assert_eq!(serde_json::from_str::<Calculation>(&text).unwrap(), found);
    }
}

#[test]
fn workings_say_what_was_put_in() {
    for calculator in calculators::ALL {
        let defaults = calculator.described().inputs.into_iter();
        let inputs: BTreeMap<String, Typed> = defaults.filter_map(|input| Some((input.name, input.default?))).collect();
        let found = calculate(calculator.id, &inputs).unwrap();
        judge_calculation(&found, &inputs);
        let text = serde_json::to_string(&found).unwrap();
        assert!(!text.contains(r#""from":"default""#), "{}: a default although everything was put in", calculator.id);
        let by_default = calculate(calculator.id, &BTreeMap::new()).unwrap();
        let values = |found: &Calculation| found.outputs.iter().map(|output| output.working.value).collect::<Vec<_>>();
        assert_eq!(values(&found), values(&by_default), "{}", calculator.id);
    }
}
