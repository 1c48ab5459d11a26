//! The reference as it is searched and read: sections that a query leaves, how far a decision tree has been walked, what
//! of a stage is done in a design.

use loadbearing_engine::design::Design;
use loadbearing_engine::kinds;
use loadbearing_engine::knowledge::{End, Mark, Page, Question, Reference, Tree};
use loadbearing_engine::report::Report;

use super::findings::{self, Found};
use crate::languages::phrase;
use crate::languages::phrases::on_one_line;
use crate::order::sort_by_key;

/// Pages under one heading.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// The heading.
    pub title: String,
    /// Ids and titles.
    pub members: Vec<(String, String)>,
}

/// Words of the reference in the chosen language, as far as it has them.
fn in_words(english: &str) -> String {
    phrase(&on_one_line(english)).map_or_else(|| english.to_owned(), str::to_owned)
}

/// The sections that a query leaves. Every word has to be in the title, the section, the id, or the text of a page;
/// pages with all of them in the title come first. `own` gives the text of a page that is kept apart.
#[must_use]
pub fn sections(reference: &Reference, query: &str, own: impl Fn(&str) -> String) -> Vec<Section> {
    let words: Vec<String> = query.split_whitespace().map(str::to_lowercase).collect();
    let whole = words.join(" ");
    let holds = |text: &str| words.iter().all(|word| text.contains(word));
    let rank = |page: &Page| {
        let titles = [page.title.to_lowercase(), in_words(&page.title).to_lowercase()];
        if words.is_empty() || titles.iter().any(|title| holds(title)) {
            // What is called so goes before what only has the words in its name.
            return Some(u32::from(!titles.iter().any(|title| title.starts_with(&whole))));
        }
        let text = format!("{} {} {} {}", page.title, page.section, page.id, page.text).to_lowercase();
        if holds(&text) {
            return Some(2);
        }
        holds(&format!("{text} {}", own(&page.id).to_lowercase())).then_some(3)
    };
    let mut found: Vec<(u32, &Page)> = reference.pages.iter().filter_map(|page| Some((rank(page)?, page))).collect();
    sort_by_key(&mut found, |(rank, _)| *rank);
    let mut sections: Vec<Section> = Vec::new();
    for (_, page) in found {
        let (member, title) = ((page.id.clone(), in_words(&page.title)), in_words(&page.section));
        match sections.iter_mut().find(|section| section.title == title) {
            Some(section) => section.members.push(member),
            None => sections.push(Section { title, members: vec![member] }),
        }
    }
    sections
}

/// A page by id; where there is none, the first.
#[must_use]
pub fn page(reference: &Reference, id: Option<&str>) -> Option<Page> {
    let named = id.and_then(|id| reference.pages.iter().find(|page| page.id == id));
    let page = named.or_else(|| reference.pages.first())?;
    Some(Page { title: in_words(&page.title), section: in_words(&page.section), ..page.clone() })
}

/// Ids with the titles of their pages; those that are none are left out.
#[must_use]
pub fn titled(reference: &Reference, ids: &[String]) -> Vec<(String, String)> {
    let title = |id: &String| reference.pages.iter().find(|page| page.id == *id).map(|page| in_words(&page.title));
    ids.iter().filter_map(|id| Some((id.clone(), title(id)?))).collect()
}

/// What the report of a design found of the rule that a page is about.
#[must_use]
pub fn found(design: &Design, report: &Report, page: &str) -> Vec<Found> {
    let Some(rule) = page.strip_prefix("rule.") else { return Vec::new() };
    let cards = findings::cards(design, report);
    let own = cards.core.into_iter().chain(cards.folded).find(|card| *card.rule == *rule);
    own.map(|card| card.places).unwrap_or_default()
}

/// Where answers have led in a tree.
#[derive(Clone, Debug, PartialEq)]
pub struct Walked {
    /// Questions that were answered, each with its answer.
    pub trail: Vec<(String, String)>,
    /// What is next.
    pub next: Next,
}

/// What comes next in a tree.
#[derive(Clone, Debug, PartialEq)]
pub enum Next {
    /// A question.
    Ask(Question),
    /// It has ended.
    End(End),
    /// An answer leads nowhere, which no tree that is checked in does.
    Lost,
}

/// Walks a tree by the numbers of answers; what is no answer ends the walk before it.
#[must_use]
pub fn walk(tree: &Tree, answers: &[usize]) -> Walked {
    let mut trail = Vec::new();
    let Some(mut question) = tree.questions.first() else { return Walked { trail, next: Next::Lost } };
    for answer in answers {
        let Some(answer) = question.answers.get(*answer) else { break };
        trail.push((in_words(&question.asks), in_words(&answer.says)));
        if let Some(end) = tree.end(&answer.to) {
            let end = End { title: in_words(&end.title), text: in_words(&end.text), ..end.clone() };
            return Walked { trail, next: Next::End(end) };
        }
        match tree.question(&answer.to) {
            Some(next) => question = next,
            None => return Walked { trail, next: Next::Lost },
        }
    }
    let mut question = question.clone();
    question.asks = in_words(&question.asks);
    question.why = in_words(&question.why);
    question.answers.iter_mut().for_each(|answer| answer.says = in_words(&answer.says));
    Walked { trail, next: Next::Ask(question) }
}

/// Whether a design has what a stage asks for.
#[must_use]
pub fn is_done(mark: Mark, design: &Design, report: &Report) -> bool {
    let journeys = &design.workload.journeys;
    let wishes = &design.requirements;
    match mark {
        Mark::Journeys => !journeys.is_empty(),
        Mark::Rates => !journeys.is_empty() && journeys.iter().all(|journey| journey.rate.is_some()),
        Mark::Sizes => journeys.iter().any(|journey| journey.stored_bytes.or(journey.response_bytes).is_some()),
        Mark::Requirements => {
            wishes.availability.is_some() || !wishes.latency_ms.is_empty() || wishes.consistency.is_some()
        }
        Mark::Drawing => design.components.len() >= 3 && design.connections.len() >= 2,
        Mark::Store => {
            let keeps = |kind: &str| kinds::find(kind).is_some_and(|kind| kind.family.keeps());
            design.components.iter().any(|component| keeps(&component.kind))
        }
        Mark::Capacity => {
            let mut used = report.components.values().filter_map(|component| component.utilization).peekable();
            used.peek().is_some() && used.all(|used| used <= 1.0)
        }
        Mark::NoErrors => !design.connections.is_empty() && report.findings.iter().all(|one| one.severity != "error"),
        Mark::NoSinglePoint => !design.connections.is_empty() && report.single_points_of_failure.is_empty(),
    }
}

/// The words for what a stage asks for: their key.
#[must_use]
pub const fn mark_key(mark: Mark) -> &'static str {
    match mark {
        Mark::Journeys => "path.journeys",
        Mark::Rates => "path.rates",
        Mark::Sizes => "path.sizes",
        Mark::Requirements => "path.requirements",
        Mark::Drawing => "path.drawing",
        Mark::Store => "path.store",
        Mark::Capacity => "path.capacity",
        Mark::NoErrors => "path.no-errors",
        Mark::NoSinglePoint => "path.no-single-point",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reference() -> Reference {
        serde_json::from_str(include_str!("../../../static/knowledge.json")).expect("it can be read")
    }

    fn none(_: &str) -> String {
        String::new()
    }

    #[test]
    fn without_a_query_every_page_stands_in_its_section() {
        let reference = reference();
        let sections = sections(&reference, " ", none);
        assert_eq!(sections.iter().map(|section| section.members.len()).sum::<usize>(), reference.pages.len());
        assert!(sections.windows(2).all(|pair| pair[0].title != pair[1].title));
    }

    #[test]
    fn a_title_is_found_before_a_text_and_a_text_that_is_kept_apart_is_found_too() {
        let reference = reference();
        let found = sections(&reference, "over capacity", none);
        assert_eq!(
            found.first().and_then(|section| section.members.first()).map(|(id, _)| id.as_str()),
            Some("rule.cap-over-capacity")
        );
        assert!(sections(&reference, "xyzzy", none).is_empty());
        let apart =
            sections(&reference, "xyzzy", |id| if id == "kind.sql" { "Xyzzy".to_owned() } else { String::new() });
        assert_eq!(apart[0].members[0].0, "kind.sql");
    }

    #[test]
    fn every_way_through_a_tree_ends() {
        for tree in reference().trees {
            let mut open = vec![Vec::new()];
            let mut ends = std::collections::BTreeSet::new();
            while let Some(answers) = open.pop() {
                assert!(answers.len() <= tree.questions.len(), "{}: a circle", tree.id);
                match walk(&tree, &answers).next {
                    Next::Ask(question) => {
                        open.extend((0..question.answers.len()).map(|next| [answers.clone(), vec![next]].concat()));
                    }
                    Next::End(end) => {
                        ends.insert(end.id);
                    }
                    Next::Lost => panic!("{}: {answers:?} leads nowhere", tree.id),
                }
            }
            assert_eq!(ends.len(), tree.ends.len(), "{}: an end that no answer leads to", tree.id);
        }
    }

    #[test]
    fn a_stage_is_done_when_the_design_has_it() {
        let (design, report) = (Design::default(), Report::default());
        assert!(!is_done(Mark::Journeys, &design, &report) && !is_done(Mark::NoErrors, &design, &report));
        let file = crate::studio::first_design();
        let report = crate::studio::first_report();
        for mark in [Mark::Journeys, Mark::Requirements, Mark::Drawing, Mark::Store] {
            assert!(is_done(mark, &file.design, &report), "{mark:?}");
        }
        // How often the files of its page are loaded is printed nowhere.
        assert!(!is_done(Mark::Rates, &file.design, &report));
        // The worked example is printed with a cache that is far too small.
        assert!(!is_done(Mark::Capacity, &file.design, &report));
    }

    #[test]
    fn a_rule_says_what_it_found() {
        let (file, report) = (crate::studio::first_design(), crate::studio::first_report());
        assert!(!found(&file.design, &report, "rule.cache-over-capacity").is_empty());
        assert!(found(&file.design, &report, "kind.sql").is_empty());
    }
}
