//! What a system design means: traffic, capacity, weak points, availability, estimates, rules. Knows no web, no
//! clock, no randomness and no files; evaluation cannot fail.

pub mod analysis;
pub mod design;
pub mod formulas;
#[cfg(test)]
mod generated;
pub mod kinds;
pub mod packed;
pub mod page;
pub mod report;
pub mod rules;
pub mod templates;

pub use design::{DesignFile, ReadError, write};
pub use report::{Evaluation, evaluate, evaluate_in_full, evaluate_in_steps, evaluate_scenario, what_if};

/// Reads a design file, with the catalogue of kinds.
///
/// # Errors
/// When the text is no JSON, or says something that the format forbids: the first such place.
pub fn read(text: &str) -> Result<DesignFile, ReadError> {
    design::read(text, &kinds::Catalogue)
}

/// The JSON Schema of design files, with the catalogue of kinds.
#[must_use]
pub fn schema() -> String {
    design::schema(&kinds::Catalogue)
}

/// Designs in links.
pub mod link {
    pub use crate::design::link::{LinkError, encode};
    use crate::{DesignFile, kinds};

    /// The design of a link (a fragment, or a whole address with one), with the catalogue of kinds.
    ///
    /// # Errors
    /// When the text is no link, was cut or damaged, comes from a later version, or holds no valid design.
    pub fn decode(link: &str) -> Result<DesignFile, LinkError> {
        crate::design::link::decode(link, &kinds::Catalogue)
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
    let pages: std::collections::BTreeMap<String, &str> = rules.chain(kinds).collect();
    serde_json::to_string_pretty(&pages)
}

/// All templates by id, each as the text of its design file, as JSON: what the page fetches for its gallery.
///
/// # Errors
/// Never, as far as is known: texts can always be written as JSON.
pub fn template_texts() -> Result<String, serde_json::Error> {
    let texts: std::collections::BTreeMap<&str, String> =
        templates::ALL.iter().filter_map(|(id, _)| Some((*id, write(&templates::find(id)?)))).collect();
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

    #[test]
    fn the_templates_that_are_fetched_are_current() {
        let checked_in = include_str!("../../static/templates.json");
        let now = super::template_texts().unwrap();
        assert!(checked_in.trim_end() == now, "static/templates.json is out of date: run `cargo xtask lists`");
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
