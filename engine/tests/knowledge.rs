//! The reference as a whole: all that the documents hold is there once, every link leads to a page, every figure names
//! its source, and what trees end in can be put onto a canvas.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use loadbearing_engine::design::vocabulary::{Fallback, Shape, Source};
use loadbearing_engine::kinds::{self, catalogue};
use loadbearing_engine::knowledge::{Page, Reference, Stated, documents, gathered, practice};
use loadbearing_engine::{calculators, rules};

/// Rules that no drawing can be checked for; the reference says them.
const SAID_ONLY: [&str; 15] = [
    "api-compression",
    "api-http-version",
    "arch-big-bang",
    "cost-not-considered",
    "db-query-patterns",
    "dep-no-cicd",
    "obs-error-latency-mixed",
    "obs-no-profiles",
    "repl-read-repair",
    "res-chaos",
    "sec-input-validation",
    "sec-least-privilege",
    "sec-login-delegation",
    "shard-referential-integrity",
    "shard-vertical-first",
];

fn reference() -> Reference {
    gathered().unwrap_or_else(|problem| panic!("{problem}"))
}

fn of<'a>(reference: &'a Reference, prefix: &'a str) -> impl Iterator<Item = &'a Page> {
    reference.pages.iter().filter(move |page| page.id.starts_with(prefix))
}

/// Lines of tables without their headings.
fn rows(page: &Page) -> Vec<&str> {
    let lines: Vec<&str> = page.text.lines().collect();
    let is_row = |at: usize| lines[at].starts_with("| ") && at > 0 && lines[at - 1].starts_with('|');
    (0..lines.len()).filter(|at| is_row(*at)).map(|at| lines[at]).collect()
}

fn links(text: &str) -> Vec<&str> {
    text.split("](").skip(1).filter_map(|rest| rest.split(')').next()).collect()
}

#[test]
fn all_of_it_is_there() {
    let reference = reference();
    let count = |prefix: &str| of(&reference, prefix).count();
    assert_eq!((reference.trees.len(), count("tree."), count("card."), count("path.")), (10, 10, 21, 2));
    assert_eq!(count("rule."), rules::all().count());
    assert_eq!((count("kind."), count("calculator.")), (96, calculators::ALL.len()));
    let figures = of(&reference, "numbers.").filter(|page| page.id != "numbers.differences");
    assert_eq!(figures.map(|page| rows(page).len()).sum::<usize>(), 197, "figures");
    assert_eq!(of(&reference, "numbers.differences").map(|page| rows(page).len()).sum::<usize>(), 56, "differences");
    assert_eq!(of(&reference, "formulas.").map(|page| rows(page).len()).sum::<usize>(), 80, "formulas");
    assert_eq!(of(&reference, "glossary.").map(|page| rows(page).len()).sum::<usize>(), 322, "terms");
}

#[test]
fn ids_and_titles_tell_pages_apart() {
    let reference = reference();
    let ids: BTreeSet<&str> = reference.pages.iter().map(|page| page.id.as_str()).collect();
    assert_eq!(ids.len(), reference.pages.len());
    for page in &reference.pages {
        assert!(!page.title.is_empty() && !page.text.trim().is_empty(), "{}", page.id);
    }
}

#[test]
fn every_link_leads_to_a_page() {
    let reference = reference();
    let practice = practice::practice().unwrap_or_else(|problem| panic!("{problem}"));
    let ids: BTreeSet<&str> = reference.pages.iter().map(|page| page.id.as_str()).collect();
    let of_pages =
        reference.pages.iter().flat_map(|page| links(&page.text).into_iter().map(|id| (page.id.as_str(), id)));
    let steps = reference.paths.iter().flat_map(|path| path.steps.iter().map(|step| (path.id.as_str(), &step.helps)));
    let questions = practice.questions.iter().chain(&practice.problems);
    let asked = questions.map(|question| (question.title.as_str(), &question.helps));
    let of_lists = steps.chain(asked).flat_map(|(from, ids)| ids.iter().map(move |id| (from, id.as_str())));
    for (from, to) in of_pages.chain(of_lists) {
        assert!(ids.contains(to), "{from} leads to {to}, which is no page");
    }
}

#[test]
fn what_leads_to_a_page_is_named_on_it() {
    let reference = reference();
    for page in &reference.pages {
        for from in &page.named_by {
            let other = of(&reference, from).next().unwrap_or_else(|| panic!("{}: no {from}", page.id));
            let helps = reference.paths.iter().filter(|path| path.id == *from).flat_map(|path| &path.steps);
            let is_help = helps.flat_map(|step| &step.helps).any(|id| *id == page.id);
            assert!(is_help || links(&other.text).contains(&page.id.as_str()), "{from} does not lead to {}", page.id);
        }
    }
}

#[test]
fn every_calculator_is_reached_from_a_formula_or_a_page() {
    for page in of(&reference(), "calculator.") {
        assert!(!page.named_by.is_empty(), "nothing leads to {}", page.id);
    }
}

#[test]
fn every_figure_and_formula_names_its_source() {
    let reference = reference();
    let figures = of(&reference, "numbers.").filter(|page| page.id != "numbers.differences");
    for page in figures.chain(of(&reference, "formulas.")) {
        for row in rows(page) {
            let source = row.trim_end_matches([' ', '|']).rsplit(" | ").next().unwrap_or_default();
            assert!(source.contains(" § ") || source.contains("assumption"), "{}: {row}", page.id);
        }
    }
    for page in ["tree.", "card.", "path."].into_iter().flat_map(|prefix| of(&reference, prefix)) {
        assert!(page.source.contains(" § "), "{}", page.id);
    }
    for page in of(&reference, "note.") {
        let unsourced = page.source.is_empty() && !page.text.contains(" § ");
        assert!(!unsourced, "{} names no source", page.id);
    }
}

#[test]
fn rules_that_no_drawing_shows_are_said() {
    let reference = reference();
    for id in SAID_ONLY {
        assert!(rules::find(id).is_none(), "{id} can be checked");
        assert_eq!(of(&reference, "note.").filter(|page| page.text.contains(&format!("`{id}`"))).count(), 1, "{id}");
    }
}

#[test]
fn every_assumed_figure_stands_on_the_page_of_assumptions() {
    let reference = reference();
    let page = of(&reference, "assumptions").next().expect("it is there");
    for kind in catalogue::ALL {
        for spec in kind.all_settings() {
            if matches!(spec.default, Fallback::Number(_)) && spec.source == Source::Assumption {
                let line = page.text.lines().find(|line| {
                    line.contains(&format!("(`{}`)", spec.name)) && line.contains(&format!("](kind.{})", kind.id))
                });
                assert!(line.is_some(), "{}.{}", kind.id, spec.name);
            }
        }
    }
}

#[test]
fn what_trees_end_in_can_be_put() {
    for tree in reference().trees {
        for end in &tree.ends {
            assert!(!end.puts.is_empty(), "{}.{}: nothing to put", tree.id, end.id);
            for put in &end.puts {
                let place = format!("{}.{}", tree.id, end.id);
                let kind = kinds::find(&put.kind).unwrap_or_else(|| panic!("{place}: no kind {}", put.kind));
                assert!(put.preset.is_empty() || kind.preset(&put.preset).is_some(), "{place}: no {}", put.preset);
                for (name, value) in &put.settings {
                    let spec = kind.setting(name).unwrap_or_else(|| panic!("{place}: {} has no {name}", kind.id));
                    let fits = match (spec.shape, value) {
                        (Shape::Number { least, most, .. }, Stated::Number(number)) => (least..=most).contains(number),
                        (Shape::Switch, Stated::Switch(_)) | (Shape::Text, Stated::Text(_)) => true,
                        (Shape::Choice(words), Stated::Text(word)) => words.contains(&word.as_str()),
                        _ => false,
                    };
                    assert!(fits, "{place}: {name} {value:?}");
                }
            }
        }
    }
}

#[test]
fn the_documents_are_current() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/reference");
    let expected = documents().unwrap_or_else(|problem| panic!("{problem}"));
    for (name, text) in &expected {
        let known = fs::read_to_string(folder.join(name)).unwrap_or_default();
        assert!(known == *text, "docs/reference/{name} is out of date: run `cargo xtask docs`");
    }
    let names = fs::read_dir(&folder).expect("the folder is there").filter_map(Result::ok);
    for name in names.map(|entry| entry.file_name().to_string_lossy().into_owned()) {
        assert!(expected.contains_key(&name), "docs/reference/{name} is no page: run `cargo xtask docs`");
    }
}
