//! What a system design means: traffic, capacity, weak points, availability, estimates, rules. Knows no web, no
//! clock, no randomness and no files; evaluation cannot fail.

// Tests that stand beside the engine name it as anybody does.
#[cfg(test)]
extern crate self as loadbearing_engine;

pub mod analysis;
pub mod assignment;
pub mod assignments;
pub mod calculator;
pub mod calculators;
pub mod design;
pub mod formats;
pub mod formulas;
#[cfg(test)]
mod generated;
pub mod grading;
pub mod kinds;
pub mod knowledge;
pub mod packed;
pub mod page;
pub mod report;
pub mod rules;
pub mod share;
pub mod templates;

use std::collections::BTreeMap;

use design::vocabulary::{SettingSpec, Vocabulary};

pub use assignment::{Assignment, Submission};
pub use calculator::{Calculation, Calculator, Refused, Typed};
pub use design::{DesignFile, ReadError, write};
pub use report::{
    Evaluation, compare, evaluate, evaluate_in_full, evaluate_in_steps, evaluate_scenario, verdict, what_if,
};

/// The kinds and rules that there are, as the reader of design files asks for them.
#[derive(Clone, Copy, Debug, Default)]
struct Words;

impl Vocabulary for Words {
    fn kind_ids(&self) -> Vec<&'static str> {
        kinds::Catalogue.kind_ids()
    }

    fn settings_of(&self, kind: &str) -> Option<Vec<&'static SettingSpec>> {
        kinds::Catalogue.settings_of(kind)
    }

    fn rule_ids(&self) -> Vec<&'static str> {
        // By their names alone: who reads a file needs none of what rules do.
        include_str!("rule_ids.txt").lines().collect()
    }

    fn presets_of(&self, kind: &str) -> Vec<&'static str> {
        kinds::Catalogue.presets_of(kind)
    }
}

/// Reads a design file, with the catalogue of kinds.
///
/// # Errors
/// When the text is no JSON, or says something that the format forbids: the first such place.
pub fn read(text: &str) -> Result<DesignFile, ReadError> {
    design::read(text, &Words)
}

/// The JSON Schema of design files, with the catalogue of kinds.
#[must_use]
pub fn schema() -> String {
    design::schema(&Words)
}

/// A calculator by id.
#[must_use]
pub fn find_calculator(id: &str) -> Option<&'static Calculator> {
    calculators::ALL.iter().copied().find(|calculator| calculator.id == id)
}

/// Works a calculator out, by its id; inputs that are not named have their defaults.
///
/// # Errors
/// When there is no such calculator, or an input is refused.
pub fn calculate(id: &str, inputs: &BTreeMap<String, Typed>) -> Result<Calculation, Refused> {
    let calculator =
        find_calculator(id).ok_or_else(|| Refused { input: None, reason: format!("there is no calculator {id:?}") })?;
    calculator.work_out(inputs.iter().map(|(name, typed)| (name.as_str(), typed)))
}

/// All calculators as data, as JSON: what the page fetches to list them and to draw their inputs. An input of a
/// calculator is then sent to the worker by its name; what comes back names outputs, units and workings by itself.
///
/// # Errors
/// Never, as far as is known: texts can always be written as JSON.
#[cfg(feature = "pages")]
pub fn calculators_described() -> Result<String, serde_json::Error> {
    let described: Vec<_> = calculators::ALL.iter().map(|calculator| calculator.described()).collect();
    serde_json::to_string_pretty(&described)
}

/// Reads an assignment, with the catalogue of kinds.
///
/// # Errors
/// When the text is no JSON, or says something that the format forbids: the first such place.
pub fn read_assignment(text: &str) -> Result<Assignment, ReadError> {
    assignment::read(text, &Words)
}

/// Reads what somebody handed in, with the catalogue of kinds.
///
/// # Errors
/// When the text is no JSON, or says something that the format forbids: the first such place.
pub fn read_submission(text: &str) -> Result<Submission, ReadError> {
    assignment::read_submission(text, &Words)
}

/// Grades what a file or a link holds that somebody handed in; never fails, because one that does not open is a row
/// that says why.
#[must_use]
pub fn grade_text(assignment: &Assignment, locks: &assignment::locks::Locks, name: &str, text: &str) -> grading::Row {
    grading::row(assignment, locks, name, text, &Words)
}

/// Grades what several files or links hold, by name and text.
#[must_use]
pub fn grade_all(assignment: &Assignment, files: &[(String, String)]) -> grading::Table {
    let locks = assignment::locks::Locks::of(assignment);
    let rows = files.iter().map(|(name, text)| grade_text(assignment, &locks, name, text)).collect();
    grading::Table::of(assignment, rows)
}

/// All assignments that are ready, by id, each as the text of its file with hidden checks sealed, as JSON: what the
/// page fetches.
///
/// # Errors
/// Never, as far as is known: texts can always be written as JSON.
pub fn assignment_texts() -> Result<String, serde_json::Error> {
    let sealed = |id: &str| Some((id.to_owned(), assignment::write_sealed(&assignments::find(id)?)));
    let texts: BTreeMap<String, String> = assignments::ALL.iter().filter_map(|(id, _)| sealed(id)).collect();
    serde_json::to_string_pretty(&texts)
}

/// Designs in links.
pub mod link {
    pub use crate::design::link::{LinkError, encode};
    use crate::share::{self, Shared};
    pub use crate::share::{encode_assignment, encode_shown, encode_submission};
    use crate::{DesignFile, Words};

    /// Whatever a link holds (a fragment, or a whole address with one), with the catalogue of kinds.
    ///
    /// # Errors
    /// When the text is no link, was cut or damaged, comes from a later version, or holds something that is not valid.
    pub fn open(link: &str) -> Result<Shared, LinkError> {
        share::decode(link, &Words)
    }

    /// The design of a link (a fragment, or a whole address with one), with the catalogue of kinds.
    ///
    /// # Errors
    /// When the text is no link, was cut or damaged, comes from a later version, or holds no valid design.
    pub fn decode(link: &str) -> Result<DesignFile, LinkError> {
        match open(link)? {
            Shared::Design { file, .. } => Ok(file),
            Shared::Assignment(_) => Err(LinkError::Holds("an assignment")),
            Shared::Submission(_) => Err(LinkError::Holds("what somebody handed in")),
        }
    }
}

/// All pages by `rule.ID` and `kind.ID`, as JSON: what a build without the feature `pages` fetches.
///
/// # Errors
/// Never, as far as is known: texts can always be written as JSON.
#[cfg(feature = "pages")]
pub fn pages() -> Result<String, serde_json::Error> {
    let rules = rules::all().map(|rule| (format!("rule.{}", rule.id), rule.page));
    let kinds = kinds::catalogue::ALL.iter().map(|kind| (format!("kind.{}", kind.id), kind.page));
    let pages: BTreeMap<String, String> = rules.chain(kinds).map(|(id, page)| (id, page::flowing(page))).collect();
    serde_json::to_string_pretty(&pages)
}

/// The reference as JSON: what the page fetches when somebody opens it, beside the texts of rules and kinds.
///
/// # Errors
/// When one of its files cannot be read, in words that say which.
#[cfg(feature = "pages")]
pub fn reference() -> Result<String, String> {
    let reference = knowledge::gathered()?;
    serde_json::to_string_pretty(&reference).map_err(|problem| problem.to_string())
}

/// What the gallery shows beside the templates, as JSON: where they come from, and what there is to practise on.
///
/// # Errors
/// When the file of questions cannot be read.
#[cfg(feature = "pages")]
pub fn practice() -> Result<String, String> {
    let practice = knowledge::practice::practice()?;
    serde_json::to_string_pretty(&practice).map_err(|problem| problem.to_string())
}

/// All templates and their mended forms by id, each as the text of its design file, as JSON: what the page fetches for its gallery.
///
/// # Errors
/// Never, as far as is known: texts can always be written as JSON.
pub fn template_texts() -> Result<String, serde_json::Error> {
    let texts: BTreeMap<String, String> =
        templates::ids().into_iter().filter_map(|id| Some((id.clone(), write(&templates::find(&id)?)))).collect();
    serde_json::to_string_pretty(&texts)
}

/// The design that a first visit opens on.
#[must_use]
pub fn first_design() -> DesignFile {
    templates::find("url-shortener-worked").unwrap_or_default()
}

/// What the engine says of the design that a first visit opens on.
#[must_use]
pub fn first_report() -> report::Report {
    evaluate(&first_design().design)
}

#[cfg(test)]
mod tests {
    #[cfg(feature = "pages")]
    #[test]
    fn the_pages_that_are_fetched_are_current() {
        let checked_in = include_str!("../../static/pages.json");
        let now = super::pages().unwrap();
        assert!(checked_in.trim_end() == now, "static/pages.json is out of date: run `cargo xtask lists`");
    }

    #[cfg(feature = "pages")]
    #[test]
    fn the_calculators_that_are_fetched_are_current() {
        let checked_in = include_str!("../../static/calculators.json");
        let now = super::calculators_described().unwrap();
        assert!(checked_in.trim_end() == now, "static/calculators.json is out of date: run `cargo xtask lists`");
        let read_back: Vec<super::calculator::Described> = serde_json::from_str(checked_in).unwrap();
        assert_eq!(serde_json::to_string_pretty(&read_back).unwrap(), now, "a list that is read back says the same");
    }

    #[cfg(feature = "pages")]
    #[test]
    fn the_reference_that_is_fetched_is_current() {
        let checked_in = include_str!("../../static/knowledge.json");
        let now = super::reference().unwrap();
        assert!(checked_in.trim_end() == now, "static/knowledge.json is out of date: run `cargo xtask lists`");
    }

    #[cfg(feature = "pages")]
    #[test]
    fn what_the_gallery_fetches_is_current() {
        let checked_in = include_str!("../../static/practice.json");
        let now = super::practice().unwrap();
        assert!(checked_in.trim_end() == now, "static/practice.json is out of date: run `cargo xtask lists`");
    }

    #[test]
    fn the_templates_that_are_fetched_are_current() {
        let checked_in = include_str!("../../static/templates.json");
        let now = super::template_texts().unwrap();
        assert!(checked_in.trim_end() == now, "static/templates.json is out of date: run `cargo xtask lists`");
    }

    #[test]
    fn the_assignments_that_are_fetched_are_current() {
        let checked_in = include_str!("../../static/assignments.json");
        let now = super::assignment_texts().unwrap();
        assert!(checked_in.trim_end() == now, "static/assignments.json is out of date: run `cargo xtask lists`");
    }

    #[test]
    fn the_names_of_rules_are_current() {
        let now: Vec<&str> = super::rules::all().map(|rule| rule.id).collect();
        let advice = "engine/src/rule_ids.txt is out of date: run `cargo xtask lists`";
        assert!(include_str!("rule_ids.txt").lines().eq(now), "{advice}");
    }

    #[test]
    fn the_design_of_a_first_visit_is_current() {
        let checked_in = include_bytes!("../../app/src/studio/first_design.bin");
        let advice = "app/src/studio/first_design.bin is out of date: run `cargo xtask lists`";
        assert!(super::packed::pack(&super::first_design()) == checked_in, "{advice}");
    }

    #[test]
    fn the_report_of_a_first_visit_is_current() {
        let checked_in = include_bytes!("../../app/src/studio/first_report.bin");
        let now = super::first_report();
        let advice = "app/src/studio/first_report.bin is out of date: run `cargo xtask lists`";
        assert!(super::packed::pack(&now) == checked_in, "{advice}");
        assert!(super::packed::unpack(checked_in) == Some(now), "what is read back is the same");
    }
}
