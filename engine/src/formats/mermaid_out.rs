//! A design as a flowchart of Mermaid: boxes, arrows, places. What a design says beyond that has no words there.

use std::collections::HashMap;

use crate::design::{Component, Design, Mode, Placement};
use crate::kinds::{self, Family};

/// What the class of a box begins with, before its kind: Mermaid takes `graph-db` alone for the beginning of a graph.
pub(super) const CLASS: &str = "kind-";

/// The flowchart. Boxes are called `n1`, `n2` …, because ids may hold what Mermaid takes for something else; the class
/// of each is its kind, behind [`CLASS`].
#[must_use]
pub fn write(design: &Design) -> String {
    let mut text = String::new();
    if !design.title.is_empty() {
        text.push_str(&format!("---\ntitle: \"{}\"\n---\n", words(&design.title)));
    }
    text.push_str("flowchart LR\n");
    let names: HashMap<&str, String> = design
        .components
        .iter()
        .enumerate()
        .map(|(number, one)| (one.id.as_str(), format!("n{}", number + 1)))
        .collect();
    write_place(design, None, &names, 1, &mut text);
    for connection in &design.connections {
        let (Some(from), Some(to)) = (names.get(connection.from.as_str()), names.get(connection.to.as_str())) else {
            continue;
        };
        let arrow = match connection.mode {
            Mode::Sync => "-->",
            Mode::Async => "-.->",
            Mode::Replication => "-. copies .->",
        };
        text.push_str(&format!("  {from} {arrow} {to}\n"));
    }
    text
}

/// What stands in a place, or in none; places lie within each other.
fn write_place(design: &Design, within: Option<&str>, names: &HashMap<&str, String>, depth: usize, text: &mut String) {
    let gap = "  ".repeat(depth);
    for (number, place) in design.places.iter().enumerate().filter(|(_, place)| place.within.as_deref() == within) {
        let name = place.name.as_deref().unwrap_or(&place.id);
        text.push_str(&format!("{gap}subgraph p{} [\"{}\"]\n", number + 1, words(name)));
        write_place(design, Some(&place.id), names, depth + 1, text);
        text.push_str(&format!("{gap}end\n"));
    }
    for component in design.components.iter().filter(|component| place_of(component) == within) {
        let family = kinds::find(&component.kind).map(|kind| kind.family);
        let (open, close) = match family {
            Some(Family::Database | Family::Storage | Family::Cache) => ("[(", ")]"),
            Some(Family::Client) => ("([", "])"),
            Some(Family::Queue | Family::Stream) => ("[[", "]]"),
            _ => ("[", "]"),
        };
        let name = names.get(component.id.as_str()).map_or("", String::as_str);
        text.push_str(&format!(
            "{gap}{name}{open}\"{}\"{close}:::{CLASS}{}\n",
            words(component.label()),
            component.kind
        ));
    }
}

/// The one place that a component stands in.
pub(super) fn place_of(component: &Component) -> Option<&str> {
    match &component.places {
        Placement::Spread(places) if places.len() == 1 => places.first().map(String::as_str),
        Placement::Counted(places) if places.len() == 1 => places.keys().next().map(String::as_str),
        _ => None,
    }
}

/// Words within quotes: those that would end them, or begin markup, are written as Mermaid's entities.
fn words(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '"' => words.push_str("&quot;"),
            '<' => words.push_str("&lt;"),
            '>' => words.push_str("&gt;"),
            '&' => words.push_str("&amp;"),
            letter if letter.is_control() => words.push(' '),
            letter => words.push(letter),
        }
    }
    words
}
