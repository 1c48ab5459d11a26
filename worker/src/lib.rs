//! What the page asks of the engine, what it answers, and in which order it works. Knows neither page nor browser:
//! how messages travel is the business of whoever holds the two ends.

mod desk;
mod opening;
mod version;
#[cfg(target_arch = "wasm32")]
pub mod web;

use std::collections::BTreeMap;

use loadbearing_engine::analysis::scenario::Scenario;
use loadbearing_engine::design::Design;
use loadbearing_engine::grading::{Grade, Table};
use loadbearing_engine::packed;
use loadbearing_engine::packed::{Packed, Unpacking, unpack};
use loadbearing_engine::report::supposed::Supposed;
use loadbearing_engine::report::workings::Number;
use loadbearing_engine::report::{
    Causes, FindingName, FixReport, Influence, LeftOut, LoadCurve, Loss, Outcome, Report, Working,
};
use loadbearing_engine::share::{Camera, Manner, Theme};
use loadbearing_engine::{Calculation, DesignFile, Refused, Typed};

pub use desk::{Desk, Surroundings};
pub use opening::opened;
use version::VERSION;

/// What the page asks.
#[derive(Clone, Debug, PartialEq)]
pub enum Question {
    /// What a design means. Ends the evaluation of an earlier design.
    Evaluate {
        /// The design.
        design: Box<Design>,
    },
    /// What follows for the last design when something happens.
    Suppose {
        /// What happens.
        scenario: Scenario,
    },
    /// What each single loss does to the last design.
    Losses,
    /// What takes a journey of the last design down.
    Causes {
        /// Id of the journey.
        journey: String,
    },
    /// How times and loads of the last design grow with what arrives.
    Curves,
    /// What each assumption does to the verdict on the last design.
    Sensitivity,
    /// What the fix of a finding of the last design would bring.
    Fix {
        /// Which finding.
        of: FindingName,
    },
    /// How a number of the last design comes about.
    Explain {
        /// Which one.
        number: Number,
    },
    /// How a number of what follows from a scenario comes about.
    ExplainIf {
        /// What was supposed.
        scenario: Scenario,
        /// Which one.
        number: Supposed,
    },
    /// What a calculator gives. It knows of no design, and may be asked at any time: `static/calculators.json` lists
    /// calculators with their inputs (`loadbearing_engine::calculator::Described`). Inputs that are left out have their
    /// defaults; figures are in the unit of the input, lists are lists, words and times of day are texts.
    Calculate {
        /// Id of the calculator.
        id: String,
        /// Inputs by name.
        inputs: BTreeMap<String, Typed>,
    },
    /// What a design is worth. It may be asked at any time; only the last one counts.
    Grade {
        /// The assignment, as a file holds it.
        assignment: String,
        /// The design, likewise.
        design: String,
    },
    /// What differs between two designs. It may be asked at any time; only the last one counts.
    Compare {
        /// The first.
        before: Box<DesignFile>,
        /// The second.
        after: Box<DesignFile>,
    },
    /// What several people handed in is worth.
    GradeAll {
        /// The assignment, as a file holds it.
        assignment: String,
        /// Names and texts of the files.
        files: Vec<(String, String)>,
    },
}

packed!(enum Question {
    0 = Losses,
    1 = Curves,
    2 = Evaluate { design },
    3 = Suppose { scenario },
    4 = Explain { number },
    5 = Causes { journey },
    6 = Calculate { id, inputs },
    7 = Sensitivity,
    8 = Fix { of },
    9 = Grade { assignment, design },
    10 = GradeAll { assignment, files },
    11 = ExplainIf { scenario, number },
    12 = Compare { before, after },
});

/// What the engine answers.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// It is there, and has heard nothing yet. Sent once, with the serial number 0.
    Ready,
    /// What a design means.
    Report(Box<Report>),
    /// The quick parts of it, where the whole takes longer.
    Quick(Box<Report>),
    /// What follows from a scenario.
    Outcome(Box<Outcome>),
    /// What each single loss does, and what was not tried because there is too much of it.
    Losses(Vec<Loss>, Vec<LeftOut>),
    /// What takes a journey down; none where the design has no such journey.
    Causes(Option<Causes>),
    /// How times and loads grow, by journey.
    Curves(Vec<LoadCurve>),
    /// What each assumption does to the verdict, the strongest first, and how many were not tried because there are
    /// too many.
    Sensitivity(Vec<Influence>, usize),
    /// What a fix would bring; none where there is no such finding, or nothing is offered for it.
    Fix(Option<Box<FixReport>>),
    /// How a number comes about; none where the report shows none, or it would be too long to read.
    Working(Option<Working>),
    /// What a calculator gives, the most wanted output first, each with its working.
    Calculation(Calculation),
    /// Why a calculator gives nothing: which input it does not take, and what it expected.
    Refused(Refused),
    /// The question could not be read, and why.
    Unreadable(String),
    /// What a design is worth.
    Grade(Grade),
    /// What several are worth, with the table as a file holds it.
    Grades(Table),
    /// What differs between two designs: a `Comparison` as bytes of its own, because what reads it comes behind the
    /// drawing.
    Comparison(Vec<u8>),
    /// What came by a link, if that can be shown before all is there. Nobody asks for it: the worker says it before it is
    /// ready.
    Opened(Option<Box<Opened>>),
}

packed!(enum Answer {
    0 = Ready,
    1 = Report(report),
    14 = Quick(report),
    2 = Outcome(outcome),
    3 = Losses(losses, left_out),
    4 = Curves(curves),
    5 = Working(working),
    6 = Unreadable(problem),
    7 = Causes(causes),
    8 = Calculation(found),
    9 = Refused(refused),
    10 = Sensitivity(influences, left_out),
    11 = Fix(found),
    12 = Grade(grade),
    13 = Grades(table),
    15 = Comparison(bytes),
    16 = Opened(opened),
});

/// A design that came by a link with what the engine says of it: enough to show it before the page can read links.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened {
    /// The design with its layout.
    pub file: DesignFile,
    /// What may be done with it, and what stands around it.
    pub manner: Manner,
    /// What is in the middle; all of the design where absent.
    pub camera: Option<Camera>,
    /// Light or dark; that of the visitor where absent.
    pub theme: Option<Theme>,
    /// The verdict on it, and what stands on its drawing.
    pub report: Report,
    /// Whether that is all of the verdict.
    pub is_whole: bool,
}

packed!(struct Opened { file, manner, camera, theme, report, is_whole });

/// Of all answers, those that the worker gives and the page understands before the rest of either has come.
#[derive(Clone, Debug, PartialEq)]
pub enum Early {
    /// [`Answer::Ready`].
    Ready,
    /// [`Answer::Unreadable`].
    Unreadable(String),
    /// [`Answer::Opened`].
    Opened(Option<Box<Opened>>),
}

packed!(enum Early {
    0 = Ready,
    6 = Unreadable(problem),
    16 = Opened(opened),
});

/// A question or an answer, with the number that tells which answers belong to which question.
#[derive(Clone, Debug, PartialEq)]
pub struct Message<T> {
    /// Questions count up from 1; an answer has the number of its question.
    pub serial: u32,
    /// What is said.
    pub says: T,
}

impl<T: Packed> Message<T> {
    /// As it travels: which version speaks, the number, and what is said.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        let mut bytes = VERSION.to_le_bytes().to_vec();
        self.pack(&mut bytes);
        bytes
    }

    /// Reads what travelled.
    ///
    /// # Errors
    /// When the other end is of another version: a browser may keep old files of one end beside new ones of the other.
    pub fn read(bytes: &[u8]) -> Result<Self, String> {
        let said = bytes.strip_prefix(&VERSION.to_le_bytes()).ok_or("it is of another version than the page")?;
        unpack(said).ok_or_else(|| "what came of it is not whole".to_owned())
    }
}

impl<T: Packed> Packed for Message<T> {
    fn pack(&self, into: &mut Vec<u8>) {
        self.serial.pack(into);
        self.says.pack(into);
    }

    fn unpack(from: &mut Unpacking<'_>) -> Self {
        Self { serial: u32::unpack(from), says: T::unpack(from) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_another_version_says_is_not_read() {
        let ready = Message { serial: 0, says: Answer::Ready };
        let mut bytes = ready.bytes();
        assert_eq!(Message::read(&bytes), Ok(ready));
        bytes[7] ^= 1;
        assert_eq!(Message::<Answer>::read(&bytes), Err("it is of another version than the page".to_owned()));
        // Texts, as an older one spoke, come in as no bytes at all.
        assert!(Message::<Answer>::read(&[]).is_err());
    }

    #[test]
    fn what_is_understood_early_is_what_a_link_holds_and_nothing_else() {
        let opened = Some(Box::new(Opened {
            file: loadbearing_engine::first_design(),
            manner: Manner::Embed,
            camera: Some(Camera { x: 1.0, y: -2.0, zoom: 0.5 }),
            theme: Some(Theme::Dark),
            report: Report::default(),
            is_whole: true,
        }));
        let said = Message { serial: 0, says: Answer::Opened(opened.clone()) };
        assert_eq!(Message::read(&said.bytes()), Ok(Message { serial: 0, says: Early::Opened(opened) }));
        for other in [Answer::Curves(Vec::new()), Answer::Report(Box::default()), Answer::Quick(Box::default())] {
            assert!(Message::<Early>::read(&Message { serial: 0, says: other }.bytes()).is_err());
        }
    }

    #[test]
    fn what_is_cut_is_not_read() {
        let bytes = Message { serial: 300, says: Question::Losses }.bytes();
        assert_eq!(
            Message::<Question>::read(&bytes[..bytes.len() - 1]),
            Err("what came of it is not whole".to_owned())
        );
    }
}
