//! The gallery: the templates with their names, by how far the texts describe them, searched, each with a small picture
//! of its drawing.

use std::collections::BTreeMap;

use loadbearing_engine::design::{Design, Setting};
use loadbearing_engine::kinds;
use loadbearing_engine::knowledge::practice::Practice;
use loadbearing_engine::read;

use crate::document::{BOX, Document};
use crate::languages::{find, phrases, told};
use crate::order::{sort_by, sort_by_key};

/// How far the texts describe a template, in the order of the gallery; `other` is for those that they do not know.
const ORIGINS: [&str; 5] = ["described", "sketched", "cheat-sheet", "exercise", "other"];

/// A template as the gallery shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: String,
    /// What it is, in a sentence or two.
    pub notes: String,
    /// How far the texts describe it: one of [`ORIGINS`]. Entries of one origin stand together.
    pub origin: &'static str,
    /// How many components it has.
    pub components: usize,
    /// The template that has its findings mended, where there is one.
    pub fixed: Option<String>,
    /// What a search looks through, in small letters.
    words: String,
}

/// A drawing in world pixels.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Picture {
    /// Left, top, width and height of all of it.
    pub frame: (f64, f64, f64, f64),
    /// Upper left corners of the boxes, which all have one size.
    pub boxes: Vec<(f64, f64)>,
    /// Both ends of each connection: middles of boxes.
    pub lines: Vec<((f64, f64), (f64, f64))>,
}

/// The templates as the gallery shows them, by origin and name.
#[must_use]
pub fn entries(templates: &BTreeMap<String, String>, practice: &Practice) -> Vec<Entry> {
    let one = |(id, text): (&String, &String)| {
        let origin = practice.origins.iter().find(|(_, ids)| ids.contains(id)).map(|(origin, _)| origin.as_str());
        Some(entry(id, &read(text).ok()?.design, origin))
    };
    let mut entries: Vec<Entry> = templates.iter().filter_map(one).collect();
    // A mended template stands with what it mends.
    let ids: Vec<String> = entries.iter().map(|entry| entry.id.clone()).collect();
    for entry in &mut entries {
        entry.fixed = Some(format!("{}-fixed", entry.id)).filter(|fixed| ids.contains(fixed));
    }
    entries.retain(|entry| !entry.id.strip_suffix("-fixed").is_some_and(|id| ids.iter().any(|other| other == id)));
    sort_by(&mut entries, |a, b| a.title.cmp(&b.title));
    sort_by_key(&mut entries, |entry| ORIGINS.iter().position(|origin| *origin == entry.origin));
    entries
}

fn entry(id: &str, design: &Design, origin: Option<&str>) -> Entry {
    let said = |english: &str| phrases::told(english).unwrap_or_else(|| english.to_owned());
    let (title, notes) = (said(&design.title), said(&design.notes));
    let domain = design.requirements.settings.get("domain").and_then(Setting::text).unwrap_or("general");
    let mut words = format!("{id} {title} {notes} {} {domain} ", design.title);
    words.push_str(find(&format!("gallery.{domain}")).unwrap_or_default());
    for component in &design.components {
        let kind = kinds::find(&component.kind);
        let product = kind.zip(component.preset.as_deref()).and_then(|(kind, preset)| kind.preset(preset));
        let names = [
            component.name.as_deref(),
            kind.map(|kind| kind.name),
            kind.map(|kind| told(kind.name)),
            product.map(|product| product.name),
        ];
        for name in names.into_iter().flatten().chain([component.kind.as_str()]) {
            words.push(' ');
            words.push_str(name);
        }
    }
    Entry {
        id: id.to_owned(),
        title,
        notes,
        origin: ORIGINS.into_iter().find(|known| Some(*known) == origin).unwrap_or("other"),
        components: design.components.len(),
        fixed: None,
        words: words.to_lowercase(),
    }
}

/// The groups that a query leaves, by the keys of their headings, each with its entries. Every word has to be in the
/// name, the notes, the field, or the name, kind or product of a component.
#[must_use]
pub fn groups(entries: &[Entry], query: &str) -> Vec<(&'static str, Vec<Entry>)> {
    let words: Vec<String> = query.split_whitespace().map(str::to_lowercase).collect();
    let fits = |entry: &&Entry| words.iter().all(|word| entry.words.contains(word));
    let mut groups: Vec<(&'static str, Vec<Entry>)> = Vec::new();
    for entry in entries.iter().filter(fits) {
        match groups.last_mut().filter(|(origin, _)| *origin == entry.origin) {
            Some((_, entries)) => entries.push(entry.clone()),
            None => groups.push((entry.origin, vec![entry.clone()])),
        }
    }
    groups
}

/// What an origin is called: the key of its words.
#[must_use]
pub fn origin_key(origin: &str) -> &'static str {
    match origin {
        "described" => "gallery.described",
        "sketched" => "gallery.sketched",
        "cheat-sheet" => "gallery.cheat-sheet",
        "exercise" => "gallery.exercise",
        _ => "gallery.other",
    }
}

/// How hard a question is: the key of its words.
#[must_use]
pub fn level_key(level: &str) -> Option<&'static str> {
    match level {
        "easy" => Some("practice.easy"),
        "medium" => Some("practice.medium"),
        "hard" => Some("practice.hard"),
        _ => None,
    }
}

/// The small picture of a template; none where its text is no design.
#[must_use]
pub fn picture(text: &str) -> Option<Picture> {
    let document = Document::open(read(text).ok()?);
    let boxes: Vec<(f64, f64)> = document.layout().values().copied().collect();
    let middle = |id: &str| document.position(id).map(|(x, y)| (x + BOX.0 / 2.0, y + BOX.1 / 2.0));
    let ends = document.design().connections.iter();
    let lines = ends.filter_map(|connection| middle(&connection.from).zip(middle(&connection.to))).collect();
    let least = |of: fn(&(f64, f64)) -> f64| boxes.iter().map(of).fold(f64::INFINITY, f64::min);
    let most = |of: fn(&(f64, f64)) -> f64| boxes.iter().map(of).fold(f64::NEG_INFINITY, f64::max);
    let frame = if boxes.is_empty() {
        (0.0, 0.0, BOX.0, BOX.1)
    } else {
        let (left, top) = (least(|at| at.0), least(|at| at.1));
        (left, top, most(|at| at.0) - left + BOX.0, most(|at| at.1) - top + BOX.1)
    };
    Some(Picture { frame, boxes, lines })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn templates() -> BTreeMap<String, String> {
        serde_json::from_str(include_str!("../../../static/templates.json")).unwrap()
    }

    fn all() -> Vec<Entry> {
        let practice = serde_json::from_str(include_str!("../../../static/practice.json")).unwrap();
        entries(&templates(), &practice)
    }

    fn count(query: &str) -> usize {
        groups(&all(), query).iter().map(|(_, entries)| entries.len()).sum()
    }

    #[test]
    fn every_template_has_a_name_an_origin_and_a_drawing() {
        let (all, templates) = (all(), templates());
        let mended = all.iter().filter(|entry| entry.fixed.is_some()).count();
        assert_eq!(all.len() + mended, templates.len());
        assert!(templates.len() >= loadbearing_engine::templates::ALL.len());
        for entry in all {
            assert!(!entry.title.is_empty() && entry.origin != "other", "{}", entry.id);
            let picture = picture(&templates[&entry.id]).unwrap();
            assert_eq!(picture.boxes.len(), entry.components, "{}", entry.id);
            assert!(picture.frame.2 > 0.0 && picture.frame.3 > 0.0, "{}", entry.id);
        }
    }

    #[test]
    fn a_search_finds_by_every_word() {
        assert!(count("shortener worked") >= 1 && count("shortener worked") < all().len());
        assert_eq!((count("xyzzy"), count("")), (0, all().len()));
    }

    #[test]
    fn a_component_finds_its_templates() {
        let practice = Practice::default();
        let text = r#"{"format": "loadbearing/1", "title": "One", "components": [
            {"id": "a", "kind": "cache-distributed", "preset": "memcached", "name": "Hot things"}]}"#;
        let entries = entries(&[("one".to_owned(), text.to_owned())].into(), &practice);
        for query in ["memcached", "distributed cache", "hot things", "cache-distributed"] {
            assert_eq!(groups(&entries, query).len(), 1, "{query}");
        }
        assert_eq!(entries[0].origin, "other");
    }

    #[test]
    fn a_mended_template_stands_with_what_it_mends() {
        let text = r#"{"format": "loadbearing/1", "title": "One"}"#.to_owned();
        let templates = [("one".to_owned(), text.clone()), ("one-fixed".to_owned(), text)].into();
        let entries = entries(&templates, &Practice::default());
        assert_eq!(entries.len(), 1);
        assert_eq!(entries[0].fixed.as_deref(), Some("one-fixed"));
    }
}
