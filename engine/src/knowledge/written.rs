//! Reads what lies beside as files: texts in Markdown, trees and paths in JSON.

use serde::de::DeserializeOwned;

use super::{Path, Tree, cards, formulas, glossary, notes, numbers, paths, trees};

/// A text as it is written down.
pub struct Text {
    /// Its name.
    pub title: String,
    /// Texts and sections; empty where its lines name their own.
    pub source: String,
    /// The rest. Markdown.
    pub body: String,
}

/// Files of a folder: names without their endings, and texts.
type Files = &'static [(&'static str, &'static str)];

/// Folders of texts: what their ids begin with, the heading they stand under, and what they hold.
pub const TEXTS: [(&str, &str, Files); 5] = [
    ("card", "Trade-offs", cards::ALL),
    ("numbers", "Numbers", numbers::ALL),
    ("formulas", "Formulas", formulas::ALL),
    ("glossary", "Glossary", glossary::ALL),
    ("note", "Further knowledge", notes::ALL),
];

/// A text: its title in the first line, perhaps a line `Source: …`, then the rest.
///
/// # Errors
/// When it has no title, in words.
pub fn text(file: &str) -> Result<Text, String> {
    let (first, rest) = file.split_once('\n').unwrap_or((file, ""));
    let title = first.strip_prefix("# ").ok_or_else(|| format!("expected `# Title` first, found {first:?}"))?;
    let (source, body) = match rest.strip_prefix("Source: ") {
        Some(rest) => rest.split_once('\n').unwrap_or((rest, "")),
        None => ("", rest),
    };
    Ok(Text { title: title.to_owned(), source: source.to_owned(), body: body.trim().to_owned() })
}

/// All decision trees.
///
/// # Errors
/// When one cannot be read, in words that say which and where.
pub fn all_trees() -> Result<Vec<Tree>, String> {
    all(trees::ALL, |tree: &mut Tree, id| tree.id = format!("tree.{id}"))
}

/// All guided paths.
///
/// # Errors
/// As [`all_trees`].
pub fn all_paths() -> Result<Vec<Path>, String> {
    all(paths::ALL, |path: &mut Path, id| path.id = format!("path.{id}"))
}

fn all<T: DeserializeOwned>(files: Files, name: impl Fn(&mut T, &str)) -> Result<Vec<T>, String> {
    let read = |(id, text): &(&str, &str)| {
        let mut one: T = serde_json::from_str(text).map_err(|error| format!("{id}: {error}"))?;
        name(&mut one, id);
        Ok(one)
    };
    files.iter().map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_a_title_and_perhaps_a_source() {
        let with = text("# A or B\nSource: x § 1; y § 2\n\nOne.\n").expect("it has a title");
        assert_eq!((with.title.as_str(), with.source.as_str(), with.body.as_str()), ("A or B", "x § 1; y § 2", "One."));
        let without = text("# A\n\nOne.").expect("it has a title");
        assert_eq!((without.source.as_str(), without.body.as_str()), ("", "One."));
        assert!(text("One.").is_err());
    }
}
