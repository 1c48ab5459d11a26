//! Drawings reworked: boxes put in line, components put into connections, connections led elsewhere.

use super::Studio;
use crate::canvas::selection::Selection;
use crate::command::{Effect, Inserted};
use crate::connection_key::ConnectionKey;
use crate::document::insertion::{new_through, reconnected, room, through};
use crate::document::lining::{Lining, lined, lined_around};
use crate::document::placing;
use crate::document::{BOX, Edit, Part, ends};
use crate::signals::*;

impl Studio {
    /// Does one of the effects that rework the drawing.
    pub(super) fn rework(self, effect: &Effect) {
        match effect {
            Effect::Line(how) => self.line(*how),
            Effect::Insert { key, what } => self.insert(key, what),
            Effect::Reconnect { key, is_start, to } => self.reconnect(key, *is_start, to),
            _ => {}
        }
    }

    fn line(self, how: Lining) {
        let (scene, document) = (self.scene.get_untracked(), self.document.get_untracked());
        let chosen: Vec<usize> =
            self.selection.read_untracked().components.iter().filter_map(|id| scene.number(id)).collect();
        let numbers =
            if chosen.len() < 2 || how == Lining::Around { (0..scene.box_count()).collect() } else { chosen.clone() };
        let place = |number: usize| numbers.iter().position(|other| *other == number);
        let connections: Vec<(usize, usize)> = (0..scene.connection_count())
            .filter_map(|connection| scene.ends(connection))
            .filter_map(|(from, to)| Some((place(from)?, place(to)?)))
            .collect();
        let corners: Vec<(f64, f64)> =
            numbers.iter().filter_map(|number| scene.rect(*number)).map(|rect| (rect.x, rect.y)).collect();
        let ids: Vec<&str> = numbers.iter().filter_map(|number| scene.id(*number)).collect();
        let mut lined = lined(&corners, &connections, placing::groups(&document, &ids), how);
        let is_anew = matches!(how, Lining::Layers | Lining::LayersDown | Lining::Around);
        // What is locked stays where it is, and what is kept does.
        let is_kept =
            |place: &usize| scene.is_locked(ids[*place]) || how == Lining::Around && chosen.contains(&numbers[*place]);
        let kept: Vec<usize> = (0..ids.len()).filter(is_kept).collect();
        if is_anew && !kept.is_empty() {
            lined = lined_around(&corners, &lined, &kept);
        }
        let places = ids.iter().zip(lined).filter(|(id, _)| !scene.is_locked(id));
        let corners = places.map(|(id, corner)| ((*id).to_owned(), corner)).collect();
        self.edit(if is_anew { placing::laid_out(&document, corners) } else { Edit::PlaceAt(corners) });
        self.glide_from(scene);
    }

    fn insert(self, key: &ConnectionKey, what: &Inserted) {
        let (scene, document) = (self.scene.get_untracked(), self.document.get_untracked());
        let (id, middle, edit) = match what {
            Inserted::New { kind, at } => {
                let part = Part::from_palette(&document, kind, None, *at);
                let id = part.ids().next().map(str::to_owned).unwrap_or_default();
                (id, *at, new_through(&document, key, part))
            }
            Inserted::Moved { id, by } => {
                let corner = document.position(id).unwrap_or_default();
                let middle = (corner.0 + by.0 + BOX.0 / 2.0, corner.1 + by.1 + BOX.1 / 2.0);
                (id.clone(), middle, through(&document, key, id))
            }
        };
        let room = Edit::PlaceAt(room(&document, key, middle, &id));
        if self.edit(Edit::Batch(vec![edit, room])) {
            self.glide_from(scene);
        }
        self.select(Selection::component(id));
    }

    fn reconnect(self, key: &ConnectionKey, is_start: bool, to: &str) {
        let document = self.document.get_untracked();
        let place = key.position(ends(document.design()));
        if self.edit(reconnected(&document, key, is_start, to)) {
            let keys = self.document.with_untracked(|document| ConnectionKey::number(ends(document.design())));
            if let Some(key) = place.and_then(|place| keys.get(place).cloned()) {
                self.select(Selection::connection(key));
            }
        }
    }
}
