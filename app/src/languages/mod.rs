//! The interface's own words, one file a language: finding them, and putting values into them.
//! English names and pages of kinds and rules stand beside their code; a language file may override
//! those too, under keys such as `rule.<id>.message`.
//!
//! A file is lines of `key = text`, and `#` begins a comment line. `{count}` stands for a value, and
//! `{count:copy|copies}` for the word that agrees with it: the first where it is 1, else the second.
//!  As the page is built for release, what stands below
//! the line of dashes comes behind the drawing, with what uses it (`add`).

#[cfg(not(in_parts))]
mod list;

use std::collections::HashMap;
use std::fmt::Display;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The language whose keys all others are measured by, and whose words stand in where one is missing.
const ORIGINAL: &str = "en";

type Words = HashMap<&'static str, &'static str>;

static CHOSEN: AtomicUsize = AtomicUsize::new(usize::MAX);

/// Codes of languages with the text of their files.
pub type Texts = &'static [(&'static str, &'static str)];

/// The words of the drawing.
#[cfg(in_parts)]
static FIRST: Texts = include!(concat!(env!("OUT_DIR"), "/words.first.rs"));
/// All other words.
#[cfg(in_parts)]
pub static LATER: Texts = include!(concat!(env!("OUT_DIR"), "/words.later.rs"));

#[cfg(not(in_parts))]
static FIRST: Texts = list::ALL;
/// All words are there from the beginning.
#[cfg(not(in_parts))]
pub static LATER: Texts = &[];

static TABLES: OnceLock<Vec<(&'static str, Words)>> = OnceLock::new();
static ADDED: OnceLock<Vec<(&'static str, Words)>> = OnceLock::new();

/// Further words are here: they are found from now on.
pub fn add(texts: Texts) {
    ADDED.get_or_init(|| parsed(texts));
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
    overridden(key).or_else(|| word(key, |code| code == ORIGINAL))
}

fn word(key: &str, is_meant: impl Fn(&str) -> bool) -> Option<&'static str> {
    let added = ADDED.get().into_iter().flatten();
    let mut all = tables().iter().chain(added).filter(|(code, _)| is_meant(code));
    all.find_map(|(_, words)| words.get(key).copied())
}

/// What the chosen language says in place of English words that stand beside the code.
#[must_use]
pub fn overridden(key: &str) -> Option<&'static str> {
    let chosen = CHOSEN.load(Ordering::Relaxed);
    let code = tables().get(chosen)?.0;
    word(key, |other| other == code)
}

/// Chooses a language by code; an unknown one leaves things as they are.
pub fn choose(code: &str) {
    if let Some(position) = tables().iter().position(|(known, _)| *known == code) {
        CHOSEN.store(position, Ordering::Relaxed);
    }
}

/// Codes of the languages there are, sorted.
pub fn codes() -> impl Iterator<Item = &'static str> {
    tables().iter().map(|(code, _)| *code)
}

/// Puts values into a sentence. A name without a value stays as it is, so that it can be seen.
#[must_use]
pub fn fill(sentence: &str, values: &[(&str, &dyn Display)]) -> String {
    let mut text = String::with_capacity(sentence.len() + 16);
    let mut rest = sentence;
    while let Some(open) = rest.find('{') {
        let Some(close) = rest[open..].find('}') else {
            break;
        };
        text.push_str(&rest[..open]);
        let name = &rest[open + 1..open + close];
        let (name, forms) = name.split_once(':').map_or((name, None), |(name, forms)| (name, forms.split_once('|')));
        match values.iter().find(|(known, _)| *known == name).map(|(_, value)| value.to_string()) {
            Some(value) => text.push_str(forms.map_or(&value, |(one, many)| if value == "1" { one } else { many })),
            None => text.push_str(&rest[open..=open + close]),
        }
        rest = &rest[open + close + 1..];
    }
    text.push_str(rest);
    text
}

fn tables() -> &'static [(&'static str, Words)] {
    TABLES.get_or_init(|| parsed(FIRST))
}

fn parsed(texts: Texts) -> Vec<(&'static str, Words)> {
    texts.iter().map(|&(code, text)| (code, parse(text))).collect()
}

#[cfg(test)]
fn words_of(code: &str) -> Option<&'static Words> {
    tables().iter().find(|(known, _)| *known == code).map(|(_, words)| words)
}

/// The keys and words of a language file.
fn parse(text: &'static str) -> Words {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('='))
        .map(|(key, words)| (key.trim(), words.trim()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::{Path, PathBuf};

    #[test]
    fn lines_and_values() {
        let words = parse("plain = a = b\n# no = entry\n\none.key = words {n}\n");
        assert_eq!(words.len(), 2);
        assert_eq!(words["plain"], "a = b");
        assert_eq!(fill("{n} of {all} {x", &[("n", &3), ("all", &"five")]), "3 of five {x");
        let rules = |n| fill("{n} {n:rule waits|rules wait}", &[("n", &n)]);
        assert_eq!([rules(1), rules(2)], ["1 rule waits", "2 rules wait"]);
    }

    #[test]
    fn every_key_that_the_code_asks_for_has_words() {
        let english = words_of(ORIGINAL).expect("English is there");
        for file in sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
            let text = std::fs::read_to_string(&file).unwrap();
            for key in asked_keys(&text) {
                assert!(english.contains_key(key), "{}: {key}", file.display());
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
