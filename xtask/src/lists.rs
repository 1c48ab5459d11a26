//! `cargo xtask lists`: writes the lists of what there is, and the schema of design files that follows from them.
//! What they say is the tests' and the engine's business.

use std::fs;

use loadbearing_tests::{lists, source};

use crate::{steps, tools};

/// The schema, from the project's root.
const SCHEMA: &str = "docs/design.schema.json";

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
    written.extend(write_schema()?);
    for path in &written {
        println!("wrote {path}");
    }
    Ok(written)
}

/// Writes the schema if it is out of date, and gives its path back.
fn write_schema() -> Result<Option<String>, String> {
    let engine = ["run", "--quiet", "--package", "loadbearing-engine", "--features", "cli", "--", "schema"];
    let text = steps::output_of(&mut tools::cargo(&engine)).ok_or("the engine did not build, so it gave no schema")?;
    let text = text + "\n";
    let place = source::root().join(SCHEMA);
    if fs::read_to_string(&place).is_ok_and(|known| known == text) {
        return Ok(None);
    }
    fs::write(&place, text).map_err(|problem| format!("{SCHEMA} could not be written: {problem}"))?;
    Ok(Some(SCHEMA.to_owned()))
}
