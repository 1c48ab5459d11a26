//! Calculators as data for a page that shows them: what `static/calculators.json` holds.

use serde::{Deserialize, Serialize};

use super::field::{Field, Shape, Value};
use super::{Calculator, Typed};
use crate::design::format::Bounds;

/// A calculator without its doing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Described {
    /// Id; what a question names.
    pub id: String,
    /// Name for people.
    pub title: String,
    /// Heading it stands under.
    pub group: String,
    /// The formula, in words.
    pub formula: String,
    /// Its page. Markdown.
    pub page: String,
    /// Texts and sections of the formula, or `assumption`.
    pub source: String,
    /// What is put in, in order.
    pub inputs: Vec<DescribedInput>,
}

/// What values an input takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Takes {
    /// One figure.
    Number,
    /// At least one figure.
    Numbers,
    /// One of `choices`.
    Choice,
    /// A time of day as a text: `15:30`.
    Clock,
}

/// An input of a calculator.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DescribedInput {
    /// Name; what a question names.
    pub name: String,
    /// Name for people.
    pub label: String,
    /// One sentence: what it means.
    pub meaning: String,
    /// What values it takes.
    pub takes: Takes,
    /// What a figure counts; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// Smallest figure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub least: Option<f64>,
    /// Whether the smallest itself is refused.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub above_least: bool,
    /// Largest figure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most: Option<f64>,
    /// Only whole figures.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub whole: bool,
    /// The words of a choice.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<String>,
    /// What is taken when nothing is put in; nothing where it may be missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<Typed>,
    /// Text and section of the default, or `assumption`.
    pub source: String,
}

impl Calculator {
    /// As data.
    #[must_use]
    pub fn described(&self) -> Described {
        Described {
            id: self.id.to_owned(),
            title: self.title.to_owned(),
            group: self.group.title().to_owned(),
            formula: self.formula.to_owned(),
            page: self.page.to_owned(),
            source: self.source.text().to_owned(),
            inputs: self.inputs.iter().map(described).collect(),
        }
    }
}

fn described(field: &Field) -> DescribedInput {
    let (takes, bounds, unit, choices): (Takes, Option<Bounds>, &str, &[&str]) = match field.shape {
        Shape::Number { bounds, unit } => (Takes::Number, Some(bounds), unit, &[]),
        Shape::Numbers { bounds, unit } => (Takes::Numbers, Some(bounds), unit, &[]),
        Shape::Choice(words) => (Takes::Choice, None, "", words),
        Shape::Clock => (Takes::Clock, None, "", &[]),
    };
    DescribedInput {
        name: field.name.to_owned(),
        label: field.label.to_owned(),
        meaning: field.meaning.to_owned(),
        takes,
        unit: unit.to_owned(),
        least: bounds.map(|bounds| bounds.least),
        above_least: bounds.is_some_and(|bounds| !bounds.least_allowed),
        most: bounds.map(|bounds| bounds.most),
        whole: bounds.is_some_and(|bounds| bounds.whole),
        choices: choices.iter().map(|&word| word.to_owned()).collect(),
        default: match field.default() {
            Value::Open => None,
            Value::Number(minutes) if takes == Takes::Clock => Some(Typed::Text(super::clock(minutes))),
            Value::Number(value) => Some(Typed::Number(value)),
            Value::Numbers(values) => Some(Typed::Numbers(values)),
            Value::Word(word) => Some(Typed::Text(word.to_owned())),
        },
        source: field.source.text().to_owned(),
    }
}
