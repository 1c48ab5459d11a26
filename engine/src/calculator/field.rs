//! What a calculator asks for: names, units, bounds and defaults with their sources.

use crate::design::format::Bounds;
use crate::design::vocabulary::Source;

/// Beyond this nothing is counted; it keeps sums and products finite.
const MOST: f64 = 1e18;

/// One input.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Name on the command line and in questions, snake_case.
    pub name: &'static str,
    /// Name for people, and in formulas.
    pub label: &'static str,
    /// One sentence: what it means.
    pub meaning: &'static str,
    /// What values it takes.
    pub shape: Shape,
    /// What is taken when nothing is put in.
    pub default: Preset,
    /// Where the default comes from.
    pub source: Source,
}

/// What values an input takes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Shape {
    /// One figure.
    Number {
        /// What it has to lie between.
        bounds: Bounds,
        /// What it counts: `req/s`, `B`, `s`, `share` …; may be empty.
        unit: &'static str,
    },
    /// At least one figure.
    Numbers {
        /// What each has to lie between.
        bounds: Bounds,
        /// What each counts.
        unit: &'static str,
    },
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A time of day, `15:30`; minutes since midnight.
    Clock,
}

/// What is taken when nothing is put in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Preset {
    /// Nothing: it stays open.
    Open,
    /// A figure.
    Number(f64),
    /// Figures.
    Numbers(&'static [f64]),
    /// A word.
    Word(&'static str),
}

/// An input that was checked.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing.
    Open,
    /// A figure; minutes since midnight of a time of day.
    Number(f64),
    /// Figures, at least one.
    Numbers(Vec<f64>),
    /// One of the words.
    Word(&'static str),
}

impl Field {
    /// A figure from 0 on, its default an assumption until `from` says otherwise.
    #[must_use]
    pub const fn number(
        name: &'static str,
        label: &'static str,
        unit: &'static str,
        default: f64,
        meaning: &'static str,
    ) -> Self {
        let shape = Shape::Number { bounds: Bounds::new(0.0, MOST), unit };
        Self { name, label, meaning, shape, default: Preset::Number(default), source: Source::Assumption }
    }

    /// A figure that may be missing.
    #[must_use]
    pub const fn open(name: &'static str, label: &'static str, unit: &'static str, meaning: &'static str) -> Self {
        Self { default: Preset::Open, ..Self::number(name, label, unit, 0.0, meaning) }
    }

    /// A list of figures from 0 on.
    #[must_use]
    pub const fn numbers(
        name: &'static str,
        label: &'static str,
        unit: &'static str,
        default: &'static [f64],
        meaning: &'static str,
    ) -> Self {
        let shape = Shape::Numbers { bounds: Bounds::new(0.0, MOST), unit };
        Self { name, label, meaning, shape, default: Preset::Numbers(default), source: Source::Assumption }
    }

    /// A share from 0 to 1.
    #[must_use]
    pub const fn share(name: &'static str, label: &'static str, default: f64, meaning: &'static str) -> Self {
        Self::number(name, label, "share", default, meaning).within(0.0, 1.0)
    }

    /// One of some words; the first is the default.
    #[must_use]
    pub const fn choice(
        name: &'static str,
        label: &'static str,
        words: &'static [&'static str],
        meaning: &'static str,
    ) -> Self {
        let (shape, default) = (Shape::Choice(words), Preset::Word(words[0]));
        Self { name, label, meaning, shape, default, source: Source::Assumption }
    }

    /// A time of day; the default in minutes since midnight.
    #[must_use]
    pub const fn clock(name: &'static str, label: &'static str, default: f64, meaning: &'static str) -> Self {
        Self { shape: Shape::Clock, ..Self::number(name, label, "min", default, meaning) }
    }

    /// With the text and section of its default.
    #[must_use]
    pub const fn from(self, text: &'static str) -> Self {
        Self { source: Source::Documented(text), ..self }
    }

    /// Between two bounds, both allowed.
    #[must_use]
    pub const fn within(self, least: f64, most: f64) -> Self {
        let old = self.bounds();
        self.bounded(Bounds { least, most, least_allowed: true, ..old })
    }

    /// Larger than a bound, which is not allowed itself.
    #[must_use]
    pub const fn above(self, least: f64) -> Self {
        let old = self.bounds();
        self.bounded(Bounds { least, least_allowed: false, ..old })
    }

    /// A whole number, from 1 to `most`.
    #[must_use]
    pub const fn count(self, most: f64) -> Self {
        self.whole(1.0, most)
    }

    /// A whole number between two bounds.
    #[must_use]
    pub const fn whole(self, least: f64, most: f64) -> Self {
        let old = self.bounds();
        self.bounded(Bounds { least, most, least_allowed: true, whole: true, ..old })
    }

    const fn bounds(&self) -> Bounds {
        match self.shape {
            Shape::Number { bounds, .. } | Shape::Numbers { bounds, .. } => bounds,
            Shape::Choice(_) | Shape::Clock => Bounds::new(0.0, MOST),
        }
    }

    const fn bounded(self, bounds: Bounds) -> Self {
        let shape = match self.shape {
            Shape::Number { unit, .. } => Shape::Number { bounds, unit },
            Shape::Numbers { unit, .. } => Shape::Numbers { bounds, unit },
            other => other,
        };
        Self { shape, ..self }
    }

    /// What is taken when nothing is put in.
    #[must_use]
    pub fn default(&self) -> Value {
        match self.default {
            Preset::Open => Value::Open,
            Preset::Number(value) => Value::Number(value),
            Preset::Numbers(values) => Value::Numbers(values.to_vec()),
            Preset::Word(word) => Value::Word(word),
        }
    }
}
