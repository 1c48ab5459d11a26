//! What is put into a calculator, as it is typed or sent, and why it may be refused.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::field::{Field, Shape, Value};
use crate::design::format::Bounds;
use crate::packed;

/// An input as it is sent: a figure, a list of figures, or a word. A text is read as whatever the input takes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Typed {
    /// A figure, in the unit of the input.
    Number(f64),
    /// Figures.
    Numbers(Vec<f64>),
    /// A word, a time of day, or figures as text: `5`, `5,3,2`, `15:30`.
    Text(String),
}

packed!(enum Typed { 0 = Number(value), 1 = Numbers(values), 2 = Text(text) });

/// Most figures of a list: more would be no working that anybody reads.
const MOST_FIGURES: usize = 1_000;

/// Why nothing was worked out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Refused {
    /// The input that it lies with; none where it lies with no single one.
    pub input: Option<String>,
    /// What was expected and what was found.
    pub reason: String,
}

packed!(struct Refused { input, reason });

impl Refused {
    /// It lies with an input.
    pub fn new(input: &str, reason: impl Into<String>) -> Self {
        Self { input: Some(input.to_owned()), reason: reason.into() }
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.input {
            Some(input) => write!(formatter, "{input}: {}", self.reason),
            None => formatter.write_str(&self.reason),
        }
    }
}

/// Checks what is put in for an input.
pub(super) fn checked(field: &Field, typed: &Typed) -> Result<Value, Refused> {
    let refuse = |found: String| Refused::new(field.name, format!("expected {}, found {found}", expected(field)));
    match (&field.shape, typed) {
        (Shape::Number { bounds, .. }, Typed::Number(value)) => {
            allowed(bounds, *value).map(Value::Number).ok_or_else(|| refuse(value.to_string()))
        }
        (Shape::Numbers { bounds, .. }, Typed::Numbers(values)) => {
            if values.is_empty() || values.len() > MOST_FIGURES {
                return Err(refuse(if values.is_empty() {
                    "none".into()
                } else {
                    format!("{} of them", values.len())
                }));
            }
            match values.iter().find(|value| allowed(bounds, **value).is_none()) {
                Some(wrong) => Err(refuse(wrong.to_string())),
                None => Ok(Value::Numbers(values.clone())),
            }
        }
        // A list of one.
        (Shape::Numbers { .. }, Typed::Number(value)) => checked(field, &Typed::Numbers(vec![*value])),
        (Shape::Choice(words), Typed::Text(text)) => {
            let word = words.iter().find(|word| **word == text.trim());
            word.map(|word| Value::Word(word)).ok_or_else(|| refuse(format!("{text:?}")))
        }
        (Shape::Clock, Typed::Text(text)) => {
            minutes(text).map(Value::Number).ok_or_else(|| refuse(format!("{text:?}")))
        }
        (Shape::Number { .. }, Typed::Text(text)) => {
            let value: f64 = text.trim().parse().map_err(|_| refuse(format!("{text:?}")))?;
            checked(field, &Typed::Number(value))
        }
        (Shape::Numbers { .. }, Typed::Text(text)) => {
            let one = |part: &str| part.trim().parse().map_err(|_| refuse(format!("{:?}", part.trim())));
            let values: Vec<f64> = text.split(',').map(one).collect::<Result<_, _>>()?;
            checked(field, &Typed::Numbers(values))
        }
        (_, Typed::Number(value)) => Err(refuse(value.to_string())),
        (_, Typed::Numbers(values)) => Err(refuse(format!("{} figures", values.len()))),
    }
}

fn allowed(bounds: &Bounds, value: f64) -> Option<f64> {
    bounds.allow(value).then_some(value)
}

/// Minutes since midnight of `15:30`.
fn minutes(text: &str) -> Option<f64> {
    let (hours, minutes) = text.trim().split_once(':')?;
    let (hours, minutes): (u32, u32) = (hours.parse().ok()?, minutes.parse().ok()?);
    (hours < 24 && minutes < 60).then(|| f64::from(hours * 60 + minutes))
}

/// A bound as people write it: not with eighteen zeros.
fn short(bound: f64) -> String {
    if bound.abs() >= 1e9 { format!("{bound:e}") } else { bound.to_string() }
}

/// What an input takes, in words.
fn expected(field: &Field) -> String {
    let figure = |bounds: &Bounds, unit: &str| {
        let kind = if bounds.whole { "a whole number" } else { "a number" };
        let from = if bounds.least_allowed { "from" } else { "above" };
        let to = if bounds.least_allowed { "to" } else { "and up to" };
        let unit = if unit.is_empty() { String::new() } else { format!(" ({unit})") };
        format!("{kind} {from} {} {to} {}{unit}", short(bounds.least), short(bounds.most))
    };
    match field.shape {
        Shape::Number { bounds, unit } => figure(&bounds, unit),
        Shape::Numbers { bounds, unit } => {
            format!("up to {MOST_FIGURES} numbers with commas between, each {}", figure(&bounds, unit))
        }
        Shape::Choice(words) => format!("one of {}", words.join(", ")),
        Shape::Clock => "a time of day such as 15:30".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(field: Field, typed: Typed) -> Result<Value, String> {
        checked(&field, &typed).map_err(|refused| refused.to_string())
    }

    fn text(text: &str) -> Typed {
        Typed::Text(text.to_owned())
    }

    #[test]
    fn figures_are_read_and_kept_within_their_bounds() {
        let count = Field::number("n", "n", "nodes", 3.0, "").count(9.0);
        assert_eq!(read(count, text(" 4 ")), Ok(Value::Number(4.0)));
        let wrong = "n: expected a whole number from 1 to 9 (nodes), found ";
        assert_eq!(read(count, text("0")), Err(format!("{wrong}0")));
        assert_eq!(read(count, Typed::Number(2.5)), Err(format!("{wrong}2.5")));
        assert_eq!(read(count, Typed::Number(f64::NAN)), Err(format!("{wrong}NaN")));
        assert_eq!(read(count, text("many")), Err(format!("{wrong}\"many\"")));
        let above = Field::number("n", "n", "", 3.0, "").above(0.0).within(0.0, 2.0);
        assert_eq!(read(above, text("0")), Ok(Value::Number(0.0)));
        assert!(read(above.above(0.0), text("0")).unwrap_err().contains("a number above 0 and up to 2, found 0"));
    }

    #[test]
    fn bounds_are_said_as_people_write_them() {
        let wide = Field::number("n", "n", "", 3.0, "");
        assert_eq!(read(wide, text("-1")), Err("n: expected a number from 0 to 1e18, found -1".to_owned()));
    }

    #[test]
    fn lists_have_commas() {
        let list = Field::numbers("list", "list", "", &[1.0], "");
        assert_eq!(read(list, text("1, 2,3")), Ok(Value::Numbers(vec![1.0, 2.0, 3.0])));
        assert_eq!(read(list, Typed::Number(7.0)), Ok(Value::Numbers(vec![7.0])));
        assert!(read(list, text("1,,2")).unwrap_err().ends_with("found \"\""));
        assert!(read(list, Typed::Numbers(Vec::new())).unwrap_err().ends_with("found none"));
    }

    #[test]
    fn words_and_times_of_day_are_checked() {
        let choice = Field::choice("c", "c", &["hot", "cold"], "");
        assert_eq!(read(choice, text("cold")), Ok(Value::Word("cold")));
        assert_eq!(read(choice, text("warm")), Err("c: expected one of hot, cold, found \"warm\"".to_owned()));
        let clock = Field::clock("t", "t", 0.0, "");
        assert_eq!(read(clock, text("15:30")), Ok(Value::Number(930.0)));
        assert!(read(clock, text("24:00")).is_err() && read(clock, Typed::Number(3.0)).is_err());
    }
}
