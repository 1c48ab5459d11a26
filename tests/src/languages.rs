//! Language files: `key = value` lines. English has every key of the interface; others may lack some, never add any.

use std::collections::BTreeSet;

use crate::source::SourceFile;

/// Keys that override text which stands beside the code of kinds and rules, and so is not in the English file.
const BESIDE_CODE: &[&str] = &["kind.", "rule.", "template.", "setting.", "command."];

/// Lines that are no `key = value`, and keys that come twice.
#[must_use]
pub fn malformed(file: &SourceFile) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let mut complaints = Vec::new();
    for (number, line) in lines(file) {
        match line.split_once('=') {
            Some((key, text)) if !key.trim().is_empty() && !text.trim().is_empty() => {
                if !seen.insert(key.trim()) {
                    complaints.push(format!("{}:{number}: `{}` comes twice", file.path, key.trim()));
                }
            }
            _ => complaints.push(format!("{}:{number}: is no `key = text`", file.path)),
        }
    }
    complaints
}

/// Keys of a language that English does not have.
#[must_use]
pub fn unknown(english: &SourceFile, other: &SourceFile) -> Vec<String> {
    let known = keys(english);
    keys(other)
        .into_iter()
        .filter(|key| !known.contains(key) && !BESIDE_CODE.iter().any(|start| key.starts_with(start)))
        .map(|key| format!("{}: `{key}` is in no other language; misspelt?", other.path))
        .collect()
}

fn keys(file: &SourceFile) -> BTreeSet<&str> {
    lines(file).filter_map(|(_, line)| line.split_once('=')).map(|(key, _)| key.trim()).collect()
}

fn lines(file: &SourceFile) -> impl Iterator<Item = (usize, &str)> {
    file.text
        .lines()
        .enumerate()
        .map(|(index, line)| (index + 1, line.trim()))
        .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_without_text_and_a_key_that_comes_twice_are_found() {
        let file = SourceFile::new("en.txt", "# Words\nundo = Undo\nredo\nundo = Again = more\n");
        assert_eq!(malformed(&file), ["en.txt:3: is no `key = text`", "en.txt:4: `undo` comes twice"]);
        assert_eq!(malformed(&SourceFile::new("en.txt", "undo = Undo\n\nredo = Redo\n")), Vec::<String>::new());
    }

    #[test]
    fn a_key_that_english_lacks_is_found() {
        let english = SourceFile::new("en.txt", "undo = Undo\nredo = Redo");
        let other = SourceFile::new("de.txt", "undo = Zurück\nunod = Zurück\nkind.sql.name = Datenbank");
        assert_eq!(unknown(&english, &other), ["de.txt: `unod` is in no other language; misspelt?"]);
    }
}
