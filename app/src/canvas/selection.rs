//! What is selected: components, connections and texts by name, so that it outlives edits and undo.

use super::scene::{Scene, Target};
use crate::connection_key::ConnectionKey;
use crate::order::gathered;
use std::collections::BTreeSet;

/// The selected components, connections and texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Ids of components.
    pub components: BTreeSet<String>,
    /// Connections.
    pub connections: BTreeSet<ConnectionKey>,
    /// Ids of texts.
    pub notes: BTreeSet<String>,
}

impl Selection {
    /// One component.
    pub fn component(id: impl Into<String>) -> Self {
        Self::components([id.into()])
    }

    /// Several components.
    pub fn components(ids: impl IntoIterator<Item = String>) -> Self {
        Self { components: gathered(ids), ..Self::default() }
    }

    /// One connection.
    pub fn connection(key: ConnectionKey) -> Self {
        Self { connections: gathered([key]), ..Self::default() }
    }

    /// One text.
    pub fn note(id: impl Into<String>) -> Self {
        Self { notes: gathered([id.into()]), ..Self::default() }
    }

    /// What lies under a pointer; nothing for the empty canvas.
    pub fn target(scene: &Scene, target: Target) -> Self {
        match target {
            Target::Box(number) | Target::Edge(number) => scene.id(number).map(Self::component).unwrap_or_default(),
            Target::Connection(number) | Target::Start(number) | Target::End(number) => {
                scene.key(number).cloned().map(Self::connection).unwrap_or_default()
            }
            Target::Note(number) | Target::NoteCorner(number) => {
                scene.notes().get(number).map(|note| Self::note(&*note.id)).unwrap_or_default()
            }
            Target::Frame(_) | Target::Corner(_) | Target::Empty => Self::default(),
        }
    }

    /// Whether nothing is selected.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many things are selected.
    pub fn len(&self) -> usize {
        self.components.len() + self.connections.len() + self.notes.len()
    }

    /// The component, where exactly one and nothing else is selected.
    pub fn only_component(&self) -> Option<&str> {
        match (self.components.first(), self.len()) {
            (Some(id), 1) => Some(id),
            _ => None,
        }
    }

    /// The connection, where exactly one and nothing else is selected.
    pub fn only_connection(&self) -> Option<&ConnectionKey> {
        match (self.connections.first(), self.len()) {
            (Some(key), 1) => Some(key),
            _ => None,
        }
    }

    /// The text, where exactly one and nothing else is selected.
    pub fn only_note(&self) -> Option<&str> {
        match (self.notes.first(), self.len()) {
            (Some(id), 1) => Some(id),
            _ => None,
        }
    }

    /// Whether all of another is selected. The empty one is not.
    pub fn holds(&self, other: &Self) -> bool {
        !other.is_empty()
            && self.components.is_superset(&other.components)
            && self.connections.is_superset(&other.connections)
            && self.notes.is_superset(&other.notes)
    }

    /// With all of another as well.
    #[must_use]
    pub fn with(&self, other: &Self) -> Self {
        Self {
            components: gathered(self.components.union(&other.components).cloned()),
            connections: gathered(self.connections.union(&other.connections).cloned()),
            notes: gathered(self.notes.union(&other.notes).cloned()),
        }
    }

    /// With another added, or taken out where all of it is selected already: a click with Shift.
    #[must_use]
    pub fn toggled(&self, other: &Self) -> Self {
        if !self.holds(other) {
            return self.with(other);
        }
        Self {
            components: gathered(self.components.difference(&other.components).cloned()),
            connections: gathered(self.connections.difference(&other.connections).cloned()),
            notes: gathered(self.notes.difference(&other.notes).cloned()),
        }
    }

    /// Only what the scene still has.
    #[must_use]
    pub fn retained(&self, scene: &Scene) -> Self {
        Self {
            components: gathered(self.components.iter().filter(|id| scene.number(id).is_some()).cloned()),
            connections: gathered(
                self.connections.iter().filter(|key| scene.connection_number(key).is_some()).cloned(),
            ),
            notes: gathered(self.notes.iter().filter(|id| scene.note_area(id).is_some()).cloned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shift_adds_what_is_missing_and_takes_out_what_is_there() {
        let one = Selection::component("api");
        let both = one.toggled(&Selection::component("db"));
        assert_eq!(both.len(), 2);
        assert_eq!(both.toggled(&Selection::component("db")), one);
        assert_eq!(one.toggled(&Selection::default()), one);
    }

    #[test]
    fn the_only_one_is_known_only_alone() {
        let one = Selection::component("api");
        assert_eq!(one.only_component(), Some("api"));
        let more = one.with(&Selection::connection(ConnectionKey::first("api", "db")));
        assert_eq!((more.only_component(), more.only_connection()), (None, None));
    }
}
