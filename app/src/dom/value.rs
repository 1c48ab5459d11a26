//! What an attribute, a class or a property is: words, a figure, yes or no, or a closure that tells.

use std::borrow::Cow;

use crate::signals::{Get, Memo, Signal};

/// A value, now or whenever it is asked for.
pub enum Value {
    /// None: the attribute is taken away.
    Absent,
    /// Whether it is there.
    Flag(bool),
    /// Words known while compiling.
    Words(&'static str),
    /// Other words.
    Text(String),
    /// Asked again when a signal that was read has changed.
    Changing(Box<dyn Fn() -> Self>),
}

impl Value {
    /// The words of an attribute; `None` where it should not be.
    #[must_use]
    pub fn words(&self) -> Option<&str> {
        match self {
            Self::Absent | Self::Flag(false) | Self::Changing(_) => None,
            Self::Flag(true) => Some(""),
            Self::Words(words) => Some(words),
            Self::Text(text) => Some(text),
        }
    }
}

/// A class, and those of the others that hold: for what is drawn often, one part that changes in place of one for each.
#[must_use]
pub fn classes(first: &str, others: &[(&str, bool)]) -> String {
    let mut all = first.to_owned();
    for (class, _) in others.iter().filter(|(_, holds)| *holds) {
        all.push(' ');
        all.push_str(class);
    }
    all
}

/// What can be a value.
pub trait IntoValue {
    /// As a value.
    fn into_value(self) -> Value;
}

impl IntoValue for &'static str {
    fn into_value(self) -> Value {
        Value::Words(self)
    }
}

impl IntoValue for String {
    fn into_value(self) -> Value {
        Value::Text(self)
    }
}

impl IntoValue for Cow<'static, str> {
    fn into_value(self) -> Value {
        match self {
            Cow::Borrowed(words) => Value::Words(words),
            Cow::Owned(text) => Value::Text(text),
        }
    }
}

impl IntoValue for bool {
    fn into_value(self) -> Value {
        Value::Flag(self)
    }
}

impl IntoValue for f64 {
    fn into_value(self) -> Value {
        Value::Text(self.to_string())
    }
}

impl IntoValue for usize {
    fn into_value(self) -> Value {
        Value::Text(self.to_string())
    }
}

impl<T: IntoValue> IntoValue for Option<T> {
    fn into_value(self) -> Value {
        self.map_or(Value::Absent, T::into_value)
    }
}

impl<T: IntoValue, F: Fn() -> T + 'static> IntoValue for F {
    fn into_value(self) -> Value {
        Value::Changing(Box::new(move || self().into_value()))
    }
}

impl IntoValue for Memo<bool> {
    fn into_value(self) -> Value {
        Value::Changing(Box::new(move || Value::Flag(self.get())))
    }
}

impl IntoValue for Signal<&'static str> {
    fn into_value(self) -> Value {
        Value::Changing(Box::new(move || Value::Words(self.get())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_those_that_hold() {
        assert_eq!(
            classes("box", &[("selected", false), ("aimed", true), ("bottleneck", true)]),
            "box aimed bottleneck"
        );
        assert_eq!(classes("box", &[("selected", false)]), "box");
    }
}
