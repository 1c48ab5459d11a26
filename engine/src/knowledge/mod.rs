//! The reference: what the texts say and the rules rest on, as pages with links among them, decision trees that end in
//! a component, and guided paths through an interview. Here are its shapes, as a page shows them; what fills them lies
//! beside as files, and is put together by `gathered` where whole pages are kept.
//!
//! Pages are told apart by ids that begin with what they are: `rule.`, `kind.`, `calculator.`, `tree.`, `card.`,
//! `path.`, `numbers.`, `formulas.`, `glossary.`, `note.`; links name these ids.

#[cfg(feature = "pages")]
mod assumptions;
#[cfg(feature = "pages")]
mod cards;
#[cfg(feature = "pages")]
mod catalogue;
#[cfg(feature = "pages")]
mod documents;
#[cfg(feature = "pages")]
mod formulas;
#[cfg(feature = "pages")]
mod gathered;
#[cfg(feature = "pages")]
mod glossary;
#[cfg(feature = "pages")]
mod notes;
#[cfg(feature = "pages")]
mod numbers;
#[cfg(feature = "pages")]
mod paths;
pub mod practice;
mod told;
#[cfg(feature = "pages")]
mod trees;
#[cfg(feature = "pages")]
mod written;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

#[cfg(feature = "pages")]
pub use documents::documents;
#[cfg(feature = "pages")]
pub use gathered::gathered;

/// All of the reference but what `pages.json` holds: the texts of rules and kinds.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Reference {
    /// All pages, by section and in the order of each.
    pub pages: Vec<Page>,
    /// The decision trees; each has a page of the same id that says all of it.
    pub trees: Vec<Tree>,
    /// The guided paths; each has a page of the same id.
    pub paths: Vec<Path>,
}

/// A page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Page {
    /// Id; what links name.
    pub id: String,
    /// Name for people.
    pub title: String,
    /// Heading it stands under.
    pub section: String,
    /// Markdown with links to other ids. Of a rule or kind only what follows its own text.
    pub text: String,
    /// Texts and sections; empty where every line names its own.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// Ids of the pages that lead here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub named_by: Vec<String>,
}

/// A decision tree: questions with answers that lead on, until they end.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tree {
    /// Id, with `tree.` before it.
    #[serde(default)]
    pub id: String,
    /// Name for people.
    pub title: String,
    /// What is decided.
    pub lead: String,
    /// Texts and sections.
    pub source: String,
    /// Questions; the first is asked first.
    pub questions: Vec<Question>,
    /// Where answers lead in the end.
    pub ends: Vec<End>,
}

/// A question of a tree.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Name within its tree.
    pub id: String,
    /// What is asked.
    pub asks: String,
    /// What it hangs on; may be empty.
    #[serde(default)]
    pub why: String,
    /// What can be answered.
    pub answers: Vec<Answer>,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// In words.
    pub says: String,
    /// The question or end that it leads to.
    pub to: String,
}

/// An end of a tree.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct End {
    /// Name within its tree.
    pub id: String,
    /// What to take.
    pub title: String,
    /// Why, and what it costs. Markdown.
    pub text: String,
    /// What it comes to on the canvas.
    #[serde(default)]
    pub puts: Vec<Put>,
}

/// Something to put on the canvas: a component, or settings of one that is there.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Put {
    /// Kind of component.
    pub kind: String,
    /// Its product; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub preset: String,
    /// Copies; none leaves them open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instances: Option<u32>,
    /// What is set.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub settings: BTreeMap<String, Stated>,
}

/// The value of a setting, as a file says it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Stated {
    /// On or off.
    Switch(bool),
    /// A figure.
    Number(f64),
    /// A word.
    Text(String),
}

/// A path through the stages of an interview.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Path {
    /// Id, with `path.` before it.
    #[serde(default)]
    pub id: String,
    /// Name for people.
    pub title: String,
    /// What it is.
    pub lead: String,
    /// Texts and sections.
    pub source: String,
    /// The stages, in order.
    pub steps: Vec<Step>,
}

/// A stage of a path.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Its name.
    pub title: String,
    /// How long it may take, from and to, in minutes.
    pub minutes: (u32, u32),
    /// What is done in it.
    pub text: String,
    /// What to ask, or to say aloud.
    pub asks: Vec<String>,
    /// Where on the page it is done.
    pub opens: Opens,
    /// What the design has once it is done.
    pub done: Vec<Mark>,
    /// Pages that help.
    #[serde(default)]
    pub helps: Vec<String>,
}

/// Part of the page that a stage is worked on in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Opens {
    /// What users do, and what has to be reached.
    Workload,
    /// The kinds of components.
    Palette,
    /// What is selected.
    Inspector,
    /// What the engine says.
    Report,
    /// What breaks.
    Breaking,
}

/// Something that a design has or has not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mark {
    /// A journey.
    Journeys,
    /// A rate of every journey.
    Rates,
    /// Sizes of what is sent or kept.
    Sizes,
    /// A wish for availability, latency or consistency.
    Requirements,
    /// Three components with connections.
    Drawing,
    /// Something that keeps what is written.
    Store,
    /// Nothing over its capacity at peak.
    Capacity,
    /// No finding that is an error.
    NoErrors,
    /// No single point of failure.
    NoSinglePoint,
}
