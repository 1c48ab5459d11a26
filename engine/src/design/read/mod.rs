//! Reading a design file: from a text to a design, or to one error with its place. Knows the words of the format;
//! of kinds it knows only what a vocabulary tells it.

mod accepted;
mod component;
mod connection;
mod error;
mod json;
mod own;
mod settings;
mod steps;
mod workload;

#[cfg(test)]
mod refused;
#[cfg(test)]
mod tests;
#[cfg(test)]
pub(super) use tests::SMALL;

use std::collections::HashSet;

use super::format::{
    EXTENT, FILE_FIELDS, FORMAT, FORMAT_FAMILY, FORMAT_VERSION, MOST_BYTES, MOST_COMPONENTS, POSITION,
};
use super::vocabulary::Vocabulary;
use super::{Area, Component, Design, DesignFile, Frames, Layout};
use accepted::accepted;
use component::{Kinds, components};
use connection::connections;
pub use error::{ReadError, closest};
pub(crate) use error::{did_you_mean, quoted};
pub(crate) use json::{Fields, Json, Result};
use own::{notes, own_kinds, pieces};
use steps::steps;
use workload::{places, prices, requirements, thresholds, workload};

/// Reads a design file.
///
/// # Errors
/// When the text is no JSON, or says something that the format or the vocabulary forbids: the first such place.
pub fn read(text: &str, vocabulary: &dyn Vocabulary) -> Result<DesignFile> {
    if text.len() > MOST_BYTES {
        return Err(ReadError::here(format!("a design file may have at most {} MB", MOST_BYTES / 1_000_000)));
    }
    read_json(&Json::parse(text)?, vocabulary)
}

/// Reads a design file that is parsed already.
pub(crate) fn read_json(json: &Json, vocabulary: &dyn Vocabulary) -> Result<DesignFile> {
    let file = Fields::any(json)?;
    // The format comes first: a later version may well have fields that are unknown here.
    file.required("format", format)?;
    let file = Fields::only(json, FILE_FIELDS)?;

    let places = file.optional("places", places)?.unwrap_or_default();
    let place_ids = Ids::of("place", places.iter().map(|place| place.id.as_str()));
    let own = file.optional("kinds", |json| own_kinds(json, vocabulary))?.unwrap_or_default();
    let kinds = Kinds { vocabulary, own: &own };
    let components = file.optional("components", |json| components(json, &kinds, &place_ids))?.unwrap_or_default();
    let component_ids = Ids::of("component", components.iter().map(|component| component.id.as_str()));
    let workload = file.optional("workload", |json| workload(json, &component_ids))?.unwrap_or_default();
    let journey_ids = Ids::of("journey", workload.journeys.iter().map(|journey| journey.id.as_str()));
    let requirements = file.optional("requirements", |json| requirements(json, &journey_ids))?.unwrap_or_default();
    let thresholds = file.optional("thresholds", thresholds)?.unwrap_or_default();
    let prices = file.optional("prices", |json| prices(json, vocabulary))?.unwrap_or_default();
    let caches = caches(vocabulary, &components);
    let connections = file
        .optional("connections", |json| connections(json, &component_ids, &journey_ids, &caches))?
        .unwrap_or_default();
    let accepted = file.optional("accepted", |json| accepted(json, vocabulary, &component_ids))?.unwrap_or_default();
    let layout = file.optional("layout", |json| layout(json, &component_ids))?.unwrap_or_default();
    let frames = file.optional("frames", |json| frames(json, &place_ids))?.unwrap_or_default();
    let on_canvas = file.optional("canvas_notes", notes)?.unwrap_or_default();
    let pieces = file.optional("pieces", |json| pieces(json, &kinds))?.unwrap_or_default();
    let steps = file.optional("steps", |json| steps(json, &component_ids))?.unwrap_or_default();

    drop((component_ids, place_ids, journey_ids, caches));
    let design = Design {
        title: file.optional("title", Json::text)?.unwrap_or_default(),
        notes: file.optional("notes", Json::text)?.unwrap_or_default(),
        workload,
        requirements,
        thresholds,
        prices,
        kinds: own,
        places,
        components,
        connections,
        accepted,
    };
    Ok(DesignFile { design, layout, frames, notes: on_canvas, pieces, steps })
}

/// Ids of the components whose kind can answer reads itself.
fn caches<'a>(vocabulary: &dyn Vocabulary, components: &'a [Component]) -> HashSet<&'a str> {
    let answers = |component: &&Component| {
        let specs = vocabulary.settings_of(&component.kind);
        specs.is_some_and(|specs| specs.iter().any(|spec| spec.name == "hit_rate"))
    };
    components.iter().filter(answers).map(|component| component.id.as_str()).collect()
}

fn format(json: &Json) -> Result<()> {
    let found = json.text()?;
    if found == FORMAT {
        return Ok(());
    }
    let version = found.strip_prefix(FORMAT_FAMILY).and_then(|version| version.parse::<u64>().ok());
    Err(ReadError::here(match version {
        Some(version) if version > FORMAT_VERSION => {
            format!("the file needs version {version} of the format, this program knows {FORMAT}")
        }
        _ if found.starts_with("loadbearing-report/") => {
            format!("this is a report; a design file says \"{FORMAT}\"")
        }
        _ if found.starts_with("loadbearing-assignment/") => {
            format!("this is an assignment; a design file says \"{FORMAT}\"")
        }
        _ if found.starts_with("loadbearing-submission/") => {
            format!("this is what somebody handed in; a design file says \"{FORMAT}\"")
        }
        _ => format!("unknown format {}; a design file says \"{FORMAT}\"", quoted(&found)),
    }))
}

/// Positions of boxes; those of components that there are not are left out.
fn layout(json: &Json, components: &Ids<'_>) -> Result<Layout> {
    let mut layout = Layout::new();
    for (id, json) in Fields::any(json)?.others(&[]) {
        let coordinates = json.each(|json| json.number(&POSITION)).map_err(|error| error.in_field(id))?;
        let &[x, y] = coordinates.as_slice() else {
            return Err(ReadError::here("expected two numbers, x and y").in_field(id));
        };
        if components.has(id) {
            layout.insert(id.to_owned(), (x, y));
        }
    }
    Ok(layout)
}

/// Where places are drawn; those of places that there are not are left out.
fn frames(json: &Json, places: &Ids<'_>) -> Result<Frames> {
    let mut frames = Frames::new();
    for (id, json) in Fields::any(json)?.others(&[]) {
        let area = area(json).map_err(|error| error.in_field(id))?;
        if places.has(id) {
            frames.insert(id.to_owned(), area);
        }
    }
    Ok(frames)
}

/// A rectangle on the canvas.
fn area(json: &Json) -> Result<Area> {
    let mut at = 0;
    let numbers = json.each(|json| {
        at += 1;
        json.number(if at > 2 { &EXTENT } else { &POSITION })
    })?;
    let &[x, y, width, height] = numbers.as_slice() else {
        return Err(ReadError::here("expected four numbers: x, y, width and height"));
    };
    Ok((x, y, width, height))
}

/// The ids that there are of one sort of thing.
pub(super) struct Ids<'a> {
    what: &'static str,
    in_order: Vec<&'a str>,
    all: HashSet<&'a str>,
}

impl<'a> Ids<'a> {
    fn of(what: &'static str, ids: impl Iterator<Item = &'a str>) -> Self {
        let in_order: Vec<&str> = ids.collect();
        let all = in_order.iter().copied().collect();
        Self { what, in_order, all }
    }

    fn has(&self, id: &str) -> bool {
        self.all.contains(id)
    }

    /// An id that has to be one of these.
    fn one(&self, json: &Json) -> Result<String> {
        let id = json.id()?;
        self.check(&id)?;
        Ok(id)
    }

    fn check(&self, id: &str) -> Result<()> {
        if self.has(id) {
            return Ok(());
        }
        let hint = did_you_mean(id, self.in_order.iter().copied());
        Err(ReadError::here(format!("there is no {} {}{hint}", self.what, quoted(id))))
    }

    /// Several of these ids, each once.
    fn several(&self, json: &Json) -> Result<Vec<String>> {
        let ids = json.each(|json| self.one(json))?;
        unique(ids.iter().map(|id| Some(id.as_str())), "")?;
        Ok(ids)
    }
}

/// Fails at the second of two that have the same id.
fn unique<'a>(ids: impl Iterator<Item = Option<&'a str>>, field: &str) -> Result<()> {
    let mut seen = HashSet::new();
    for (number, id) in ids.enumerate() {
        let Some(id) = id else { continue };
        if !seen.insert(id) {
            let error = ReadError::here(format!("{} is there already", quoted(id)));
            let error = if field.is_empty() { error } else { error.in_field(field) };
            return Err(error.in_item(number));
        }
    }
    Ok(())
}

/// Fails where there are more components than can be worked with.
fn not_too_many(count: usize) -> Result<()> {
    if count > MOST_COMPONENTS {
        return Err(ReadError::here(format!("a design may have at most {MOST_COMPONENTS} components, found {count}")));
    }
    Ok(())
}
