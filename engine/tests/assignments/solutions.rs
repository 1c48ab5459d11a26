//! Model solutions: design files beside this one, by id of the assignment.

use std::fs;
use std::path::{Path, PathBuf};

use loadbearing_engine::{DesignFile, read};

/// Where the solution of an assignment lies.
pub fn path(id: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/assignments").join(format!("{id}.json"))
}

/// The solution of an assignment.
pub fn of(id: &str) -> DesignFile {
    let text = fs::read_to_string(path(id)).unwrap_or_else(|problem| panic!("{id}: {problem}"));
    read(&text).unwrap_or_else(|problem| panic!("{id}: {problem}"))
}
