//! A design in D2, a language for drawings: <https://d2lang.com/tour/intro>. Boxes, arrows, places. Not read.

use std::collections::HashMap;

use super::mermaid_out::place_of;
use crate::design::{Design, Mode};
use crate::kinds::{self, Family};

/// The drawing in D2.
#[must_use]
pub fn write(design: &Design) -> String {
    let mut text = String::from("direction: right\n");
    if !design.title.is_empty() {
        text.push_str(&format!("title: {} {{ shape: text; near: top-center }}\n", words(&design.title)));
    }
    let mut paths = HashMap::new();
    write_place(design, None, "", 0, &mut paths, &mut text);
    for connection in &design.connections {
        let (Some(from), Some(to)) = (paths.get(connection.from.as_str()), paths.get(connection.to.as_str())) else {
            continue;
        };
        let style = match connection.mode {
            Mode::Sync => "",
            Mode::Async => ": { style.stroke-dash: 4 }",
            Mode::Replication => ": copies { style.stroke-dash: 2 }",
        };
        text.push_str(&format!("{from} -> {to}{style}\n"));
    }
    text
}

/// What stands in a place, or in none, with the path that each box has from outside.
fn write_place<'a>(
    design: &'a Design,
    within: Option<&str>,
    path: &str,
    depth: usize,
    paths: &mut HashMap<&'a str, String>,
    text: &mut String,
) {
    let gap = "  ".repeat(depth);
    for (number, place) in design.places.iter().enumerate().filter(|(_, place)| place.within.as_deref() == within) {
        let key = format!("p{}", number + 1);
        text.push_str(&format!("{gap}{key}: {} {{\n", words(place.name.as_deref().unwrap_or(&place.id))));
        write_place(design, Some(&place.id), &format!("{path}{key}."), depth + 1, paths, text);
        text.push_str(&format!("{gap}}}\n"));
    }
    for (number, component) in design.components.iter().enumerate().filter(|(_, one)| place_of(one) == within) {
        let key = format!("n{}", number + 1);
        let shape = match kinds::find(&component.kind).map(|kind| kind.family) {
            Some(Family::Database | Family::Storage | Family::Cache) => " { shape: cylinder }",
            Some(Family::Client) => " { shape: person }",
            Some(Family::Queue | Family::Stream) => " { shape: queue }",
            _ => "",
        };
        text.push_str(&format!("{gap}{key}: {}{shape}\n", words(component.label())));
        paths.insert(&component.id, format!("{path}{key}"));
    }
}

/// Words within quotes.
fn words(text: &str) -> String {
    let plain: String = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    format!("\"{}\"", plain.replace('\\', "\\\\").replace('"', "\\\"").replace("${", "\\${"))
}
