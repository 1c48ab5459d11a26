//! Names that say nothing about what they name.

use crate::rust_text::{code_of, line_of, names_of};
use crate::source::{SourceFile, stem};

/// Words that fit anything and so tell nothing.
const EMPTY_WORDS: &[&str] = &["data", "info", "util", "utils", "helper", "helpers", "manager", "managers"];
/// Words after which a name is given.
const DECLARING: &[&str] = &["fn", "struct", "enum", "trait", "mod", "type", "const", "static", "let", "mut"];
/// Given by the format of reports, whose lightest severity is called so, and by the documents: ids of rules.
const GIVEN: &[&str] = &["Info", "info", "sec_no_secrets_manager", "st_hot_old_data"];

/// No declared name, and no file, is made with an empty word.
#[must_use]
pub fn empty_names(file: &SourceFile) -> Vec<String> {
    let mut complaints = Vec::new();
    let stem = stem(&file.path);
    if let Some(word) = empty_word(stem).filter(|_| !GIVEN.contains(&stem)) {
        complaints.push(format!("{}: `{word}` in a file's name says nothing", file.path));
    }
    let code = code_of(&file.text);
    let mut before = "";
    for (at, name) in names_of(&code) {
        if DECLARING.contains(&before)
            && !GIVEN.contains(&name)
            && let Some(word) = empty_word(name)
        {
            complaints.push(format!("{}:{}: `{word}` in `{name}` says nothing", file.path, line_of(&code, at)));
        }
        before = name;
    }
    complaints
}

fn empty_word(name: &str) -> Option<String> {
    words(name).into_iter().find(|word| EMPTY_WORDS.contains(&word.as_str()))
}

/// The words of a name in either spelling, in lower case.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut after_small = false;
    for letter in name.chars() {
        if letter == '_' || letter == '-' || (letter.is_uppercase() && after_small) {
            words.push(String::new());
        }
        if letter.is_alphanumeric()
            && let Some(word) = words.last_mut()
        {
            word.extend(letter.to_lowercase());
        }
        after_small = letter.is_lowercase();
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_words_are_found_in_both_spellings_and_in_files() {
        let complaints = empty_names(&SourceFile::new("a/load_utils.rs", "struct LoadInfo;\nlet mut raw_data = 1;"));
        assert_eq!(
            complaints,
            [
                "a/load_utils.rs: `utils` in a file's name says nothing",
                "a/load_utils.rs:1: `info` in `LoadInfo` says nothing",
                "a/load_utils.rs:2: `data` in `raw_data` says nothing",
            ]
        );
    }

    #[test]
    fn whole_words_and_words_of_others_are_fine() {
        let text = "struct Database; use std::marker::PhantomData; let information = data_of(\"data\");";
        assert_eq!(empty_names(&SourceFile::new("a/datagram.rs", text)), Vec::<String>::new());
    }
}
