//! What of a start design may not be changed: paths in the design file, compared value by value. The order of
//! components, connections and fields means nothing, as everywhere.

use super::Assignment;
use crate::design::format::{COMPONENT_FIELDS, FILE_FIELDS};
use crate::design::read::{Json, Result, did_you_mean, quoted};
use crate::design::tree::{self, entries, field_of, is_keyed, joined, pairs};
use crate::design::write::number;
use crate::design::{Component, DesignFile, OwnKinds, ReadError};

/// Fields of the file that no lock is about: names and notes are the student's, where boxes stand and how it is presented
/// means nothing, and own kinds count by what they make of components.
const FREE: &[&str] = &["format", "title", "notes", "layout", "frames", "steps", "kinds", "canvas_notes", "pieces"];

/// Something that may not be changed, or not be there, and is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Broken {
    /// Path in the design file.
    pub path: String,
    /// What is wrong, one sentence.
    pub message: String,
}

/// The locks of an assignment, ready to be compared with many designs.
#[derive(Clone, Debug)]
pub struct Locks {
    start: Json,
    paths: Vec<String>,
    kinds: Vec<String>,
    forbidden_kinds: Vec<String>,
    forbidden_components: Vec<String>,
}

impl Locks {
    /// Those of an assignment.
    #[must_use]
    pub fn of(assignment: &Assignment) -> Self {
        let locked = &assignment.locked;
        let components = locked.components.iter().map(|id| format!("components.{id}"));
        Self {
            start: as_json(&assignment.start),
            paths: components.chain(locked.numbers.iter().cloned()).collect(),
            kinds: locked.kinds.clone(),
            forbidden_kinds: assignment.forbidden.kinds.clone(),
            forbidden_components: assignment.forbidden.components.clone(),
        }
    }

    /// Whether there are none at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.paths.is_empty() && self.kinds.is_empty() && self.forbidden_kinds.is_empty()
    }

    /// What a design changes that it may not, each once, sorted by path.
    #[must_use]
    pub fn broken(&self, design: &DesignFile) -> Vec<Broken> {
        if self.is_empty() {
            return Vec::new();
        }
        let now = as_json(design);
        let mut found = Vec::new();
        for path in &self.paths {
            along(path, Some(&self.start), Some(&now), "", &mut found);
        }
        let (start_boxes, boxes) = (field_of(&self.start, "components"), field_of(&now, "components"));
        for (id, was, is) in pairs(start_boxes, boxes) {
            let kinds = [was, is].map(|component| component.and_then(kind_of));
            if kinds.iter().flatten().any(|kind| self.kinds.iter().any(|locked| locked == kind)) {
                difference(was, is, &format!("components.{id}"), &mut found);
            }
            if let Some(kind) = kinds[1].filter(|kind| self.forbidden_kinds.iter().any(|forbidden| forbidden == kind))
                && kinds[0] != kinds[1]
            {
                let message = format!("{id}: nothing of the kind {kind} may be added");
                found.push(Broken { path: format!("components.{id}.kind"), message });
            }
        }
        found.sort();
        found.dedup();
        found
    }

    /// What has to go and is still there; of no concern while somebody draws.
    #[must_use]
    pub fn left(&self, design: &DesignFile) -> Vec<Broken> {
        let there = |id: &&String| design.design.components.iter().any(|component| component.id == **id);
        let broken = |id: &String| Broken {
            path: format!("components.{id}"),
            message: format!("{id} may not be there in the end"),
        };
        self.forbidden_components.iter().filter(there).map(broken).collect()
    }
}

/// A design as the tree of its file, by what it means: own kinds are resolved, and what means nothing is left out, so
/// that neither leads around a lock.
pub(super) fn as_json(file: &DesignFile) -> Json {
    let mut design = file.design.clone();
    let kinds = std::mem::take(&mut design.kinds);
    design.components.iter_mut().for_each(|component| resolve(component, &kinds));
    for connection in &mut design.connections {
        connection.step = None;
        connection.bends.clear();
    }
    tree::as_json(&DesignFile { design, ..DesignFile::default() })
}

/// States in a component what its own kind says.
fn resolve(component: &mut Component, kinds: &OwnKinds) {
    component.locked = false;
    let own = component.own.take().and_then(|own| kinds.get(&own)).filter(|own| own.from == component.kind);
    for (name, value) in own.iter().flat_map(|own| &own.values) {
        component.settings.entry(name.clone()).or_insert_with(|| value.clone());
    }
}

/// Fails where a path leads nowhere in any design of an assignment.
pub(super) fn checked_path(path: &str, start: &Json) -> Result<()> {
    let fields: Vec<&str> = FILE_FIELDS.iter().copied().filter(|field| !FREE.contains(field)).collect();
    let (first, rest) = path.split_once('.').unwrap_or((path, ""));
    if !fields.contains(&first) {
        let hint = did_you_mean(first, fields.iter().copied());
        let rest = if hint.is_empty() { format!("; there are {}", fields.join(", ")) } else { hint };
        return Err(ReadError::here(format!("nothing of a design is called {}{rest}", quoted(first))));
    }
    let all = field_of(start, first);
    if rest.is_empty() || !matches!(all, Some(Json::List(_))) {
        return Ok(());
    }
    let entries = entries(all);
    let ids: Vec<&str> = entries.iter().map(|(id, _)| id.as_str()).collect();
    let Some((_, rest)) = step(rest, &ids) else {
        let (id, _) = rest.split_once('.').unwrap_or((rest, ""));
        let hint = did_you_mean(id, ids.iter().copied());
        return Err(ReadError::here(format!("the start design has no {first} called {}{hint}", quoted(id))));
    };
    let (field, _) = rest.split_once('.').unwrap_or((rest, ""));
    if first == "components" && !field.is_empty() && field != "*" && !COMPONENT_FIELDS.contains(&field) {
        let hint = did_you_mean(field, COMPONENT_FIELDS.iter().copied());
        let rest = if hint.is_empty() { format!("; there are {}", COMPONENT_FIELDS.join(", ")) } else { hint };
        return Err(ReadError::here(format!("a component has no field {}{rest}", quoted(field))));
    }
    Ok(())
}

/// The first step of a path, the longest that is known, and what is left. `*` is known everywhere.
fn step<'a>(path: &'a str, known: &[&str]) -> Option<(&'a str, &'a str)> {
    let fits = |key: &str| match path.strip_prefix(key) {
        Some("") => Some((&path[..key.len()], "")),
        Some(rest) => rest.strip_prefix('.').map(|rest| (&path[..key.len()], rest)),
        None => None,
    };
    let longest = known.iter().filter(|key| fits(key).is_some()).max_by_key(|key| key.len());
    fits(longest.copied().unwrap_or("*"))
}

/// Follows a path through both trees, and adds what differs at its end.
fn along(path: &str, was: Option<&Json>, is: Option<&Json>, at: &str, found: &mut Vec<Broken>) {
    if path.is_empty() {
        difference(was, is, at, found);
        return;
    }
    let pairs = pairs(was, is);
    let known: Vec<&str> = pairs.iter().map(|(key, ..)| key.as_str()).collect();
    let Some((name, rest)) = step(path, &known) else { return };
    for (key, was, is) in pairs.iter().filter(|(key, ..)| name == "*" || name == key) {
        along(rest, *was, *is, &joined(at, key), found);
    }
}

/// Adds the first places where two trees differ.
fn difference(was: Option<&Json>, is: Option<&Json>, at: &str, found: &mut Vec<Broken>) {
    match (was, is) {
        (None, None) => {}
        (Some(Json::Object(_)), Some(Json::Object(_))) => each_difference(was, is, at, found),
        (Some(Json::List(_)), Some(Json::List(_))) if is_keyed(was) && is_keyed(is) => {
            each_difference(was, is, at, found);
        }
        (Some(one), Some(other)) if one == other => {}
        _ => {
            let message = match (was, is) {
                (None, _) => format!("{at} is locked: nothing is added there"),
                (Some(was), is) => {
                    let value = short(was).map_or_else(|| "as it is".to_owned(), |value| format!("at {value}"));
                    let gone = if is.is_none() { "; it may not be taken away" } else { "" };
                    format!("{at} is locked: it stays {value}{gone}")
                }
            };
            found.push(Broken { path: at.to_owned(), message });
        }
    }
}

fn each_difference(was: Option<&Json>, is: Option<&Json>, at: &str, found: &mut Vec<Broken>) {
    for (key, was, is) in pairs(was, is) {
        difference(was, is, &joined(at, &key), found);
    }
}

/// A value in a sentence, where it is short.
fn short(json: &Json) -> Option<String> {
    const MOST_CHARS: usize = 40;
    match json {
        Json::Number(value) => Some(number(*value)),
        Json::Switch(on) => Some(if *on { "yes" } else { "no" }.to_owned()),
        Json::Text(text) if text.chars().count() <= MOST_CHARS => Some(format!("“{text}”")),
        _ => None,
    }
}

fn kind_of(component: &Json) -> Option<&str> {
    match field_of(component, "kind") {
        Some(Json::Text(kind)) => Some(kind),
        _ => None,
    }
}
