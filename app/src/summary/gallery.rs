//! The gallery: the templates with their names, in groups, searched, each with a small picture of its drawing.

use std::collections::BTreeMap;

use loadbearing_engine::design::{DesignFile, Setting};
use loadbearing_engine::read;

use crate::document::{BOX, Document};
use crate::languages::{find, overridden};
use crate::order::sort_by;

/// A template as the gallery shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: String,
    /// What it is, in a sentence or two.
    pub notes: String,
    /// What it is about; entries of one group stand together.
    pub group: String,
    /// How many components it has.
    pub components: usize,
    /// Its drawing.
    pub picture: Picture,
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

/// The templates as the gallery shows them, by group and name.
#[must_use]
pub fn entries(templates: &BTreeMap<String, String>) -> Vec<Entry> {
    let mut entries: Vec<Entry> =
        templates.iter().filter_map(|(id, text)| read(text).ok().map(|file| entry(id, file))).collect();
    sort_by(&mut entries, |a, b| (&a.group, &a.title).cmp(&(&b.group, &b.title)));
    entries
}

fn entry(id: &str, file: DesignFile) -> Entry {
    let said = |field: &str, english: &str| {
        overridden(&format!("template.{id}.{field}")).map_or_else(|| english.to_owned(), str::to_owned)
    };
    let domain = file.design.requirements.settings.get("domain").and_then(Setting::text).unwrap_or("general");
    Entry {
        id: id.to_owned(),
        title: said("title", &file.design.title),
        notes: said("notes", &file.design.notes),
        group: find(&format!("gallery.{domain}")).unwrap_or(domain).to_owned(),
        components: file.design.components.len(),
        picture: picture(file),
    }
}

/// The groups that a query leaves, each with its entries. Every word has to be in the name, the notes or the group.
#[must_use]
pub fn groups(entries: &[Entry], query: &str) -> Vec<(String, Vec<Entry>)> {
    let words: Vec<String> = query.split_whitespace().map(str::to_lowercase).collect();
    let fits = |entry: &&Entry| {
        let text = format!("{} {} {} {}", entry.title, entry.notes, entry.group, entry.id).to_lowercase();
        words.iter().all(|word| text.contains(word))
    };
    let mut groups: Vec<(String, Vec<Entry>)> = Vec::new();
    for entry in entries.iter().filter(fits) {
        match groups.last_mut().filter(|(group, _)| *group == entry.group) {
            Some((_, entries)) => entries.push(entry.clone()),
            None => groups.push((entry.group.clone(), vec![entry.clone()])),
        }
    }
    groups
}

fn picture(file: DesignFile) -> Picture {
    let document = Document::open(file);
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
    Picture { frame, boxes, lines }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all() -> Vec<Entry> {
        entries(&serde_json::from_str(include_str!("../../../static/templates.json")).unwrap())
    }

    #[test]
    fn every_template_has_a_name_a_group_and_a_drawing() {
        assert_eq!(all().len(), loadbearing_engine::templates::ids().len());
        for entry in all() {
            assert!(!entry.title.is_empty() && !entry.group.is_empty(), "{}", entry.id);
            assert_eq!(entry.picture.boxes.len(), entry.components, "{}", entry.id);
            assert!(entry.picture.frame.2 > 0.0 && entry.picture.frame.3 > 0.0, "{}", entry.id);
        }
    }

    #[test]
    fn a_search_finds_by_every_word() {
        let all = all();
        let found: usize = groups(&all, "shortener worked").iter().map(|(_, entries)| entries.len()).sum();
        assert!(found >= 1 && found < all.len());
        assert!(groups(&all, "xyzzy").is_empty());
        assert_eq!(groups(&all, "").iter().map(|(_, entries)| entries.len()).sum::<usize>(), all.len());
    }
}
