//! Drawings reworked: boxes put in line, components put into connections, connections led elsewhere.

use super::Studio;
use crate::canvas::selection::Selection;
use crate::command::{Effect, Inserted};
use crate::connection_key::ConnectionKey;
use crate::document::insertion::{new_through, reconnected, through};
use crate::document::lining::{Lining, lined};
use crate::document::{Edit, Part, ends};
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
        let scene = self.scene.get_untracked();
        let mut numbers: Vec<usize> =
            self.selection.read_untracked().components.iter().filter_map(|id| scene.number(id)).collect();
        if numbers.len() < 2 {
            numbers = (0..scene.box_count()).collect();
        }
        let place = |number: usize| numbers.iter().position(|other| *other == number);
        let connections: Vec<(usize, usize)> = (0..scene.connection_count())
            .filter_map(|connection| scene.ends(connection))
            .filter_map(|(from, to)| Some((place(from)?, place(to)?)))
            .collect();
        let corners: Vec<(f64, f64)> =
            numbers.iter().filter_map(|number| scene.rect(*number)).map(|rect| (rect.x, rect.y)).collect();
        let ids = numbers.iter().filter_map(|number| scene.id(*number)).map(str::to_owned);
        self.edit(Edit::PlaceAt(ids.zip(lined(&corners, &connections, how)).collect()));
    }

    fn insert(self, key: &ConnectionKey, what: &Inserted) {
        let document = self.document.get_untracked();
        let (id, edit) = match what {
            Inserted::New { kind, at } => {
                let part = Part::from_palette(&document, kind, None, *at);
                let id = part.ids().next().map(str::to_owned).unwrap_or_default();
                (id, new_through(&document, key, part))
            }
            Inserted::Moved { id, by } => {
                let step = Edit::Move { ids: vec![id.clone()], by: *by };
                (id.clone(), Edit::Batch(vec![step, through(&document, key, id)]))
            }
        };
        self.edit(edit);
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
