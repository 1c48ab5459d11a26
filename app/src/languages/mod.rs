//! The words of the page: finding them, and putting values into them. English ones of the interface stand in `en.txt`,
//! those of kinds, rules and settings beside their code. A further language overrides both: in the files of its folder, and
//! for each rule in the rule's own file. `cargo xtask lists` puts them into three files of `static`, to be fetched by
//! whoever reads it.
//!
//! A file is lines of `key = text`, or of `English words ⇒ the same in this language`; `#` begins a comment line. As the
//! page is built for release, what stands below the line of dashes in `en.txt` comes behind the drawing, with what uses
//! it (`add`). Of another language, the folder `first` comes before the page, what lies beside it behind the drawing,
//! likewise, and the folder `more` after that: texts that stand in dialogs, which hold no values.
//!
//! In sentences `{name}` stands for a value, `{name:form|form|form}` for the form of a word that goes with it, and
//! `{unit:name}` for the form of a value that is such a word.

pub mod figures;
pub mod phrases;

use std::collections::HashMap;
use std::fmt::Display;
use std::sync::OnceLock;

/// All languages: the code, and what people who speak it call it. The first one is that of the program.
pub const ALL: [(&str, &str); 2] = [("en", "English"), ("ru", "Русский")];

/// What parts English words from those of another language.
const MEANS: &str = " ⇒ ";

type Words = HashMap<&'static str, &'static str>;

/// The words of the drawing.
#[cfg(in_parts)]
static FIRST: &str = include_str!(concat!(env!("OUT_DIR"), "/words.first.txt"));
/// All other words.
#[cfg(in_parts)]
pub static LATER: &str = include_str!(concat!(env!("OUT_DIR"), "/words.later.txt"));

#[cfg(not(in_parts))]
static FIRST: &str = include_str!("en.txt");
/// All words are there from the beginning.
#[cfg(not(in_parts))]
pub static LATER: &str = "";

static ENGLISH: [OnceLock<Table>; 2] = [OnceLock::new(), OnceLock::new()];
/// The chosen language, where it is another one: what comes before the page, with the rest of it, and after it.
static CHOSEN: [OnceLock<Table>; 3] = [OnceLock::new(), OnceLock::new(), OnceLock::new()];

/// What a language file says.
#[derive(Default)]
struct Table {
    /// By key.
    words: Words,
    /// By the English words.
    phrases: Words,
}

/// Further English words are here: they are found from now on.
pub fn add(text: &'static str) {
    ENGLISH[1].get_or_init(|| parse(text));
}

/// The next part of the chosen language is here: it is spoken from now on.
pub fn learn(text: String) {
    if let Some(free) = CHOSEN.iter().find(|part| part.get().is_none()) {
        // It is kept as long as the page, of which there is one.
        free.get_or_init(|| parse(text.leak()));
    }
}

/// Whether the page speaks English.
#[must_use]
pub fn is_original() -> bool {
    CHOSEN[0].get().is_none()
}

/// The words under a key, in the chosen language or in English. An unknown key shows itself, and a
/// test finds it.
#[must_use]
pub fn t(key: &'static str) -> &'static str {
    find(key).unwrap_or(key)
}

/// The words under a key, with values put where the words say `{name}`.
#[must_use]
pub fn t_with(key: &'static str, values: &[(&str, &dyn Display)]) -> String {
    fill(t(key), values)
}

/// The words under a key that may be missing, for keys made of an id.
#[must_use]
pub fn find(key: &str) -> Option<&'static str> {
    overridden(key).or_else(|| {
        ENGLISH[0].get_or_init(|| parse(FIRST));
        english(key)
    })
}

fn english(key: &str) -> Option<&'static str> {
    ENGLISH.iter().filter_map(OnceLock::get).find_map(|table| table.words.get(key).copied())
}

/// What the chosen language says under a key in place of English words that stand beside the code.
#[must_use]
pub fn overridden(key: &str) -> Option<&'static str> {
    CHOSEN.iter().filter_map(OnceLock::get).find_map(|table| table.words.get(key).copied())
}

/// What the chosen language says for English words that stand beside the code, such as the name of a kind.
#[must_use]
pub fn told(english: &'static str) -> &'static str {
    phrase(english).unwrap_or(english)
}

/// What the chosen language says for just these English words, if it does.
#[must_use]
pub fn phrase(english: &str) -> Option<&'static str> {
    CHOSEN.iter().filter_map(OnceLock::get).find_map(|table| table.phrases.get(english).copied())
}

/// Puts values into a sentence. A name without a value stays as it is, so that it can be seen.
#[must_use]
pub fn fill(sentence: &str, values: &[(&str, &dyn Display)]) -> String {
    fill_by(sentence, &|name| values.iter().find(|(known, _)| *known == name).map(|(_, value)| value.to_string()))
}

/// The same with values that are asked for by name.
#[must_use]
pub fn fill_by(sentence: &str, value: &dyn Fn(&str) -> Option<String>) -> String {
    let mut text = String::with_capacity(sentence.len() + 16);
    let mut rest = sentence;
    while let Some(open) = rest.find('{') {
        let Some(close) = rest[open..].find('}') else {
            break;
        };
        text.push_str(&rest[..open]);
        let name = &rest[open + 1..open + close];
        let put = match name.split_once(':') {
            Some((name, forms)) if forms.contains('|') => {
                value(name).map(|figure| figures::form(&figure, forms).to_owned())
            }
            Some((name, figure)) => {
                value(name).zip(value(figure)).map(|(forms, figure)| figures::form(&figure, &forms).to_owned())
            }
            None => value(name),
        };
        text.push_str(put.as_deref().unwrap_or(&rest[open..=open + close]));
        rest = &rest[open + close + 1..];
        // A short form that ends the sentence has its stop already: `300 тыс.`
        if text.ends_with('.') && rest.starts_with('.') {
            rest = &rest[1..];
        }
    }
    text.push_str(rest);
    text
}

/// What the lines of a language file say.
fn parse(text: &'static str) -> Table {
    let mut table = Table::default();
    for line in text.lines().map(str::trim).filter(|line| !line.starts_with('#')) {
        if let Some((english, words)) = line.split_once(MEANS) {
            table.phrases.insert(english.trim(), words.trim());
        } else if let Some((key, words)) = line.split_once('=') {
            table.words.insert(key.trim(), words.trim());
        }
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::{Path, PathBuf};

    #[test]
    fn lines_and_values() {
        let table = parse("plain = a = b\n# no = entry\n\none.key = words {n}\na = b ⇒ а = б\n");
        assert_eq!((table.words.len(), table.phrases.len()), (2, 1));
        assert_eq!((table.words["plain"], table.phrases["a = b"]), ("a = b", "а = б"));
        assert_eq!(fill("{n} of {all} {x", &[("n", &3), ("all", &"five")]), "3 of five {x");
        assert_eq!(fill("It can {n}. And {n}, too.", &[("n", &"300 тыс.")]), "It can 300 тыс. And 300 тыс., too.");
    }

    #[test]
    fn a_word_takes_the_form_that_goes_with_its_figure() {
        let rules = |count: &str| fill("{count} {count:правило|правила|правил}", &[("count", &count)]);
        assert_eq!(rules("1"), "1 правило");
        assert_eq!(rules("22"), "22 правила");
        assert_eq!(rules("12"), "12 правил");
        assert_eq!(fill("{count:one waits|they wait}", &[("count", &2)]), "they wait");
        assert_eq!(fill("{other:a|b}", &[("count", &2)]), "{other:a|b}");
    }

    #[test]
    fn every_key_that_the_code_asks_for_has_words() {
        for file in sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
            let text = std::fs::read_to_string(&file).unwrap();
            for key in asked_keys(&text) {
                assert!(find(key).is_some(), "{}: {key}", file.display());
            }
        }
    }

    fn sources(folder: &Path) -> Vec<PathBuf> {
        let mut files = Vec::new();
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                files.extend(sources(&path));
            } else if path.extension().is_some_and(|ending| ending == "rs") && !path.ends_with("languages/mod.rs") {
                files.push(path);
            }
        }
        files
    }

    /// Keys written as the first argument of `t` or `t_with`, on the same line or the next.
    fn asked_keys(text: &str) -> Vec<&str> {
        let mut keys = Vec::new();
        for call in ["t(", "t_with("] {
            for (at, _) in text.match_indices(call) {
                let before = text[..at].chars().next_back();
                if before.is_some_and(|letter| letter.is_alphanumeric() || "_.".contains(letter)) {
                    continue;
                }
                if let Some(rest) = text[at + call.len()..].trim_start().strip_prefix('"') {
                    keys.extend(rest.split('"').next());
                }
            }
        }
        keys
    }
}
