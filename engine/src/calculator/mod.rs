//! Calculators: formulas of system design that stand on their own, without a drawing. Here is how one is declared, how
//! what is put in is checked, and what comes out; the calculators lie in `calculators`, one file each.
//!
//! A calculator computes with the functions of `analysis` that the report uses too, so that both say the same.

mod described;
mod field;
mod given;
mod output;
#[cfg(test)]
pub mod testing;
mod typed;

use crate::design::vocabulary::Source;

pub use described::{Described, DescribedInput, Takes};
pub use field::{Field, Preset, Shape, Value};
pub use given::Given;
pub use output::{Calculation, Output};
pub use typed::{Refused, Typed};

/// A calculator.
#[derive(Debug)]
pub struct Calculator {
    /// Id, as on the command line.
    pub id: &'static str,
    /// Name for people.
    pub title: &'static str,
    /// Its page: what it answers, and when it misleads. Markdown.
    pub page: &'static str,
    /// Heading it stands under.
    pub group: Group,
    /// The formula, in words.
    pub formula: &'static str,
    /// Texts and sections of the formula.
    pub source: Source,
    /// What is put in.
    pub inputs: &'static [Field],
    /// What comes out, of inputs that were checked.
    pub calculate: fn(&Given) -> Result<Vec<Output>, Refused>,
}

/// Declares a calculator: its doc comment is its page.
#[macro_export]
macro_rules! calculator {
    ($(#[doc = $page:literal])+ $($field:ident: $value:expr),+ $(,)?) => {
        $(#[doc = $page])+
        pub static CALCULATOR: $crate::calculator::Calculator = $crate::calculator::Calculator {
            page: $crate::page!($($page),+),
            $($field: $value),+
        };
    };
}

/// Headings of the list of calculators.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// From users to requests, bytes and servers.
    Estimates,
    /// Servers, shards and what they carry.
    Capacity,
    /// Caches and popularity.
    Caches,
    /// Where keys go, and how many keys there are.
    Keys,
    /// Replicas and whether reads see writes.
    Replication,
    /// Shares of time, budgets, recovery.
    Availability,
    /// Spreading requests over servers.
    Balancing,
    /// Limits to rates.
    RateLimits,
    /// Time outs, retries, breakers.
    Resilience,
    /// Queues, waiting and scaling.
    Queues,
    /// Where time goes.
    Latency,
    /// Series, media, files and what keeping them costs.
    Storage,
    /// Scores and vectors.
    Ranking,
}

impl Group {
    /// Name for people.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Estimates => "Estimates",
            Self::Capacity => "Capacity",
            Self::Caches => "Caches",
            Self::Keys => "Keys and shards",
            Self::Replication => "Replication",
            Self::Availability => "Availability and recovery",
            Self::Balancing => "Load balancing",
            Self::RateLimits => "Rate limits",
            Self::Resilience => "Timeouts and retries",
            Self::Queues => "Queues and scaling",
            Self::Latency => "Latency",
            Self::Storage => "Storage and media",
            Self::Ranking => "Ranking",
        }
    }
}

impl Calculator {
    /// Works it out. Inputs that are not named have their defaults.
    ///
    /// # Errors
    /// When an input is not one of its, is no such value or out of bounds, or inputs do not fit each other.
    pub fn work_out<'a>(
        &'static self,
        typed: impl IntoIterator<Item = (&'a str, &'a Typed)>,
    ) -> Result<Calculation, Refused> {
        let given = Given::read(self, typed)?;
        Ok(Calculation { id: self.id.to_owned(), outputs: (self.calculate)(&given)? })
    }
}

/// A time of day in minutes since midnight, as people write it; past midnight it starts anew.
#[must_use]
pub fn clock(minutes: f64) -> String {
    let minutes = libm::fmod(minutes, 1_440.0).max(0.0) as u32;
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::clock;

    #[test]
    fn a_day_starts_anew_at_midnight() {
        assert_eq!((clock(930.0), clock(1_500.0)), ("15:30".to_owned(), "01:00".to_owned()));
    }
}
