//! Keeps whole what the author added: own kinds, texts on the canvas, pieces.

use super::heal::{is_finite, tame};
use loadbearing_engine::design::{Component, Design, Notes, OwnKinds, Pieces, Placement};
use loadbearing_engine::kinds;
use std::collections::HashSet;

/// Own kinds are made from built-in ones, and have no more than these have.
pub(super) fn heal_kinds(design: &mut Design) {
    design.kinds.retain(|id, own| {
        let Some(kind) = kinds::find(&own.from).filter(|_| !id.is_empty() && kinds::find(id).is_none()) else {
            return false;
        };
        own.values.retain(|name, _| kind.setting(name).is_some());
        own.sources.retain(|name, source| own.values.contains_key(name) && !source.trim().is_empty());
        own.icon.take_if(|icon| kinds::find(icon).is_none());
        true
    });
}

/// A component of an own kind that is gone, or made from another kind, is of its built-in kind alone. Products are the
/// built-in kind's.
pub(super) fn of_a_kind(component: &mut Component, kinds: &OwnKinds) {
    component.own.take_if(|own| kinds.get(own).is_none_or(|own| own.from != component.kind));
    if component.own.is_some() {
        component.preset = None;
    }
}

/// Texts lie where somebody finds them.
pub(super) fn heal_notes(notes: &mut Notes) {
    notes.retain(|id, note| !id.is_empty() && is_finite(note.area));
    notes.values_mut().for_each(|note| tame(&mut note.area));
}

/// Pieces name nothing but their own components.
pub(super) fn heal_pieces(kinds: &OwnKinds, pieces: &mut Pieces) {
    pieces.retain(|id, piece| {
        let mut seen = HashSet::new();
        piece.components.retain(|component| !component.id.is_empty() && seen.insert(component.id.clone()));
        for component in &mut piece.components {
            of_a_kind(component, kinds);
            component.places = Placement::Nowhere;
        }
        let answers = |component: &&Component| {
            kinds::find(&component.kind).is_some_and(|kind| kind.setting("hit_rate").is_some())
        };
        let caches: HashSet<&str> =
            piece.components.iter().filter(answers).map(|component| component.id.as_str()).collect();
        piece.connections.retain_mut(|connection| {
            connection.after_miss_in.retain(|id| caches.contains(id.as_str()));
            connection.journeys.take_if(|journeys| !journeys.is_empty());
            connection.id = None;
            seen.contains(&connection.from) && seen.contains(&connection.to)
        });
        piece.layout.retain(|id, (x, y)| seen.contains(id) && x.is_finite() && y.is_finite());
        !id.is_empty() && !piece.components.is_empty()
    });
}
