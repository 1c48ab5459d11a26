//! What authors add: kinds of their own, texts on the canvas, and pieces.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use super::component::{Kinds, components, fewest_and_most};
use super::connection::connections;
use super::error::{ReadError, did_you_mean, quoted};
use super::json::{Fields, Json, Result, checked_id};
use super::settings::values;
use super::{Ids, area, caches, layout};
use crate::design::format::{NOTE_FIELDS, OWN_KIND_FIELDS, PIECE_FIELDS};
use crate::design::vocabulary::Vocabulary;
use crate::design::{Note, Notes, OwnKind, OwnKinds, Piece, Pieces, Settings};

/// Kinds that the author made.
pub(super) fn own_kinds(json: &Json, vocabulary: &dyn Vocabulary) -> Result<OwnKinds> {
    by_id(json, |id, json| {
        if vocabulary.settings_of(id).is_some() {
            return Err(ReadError::here(format!("{} is a built-in kind; your own needs another id", quoted(id))));
        }
        own_kind(json, vocabulary)
    })
}

fn own_kind(json: &Json, vocabulary: &dyn Vocabulary) -> Result<OwnKind> {
    let fields = Fields::only(json, OWN_KIND_FIELDS)?;
    let from = fields.required("from", |json| built_in(json, vocabulary))?;
    let specs = vocabulary.settings_of(&from).unwrap_or_default();
    let values = fields.optional("values", |json| values(json, &from, &specs))?.unwrap_or_default();
    fewest_and_most(&values).map_err(|error| error.in_field("values"))?;
    Ok(OwnKind {
        name: fields.optional("name", Json::text)?,
        icon: fields.optional("icon", |json| built_in(json, vocabulary))?,
        sources: fields.optional("sources", |json| sources(json, &values))?.unwrap_or_default(),
        from,
        values,
    })
}

/// The id of a built-in kind: own kinds are made from these alone, so none comes from itself.
fn built_in(json: &Json, vocabulary: &dyn Vocabulary) -> Result<String> {
    let kind = json.text()?;
    if vocabulary.settings_of(&kind).is_some() {
        return Ok(kind);
    }
    let hint = did_you_mean(&kind, vocabulary.kind_ids());
    Err(ReadError::here(format!("there is no built-in kind {}{hint}", quoted(&kind))))
}

/// Where values come from: each speaks of one that is there.
fn sources(json: &Json, values: &Settings) -> Result<BTreeMap<String, String>> {
    by_id(json, |name, json| {
        if values.contains_key(name) {
            return json.text();
        }
        let hint = did_you_mean(name, values.keys().map(String::as_str));
        Err(ReadError::here(format!("there is no value {}{hint}", quoted(name))))
    })
}

/// Texts on the canvas.
pub(super) fn notes(json: &Json) -> Result<Notes> {
    by_id(json, |_, json| {
        let fields = Fields::only(json, NOTE_FIELDS)?;
        Ok(Note { text: fields.required("text", Json::text)?, area: fields.required("at", area)? })
    })
}

/// Parts that are kept to be put in again.
pub(super) fn pieces(json: &Json, kinds: &Kinds<'_>) -> Result<Pieces> {
    by_id(json, |_, json| {
        let fields = Fields::only(json, PIECE_FIELDS)?;
        let nowhere = Ids::of("place", std::iter::empty());
        let components = fields.required("components", |json| components(json, kinds, &nowhere))?;
        if components.is_empty() {
            return Err(ReadError::here("a piece has one component at least").in_field("components"));
        }
        let ids = Ids::of("component", components.iter().map(|component| component.id.as_str()));
        let journeys = Ids::of("journey", std::iter::empty());
        let caches = caches(kinds.vocabulary, &components);
        let arrows = fields.optional("connections", |json| connections(json, &ids, &journeys, &caches))?;
        let layout = fields.optional("layout", |json| layout(json, &ids))?.unwrap_or_default();
        let name = fields.optional("name", Json::text)?;
        drop((ids, caches));
        Ok(Piece { name, components, connections: arrows.unwrap_or_default(), layout })
    })
}

/// Members by their ids.
fn by_id<T>(json: &Json, read: impl Fn(&str, &Json) -> Result<T>) -> Result<BTreeMap<String, T>> {
    let member = |(id, json): (&str, &Json)| {
        let value = checked_id(id).and_then(|()| read(id, json)).map_err(|error| error.in_field(id))?;
        Ok((id.to_owned(), value))
    };
    Fields::any(json)?.others(&[]).map(member).collect()
}
