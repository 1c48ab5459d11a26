//! `cargo xtask docs`: writes the reference as documents, for people without the app. What they say is the engine's
//! business; a test of the engine keeps them current.

use std::collections::BTreeSet;
use std::fs;

use loadbearing_tests::source;

use crate::lists::answer;

/// Where the documents lie, from the project's root.
const FOLDER: &str = "docs/reference";

/// Writes the documents that are out of date and names them.
pub fn run_command(_arguments: &[String]) -> Result<(), String> {
    let written = write()?;
    for path in &written {
        println!("wrote {path}");
    }
    if written.is_empty() {
        println!("all documents are current");
    }
    Ok(())
}

/// Writes the documents that are out of date, takes away those that are no more, and gives their paths back.
pub fn write() -> Result<Vec<String>, String> {
    let failed = |path: &str, problem: std::io::Error| format!("{path} could not be written: {problem}");
    let files =
        apart(&answer(&["pages", "documents"], FOLDER)?).ok_or("the engine's documents cannot be told apart")?;
    let folder = source::root().join(FOLDER);
    fs::create_dir_all(&folder).map_err(|problem| failed(FOLDER, problem))?;
    let mut written = Vec::new();
    for (name, text) in &files {
        let path = folder.join(name);
        if !fs::read(&path).is_ok_and(|known| known == *text) {
            fs::write(&path, text).map_err(|problem| failed(name, problem))?;
            written.push(format!("{FOLDER}/{name}"));
        }
    }
    let known: BTreeSet<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    for name in source::names_in(&folder).map_err(|problem| failed(FOLDER, problem))? {
        if !known.contains(name.as_str()) {
            fs::remove_file(folder.join(&name)).map_err(|problem| failed(&name, problem))?;
            written.push(format!("{FOLDER}/{name}"));
        }
    }
    Ok(written)
}

/// Files that come one after another, before each a line with its length in bytes and its name.
fn apart(mut bytes: &[u8]) -> Option<Vec<(String, Vec<u8>)>> {
    let mut files = Vec::new();
    while !bytes.is_empty() {
        let end = bytes.iter().position(|byte| *byte == b'\n')?;
        let (length, name) = std::str::from_utf8(&bytes[..end]).ok()?.split_once(' ')?;
        let rest = &bytes[end + 1..];
        let length = length.parse().ok().filter(|length| *length <= rest.len())?;
        files.push((name.to_owned(), rest[..length].to_vec()));
        bytes = &rest[length..];
    }
    Some(files)
}

#[cfg(test)]
mod tests {
    use super::apart;

    #[test]
    fn files_in_a_row_are_told_apart() {
        let files = apart("3 a.md\nä\n5 b c.md\n2 x\n\n".as_bytes()).expect("they are in order");
        assert_eq!(files, [("a.md".to_owned(), "ä\n".into()), ("b c.md".to_owned(), b"2 x\n\n".to_vec())]);
        assert!(apart(b"9 a.md\nshort").is_none());
    }
}
