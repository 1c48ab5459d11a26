//! Inputs that were checked, as a calculator reads them and as they stand in its workings.

use super::Calculator;
use super::field::{Field, Value};
use super::typed::{Refused, Typed, checked};
use crate::analysis::working::Working;
use crate::design::closest;

/// The inputs of one calculation.
#[derive(Debug)]
pub struct Given {
    fields: &'static [Field],
    /// By field: its value, and whether it was put in.
    values: Vec<(Value, bool)>,
}

impl Given {
    /// Checks what is put in; the rest has its defaults.
    pub(super) fn read<'a>(
        calculator: &'static Calculator,
        typed: impl IntoIterator<Item = (&'a str, &'a Typed)>,
    ) -> Result<Self, Refused> {
        let fields = calculator.inputs;
        let mut values: Vec<(Value, bool)> = fields.iter().map(|field| (field.default(), false)).collect();
        for (name, typed) in typed {
            let Some(at) = fields.iter().position(|field| field.name == name) else {
                return Err(unknown(calculator, name));
            };
            if values[at].1 {
                return Err(Refused::new(name, "is there twice"));
            }
            values[at] = (checked(&fields[at], typed)?, true);
        }
        Ok(Self { fields, values })
    }

    fn at(&self, name: &str) -> Option<(&'static Field, &(Value, bool))> {
        let at = self.fields.iter().position(|field| field.name == name)?;
        Some((&self.fields[at], &self.values[at]))
    }

    /// A figure; not a number where the calculator declares none of that name, which a test would see.
    #[must_use]
    pub fn number(&self, name: &str) -> f64 {
        self.maybe(name).unwrap_or(f64::NAN)
    }

    /// A figure that may be missing.
    #[must_use]
    pub fn maybe(&self, name: &str) -> Option<f64> {
        if let Some((_, (Value::Number(value), _))) = self.at(name) { Some(*value) } else { None }
    }

    /// A whole number from 0 on.
    #[must_use]
    pub fn whole(&self, name: &str) -> u64 {
        self.number(name) as u64
    }

    /// Figures; none where the calculator declares no list of that name.
    #[must_use]
    pub fn numbers(&self, name: &str) -> &[f64] {
        if let Some((_, (Value::Numbers(values), _))) = self.at(name) { values } else { &[] }
    }

    /// One of the words of a choice.
    #[must_use]
    pub fn word(&self, name: &str) -> &'static str {
        if let Some((_, (Value::Word(word), _))) = self.at(name) { word } else { "" }
    }

    /// A formula over inputs by their labels, and its value.
    #[must_use]
    pub fn working(&self, formula: impl Into<String>, value: f64, names: &[&str]) -> Working {
        names.iter().fold(Working::new(formula, value), |working, name| self.put(working, name))
    }

    /// Puts an input into a working, by its label.
    #[must_use]
    pub fn put(&self, working: Working, name: &str) -> Working {
        let label = self.at(name).map_or("", |(field, _)| field.label);
        self.put_as(working, label, name)
    }

    /// Puts an input into a working by another name.
    #[must_use]
    pub fn put_as(&self, working: Working, called: &str, name: &str) -> Working {
        self.leaf(working, called, name, self.number(name), String::new())
    }

    /// Puts one figure of a list into a working.
    #[must_use]
    pub fn put_member(&self, working: Working, called: &str, name: &str, at: usize) -> Working {
        let value = self.numbers(name).get(at).copied().unwrap_or(f64::NAN);
        self.leaf(working, called, name, value, format!("[{at}]"))
    }

    /// A formula over all figures of a list, which are called `called 1`, `called 2` …: what stands before, between and
    /// after them, and its value.
    #[must_use]
    pub fn over(&self, name: &str, called: &str, [before, between, after]: [&str; 3], value: f64) -> Working {
        let count = self.numbers(name).len();
        let called: Vec<String> = (1..=count).map(|at| format!("{called} {at}")).collect();
        let working = Working::new(format!("{before}{}{after}", called.join(between)), value);
        called.iter().enumerate().fold(working, |working, (at, called)| self.put_member(working, called, name, at))
    }

    fn leaf(&self, working: Working, called: &str, name: &str, value: f64, member: String) -> Working {
        match self.at(name) {
            Some((field, (_, false))) => working.default(called, value, field.source),
            _ => working.stated(called, value, format!("inputs.{name}{member}")),
        }
    }
}

fn unknown(calculator: &Calculator, name: &str) -> Refused {
    let names = calculator.inputs.iter().map(|field| field.name);
    let rest = match closest(name, names.clone()) {
        Some(close) => format!("did you mean {close:?}?"),
        None => format!("there are {}", names.collect::<Vec<_>>().join(", ")),
    };
    Refused::new(name, format!("`{}` has no such input; {rest}", calculator.id))
}
