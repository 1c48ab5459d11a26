//! Language files: `key = text` lines, and `English words ⇒ the same in this language`; of rules such lines stand in the
//! rule's own file. English has every key of the interface; another language has them all as well, adds none, and fills
//! in the same values. What it has to say of kinds and rules is the app's business, which knows them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::{fs, io};

use crate::source::{SourceFile, files_below, names_in};

/// Where the languages have their files, from the project's root.
const LANGUAGES: &str = "app/src/languages";
/// What parts English words from those of another language.
const MEANS: &str = " ⇒ ";
/// Keys that only other languages have: commands, whose English names stand beside their code, units, and how figures
/// are written.
const BESIDE_CODE: &[&str] = &["command.", "unit.", "figure."];

/// What the page fetches of each language but English: what comes before it, from the folder `first`; what comes with the
/// rest of it; and what comes after that, from the folder `more`.
///
/// # Errors
/// When a folder cannot be read.
pub fn fetched(root: &Path) -> io::Result<Vec<SourceFile>> {
    let mut files = Vec::new();
    for name in names_in(&root.join(LANGUAGES))? {
        let folder = root.join(LANGUAGES).join(&name);
        if folder.is_dir() {
            let parts = [("", folder.join("first")), ("-later", folder.clone()), ("-more", folder.join("more"))];
            for (ending, folder) in parts {
                let mut text = joined(&folder)?;
                if ending == "-later" {
                    text.push_str(&once(&of_rules(&name)?));
                }
                files.push(SourceFile { path: format!("static/words-{name}{ending}.txt"), text });
            }
        }
    }
    Ok(files)
}

/// The lines of all text files of a folder that say something.
fn joined(folder: &Path) -> io::Result<String> {
    let mut text = String::new();
    for name in names_in(folder)?.iter().filter(|name| name.ends_with(".txt")) {
        let file = SourceFile { path: name.clone(), text: fs::read_to_string(folder.join(name))? };
        for (_, line) in lines(&file) {
            text.push_str(line);
            text.push('\n');
        }
    }
    Ok(text)
}

/// Where the rules are.
const RULES: &str = "engine/src/rules";

/// What the rules say in a language, in the file of each: the lines of its `in ru: r"…"`, where they stand.
///
/// # Errors
/// When a file cannot be read.
pub fn of_rules(code: &str) -> io::Result<Vec<SourceFile>> {
    let mut files = files_below(&[RULES], &[".rs"])?;
    files.retain_mut(|file| {
        let told = said_in(&file.text, code);
        let is_told = told.is_some();
        file.text = told.unwrap_or_default();
        is_told
    });
    Ok(files)
}

/// The lines that a rule says in a language, with as many empty ones before them as stand above; `None` without any.
fn said_in(text: &str, code: &str) -> Option<String> {
    let (before, after) = text.split_once(&format!("\n    in {code}: r"))?;
    let hashes = after.len() - after.trim_start_matches('#').len();
    let (inside, _) = after[hashes..].strip_prefix('"')?.split_once(&format!("\"{}", "#".repeat(hashes)))?;
    Some("\n".repeat(before.matches('\n').count() + 1) + inside)
}

/// All lines that say something. Two rules may say the same, each for itself; it is told once.
fn once(files: &[SourceFile]) -> String {
    let mut seen = BTreeSet::new();
    let mut text = String::new();
    for (_, line) in files.iter().flat_map(lines).filter(|(_, line)| seen.insert(*line)) {
        text.push_str(line);
        text.push('\n');
    }
    text
}

/// Lines that are neither, keys and English words that come twice, and values of the English words that are not filled in.
#[must_use]
pub fn malformed(files: &[&SourceFile]) -> Vec<String> {
    let mut seen = BTreeMap::new();
    let mut complaints = Vec::new();
    for file in files {
        for (number, line) in lines(file) {
            let place = format!("{}:{number}", file.path);
            let parts = line.split_once(MEANS).or_else(|| line.split_once('='));
            let Some((key, text)) = parts.filter(|(key, text)| !key.trim().is_empty() && !text.trim().is_empty())
            else {
                complaints.push(format!("{place}: is no `key = text`, and no `English{MEANS}text`"));
                continue;
            };
            if let Some((before, said)) = seen.insert(key.trim(), (place.clone(), text.trim()))
                && !(file.path.starts_with(RULES) && said == text.trim())
            {
                complaints.push(format!("{place}: `{}` comes twice; first at {before}", key.trim()));
            }
            if line.contains(MEANS) {
                complaints.extend(differing(&place, key, text));
            }
        }
    }
    complaints
}

/// Keys of a language that English does not have, those that it lacks, and sentences with other values.
#[must_use]
pub fn unlike(english: &SourceFile, code: &str, files: &[&SourceFile]) -> Vec<String> {
    let (known, mut own) = (keys(english), BTreeMap::new());
    for file in files {
        own.extend(keys(file).into_iter().map(|(key, text)| (key, (file.path.as_str(), text))));
    }
    let mut complaints = Vec::new();
    for (key, (path, text)) in &own {
        match known.get(key) {
            Some(english) => complaints.extend(differing(&format!("{path}: `{key}`"), english, text)),
            None if BESIDE_CODE.iter().any(|start| key.starts_with(start)) => {}
            None => complaints.push(format!("{path}: `{key}` is in no other language; misspelt?")),
        }
    }
    let lacks = known.keys().filter(|key| !own.contains_key(*key));
    complaints.extend(lacks.map(|key| format!("{code}: `{key}` is not said: {}", known[key])));
    complaints
}

/// Values that one sentence has and the other has not.
fn differing(place: &str, english: &str, text: &str) -> Vec<String> {
    let (wanted, found) = (values(english), values(text));
    let unknown =
        found.iter().filter(|name| !wanted.contains(name)).map(|name| format!("{place}: no value is called `{name}`"));
    let lost =
        wanted.iter().filter(|name| !found.contains(name)).map(|name| format!("{place}: `{{{name}}}` is left out"));
    unknown.chain(lost).collect()
}

/// Names of the values in a sentence.
fn values(text: &str) -> Vec<&str> {
    let inside = text.split('{').skip(1).filter_map(|part| part.split_once('}'));
    let mut names: Vec<&str> = inside.map(|(name, _)| name.split(':').next().unwrap_or(name)).collect();
    names.sort_unstable();
    names.dedup();
    names
}

fn keys(file: &SourceFile) -> BTreeMap<&str, &str> {
    let plain = lines(file).map(|(_, line)| line).filter(|line| !line.contains(MEANS));
    plain.filter_map(|line| line.split_once('=')).map(|(key, text)| (key.trim(), text.trim())).collect()
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
        let file = SourceFile::new("ru.txt", "# Words\nundo = Undo\nredo\nundo = Again = more\nWho is {a} ⇒ Кто {b}\n");
        assert_eq!(
            malformed(&[&file]),
            [
                "ru.txt:3: is no `key = text`, and no `English ⇒ text`",
                "ru.txt:4: `undo` comes twice; first at ru.txt:2",
                "ru.txt:5: no value is called `b`",
                "ru.txt:5: `{a}` is left out",
            ]
        );
        let fine = SourceFile::new("ru.txt", "undo = Undo\n\nredo = Redo\n{n} of it ⇒ {n} {n:штука|штуки|штук}");
        assert_eq!(malformed(&[&fine]), Vec::<String>::new());
    }

    #[test]
    fn what_a_rule_says_is_found_in_its_file() {
        let rule = "rule! {\n    check: check;\n    in ru: r#\"\n        A \"b\" ⇒ В\n    \"#,\n}\n";
        let file = SourceFile::new("engine/src/rules/a/a.rs", &said_in(rule, "ru").unwrap());
        assert_eq!(lines(&file).collect::<Vec<_>>(), [(4, "A \"b\" ⇒ В")]);
        assert_eq!(said_in(rule, "de"), None);
        // Two rules may say the same; not two things for the same words.
        let again = SourceFile::new("engine/src/rules/a/b.rs", "A \"b\" ⇒ В");
        assert_eq!(malformed(&[&file, &again]), Vec::<String>::new());
        assert_eq!(once(&[file.clone(), again]), "A \"b\" ⇒ В\n");
        let other = SourceFile::new("engine/src/rules/a/b.rs", "A \"b\" ⇒ Г");
        assert_eq!(malformed(&[&file, &other]).len(), 1);
    }

    #[test]
    fn keys_that_are_missing_or_misspelt_are_found() {
        let english = SourceFile::new("en.txt", "undo = Undo {n}\nredo = Redo");
        let other = SourceFile::new("de.txt", "undo = Zurück\nunod = Zurück\ncommand.sql = Datenbank");
        assert_eq!(
            unlike(&english, "de", &[&other]),
            [
                "de.txt: `undo`: `{n}` is left out",
                "de.txt: `unod` is in no other language; misspelt?",
                "de: `redo` is not said: Redo",
            ]
        );
    }
}
