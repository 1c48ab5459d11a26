//! What the report panel says, worked out as plain values: the verdict, findings as cards, tables, workings, pages.
//! Knows no web and no signal; what is true of a design is the engine's business.

pub mod accepted;
pub mod balance;
pub mod calculators;
pub mod causes;
pub mod chart;
pub mod comparison;
pub mod costs;
pub mod day;
pub mod findings;
pub mod fix;
pub mod gallery;
pub mod knowledge;
pub mod labels;
pub mod markdown;
pub mod names;
pub mod outcome;
pub mod outline;
pub mod paper;
pub mod pressure;
pub mod sensitivity;
pub mod tables;
pub mod task;
pub mod verdict;
pub mod working;

/// How good or bad something is, for marks that are more than a colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tone {
    /// Something fails.
    Bad,
    /// Something is near its limit.
    Warn,
    /// Nothing to do.
    Fine,
    /// Not known yet.
    #[default]
    Unknown,
}

impl Tone {
    /// Its name in the style sheets.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Bad => "bad",
            Self::Warn => "warn",
            Self::Fine => "fine",
            Self::Unknown => "unknown",
        }
    }
}
