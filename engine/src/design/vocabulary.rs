//! The words of the design file: how a setting is declared, and where its default comes from. Kinds declare the
//! settings of components; the tables `CONNECTION`, `WORKLOAD`, `REQUIREMENTS` and `THRESHOLDS` declare those of the rest.
//! Panels are drawn from these declarations, and the reader checks files against them.

pub use super::facts::{CONNECTION, REQUIREMENTS, THRESHOLDS, WORKLOAD};

/// Where a figure or a statement comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// Short name of a text and its section, such as `worked-examples § Useful formulas`; several by `; `.
    Documented(&'static str),
    /// No document gives it.
    Assumption,
}

impl Source {
    /// As shown to people and written into reports.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::Documented(text) => text,
            Self::Assumption => "assumption",
        }
    }
}

/// What values a setting takes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Shape {
    /// A figure between two bounds, both allowed.
    Number {
        /// Smallest.
        least: f64,
        /// Largest.
        most: f64,
        /// What it counts, for people: `req/s`, `B`, `ms`, `share` …
        unit: &'static str,
    },
    /// On or off.
    Switch,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// Any short text.
    Text,
    /// Several of any words.
    Words,
}

/// What is taken when a design says nothing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Fallback {
    /// Nothing: it stays open.
    Open,
    /// A figure.
    Number(f64),
    /// On or off.
    Switch(bool),
    /// A word.
    Text(&'static str),
}

/// Between what a figure may plausibly lie that a design leaves open.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    /// Smallest.
    pub low: f64,
    /// Largest.
    pub high: f64,
    /// Where both come from.
    pub source: Source,
    /// Why, where they are an assumption; a half-sentence.
    pub because: &'static str,
}

impl Range {
    /// A range that documents give.
    #[must_use]
    pub const fn documented(low: f64, high: f64, source: &'static str) -> Self {
        Self { low, high, source: Source::Documented(source), because: "" }
    }

    /// A range that no document gives, and why it is thought to be this one.
    #[must_use]
    pub const fn assumed(low: f64, high: f64, because: &'static str) -> Self {
        Self { low, high, source: Source::Assumption, because }
    }

    /// Whether a figure lies in it.
    #[must_use]
    pub fn holds(&self, value: f64) -> bool {
        (self.low..=self.high).contains(&value)
    }
}

/// The declaration of one setting.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SettingSpec {
    /// Name in the file, snake_case.
    pub name: &'static str,
    /// Name for people.
    pub label: &'static str,
    /// One sentence: what it means.
    pub meaning: &'static str,
    /// What values it takes.
    pub shape: Shape,
    /// What is taken when a design says nothing.
    pub default: Fallback,
    /// Where the default comes from.
    pub source: Source,
    /// Ranges that are known for it, of one sort of thing each: a default, of the kind or of a preset, lies plausibly
    /// anywhere in the one that holds it. `kinds::ranges` says what is assumed where none does.
    pub ranges: &'static [Range],
}

impl SettingSpec {
    /// The same with ranges.
    #[must_use]
    pub const fn within(self, ranges: &'static [Range]) -> Self {
        Self { ranges, ..self }
    }
}

/// A product of a kind, with the figures that differ from the kind's own.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Preset {
    /// Id in the file.
    pub id: &'static str,
    /// Name for people.
    pub name: &'static str,
    /// Settings that it sets, each with its source.
    pub settings: &'static [(&'static str, Fallback, Source)],
    /// What the documents say of it, one sentence; may be empty.
    pub note: &'static str,
}

/// What the reader has to know of kinds. The catalogue of kinds answers it; `design` itself knows none.
pub trait Vocabulary {
    /// All ids of kinds.
    fn kind_ids(&self) -> Vec<&'static str>;
    /// Settings of a kind; `None` where there is no such kind.
    fn settings_of(&self, kind: &str) -> Option<Vec<&'static SettingSpec>>;
    /// All ids of rules; none where they are not known, and then any will do.
    fn rule_ids(&self) -> Vec<&'static str> {
        Vec::new()
    }
    /// Ids of the presets of a kind.
    fn presets_of(&self, kind: &str) -> Vec<&'static str>;
}
