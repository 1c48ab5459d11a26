//! What happened, in words for those who do not see it: what came, went and moved, what is selected, and what stands
//! where the keyboard went. Plain functions over what was and what is.

use std::collections::HashMap;
use std::sync::Arc;

use loadbearing_engine::design::{Component, Connection, Design};

use super::Studio;
use super::walking::{Because, Moment};
use crate::canvas::scene::Scene;
use crate::canvas::selection::Selection;
use crate::canvas::spot::{Spot, reading_order};
use crate::connection_key::ConnectionKey;
use crate::document::ends;
use crate::document::frames::label;
use crate::languages::{t, t_with};
use crate::signals::*;
use crate::summary::verdict::line;

/// With more names than this, their number is said.
const MOST_NAMES: usize = 3;

impl Studio {
    /// What stands at a spot, and where in the reading order that is.
    pub(super) fn spoken(self, spot: &Spot) -> String {
        let scene = self.scene.get_untracked();
        let what = match spot {
            Spot::Component(id) => self.cards.read_untracked().get(id).map(super::cards::Card::spoken),
            Spot::Connection(key) => {
                let number = scene.connection_number(key);
                number.and_then(|number| self.lines.read_untracked().get(number).map(super::cards::Line::label))
            }
            Spot::Note(id) => {
                let document = self.document.read_untracked();
                document.notes().get(id).map(|note| t_with("note.label", &[("text", &note.text)]))
            }
            Spot::Nowhere => Some(line(&self.verdict.read_untracked())),
            Spot::Out => return t("said.out").to_owned(),
        };
        let order = reading_order(&scene);
        let place = order.iter().position(|other| other == spot).map(|place| place + 1);
        let what = what.unwrap_or_default();
        match place {
            Some(place) => t_with("said.place", &[("what", &what), ("place", &place), ("count", &order.len())]),
            None => what,
        }
    }

    /// What is different from a moment ago; `None` where nothing of it is worth saying.
    pub(super) fn happened(self, before: &Moment, because: Because) -> Option<String> {
        let design = self.design.get_untracked();
        let (scene, selection) = (self.scene.get_untracked(), self.selection.get_untracked());
        // What is long is only gone through where it may differ.
        let is_same = Arc::ptr_eq(&before.design, &design) || before.design == design;
        let mut words = if is_same { Vec::new() } else { differences(&before.design, &design) };
        if words.is_empty() && !Arc::ptr_eq(&before.scene, &scene) {
            words.extend(moved(&design, &before.scene, &scene));
        }
        let (were, are) = (before.scene.notes().len(), scene.notes().len());
        if words.is_empty() && were != are {
            let key = if were < are { "said.added" } else { "said.removed" };
            words.push(t_with(key, &[("what", &t("note.name"))]));
        }
        if words.is_empty() && !is_same {
            words.push(t("said.changed").to_owned());
        }
        if words.is_empty() && selection != before.selection {
            words.push(chosen(&design, &selection));
        }
        let words = words.join(" ");
        match because {
            _ if words.is_empty() => None,
            Because::Done => Some(words),
            Because::Undone => Some(t_with("said.undone", &[("what", &words)])),
            Because::Redone => Some(t_with("said.redone", &[("what", &words)])),
        }
    }
}

/// What came and what went, a sentence each.
fn differences(before: &Design, after: &Design) -> Vec<String> {
    let mut said = Vec::new();
    let components = |one: &Design, other: &Design| {
        let known: HashMap<&str, ()> = other.components.iter().map(|component| (component.id.as_str(), ())).collect();
        let fresh = one.components.iter().filter(|component| !known.contains_key(component.id.as_str()));
        fresh.map(|component| component.label().to_owned()).collect::<Vec<_>>()
    };
    let connections = |one: &Design, other: &Design| {
        let known: HashMap<ConnectionKey, ()> =
            ConnectionKey::number(ends(other)).into_iter().map(|key| (key, ())).collect();
        let keys = ConnectionKey::number(ends(one)).into_iter().zip(&one.connections);
        let fresh = keys.filter(|(key, _)| !known.contains_key(key));
        fresh.map(|(_, connection)| between(one, connection)).collect::<Vec<_>>()
    };
    let places = |one: &Design, other: &Design| {
        let fresh = one.places.iter().filter(|place| other.places.iter().all(|known| known.id != place.id));
        fresh.map(|place| label(place).to_owned()).collect::<Vec<_>>()
    };
    let gone = components(before, after);
    // Connections that go with a component are not worth a sentence of their own.
    let parted = if gone.is_empty() { connections(before, after) } else { Vec::new() };
    for (key, names) in [
        ("said.added", components(after, before)),
        ("said.removed", gone),
        ("said.connected", connections(after, before)),
        ("said.parted", parted),
        ("said.added", places(after, before)),
        ("said.removed", places(before, after)),
    ] {
        if let Some(names) = listed(&names) {
            said.push(t_with(key, &[("what", &names)]));
        }
    }
    said
}

/// Where what moved is now.
fn moved(design: &Design, before: &Scene, after: &Scene) -> Option<String> {
    let is_moved = |component: &&Component| after.rect_of(&component.id) != before.rect_of(&component.id);
    let mut moved = design.components.iter().filter(is_moved);
    let (first, more) = (moved.next()?, moved.count());
    if more > 0 {
        return Some(t_with("said.moved-several", &[("count", &(more + 1))]));
    }
    let corner = after.rect_of(&first.id)?.corner();
    let (across, down) = (corner.x.round(), corner.y.round());
    Some(t_with("said.moved", &[("what", &first.label()), ("across", &across), ("down", &down)]))
}

/// What is selected.
fn chosen(design: &Design, selection: &Selection) -> String {
    let components = design.components.iter().filter(|component| selection.components.contains(&component.id));
    let mut names: Vec<String> = components.map(|component| component.label().to_owned()).collect();
    let keys = ConnectionKey::number(ends(design)).into_iter().zip(&design.connections);
    let chosen = keys.filter(|(key, _)| selection.connections.contains(key));
    names.extend(chosen.map(|(_, connection)| between(design, connection)));
    names.extend(selection.notes.iter().map(|_| t("note.name").to_owned()));
    match listed(&names) {
        Some(names) => t_with("said.selected", &[("what", &names)]),
        None => t("said.nothing-selected").to_owned(),
    }
}

fn between(design: &Design, connection: &Connection) -> String {
    let name = |id: &str| {
        let found = design.components.iter().find(|component| component.id == id);
        found.map_or(id, |component| component.label()).to_owned()
    };
    t_with("line.label", &[("from", &name(&connection.from)), ("to", &name(&connection.to))])
}

/// Some names, or how many there are; `None` for none.
fn listed(names: &[String]) -> Option<String> {
    match names.len() {
        0 => None,
        count if count > MOST_NAMES => Some(t_with("said.count", &[("count", &count)])),
        _ => Some(names.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::canvas::geometry::Point;

    fn design(ids: &[&str], ways: &[(&str, &str)]) -> Design {
        let component =
            |id: &&str| Component { id: (*id).to_owned(), name: Some(id.to_uppercase()), ..Component::default() };
        let way = |(from, to): &(&str, &str)| Connection {
            from: (*from).to_owned(),
            to: (*to).to_owned(),
            ..Connection::default()
        };
        Design {
            components: ids.iter().map(component).collect(),
            connections: ways.iter().map(way).collect(),
            ..Design::default()
        }
    }

    #[test]
    fn what_came_and_what_went_is_said_by_name() {
        let (small, large) = (design(&["a"], &[]), design(&["a", "b"], &[("a", "b")]));
        assert_eq!(differences(&small, &large), ["B added.", "A to B connected."]);
        assert_eq!(differences(&large, &small), ["B removed."], "its connection goes without saying");
        assert_eq!(differences(&large, &design(&["a", "b"], &[])), ["A to B disconnected."]);
        assert_eq!(differences(&small, &small), Vec::<String>::new());
        let many = design(&["a", "c", "d", "e", "f"], &[]);
        assert_eq!(differences(&small, &many), ["4 things added."]);
    }

    #[test]
    fn the_second_connection_of_the_same_two_is_told_from_the_first() {
        let (one, two) = (design(&["a", "b"], &[("a", "b")]), design(&["a", "b"], &[("a", "b"), ("a", "b")]));
        assert_eq!(differences(&one, &two), ["A to B connected."]);
    }

    #[test]
    fn one_box_says_where_it_went_and_several_how_many() {
        let design = design(&["a", "b"], &[]);
        let scene = |by: f64| Scene::new([("a", Point::new(by, 20.0)), ("b", Point::new(400.0, by))], []);
        let only = Scene::new([("a", Point::new(10.0, 20.0)), ("b", Point::new(400.0, 0.0))], []);
        assert_eq!(moved(&design, &scene(0.0), &only).as_deref(), Some("A moved to 10, 20."));
        assert_eq!(moved(&design, &scene(0.0), &scene(5.0)).as_deref(), Some("2 components moved."));
        assert_eq!(moved(&design, &only, &only), None);
    }

    #[test]
    fn what_is_selected_is_said_by_name() {
        let design = design(&["a", "b"], &[("a", "b")]);
        assert_eq!(chosen(&design, &Selection::component("b")), "B selected.");
        let connection = Selection::connection(ConnectionKey::first("a", "b"));
        assert_eq!(chosen(&design, &connection), "A to B selected.");
        assert_eq!(chosen(&design, &Selection::default()), "Nothing selected.");
    }
}
