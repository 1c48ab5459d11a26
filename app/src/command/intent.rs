//! From what a gesture asks for to what the app does.

use super::effect::{Effect, Inserted, Question, Standing};
use crate::canvas::event::Intent;
use crate::canvas::geometry::{Point, Rect};
use crate::canvas::machine::Mode;
use crate::canvas::selection::Selection;
use crate::connection_key::ConnectionKey;
use crate::document::clipboard::NoPart;
use crate::document::part::PIECE;
use crate::document::{Document, Edit, Part, clipboard, ends, notes};
use crate::order::gathered;
use loadbearing_engine::design::{Area, Connection};

/// What a gesture's end leads to.
#[must_use]
pub fn effects(intent: Intent, document: &Document) -> Vec<Effect> {
    match intent {
        Intent::Select(selection) => vec![Effect::Select(selection)],
        Intent::Strike(selection) => vec![Effect::Strike(selection)],
        Intent::StrikePlace { id } => vec![Effect::StrikePlace(id)],
        Intent::Move { ids, notes, by } => vec![moved(document, ids, notes, pair(by), None)],
        Intent::WriteNote { area } => {
            vec![Effect::Write { id: None, area: quad(area) }, Effect::Choose(Mode::Select)]
        }
        Intent::OpenNote { id } => written_over(document, id),
        Intent::SizeNote { id, area } => vec![Effect::Edit(notes::sized(document, &id, quad(area)))],
        Intent::DrawFrame { area } => vec![Effect::Stand(Standing::Drawn(quad(area))), Effect::Choose(Mode::Select)],
        Intent::SizeFrame { id, area } => {
            vec![Effect::Stand(Standing::Sized { id, area: quad(area) })]
        }
        Intent::ShiftFrame { id, by } => vec![Effect::Stand(Standing::Shifted { id, by: pair(by) })],
        Intent::OpenPlace { id } => vec![Effect::Ask(Question::Place(id))],
        Intent::Duplicate { ids, notes, by } => {
            let is_meant = |id: &str| ids.iter().any(|other| other == id);
            added(Part::of(document, is_meant).with_notes(document, &notes).fresh(document, pair(by)))
        }
        Intent::Connect { from, to } => connected(document, from, to),
        Intent::AskWhatToPut { from, at } => {
            vec![Effect::Ask(Question::WhatToPut { from, at: pair(at) })]
        }
        Intent::Place { kind, at, into: None } => put(document, &kind, None, pair(at), None),
        // A piece has no single way in and out.
        Intent::Place { kind, at, into: Some(_) } if kind.starts_with(PIECE) => {
            put(document, &kind, None, pair(at), None)
        }
        Intent::Place { kind, at, into: Some(key) } => {
            vec![Effect::Insert { key, what: Inserted::New { kind, at: pair(at) } }]
        }
        Intent::Insert { id, by, into } => {
            vec![Effect::Insert { key: into, what: Inserted::Moved { id, by: pair(by) } }]
        }
        Intent::Reconnect { key, is_start, to } => vec![Effect::Reconnect { key, is_start, to }],
        Intent::Bend { key, bends } => bent(document, key, bends).into_iter().map(Effect::Edit).collect(),
        Intent::OpenComponent { id } => {
            vec![Effect::Select(Selection::component(id.clone())), Effect::Ask(Question::Component(id))]
        }
        Intent::OpenConnection { key } => {
            vec![Effect::Select(Selection::connection(key.clone())), Effect::Ask(Question::Connection(key))]
        }
    }
}

/// Gives a connection other bends.
#[must_use]
pub fn bent(document: &Document, key: ConnectionKey, bends: Vec<(f64, f64)>) -> Option<Edit> {
    let connection = Connection { bends, ..document.connection(&key)?.clone() };
    Some(Edit::ChangeConnection { key, to: Box::new(connection) })
}

/// Opens a text to be written over, and selects it.
#[must_use]
pub fn written_over(document: &Document, id: String) -> Vec<Effect> {
    let Some(note) = document.notes().get(&id) else { return Vec::new() };
    vec![Effect::Select(Selection::note(&*id)), Effect::Write { id: Some(id), area: note.area }]
}

/// Moves boxes and texts, over borders where there are any.
#[must_use]
pub fn moved(
    document: &Document,
    ids: Vec<String>,
    notes: Vec<String>,
    by: (f64, f64),
    series: Option<&'static str>,
) -> Effect {
    if !document.design().places.is_empty() && !ids.is_empty() {
        return Effect::Stand(Standing::Moved { ids, notes, by, series });
    }
    let edit = match (ids.is_empty(), notes.is_empty()) {
        (_, true) => Edit::Move { ids, by },
        (true, false) => Edit::MoveNotes { ids: notes, by },
        (false, false) => Edit::Batch(vec![Edit::Move { ids, by }, Edit::MoveNotes { ids: notes, by }]),
    };
    match series {
        Some(name) => Effect::EditInSeries { name, edit },
        None => Effect::Edit(edit),
    }
}

/// Adds a part and selects its components and texts.
#[must_use]
pub fn added(part: Part) -> Vec<Effect> {
    let components = gathered(part.ids().map(str::to_owned));
    let selection = Selection { components, notes: gathered(part.notes.keys().cloned()), ..Selection::default() };
    vec![Effect::Edit(Edit::Add(part)), Effect::Select(selection)]
}

/// Puts a new component of a kind or a piece, its middle at a point in world pixels, connected from another if
/// there is one, and selects it.
#[must_use]
pub fn put(
    document: &Document,
    kind: &str,
    preset: Option<&str>,
    centre: (f64, f64),
    from: Option<&str>,
) -> Vec<Effect> {
    let part = Part::from_palette(document, kind, preset, centre);
    added(match from {
        Some(from) => part.connected_from(from),
        None => part,
    })
}

/// What a pasted text leads to: its part, with the middle of its boxes at a point in world pixels.
///
/// # Errors
/// When the text holds no part of a design.
pub fn pasted(text: &str, document: &Document, centre: (f64, f64)) -> Result<Vec<Effect>, NoPart> {
    let part = clipboard::part(text, document)?;
    let by = part.centre().map_or((0.0, 0.0), |middle| (centre.0 - middle.0, centre.1 - middle.1));
    Ok(added(part.fresh(document, by)))
}

/// Connects two components and selects the connection.
fn connected(document: &Document, from: String, to: String) -> Vec<Effect> {
    let same = ends(document.design()).filter(|(one, other)| *one == from && *other == to);
    let key = ConnectionKey { nth: same.count(), from: from.clone(), to: to.clone() };
    let connection = Connection { from, to, ..Connection::default() };
    vec![Effect::Edit(Edit::Connect(Box::new(connection))), Effect::Select(Selection::connection(key))]
}

const fn quad(area: Rect) -> Area {
    (area.x, area.y, area.width, area.height)
}

const fn pair(point: Point) -> (f64, f64) {
    (point.x, point.y)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::canvas::event::Intent;
    use loadbearing_engine::design::{Component, DesignFile};

    fn two() -> Document {
        let mut file = DesignFile::default();
        file.design.components = ["a", "b"]
            .map(|id| Component { id: id.to_owned(), kind: "server".to_owned(), ..Component::default() })
            .to_vec();
        Document::open(file)
    }

    fn edited(document: &mut Document, effects: Vec<Effect>) -> Selection {
        let mut selected = Selection::default();
        for effect in effects {
            match effect {
                Effect::Edit(edit) => {
                    crate::document::edit::apply(document, edit);
                }
                Effect::Select(selection) => selected = selection,
                _ => {}
            }
        }
        selected
    }

    #[test]
    fn the_new_connection_is_selected_also_where_one_was_already() {
        let mut document = two();
        for nth in 0..2 {
            let intent = Intent::Connect { from: "a".to_owned(), to: "b".to_owned() };
            let effects = effects(intent, &document);
            let selected = edited(&mut document, effects);
            let key = ConnectionKey { nth, ..ConnectionKey::first("a", "b") };
            assert_eq!(selected.only_connection(), Some(&key));
            assert!(document.connection(&key).is_some());
        }
    }

    #[test]
    fn a_new_component_is_put_around_the_point_connected_and_selected() {
        let mut document = two();
        let effects = put(&document, "sql", None, (500.0, 300.0), Some("a"));
        let selected = edited(&mut document, effects);
        assert_eq!(selected.only_component(), Some("sql"));
        assert_eq!(document.position("sql"), Some((416.0, 264.0)));
        assert!(document.connection(&ConnectionKey::first("a", "sql")).is_some());
    }
}
