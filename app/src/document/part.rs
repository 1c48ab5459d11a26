//! A part of a design: what is added, duplicated, copied and pasted.

use super::{BOX, Document, ids};
use crate::languages::told;
use crate::order::gathered;
use loadbearing_engine::design::{Area, Component, Connection, Notes, OwnKind, OwnKinds, Pieces};
use loadbearing_engine::kinds;
use std::collections::{HashMap, HashSet};

/// How far a copy lies from its original where nobody said where, in world pixels.
pub const COPY_SHIFT: (f64, f64) = (32.0, 32.0);

/// Components with their places, connections, and texts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Part {
    /// The components, each with the upper left corner of its box in world pixels if it has one.
    pub components: Vec<(Component, Option<(f64, f64)>)>,
    /// Connections, among them or to others.
    pub connections: Vec<Connection>,
    /// The author's own kinds that they are of.
    pub kinds: OwnKinds,
    /// Parts that come along to be put in later.
    pub pieces: Pieces,
    /// Texts on the canvas.
    pub notes: Notes,
}

/// What stands before the id of a piece where a kind or a piece may be named.
pub const PIECE: &str = "piece:";

impl Part {
    /// One component with the upper left corner of its box in world pixels.
    #[must_use]
    pub fn component(component: Component, corner: (f64, f64)) -> Self {
        Self { components: vec![(component, Some(corner))], ..Self::default() }
    }

    /// What an entry of the palette puts, its middle at a centre: a new component of a kind, built in or the author's
    /// own, or a piece, named after `PIECE`.
    #[must_use]
    pub fn from_palette(document: &Document, entry: &str, preset: Option<&str>, centre: (f64, f64)) -> Self {
        match entry.strip_prefix(PIECE) {
            Some(piece) => Self::of_piece(document, piece, centre),
            None => Self::new_component(document, entry, preset, centre),
        }
    }

    fn of_piece(document: &Document, id: &str, centre: (f64, f64)) -> Self {
        let Some(piece) = document.pieces().get(id) else { return Self::default() };
        let placed = |component: &Component| (component.clone(), piece.layout.get(&component.id).copied());
        let part = Self {
            components: piece.components.iter().map(placed).collect(),
            connections: piece.connections.clone(),
            ..Self::default()
        };
        let by = part.centre().map_or((0.0, 0.0), |middle| (centre.0 - middle.0, centre.1 - middle.1));
        part.fresh(document, by)
    }

    /// One new component of a kind, called after it or its product, with an id that is not taken and
    /// its box around a centre.
    #[must_use]
    pub fn new_component(document: &Document, kind: &str, preset: Option<&str>, centre: (f64, f64)) -> Self {
        let own = document.design().kinds.get(kind);
        let wish = own.map(|own| ids::from_name(own.label(kind))).filter(|wish| !wish.is_empty());
        let wish = wish.as_deref().unwrap_or(preset.unwrap_or(kind));
        let id = ids::fresh(wish, |id| document.component(id).is_some());
        let is_taken =
            |name: &str| document.design().components.iter().any(|other| other.name.as_deref() == Some(name));
        let component = Component {
            name: match own {
                Some(own) => counted(own.label(kind), is_taken),
                None => name(kind, preset, is_taken),
            },
            id,
            kind: own.map_or(kind, |own| &own.from).to_owned(),
            own: own.map(|_| kind.to_owned()),
            preset: preset.map(str::to_owned),
            ..Component::default()
        };
        Self::component(component, (centre.0 - BOX.0 / 2.0, centre.1 - BOX.1 / 2.0))
    }

    /// With a connection from a component that is there already to each of this part that nothing in it calls; to the
    /// first where they call each other in a circle.
    #[must_use]
    pub fn connected_from(mut self, from: &str) -> Self {
        let is_called = |id: &str| self.connections.iter().any(|connection| connection.to == id);
        let mut entries: Vec<String> = self.ids().filter(|id| !is_called(id)).map(str::to_owned).collect();
        if entries.is_empty() {
            entries.extend(self.ids().next().map(str::to_owned));
        }
        let to = entries.into_iter();
        let connections: Vec<Connection> =
            to.map(|to| Connection { from: from.to_owned(), to, ..Connection::default() }).collect();
        self.connections.extend(connections);
        self
    }

    /// Some components of a document with the connections among them.
    #[must_use]
    pub fn of(document: &Document, is_meant: impl Fn(&str) -> bool) -> Self {
        let components = document.design().components.iter().filter(|component| is_meant(&component.id));
        let inside = |connection: &&Connection| is_meant(&connection.from) && is_meant(&connection.to);
        let part = Self {
            components: components.map(|component| (component.clone(), document.position(&component.id))).collect(),
            connections: document.design().connections.iter().filter(inside).cloned().collect(),
            ..Self::default()
        };
        part.with_kinds_of(&document.design().kinds)
    }

    /// With those own kinds that its components are of.
    #[must_use]
    pub fn with_kinds_of(mut self, all: &OwnKinds) -> Self {
        let used = self.components.iter().filter_map(|(component, _)| component.own.as_deref());
        let of_pieces = self.pieces.values().flat_map(|piece| &piece.components);
        let used: HashSet<&str> = used.chain(of_pieces.filter_map(|component| component.own.as_deref())).collect();
        let kinds = all.iter().filter(|(id, _)| used.contains(id.as_str()));
        self.kinds = gathered(kinds.map(|(id, own)| (id.clone(), own.clone())));
        self
    }

    /// With some texts of a document.
    #[must_use]
    pub fn with_notes<'a>(mut self, document: &Document, ids: impl IntoIterator<Item = &'a String>) -> Self {
        let notes = ids.into_iter().filter_map(|id| Some((id.clone(), document.notes().get(id)?.clone())));
        self.notes.extend(notes);
        self
    }

    /// The ids of its components.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.components.iter().map(|(component, _)| component.id.as_str())
    }

    /// Ready to be added to a document: with ids that are not taken there, moved by so many world
    /// pixels. Connections follow the new ids.
    #[must_use]
    pub fn fresh(mut self, document: &Document, by: (f64, f64)) -> Self {
        let mut taken: HashSet<String> =
            document.design().components.iter().map(|component| component.id.clone()).collect();
        let mut names = HashMap::new();
        self.at_home(document);
        for (component, corner) in &mut self.components {
            let id = ids::fresh(&component.id, |id| taken.contains(id));
            taken.insert(id.clone());
            names.insert(std::mem::replace(&mut component.id, id.clone()), id);
            *corner = corner.map(|corner| (corner.0 + by.0, corner.1 + by.1));
        }
        for (id, mut note) in std::mem::take(&mut self.notes) {
            let taken = |id: &str| document.notes().contains_key(id) || self.notes.contains_key(id);
            (note.area.0, note.area.1) = (note.area.0 + by.0, note.area.1 + by.1);
            self.notes.insert(ids::fresh(&id, taken), note);
        }
        let follow = |id: &mut String| {
            if let Some(name) = names.get(id) {
                id.clone_from(name);
            }
        };
        for connection in &mut self.connections {
            follow(&mut connection.from);
            follow(&mut connection.to);
            connection.after_miss_in.iter_mut().for_each(follow);
            // An id tells parallel connections of one design apart, so a copy has none, and no step of a way.
            (connection.id, connection.step) = (None, None);
        }
        self
    }

    /// Kinds and pieces with ids that mean the same in a document, or nothing yet.
    fn at_home(&mut self, document: &Document) {
        let known = &document.design().kinds;
        let is_other = |id: &str, own: &OwnKind| known.get(id).is_some_and(|there| there != own);
        let mut names = HashMap::new();
        for (id, own) in std::mem::take(&mut self.kinds) {
            let taken = |id: &str| known.contains_key(id) || self.kinds.contains_key(id);
            let new = if is_other(&id, &own) { ids::fresh(&id, taken) } else { id.clone() };
            self.kinds.insert(new.clone(), own);
            names.insert(id, new);
        }
        for (id, piece) in std::mem::take(&mut self.pieces) {
            let taken = |id: &str| document.pieces().contains_key(id) || self.pieces.contains_key(id);
            self.pieces.insert(ids::fresh(&id, taken), piece);
        }
        let of_pieces = self.pieces.values_mut().flat_map(|piece| &mut piece.components);
        for component in self.components.iter_mut().map(|(component, _)| component).chain(of_pieces) {
            if let Some(name) = component.own.as_ref().and_then(|own| names.get(own)) {
                component.own = Some(name.clone());
            }
            component.locked = false;
        }
    }

    /// The middle of its boxes and texts in world pixels; `None` where none has a place.
    #[must_use]
    pub fn centre(&self) -> Option<(f64, f64)> {
        let boxes = self.components.iter().filter_map(|(_, corner)| corner.map(|(x, y)| (x, y, BOX.0, BOX.1)));
        let areas: Vec<Area> = boxes.chain(self.notes.values().map(|note| note.area)).collect();
        areas.first()?;
        let middle = |from: fn(&Area) -> f64, to: fn(&Area) -> f64| {
            let least = areas.iter().map(from).fold(f64::INFINITY, f64::min);
            let most = areas.iter().map(to).fold(f64::NEG_INFINITY, f64::max);
            f64::midpoint(least, most)
        };
        Some((middle(|area| area.0, |area| area.0 + area.2), middle(|area| area.1, |area| area.1 + area.3)))
    }
}

/// The name of the product or the kind, counted up where another component is called so.
fn name(kind: &str, preset: Option<&str>, is_taken: impl Fn(&str) -> bool) -> Option<String> {
    let kind = kinds::find(kind)?;
    let product = preset.and_then(|preset| kind.preset(preset)).map(|preset| preset.name);
    counted(told(product.unwrap_or(kind.name)), is_taken)
}

/// A name, counted up where something else is called so.
fn counted(name: &str, is_taken: impl Fn(&str) -> bool) -> Option<String> {
    let numbered = (2..).map(|number: u32| format!("{name} {number}"));
    std::iter::once(name.to_owned()).chain(numbered).find(|name| !is_taken(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::edit::{Edit, apply};
    use crate::document::notes;
    use crate::document::random_edits::shortener;

    #[test]
    fn a_copy_has_new_ids_and_its_connections_follow() {
        let mut document = shortener();
        let part = Part::of(&document, |id| id != "client").fresh(&document, COPY_SHIFT);
        assert_eq!(part.ids().collect::<Vec<_>>(), ["api-2", "redis-2", "db-2"]);
        assert_eq!(part.connections.len(), 2);
        assert_eq!(part.connections[1].after_miss_in, ["redis-2"]);
        apply(&mut document, Edit::Add(part));
        let (old, new) = (document.position("api").unwrap(), document.position("api-2").unwrap());
        assert_eq!(new, (old.0 + 32.0, old.1 + 32.0));
    }

    #[test]
    fn texts_are_copied_with_what_they_stand_beside() {
        let mut document = shortener();
        let api = document.position("api").unwrap();
        apply(&mut document, notes::written("note", "first", (api.0, api.1 + 100.0, 100.0, 40.0)));
        let ids = ["note".to_owned(), "gone".to_owned()];
        let part = Part::of(&document, |id| id == "api").with_notes(&document, &ids);
        let middle = (api.0 + BOX.0 / 2.0, api.1 + 70.0);
        assert_eq!(part.centre(), Some(middle), "from the upper border of the box to the lower one of the text");
        let before = document.clone();
        let back = apply(&mut document, Edit::Add(part.fresh(&before, (32.0, 32.0))));
        let copy = &document.notes()["note-2"];
        assert_eq!((copy.text.as_str(), copy.area), ("first", (api.0 + 32.0, api.1 + 132.0, 100.0, 40.0)));
        assert_eq!(document.notes().len(), 2);
        apply(&mut document, back);
        assert_eq!(document, before);
    }

    #[test]
    fn a_new_component_is_named_after_its_product_or_kind() {
        let document = shortener();
        let part = Part::new_component(&document, "cache-distributed", Some("redis"), (0.0, 0.0));
        assert_eq!(part.ids().collect::<Vec<_>>(), ["redis-2"]);
        assert_eq!(part.centre(), Some((0.0, 0.0)));
        assert_eq!(part.components[0].0.name.as_deref(), Some("Redis"));
        assert_eq!(part.connected_from("api").connections[0].to, "redis-2");
    }
}
