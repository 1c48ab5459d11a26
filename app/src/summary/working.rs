//! How a number comes about, in words: the formula, the same with the values put in, and where each value is from.

use loadbearing_engine::analysis::scenario::Scenario;
use loadbearing_engine::design::Design;
use loadbearing_engine::report::supposed::Supposed;
use loadbearing_engine::report::workings::Number;
use loadbearing_engine::report::{InputOrigin, Working};

use super::names::{exact, place_in_design, said};
use crate::languages::{t, t_with};
use crate::order::sort_by_key;

/// A number that can be opened to its working.
#[derive(Clone, Debug, PartialEq)]
pub enum Worked {
    /// Worked out when it is opened.
    Number(Number),
    /// Of what follows from a scenario, likewise.
    Supposed(Box<Scenario>, Supposed),
    /// Part of the report.
    Given(Box<Working>),
    /// What a calculator said, for which there is no design.
    Calculated(Box<Working>),
}

impl Worked {
    /// Whether its values come from a calculator, and not from a design.
    #[must_use]
    pub const fn is_calculated(&self) -> bool {
        matches!(self, Self::Calculated(_))
    }
}

/// A working as it is read, down to the design or the documents.
#[derive(Clone, Debug, PartialEq)]
pub struct Steps {
    /// Over the names of the inputs.
    pub formula: String,
    /// The same with the values in place of the names.
    pub filled: String,
    /// What it gives.
    pub value: String,
    /// What is put in.
    pub inputs: Vec<Step>,
}

/// One value that is put in.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Its name in the formula.
    pub name: String,
    /// The value.
    pub value: String,
    /// Where it is from, in words.
    pub origin: String,
    /// Whether it is the mean of a time that varies.
    pub is_mean: bool,
    /// Whether no document and no design states it.
    pub is_assumption: bool,
    /// How it comes about itself.
    pub steps: Option<Steps>,
}

/// A working in words. A calculator takes its own default for what was not put in; a design leaves it open.
#[must_use]
pub fn steps_of(design: &Design, working: &Working, is_calculated: bool) -> Steps {
    let (assumption, default) = match is_calculated {
        true => ("working.assumption-here", "working.default-here"),
        false => ("working.assumption", "working.default"),
    };
    let inputs: Vec<Step> = working
        .inputs
        .iter()
        .map(|input| {
            let (origin, is_assumption, steps) = match &input.origin {
                InputOrigin::Design { from } if from == "constant" => (t("working.constant").to_owned(), false, None),
                InputOrigin::Design { from } if from.starts_with("drawn[") => {
                    let seed = from.trim_matches(|letter: char| !letter.is_ascii_digit());
                    (t_with("working.drawn", &[("seed", &seed)]), false, None)
                }
                InputOrigin::Design { from } if from == "above" => (t("working.above").to_owned(), false, None),
                InputOrigin::Design { from } if from == "computed" => (t("working.counted").to_owned(), false, None),
                InputOrigin::Design { from } if from.starts_with("scenario.") => {
                    (t("working.supposed").to_owned(), false, None)
                }
                InputOrigin::Design { from } if from.starts_with("outcome.") => {
                    (t("working.balance").to_owned(), false, None)
                }
                InputOrigin::Design { from } => {
                    (t_with("working.design", &[("place", &place_in_design(design, from))]), false, None)
                }
                InputOrigin::Own { from, source } => {
                    let place = place_in_design(design, from);
                    (t_with("working.own", &[("place", &place), ("source", source)]), false, None)
                }
                InputOrigin::Default { source } if is_assumption(source) => (t(assumption).to_owned(), true, None),
                InputOrigin::Default { source } => (t_with(default, &[("source", source)]), false, None),
                InputOrigin::Working { working } => {
                    let words = if working.varies { t("working.varies") } else { t("working.computed") };
                    (words.to_owned(), false, Some(steps_of(design, working, is_calculated)))
                }
            };
            let is_mean = input.inner().is_some_and(|working| working.varies);
            Step { name: said(design, &input.name), value: exact(input.value), origin, is_mean, is_assumption, steps }
        })
        .collect();
    let names: Vec<&str> = working.inputs.iter().map(|input| input.name.as_str()).collect();
    let value =
        |step: &Step| if step.is_mean { format!("{} {}", t("working.mean"), step.value) } else { step.value.clone() };
    let with = |text: &dyn Fn(&Step) -> String| {
        let all: Vec<(&str, String)> = names.iter().copied().zip(inputs.iter().map(text)).collect();
        put_in(&working.formula, &all)
    };
    Steps { filled: with(&value), formula: with(&|step| step.name.clone()), value: exact(working.value), inputs }
}

/// Whether a number rests on something that no document and no design states.
#[must_use]
pub fn rests_on_assumption(working: &Working) -> bool {
    working.inputs.iter().any(|input| match &input.origin {
        InputOrigin::Design { .. } | InputOrigin::Own { .. } => false,
        InputOrigin::Default { source } => is_assumption(source),
        InputOrigin::Working { working } => rests_on_assumption(working),
    })
}

fn is_assumption(source: &str) -> bool {
    source == "assumption"
}

/// The formula with other texts in place of names. A name counts only where it stands as words of its own, and of two
/// names that fit the longer one does.
fn put_in(formula: &str, names: &[(&str, String)]) -> String {
    let mut names: Vec<&(&str, String)> = names.iter().filter(|(name, _)| !name.is_empty()).collect();
    sort_by_key(&mut names, |(name, _)| std::cmp::Reverse(name.len()));
    let is_word = |letter: Option<char>| letter.is_some_and(|letter| letter.is_alphanumeric() || letter == '_');
    let mut text = String::new();
    let (mut before, mut rest) = (None, formula);
    while let Some(letter) = rest.chars().next() {
        let starts = !is_word(before) || !is_word(Some(letter));
        let found = names.iter().find(|(name, _)| {
            let after = rest.strip_prefix(name);
            starts && after.is_some_and(|after| !is_word(after.chars().next()))
        });
        let length = match found {
            Some((name, put)) => {
                text.push_str(put);
                name.len()
            }
            // Where the comma is the decimal sign, it cannot part figures as well.
            None if letter == ',' => {
                text.push_str(t("figure.apart"));
                1
            }
            None => {
                text.push(letter);
                letter.len_utf8()
            }
        };
        before = rest[..length].chars().next_back();
        rest = &rest[length..];
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use loadbearing_engine::design::OwnKind;
    use loadbearing_engine::report::Input;

    fn input(name: &str, value: f64, origin: InputOrigin) -> Input {
        Input { name: name.to_owned(), value, origin }
    }

    fn storage() -> Working {
        let records = Working {
            formula: "rate × seconds".to_owned(),
            value: 1e8,
            inputs: vec![
                input("rate", 1_157.407_407, InputOrigin::Default { source: "assumption".into() }),
                input("seconds", 86_400.0, InputOrigin::Design { from: "constant".to_owned() }),
            ],
            varies: false,
        };
        Working {
            formula: "records × days × bytes a record".to_owned(),
            value: 1.825e13,
            inputs: vec![
                input("records", 1e8, InputOrigin::Working { working: Box::new(records) }),
                input("days", 365.0, InputOrigin::Design { from: "constant".to_owned() }),
                input("bytes a record", 500.0, InputOrigin::Default { source: "numbers § 3".into() }),
            ],
            varies: false,
        }
    }

    #[test]
    fn values_stand_where_the_names_were() {
        let steps = steps_of(&Design::default(), &storage(), false);
        assert_eq!(steps.filled, "100,000,000 × 365 × 500");
        assert_eq!(steps.value, "18,250,000,000,000");
        let inner = steps.inputs[0].steps.as_ref().unwrap();
        assert_eq!(inner.filled, "1,157.4074 × 86,400");
        assert!(inner.inputs[0].is_assumption);
        assert!(steps.inputs[2].origin.contains("numbers § 3"));
    }

    #[test]
    fn a_value_of_an_own_kind_names_the_kind_and_the_authors_source() {
        let own = OwnKind { from: "server".to_owned(), name: Some("Our API".to_owned()), ..OwnKind::default() };
        let design = Design { kinds: [("own-api".to_owned(), own)].into(), ..Design::default() };
        let (from, source) = ("kinds[own-api].values.rps_capacity".to_owned(), "load test of 3 March".to_owned());
        let inputs = vec![input("capacity", 50.0, InputOrigin::Own { from, source })];
        let working = Working { formula: "capacity".to_owned(), value: 50.0, inputs, varies: false };
        let origin = steps_of(&design, &working, false).inputs[0].origin.clone();
        assert!(origin.contains("of Our API") && origin.contains("load test of 3 March"), "{origin}");
        assert!(!origin.contains("rps"), "the field is called as in the inspector: {origin}");
        assert!(!rests_on_assumption(&working));
    }

    #[test]
    fn a_calculator_speaks_of_no_design() {
        let all = format!("{:?}", steps_of(&Design::default(), &storage(), true));
        assert!(!all.contains("design") && all.contains("assumption") && all.contains("numbers § 3"), "{all}");
        assert!(format!("{:?}", steps_of(&Design::default(), &storage(), false)).contains("the design does not state"));
    }

    #[test]
    fn a_time_that_varies_stands_there_by_its_mean_and_says_so() {
        let work = Working { formula: "exponential(10)".to_owned(), value: 10.0, inputs: Vec::new(), varies: true };
        let inputs = vec![input("work", 10.0, InputOrigin::Working { working: Box::new(work) })];
        let whole = Working { formula: "quantile(0.99, work)".to_owned(), value: 46.05, inputs, varies: false };
        let steps = steps_of(&Design::default(), &whole, false);
        assert_eq!(steps.filled, "quantile(0.99, mean 10)");
        assert!(steps.inputs[0].is_mean && !steps.inputs[0].is_assumption);
    }

    #[test]
    fn an_assumption_below_is_an_assumption_above() {
        let mut working = storage();
        assert!(rests_on_assumption(&working));
        working.inputs.remove(0);
        assert!(!rests_on_assumption(&working));
    }
}
