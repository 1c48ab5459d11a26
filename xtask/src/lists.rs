//! `cargo xtask lists`: writes the lists of what there is. What they say is the tests' business.

use loadbearing_tests::{lists, source};

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
    let written =
        lists::write(&source::root()).map_err(|problem| format!("the lists could not be written: {problem}"))?;
    for path in &written {
        println!("wrote {path}");
    }
    Ok(written)
}
