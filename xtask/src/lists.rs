//! `cargo xtask lists`: writes the lists of what there is, and what follows from them: the schema of design files,
//! and the pages that are fetched when somebody opens one.
//! What they say is the tests' and the engine's business.

use std::fs;

use loadbearing_tests::{lists, source};

use crate::{steps, tools};

/// Commands of the engine, and where their answers are kept, from the project's root.
const ANSWERS: [(&str, &str); 2] = [("schema", "docs/design.schema.json"), ("pages", "static/pages.json")];

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
    for (command, place) in ANSWERS {
        written.extend(write_answer(command, place)?);
    }
    for path in &written {
        println!("wrote {path}");
    }
    Ok(written)
}

/// Writes what the engine says to a command, if it is out of date, and gives its path back.
fn write_answer(command: &str, place: &str) -> Result<Option<String>, String> {
    let engine = ["run", "--quiet", "--package", "loadbearing-engine", "--features", "cli", "--", command];
    let text = steps::output_of(&mut tools::cargo(&engine))
        .ok_or_else(|| format!("the engine did not build, so it gave no {command}"))?;
    let text = text + "\n";
    let path = source::root().join(place);
    if fs::read_to_string(&path).is_ok_and(|known| known == text) {
        return Ok(None);
    }
    fs::write(&path, text).map_err(|problem| format!("{place} could not be written: {problem}"))?;
    Ok(Some(place.to_owned()))
}
