//! Licences of all that is inside of a release: the crates that are linked into the page, its worker and the command
//! line, as cargo knows them, with the texts that they bring along. Nothing from npm is inside: what is installed from
//! there builds and tests.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use loadbearing_tests::source;
use serde_json::Value;

use crate::steps::{bytes_of, output_of};
use crate::tools;

/// What is released, with its features and for which target; none for this machine.
const RELEASED: [(&str, &str, Option<&str>); 3] = [
    ("loadbearing-app", "whole", Some("wasm32-unknown-unknown")),
    ("loadbearing-worker", "", Some("wasm32-unknown-unknown")),
    ("loadbearing-engine", "cli", None),
];
/// How files that hold a licence begin.
const BEGINNINGS: [&str; 5] = ["licen", "copying", "copyright", "notice", "unlicense"];

/// A crate: what it may be used under, its people, and the texts that it brings.
struct Package {
    licence: String,
    address: String,
    texts: Vec<(String, String)>,
}

/// All of it as one text.
pub fn listed() -> Result<String, String> {
    let inside = inside()?;
    let mut packages = packages()?;
    packages.retain(|key, _| inside.contains(key));
    if packages.len() != inside.len() {
        return Err("cargo does not know all of what is inside".into());
    }
    Ok(written(&packages))
}

/// Names and versions of the crates that are linked into what is released, without this project's own.
fn inside() -> Result<BTreeSet<(String, String)>, String> {
    let mut inside = BTreeSet::new();
    for (package, features, target) in RELEASED {
        let mut tree = tools::cargo(&["tree", "--locked", "--package", package, "--features", features]);
        // What runs while compiling is not in what comes out.
        tree.args(["--edges", "normal,no-proc-macro", "--prefix", "none", "--format", "{p}"]);
        if let Some(target) = target {
            tree.args(["--target", target]);
        }
        let told = output_of(&mut tree).ok_or(format!("cargo cannot say what {package} is made of"))?;
        for line in told.lines().filter(|line| !line.contains("(/") && !line.contains(":\\")) {
            let mut words = line.split_whitespace();
            if let (Some(name), Some(version)) = (words.next(), words.next()) {
                inside.insert((name.to_owned(), version.trim_start_matches('v').to_owned()));
            }
        }
    }
    Ok(inside)
}

/// All crates that cargo knows here, by name and version.
fn packages() -> Result<BTreeMap<(String, String), Package>, String> {
    let told = bytes_of(&mut tools::cargo(&["metadata", "--locked", "--format-version", "1"]))
        .ok_or("cargo cannot say what there is")?;
    let told: Value = serde_json::from_slice(&told).map_err(|problem| format!("cargo metadata: {problem}"))?;
    let said = |package: &Value, name: &str| package[name].as_str().unwrap_or_default().to_owned();
    let package = |package: &Value| {
        let place = said(package, "manifest_path");
        let folder = Path::new(&place).parent().unwrap_or(Path::new("."));
        let known =
            Package { licence: said(package, "license"), address: said(package, "repository"), texts: texts(folder) };
        ((said(package, "name"), said(package, "version")), known)
    };
    Ok(told["packages"].as_array().into_iter().flatten().map(package).collect())
}

/// The texts of licences in a folder, by their names.
fn texts(folder: &Path) -> Vec<(String, String)> {
    let names = source::names_in(folder).unwrap_or_default();
    let is_licence = |name: &String| BEGINNINGS.iter().any(|beginning| name.to_lowercase().starts_with(beginning));
    let read = |name: String| Some((name.clone(), fs::read_to_string(folder.join(name)).ok()?));
    names.into_iter().filter(is_licence).filter_map(read).collect()
}

/// A list of the crates, then the texts, each once with all that it is of.
fn written(packages: &BTreeMap<(String, String), Package>) -> String {
    let mut text = String::from(
        "# Licences\n\nLoadbearing itself is under MIT or Apache-2.0, as you prefer. Inside of it are these, and Rust's standard\n\
         library (MIT or Apache-2.0). Written by `cargo xtask release`.\n\n| crate | version | licence | from |\n|---|---|---|---|\n",
    );
    let mut of_texts: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for ((name, version), package) in packages {
        let licence = if package.licence.is_empty() { "see below" } else { &package.licence };
        text.push_str(&format!("| {name} | {version} | {licence} | {} |\n", package.address));
        for (_, licence) in &package.texts {
            of_texts.entry(licence.trim()).or_default().push(name);
        }
    }
    for (licence, names) in of_texts {
        let mut names = names;
        names.dedup();
        text.push_str(&format!("\n## {}\n\n```\n{}\n```\n", names.join(", "), licence.replace("```", "'''")));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_stands_once_with_all_that_it_is_of() {
        let package = |licence: &str| Package {
            licence: licence.to_owned(),
            address: "https://example.org".to_owned(),
            texts: vec![("LICENSE".to_owned(), "Do what you like.\n".to_owned())],
        };
        let key = |name: &str| (name.to_owned(), "1.0.0".to_owned());
        let text = written(&BTreeMap::from([(key("a"), package("MIT")), (key("b"), package(""))]));
        assert_eq!(text.matches("Do what you like.").count(), 1);
        assert!(
            text.contains("## a, b\n")
                && text.contains("| a | 1.0.0 | MIT |")
                && text.contains("| b | 1.0.0 | see below |"),
            "{text}"
        );
    }

    #[test]
    fn what_is_linked_is_known_with_its_licence() {
        let inside = inside().unwrap();
        assert!(inside.iter().any(|(name, _)| name == "serde_json"));
        let is_ours = |name: &str| name.starts_with("loadbearing") || name == "wasm-bindgen-macro";
        assert!(!inside.iter().any(|(name, _)| is_ours(name)));
        let packages = packages().unwrap();
        let nothing: Vec<_> =
            inside.iter().filter(|key| packages.get(*key).is_none_or(|one| one.licence.is_empty())).collect();
        assert!(nothing.is_empty(), "{nothing:?}");
    }
}
