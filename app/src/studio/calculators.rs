//! Calculators: which there are, fetched when somebody asks for the first of them, and what is put into each. What
//! comes out is the engine's business.

use std::collections::BTreeMap;
use std::sync::Arc;

use loadbearing_engine::Typed;
use loadbearing_engine::calculator::{Described, DescribedInput, Takes};
use loadbearing_engine::design::Setting;
use loadbearing_engine::design::format::Bounds;

use super::fields::{Control, Field};
use super::texts::Fetched;
use crate::languages::phrases::say;
use crate::languages::{t, t_with};
use crate::quantity::{self, Quantity};
use crate::signals::*;

/// Where the list of calculators lies. Written by `cargo xtask lists`.
const CALCULATORS: &str = "calculators.json";

/// The calculators of a page.
#[derive(Clone, Copy)]
pub struct Calculators {
    /// All of them, once they are here.
    pub list: Fetched<Vec<Described>>,
    /// The one that was chosen.
    pub chosen: RwSignal<Option<String>>,
    /// What was put in, by the names of fields.
    values: RwSignal<BTreeMap<String, Setting>>,
}

impl Calculators {
    /// None is fetched yet.
    #[must_use]
    pub fn new() -> Self {
        Self { list: Fetched::at(CALCULATORS), chosen: RwSignal::new(None), values: RwSignal::new(BTreeMap::new()) }
    }

    /// The one that is shown: the one that was chosen, else the first.
    #[must_use]
    pub fn shown(self) -> Option<Described> {
        let all: Arc<Vec<Described>> = self.list.all()?;
        let chosen = self.chosen.read();
        let found = all.iter().find(|one| chosen.as_ref() == Some(&one.id));
        found.or_else(|| all.first()).cloned()
    }

    /// What was put into a field.
    #[must_use]
    pub fn value(self, field: &str) -> Option<Setting> {
        self.values.read().get(field).cloned()
    }

    /// Puts something into a field, or takes it out again.
    ///
    /// # Errors
    /// When it does not fit the input; the words say what was expected.
    pub fn put(self, id: &str, input: &DescribedInput, value: Option<Setting>) -> Result<(), String> {
        let name = field_name(id, input);
        if let Some(value) = &value {
            typed(input, value)?;
        }
        self.values.update(|values| {
            match value {
                Some(value) => values.insert(name, value),
                None => values.remove(&name),
            };
        });
        Ok(())
    }

    /// What is asked of the engine: inputs that were put in, by name.
    #[must_use]
    pub fn inputs(self, calculator: &Described) -> BTreeMap<String, Typed> {
        let values = self.values.read();
        let of = |input: &DescribedInput| {
            let value = values.get(&field_name(&calculator.id, input))?;
            Some((input.name.clone(), typed(input, value).ok()?))
        };
        calculator.inputs.iter().filter_map(of).collect()
    }
}

impl Default for Calculators {
    fn default() -> Self {
        Self::new()
    }
}

/// Tells the fields of all calculators apart on the page.
fn field_name(id: &str, input: &DescribedInput) -> String {
    format!("{id}-{}", input.name)
}

/// The field for an input.
#[must_use]
pub fn field(id: &str, input: &DescribedInput) -> Field {
    let control = match input.takes {
        Takes::Number => Control::Quantity(quantity_of(input)),
        Takes::Numbers => Control::Words,
        Takes::Choice => Control::Choice(
            input.choices.iter().map(|word| (word.clone(), say(&word.replace(['-', '_'], " ")))).collect(),
        ),
        Takes::Clock => Control::Text,
    };
    let default = match &input.default {
        None => String::new(),
        Some(Typed::Number(value)) => quantity::write(quantity_of(input), *value),
        Some(Typed::Numbers(values)) => {
            values.iter().map(|value| quantity::write(quantity_of(input), *value)).collect::<Vec<_>>().join(", ")
        }
        Some(Typed::Text(text)) => text.clone(),
    };
    let origin = match (&input.default, input.source.as_str()) {
        (None, _) => t("calculators.may-be-empty").to_owned(),
        (_, "assumption") => t_with("field.assumed", &[("default", &default)]),
        (_, source) => t_with("field.documented", &[("default", &default), ("source", &source)]),
    };
    let meaning = say(&input.meaning);
    Field {
        name: field_name(id, input),
        label: say(&input.label),
        meaning: meaning.clone(),
        control,
        default,
        // What is meant is said in full: names are short, because they stand in the formula.
        origin: format!("{meaning} {origin}"),
    }
}

/// What a figure counts is said beside its field and in the answer; here it decides how a text is read.
fn quantity_of(input: &DescribedInput) -> Quantity {
    match input.unit.as_str() {
        unit if unit.ends_with("/s") && unit != "B/s" => Quantity::Rate { unit: "" },
        "B" => Quantity::Bytes,
        "share" => Quantity::Share,
        "ms" => Quantity::Milliseconds,
        "s" => Quantity::Seconds,
        "min" => Quantity::Minutes,
        "years" => Quantity::Years,
        "x" => Quantity::Factor,
        _ => Quantity::Number { unit: "" },
    }
}

/// What was put in, as the engine takes it.
///
/// # Errors
/// When a figure is none, or out of its bounds.
fn typed(input: &DescribedInput, value: &Setting) -> Result<Typed, String> {
    let within = |value: f64| {
        let (least, most) = (input.least.unwrap_or(f64::NEG_INFINITY), input.most.unwrap_or(f64::INFINITY));
        let bounds = Bounds { least_allowed: !input.above_least, whole: input.whole, ..Bounds::new(least, most) };
        if bounds.allow(value) { Ok(value) } else { Err(quantity::outside(quantity_of(input), &bounds)) }
    };
    Ok(match value {
        Setting::Number(value) => Typed::Number(within(*value)?),
        Setting::Words(words) => {
            let one = |word: &String| {
                let understood = quantity::read(quantity_of(input), word).map_err(|misread| misread.to_string())?;
                within(understood.value)
            };
            Typed::Numbers(words.iter().map(one).collect::<Result<_, String>>()?)
        }
        Setting::Text(text) => Typed::Text(text.clone()),
        Setting::Switch(is_on) => Typed::Text(is_on.to_string()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list() -> Vec<Described> {
        serde_json::from_str(include_str!("../../../static/calculators.json")).expect("the list can be read")
    }

    #[test]
    fn every_default_is_written_so_that_it_is_read_again() {
        for calculator in list() {
            for input in &calculator.inputs {
                let field = field(&calculator.id, input);
                let read = super::super::fields::read(&field.control, &field.default);
                let (value, _) = read.unwrap_or_else(|problem| panic!("{}: {problem}", field.name));
                let again = value.map(|value| typed(input, &value).expect("a default is allowed"));
                assert_eq!(again, input.default, "{}", field.name);
            }
        }
    }

    #[test]
    fn what_is_typed_is_understood_and_kept_within_bounds() {
        let all = list();
        let rate = all.iter().find(|one| one.id == "request-rate").expect("it is there");
        let control = field(&rate.id, &rate.inputs[0]).control;
        let (value, _) = super::super::fields::read(&control, "50 million").expect("it is a figure");
        assert_eq!(typed(&rate.inputs[0], &value.expect("it is one")), Ok(Typed::Number(50e6)));
        // A span without length.
        assert!(typed(&rate.inputs[1], &Setting::Number(0.0)).is_err());
    }
}
