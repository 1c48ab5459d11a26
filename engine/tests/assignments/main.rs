//! The assignments that are ready: each can be solved as its model solution does, its start design fails, and what was
//! ever given away in a link still opens.

mod links;
mod solutions;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use loadbearing_engine::assignment::{write, write_sealed};
use loadbearing_engine::grading::grade;
use loadbearing_engine::{Assignment, assignments, read};

fn all() -> Vec<(&'static str, Assignment)> {
    assignments::ALL.iter().map(|(id, _)| (*id, assignments::find(id).unwrap_or_else(|| panic!("{id}")))).collect()
}

#[test]
fn there_are_three_of_each_level_and_the_first_is_the_worked_url_shortener() {
    let mut levels: BTreeMap<_, usize> = BTreeMap::new();
    for (id, assignment) in all() {
        assert_eq!(id, assignment.id);
        assert!(assignment.source.is_some() && !assignment.brief.is_empty(), "{id}");
        *levels.entry(assignment.level.unwrap_or_else(|| panic!("{id} has no level"))).or_default() += 1;
    }
    assert_eq!(levels.len(), 4);
    assert!(levels.values().all(|count| *count == 3), "{levels:?}");
    assert_eq!(assignments::find("hold-the-url-shortener").unwrap().title, "Make the worked URL shortener hold");
}

#[test]
fn each_start_design_fails() {
    for (id, assignment) in all() {
        let grade = grade(&assignment, &assignment.start);
        assert!(grade.broken.is_empty(), "{id}: {:?}", grade.broken);
        assert!(grade.points <= grade.of / 2.0, "{id}: {} of {}", grade.points, grade.of);
    }
}

#[test]
fn each_model_solution_passes() {
    for (id, assignment) in all() {
        let solution = solutions::of(id);
        let grade = grade(&assignment, &solution);
        let open: Vec<String> = grade
            .checks
            .iter()
            .filter(|check| !check.passed)
            .map(|check| format!("{}: {}", check.says, check.found))
            .collect();
        assert!(open.is_empty() && grade.broken.is_empty(), "{id}: {open:?} {:?}", grade.broken);
        assert_eq!(grade.points, grade.of, "{id}");
    }
}

#[test]
fn each_is_written_as_its_file() {
    for (id, text) in assignments::ALL {
        assert_eq!(write(&assignments::find(id).unwrap()), *text, "{id}");
    }
}

#[test]
fn every_solution_belongs_to_an_assignment() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/assignments");
    for entry in fs::read_dir(folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if let Some(id) = name.strip_suffix(".json") {
            assert!(assignments::text(id).is_some(), "{id}");
            assert!(read(&fs::read_to_string(solutions::path(id)).unwrap()).is_ok(), "{id}");
        }
    }
}

#[test]
fn what_is_given_away_says_nothing_of_hidden_checks() {
    for (id, assignment) in all() {
        let sealed = write_sealed(&assignment);
        let hidden: Vec<_> = assignment.checks.iter().filter(|check| check.hidden).collect();
        assert!(!hidden.is_empty() && !sealed.contains("\"hidden\""), "{id}");
    }
}
