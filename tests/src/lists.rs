//! The lists that a machine writes: which kinds, rules, templates, tools and commands there are, and what a language
//! says. `cargo xtask lists` writes them; the house test compares.
//!
//! A list is drawn from the names of the files in its folder alone, so adding a member is adding
//! a file. Nothing is registered while linking, which WASM does not do reliably.

use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::{fs, thread};

use crate::languages;
use crate::source::{self, SourceFile, names_in};

/// The first line of every list; what carries it is never edited by hand.
pub const HEADER: &str = "//! Written by `cargo xtask lists`; do not edit.\n";

/// What the members of a folder are, and so what its list says of them.
#[derive(Clone, Copy)]
enum Shape {
    /// Rust modules that each hold one static of a type.
    Statics { plural: &'static str, kind: &'static str, from: &'static str, constant: &'static str },
    /// Rust modules that are only declared.
    Modules { plural: &'static str },
    /// Files that are put into the binary as text, by name without ending.
    Texts { plural: &'static str, ending: &'static str },
}

const LISTS: &[(&str, &str, Shape)] = &[
    (
        "engine/src/kinds/catalogue",
        "mod.rs",
        Shape::Statics { plural: "component kinds", kind: "Kind", from: "crate::kinds::Kind", constant: "KIND" },
    ),
    (
        "engine/src/calculators",
        "mod.rs",
        Shape::Statics {
            plural: "calculators",
            kind: "Calculator",
            from: "crate::calculator::Calculator",
            constant: "CALCULATOR",
        },
    ),
    ("engine/src/templates", "list.rs", Shape::Texts { plural: "templates", ending: ".json" }),
    ("engine/src/templates/fixed", "list.rs", Shape::Texts { plural: "patches that mend a template", ending: ".json" }),
    ("engine/src/knowledge/cards", "mod.rs", Shape::Texts { plural: "trade-off cards", ending: ".md" }),
    ("engine/src/knowledge/formulas", "mod.rs", Shape::Texts { plural: "groups of formulas", ending: ".md" }),
    ("engine/src/knowledge/glossary", "mod.rs", Shape::Texts { plural: "groups of terms", ending: ".md" }),
    ("engine/src/knowledge/notes", "mod.rs", Shape::Texts { plural: "notes", ending: ".md" }),
    ("engine/src/knowledge/numbers", "mod.rs", Shape::Texts { plural: "groups of figures", ending: ".md" }),
    ("engine/src/knowledge/paths", "mod.rs", Shape::Texts { plural: "guided paths", ending: ".json" }),
    ("engine/src/knowledge/trees", "mod.rs", Shape::Texts { plural: "decision trees", ending: ".json" }),
    ("engine/src/assignments", "list.rs", Shape::Texts { plural: "assignments", ending: ".json" }),
    ("app/src/canvas/tools", "mod.rs", Shape::Modules { plural: "canvas tools" }),
    (
        "app/src/commands",
        "mod.rs",
        Shape::Statics { plural: "commands", kind: "Command", from: "crate::command::Command", constant: "COMMAND" },
    ),
];

const RULES: Shape =
    Shape::Statics { plural: "rules of this topic", kind: "Rule", from: "crate::rules::Rule", constant: "RULE" };

/// Every list as it should be, with its path, from the files that are there.
///
/// # Errors
/// When a folder cannot be read or `rustfmt` cannot be run.
pub fn expected(root: &Path) -> io::Result<Vec<SourceFile>> {
    let mut lists = Vec::new();
    for (folder, file, shape) in LISTS {
        lists.push(list_of(root, folder, file, *shape)?);
    }
    let mut topics = Vec::new();
    for name in names_in(&root.join("engine/src/rules"))? {
        let folder = format!("engine/src/rules/{name}");
        if root.join(&folder).is_dir() {
            lists.push(list_of(root, &folder, "mod.rs", RULES)?);
            topics.push(name);
        }
    }
    lists.push(SourceFile { path: "engine/src/rules/topics.rs".to_owned(), text: formatted(&topics_text(&topics))? });
    lists.extend(languages::fetched(root)?);
    Ok(lists)
}

/// The lists that differ from what their folders hold, by path.
///
/// # Errors
/// As [`expected`].
pub fn outdated(root: &Path) -> io::Result<Vec<SourceFile>> {
    let mut differing = expected(root)?;
    differing.retain(|list| fs::read_to_string(root.join(&list.path)).ok().as_ref() != Some(&list.text));
    Ok(differing)
}

/// Writes the lists that differ and gives their paths back.
///
/// # Errors
/// As [`expected`], and when a list cannot be written.
pub fn write(root: &Path) -> io::Result<Vec<String>> {
    let mut written = Vec::new();
    for list in outdated(root)? {
        let place = root.join(&list.path);
        if let Some(folder) = place.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(&place, &list.text)?;
        written.push(list.path);
    }
    Ok(written)
}

fn list_of(root: &Path, folder: &str, file: &str, shape: Shape) -> io::Result<SourceFile> {
    let names = names_in(&root.join(folder))?;
    Ok(SourceFile { path: format!("{folder}/{file}"), text: formatted(&list_text(&names, shape))? })
}

fn list_text(names: &[String], shape: Shape) -> String {
    let mut text = HEADER.to_owned();
    match shape {
        Shape::Statics { plural, kind, from, constant } => {
            let modules = stems(names, ".rs");
            let _ = writeln!(text, "\nuse {from};\n");
            for module in &modules {
                let _ = writeln!(text, "pub mod {module};");
            }
            let _ = writeln!(text, "\n/// All {plural}, sorted by file name.");
            let _ = writeln!(text, "pub static ALL: &[&{kind}] = &[");
            for module in &modules {
                let _ = writeln!(text, "&{module}::{constant},");
            }
            text.push_str("];\n");
        }
        Shape::Modules { plural } => {
            let _ = writeln!(text, "//!\n//! All {plural}.\n");
            for module in stems(names, ".rs") {
                let _ = writeln!(text, "pub mod {module};");
            }
        }
        Shape::Texts { plural, ending } => {
            let _ = writeln!(text, "\n/// All {plural}: id and text, sorted by id.");
            text.push_str("pub static ALL: &[(&str, &str)] = &[");
            for stem in stems(names, ending) {
                let _ = writeln!(text, "({stem:?}, include_str!(\"{stem}{ending}\")),");
            }
            text.push_str("];\n");
        }
    }
    text
}

fn topics_text(topics: &[String]) -> String {
    let mut text = format!("{HEADER}\nuse crate::rules::Rule;\n\n");
    for topic in topics {
        // The folders lie beside this file, not below a folder of its name.
        let _ = writeln!(text, "#[path = \"{topic}/mod.rs\"]\npub mod {topic};");
    }
    text.push_str("\n/// All topics with their rules, sorted by topic.\n");
    text.push_str("pub static TOPICS: &[(&str, &[&Rule])] = &[");
    for topic in topics {
        let _ = writeln!(text, "({:?}, {topic}::ALL),", topic.replace('_', "-"));
    }
    text.push_str("];\n");
    text
}

/// The members' names, sorted as their ids are: there, a dash stands for the underscore.
fn stems(names: &[String], ending: &str) -> Vec<String> {
    let mut stems: Vec<String> = names
        .iter()
        .filter(|name| !["mod.rs", "list.rs"].contains(&name.as_str()))
        .filter_map(|name| name.strip_suffix(ending).map(str::to_owned))
        .collect();
    stems.sort_by_key(|stem| stem.replace('_', "-"));
    stems
}

/// The text as `cargo fmt` leaves it, so that the two never quarrel over a list.
fn formatted(text: &str) -> io::Result<String> {
    let mut rustfmt = Command::new("rustfmt")
        .args(["--edition", "2024", "--emit", "stdout"])
        // It looks for its settings from here upwards.
        .current_dir(source::root())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    let input = rustfmt.stdin.take();
    let owned = text.to_owned();
    let writer = thread::spawn(move || input.map_or(Ok(()), |mut pipe| pipe.write_all(owned.as_bytes())));
    let output = rustfmt.wait_with_output()?;
    writer.join().map_err(|_| io::Error::other("the text did not reach rustfmt"))??;
    if !output.status.success() {
        return Err(io::Error::other("rustfmt refused a written list"));
    }
    String::from_utf8(output.stdout).map_err(io::Error::other)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|&name| name.to_owned()).collect()
    }

    #[test]
    fn a_member_is_listed_by_its_id_and_the_list_leaves_itself_out() {
        assert_eq!(
            stems(&names(&["mod.rs", "sql.rs", "cache_cdn.rs", "cache.rs", "notes.md"]), ".rs"),
            ["cache", "cache_cdn", "sql"],
        );
    }

    #[test]
    fn an_empty_folder_gives_a_list_without_members() {
        let text = formatted(&list_text(&[], RULES)).unwrap();
        assert!(text.contains("pub static ALL: &[&Rule] = &[];"), "{text}");
        let text = formatted(&list_text(&[], Shape::Modules { plural: "canvas tools" })).unwrap();
        assert!(text.starts_with(HEADER), "{text}");
    }

    #[test]
    fn texts_are_listed_with_their_id() {
        let shape = Shape::Texts { plural: "templates", ending: ".json" };
        let text = formatted(&list_text(&names(&["list.rs", "three-tier.json"]), shape)).unwrap();
        assert!(text.contains("&[(\"three-tier\", include_str!(\"three-tier.json\"))]"), "{text}");
    }

    #[test]
    fn topics_find_the_folders_beside_them() {
        let text = formatted(&topics_text(&names(&["load_balancing"]))).unwrap();
        assert!(text.contains("#[path = \"load_balancing/mod.rs\"]\npub mod load_balancing;"), "{text}");
        assert!(text.contains("(\"load-balancing\", load_balancing::ALL)"), "{text}");
    }
}
