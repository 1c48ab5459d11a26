//! What an assignment says, as plain values.

use std::collections::BTreeSet;

use crate::design::words::Word;
use crate::design::{DesignFile, PlaceKind};

/// A task for somebody who learns: a design to begin with, what of it stays as it is, and what has to hold in the end.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Assignment {
    /// Tells it from others; what is handed in names it.
    pub id: String,
    /// Counts up when checks or the start design change; what is handed in names it.
    pub version: u32,
    /// Shown on top.
    pub title: String,
    /// How hard it is.
    pub level: Option<Level>,
    /// What is to be done, in the words of the author; paragraphs.
    pub brief: String,
    /// Text and section that the exercise is from.
    pub source: Option<String>,
    /// What is answered in words; nobody but people reads the answers.
    pub questions: Vec<Question>,
    /// What stays as the start design has it.
    pub locked: Locked,
    /// What may not be added.
    pub forbidden: Forbidden,
    /// What has to hold; hidden ones last.
    pub checks: Vec<Check>,
    /// The design to begin with.
    pub start: DesignFile,
}

/// How hard an assignment is, as the documents sort their exercises.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// A worked example, of which something is changed.
    Worked,
    /// An easy practice question.
    Easy,
    /// A medium practice question.
    Medium,
    /// A hard practice question.
    Hard,
}

impl Word for Level {
    const WORDS: &'static [(&'static str, Self)] =
        &[("worked", Self::Worked), ("easy", Self::Easy), ("medium", Self::Medium), ("hard", Self::Hard)];
}

/// Something that is answered in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Question {
    /// Unique among the questions.
    pub id: String,
    /// What is asked.
    pub text: String,
}

/// What stays as the start design has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Locked {
    /// Ids of components that stay as they are, all of their figures.
    pub components: Vec<String>,
    /// Ids of kinds of which nothing is added, changed or taken away.
    pub kinds: Vec<String>,
    /// Paths in the design file, with `*` for all of a list: `workload`, `components.redis.settings.hit_rate`,
    /// `components.*.settings.availability`. What the start design leaves open there stays open.
    pub numbers: Vec<String>,
}

impl Default for Locked {
    /// What states the question: who may change that has no question to solve.
    fn default() -> Self {
        let numbers = Self::USUAL.iter().map(|&path| path.to_owned()).collect();
        Self { components: Vec::new(), kinds: Vec::new(), numbers }
    }
}

impl Locked {
    /// Paths that are locked where an assignment says nothing of it.
    pub const USUAL: &'static [&'static str] = &["workload", "requirements", "thresholds", "prices"];
}

/// What may not be added.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Forbidden {
    /// Ids of kinds; those that the start design has may stay.
    pub kinds: Vec<String>,
    /// Ids of components that the start design has, and that have to go.
    pub components: Vec<String>,
}

/// Something that has to hold.
#[derive(Clone, Debug, PartialEq)]
pub struct Check {
    /// What it says, where that is not to be worded by the program.
    pub text: Option<String>,
    /// What it is worth, above 0.
    pub points: f64,
    /// Whether it is shown only once a design was handed in.
    pub hidden: bool,
    /// What has to hold.
    pub asks: Ask,
}

/// What has to hold.
#[derive(Clone, Debug, PartialEq)]
pub enum Ask {
    /// A figure of the report lies within bounds.
    Figure {
        /// Which.
        figure: Figure,
        /// Id of the journey or component; `None` where it is one of the whole design.
        of: Option<String>,
        /// Between what it lies.
        within: Within,
    },
    /// Rules have nothing to say, and nothing that they need is missing. What is accepted counts as said.
    Silent {
        /// Their ids.
        rules: Vec<String>,
        /// Id of a component, where it is only about what they say of that.
        of: Option<String>,
    },
    /// Journeys go on when something happens.
    Survives(Survival),
}

/// Bounds of a figure, both allowed; at least one of them is there.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Within {
    /// Smallest.
    pub at_least: Option<f64>,
    /// Largest.
    pub at_most: Option<f64>,
}

/// What happens, and what has to go on nevertheless.
#[derive(Clone, Debug, PartialEq)]
pub struct Survival {
    /// What is lost, all at once: ids of components and places, `ID:primary`, `ID:replica=2`, `FROM->TO`.
    pub down: Vec<String>,
    /// Any one place of this kind is lost, each tried in turn.
    pub any: Option<PlaceKind>,
    /// How many times the peak arrives.
    pub load: f64,
    /// Ids of the journeys that have to go on; empty for all.
    pub journeys: Vec<String>,
    /// Share of what arrives that has to be carried.
    pub carried: f64,
}

impl Default for Survival {
    fn default() -> Self {
        Self { down: Vec::new(), any: None, load: 1.0, journeys: Vec::new(), carried: 1.0 }
    }
}

/// A figure of the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Figure {
    /// One with a name of its own.
    Named(&'static str),
    /// An estimate, by id.
    Estimate(String),
}

/// Of what a figure is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// Of a journey.
    Journey,
    /// Of a component.
    Component,
    /// Of the whole design.
    Design,
    /// Of a component, or of the whole design where none is named.
    ComponentOrDesign,
    /// Of a journey, or of the whole design where none is named.
    JourneyOrDesign,
}

/// A figure that a check may ask for.
#[derive(Clone, Copy, Debug)]
pub struct FigureSpec {
    /// Name in the file; that of the report, where it has one there.
    pub name: &'static str,
    /// What it is, for people.
    pub label: &'static str,
    /// `share`, `ms`, `req/s`, or empty for plain counts.
    pub unit: &'static str,
    /// Of what.
    pub subject: Subject,
}

const fn figure(name: &'static str, label: &'static str, unit: &'static str, subject: Subject) -> FigureSpec {
    FigureSpec { name, label, unit, subject }
}

/// All figures with names of their own.
pub const FIGURES: &[FigureSpec] = &[
    figure("availability", "availability", "share", Subject::Journey),
    figure("availability_at_peak", "availability at peak", "share", Subject::Journey),
    figure("mean", "mean latency", "ms", Subject::Journey),
    figure("p50", "p50 latency", "ms", Subject::Journey),
    figure("p95", "p95 latency", "ms", Subject::Journey),
    figure("p99", "p99 latency", "ms", Subject::Journey),
    figure("sustainable", "sustainable peak rate", "req/s", Subject::Journey),
    figure("utilization", "utilisation at peak", "share", Subject::ComponentOrDesign),
    figure("load_factor_at_saturation", "times the peak that it carries", "", Subject::Design),
    figure("cost_per_month", "cost a month", "", Subject::ComponentOrDesign),
    figure("single_points_of_failure", "single points of failure", "", Subject::JourneyOrDesign),
    figure("errors", "error findings", "", Subject::ComponentOrDesign),
    figure("warnings", "warnings", "", Subject::ComponentOrDesign),
    figure("components", "components", "", Subject::Design),
];

/// Ids of the estimates of the report, each with its unit.
pub const ESTIMATES: &[(&str, &str)] = &[
    ("requests-average", "req/s"),
    ("requests-peak", "req/s"),
    ("storage-per-year", "B"),
    ("storage-horizon", "B"),
    ("storage-horizon-replicated", "B"),
    ("storage-cost-per-year", ""),
    ("bandwidth-in", "B/s"),
    ("bandwidth-out", "B/s"),
    ("cache-memory", "B"),
    ("servers-needed", ""),
    ("downtime-per-year", "min"),
    ("downtime-per-month", "min"),
];

impl Figure {
    /// Its declaration; none of an estimate.
    #[must_use]
    pub fn spec(&self) -> Option<&'static FigureSpec> {
        match self {
            Self::Named(name) => FIGURES.iter().find(|spec| spec.name == *name),
            Self::Estimate(_) => None,
        }
    }

    /// Its unit.
    #[must_use]
    pub fn unit(&self) -> &'static str {
        match self {
            Self::Named(_) => self.spec().map_or("", |spec| spec.unit),
            Self::Estimate(id) => ESTIMATES.iter().find(|(known, _)| known == id).map_or("", |(_, unit)| unit),
        }
    }
}

impl Assignment {
    /// Ids of the components of the start design.
    #[must_use]
    pub fn component_ids(&self) -> BTreeSet<&str> {
        self.start.design.components.iter().map(|component| component.id.as_str()).collect()
    }

    /// What all checks together are worth.
    #[must_use]
    pub fn points(&self) -> f64 {
        self.checks.iter().map(|check| check.points).sum()
    }
}
