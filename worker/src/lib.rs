//! What the page asks of the engine, what it answers, and in which order it works. Knows neither page nor browser:
//! how messages travel is the business of whoever holds the two ends.

mod desk;

use loadbearing_engine::analysis::scenario::Scenario;
use loadbearing_engine::report::workings::Number;
use loadbearing_engine::report::{LoadCurve, Loss, Outcome, Report, Working};
use serde::{Deserialize, Serialize};

pub use desk::{Desk, Surroundings};

/// What the page asks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Question {
    /// What a design means. Ends the evaluation of an earlier design.
    Evaluate {
        /// The design, as a file holds it.
        design: String,
    },
    /// What follows for the last design when something happens.
    Suppose {
        /// What happens.
        scenario: Scenario,
    },
    /// What each single loss does to the last design.
    Losses,
    /// How times and loads of the last design grow with what arrives.
    Curves,
    /// How a number of the last design comes about.
    Explain {
        /// Which one.
        number: Number,
    },
}

/// What the engine answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Answer {
    /// It is there, and has heard nothing yet. Sent once, with the serial number 0.
    Ready,
    /// What a design means, as far as it is known: of a large design the quick parts come first.
    Report(Box<Report>),
    /// What follows from a scenario.
    Outcome(Box<Outcome>),
    /// What each single loss does.
    Losses(Vec<Loss>),
    /// How times and loads grow, by journey.
    Curves(Vec<LoadCurve>),
    /// How a number comes about; none where the report shows none, or it would be too long to read.
    Working(Option<Working>),
    /// The question could not be read, and why.
    Unreadable(String),
}

/// A question or an answer, with the number that tells which answers belong to which question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Message<T> {
    /// Questions count up from 1; an answer has the number of its question.
    pub serial: u32,
    /// What is said.
    pub says: T,
}

impl<T: Serialize> Message<T> {
    /// As it travels.
    #[must_use]
    pub fn text(&self) -> String {
        // Plain data with text keys can always be written.
        serde_json::to_string(self).unwrap_or_default()
    }
}

impl<'a, T: Deserialize<'a>> Message<T> {
    /// Reads what travelled.
    ///
    /// # Errors
    /// When the other end is of another version.
    pub fn read(text: &'a str) -> Result<Self, String> {
        serde_json::from_str(text).map_err(|problem| problem.to_string())
    }
}
