//! `cargo xtask lists`: writes the lists of what there is, and what follows from them: the schema of design files, the
//! pages, templates, calculators and the reference that are fetched when somebody asks for them, the same as documents,
//! and the report of a first visit.
//! What they say is the tests' and the engine's business.

use std::fs;

use loadbearing_tests::{lists, source};

use crate::{docs, steps, tools};

/// Commands of the engine, and where their answers are kept, from the project's root.
const ANSWERS: [(&[&str], &str); 12] = [
    // The schema reads them.
    (&["pages", "rule-ids"], "engine/src/rule_ids.txt"),
    (&["schema"], "docs/design.schema.json"),
    (&["schema", "--assignment"], "docs/assignment.schema.json"),
    (&["schema", "--submission"], "docs/submission.schema.json"),
    (&["pages"], "static/pages.json"),
    (&["pages", "templates"], "static/templates.json"),
    (&["pages", "assignments"], "static/assignments.json"),
    (&["pages", "calculators"], "static/calculators.json"),
    (&["pages", "knowledge"], "static/knowledge.json"),
    (&["pages", "practice"], "static/practice.json"),
    (&["pages", "first-design"], "app/src/studio/first_design.bin"),
    (&["pages", "first-report"], "app/src/studio/first_report.bin"),
];

/// Writes the lists that are out of date and names them.
pub fn run_command(_arguments: &[String]) -> Result<(), String> {
    let written = write()?;
    if written.is_empty() {
        println!("all lists are current");
    }
    Ok(())
}

/// Writes the lists that are out of date, names each, and gives their paths back.
pub fn write() -> Result<Vec<String>, String> {
    let mut written =
        lists::write(&source::root()).map_err(|problem| format!("the lists could not be written: {problem}"))?;
    for (words, place) in ANSWERS {
        written.extend(write_answer(words, place)?);
    }
    written.extend(docs::write()?);
    for path in &written {
        println!("wrote {path}");
    }
    Ok(written)
}

/// Writes what the engine says to a command, if it is out of date, and gives its path back.
fn write_answer(words: &[&str], place: &str) -> Result<Option<String>, String> {
    let mut answer = answer(words, place)?;
    // Files of text end with the end of a line.
    if place.ends_with(".json") {
        answer.truncate(answer.trim_ascii_end().len());
        answer.push(b'\n');
    }
    let path = source::root().join(place);
    if fs::read(&path).is_ok_and(|known| known == answer) {
        return Ok(None);
    }
    fs::write(&path, answer).map_err(|problem| format!("{place} could not be written: {problem}"))?;
    Ok(Some(place.to_owned()))
}

/// What the engine says to a command.
pub fn answer(words: &[&str], place: &str) -> Result<Vec<u8>, String> {
    let engine = ["run", "--quiet", "--package", "loadbearing-engine", "--features", "cli", "--"];
    steps::bytes_of(tools::cargo(&engine).args(words))
        .ok_or_else(|| format!("the engine did not build, so it gave no {place}"))
}
