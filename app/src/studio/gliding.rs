//! Boxes that get new places glide there, so that eyes can follow: a few frames, written straight to the page. Not where
//! the system asks for no motion, and not from far away, where boxes are no elements.

use std::sync::Arc;

use super::Studio;
use super::gestures::{box_id, placed};
use crate::browser::page;
use crate::canvas::geometry::{Point, Rect};
use crate::canvas::labels;
use crate::canvas::picture::Detail;
use crate::canvas::scene::Scene;
use crate::order::{gathered, sort};
use crate::signals::*;
use std::collections::BTreeMap;

/// How long boxes glide, in milliseconds.
const DURATION_MS: f64 = 150.0;

/// Boxes on their way: their ids, and where they come from.
struct Glide {
    from: BTreeMap<String, Point>,
    scene: Arc<Scene>,
    began_ms: f64,
}

impl Studio {
    /// Lets the boxes that stand elsewhere than in a former scene glide from there.
    pub(super) fn glide_from(self, before: Arc<Scene>) {
        let scene = self.scene.get_untracked();
        if page::prefers_no_motion() || self.picture.read_untracked().detail == Detail::Far {
            return;
        }
        let moved = (0..scene.box_count()).filter_map(|number| {
            let id = scene.id(number)?;
            let (was, is) = (before.rect_of(id)?.corner(), scene.rect(number)?.corner());
            (was != is).then(|| (id.to_owned(), was))
        });
        let from: BTreeMap<String, Point> = gathered(moved);
        if !from.is_empty() {
            self.glide(Glide { from, scene, began_ms: page::now_ms() });
        }
    }

    fn glide(self, glide: Glide) {
        let share = ((page::now_ms() - glide.began_ms) / DURATION_MS).clamp(0.0, 1.0);
        let is_over = share >= 1.0 || self.is_busy() || !Arc::ptr_eq(&glide.scene, &self.scene.get_untracked());
        // Whatever came in between, all ends where it stands now.
        self.paint_gliding(&glide.from, if is_over { 1.0 } else { eased(share) });
        if is_over {
            self.forget_painted();
        } else {
            page::next_frame(move || self.glide(glide));
        }
    }

    fn paint_gliding(self, from: &BTreeMap<String, Point>, share: f64) {
        let scene = self.scene.get_untracked();
        let place = |number: usize, rect: Rect| match scene.id(number).and_then(|id| from.get(id)) {
            Some(was) => Rect::new(was.toward(rect.corner(), share), rect.size()),
            None => rect,
        };
        let mut touched: Vec<usize> = Vec::new();
        for id in from.keys() {
            let Some((number, rect)) = scene.number(id).and_then(|number| Some((number, scene.rect(number)?))) else {
                continue;
            };
            let style = placed(place(number, rect).corner());
            self.painter.with_value(|painter| painter.place(&box_id(id), &style));
            touched.extend(scene.connections_at(number));
        }
        sort(&mut touched);
        touched.dedup();
        for number in touched {
            if share >= 1.0 {
                let at_rest = scene.route(number).zip(scene.label_of(number));
                at_rest.into_iter().for_each(|(route, rate)| self.paint_route(number, route, rate));
            } else if let Some(route) = scene.placed_route(number, place) {
                self.paint_route(number, &route, labels::plain(&route));
            }
        }
    }
}

/// Quick at first, slow at the end.
fn eased(share: f64) -> f64 {
    1.0 - (1.0 - share) * (1.0 - share)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_begins_where_it_was_and_ends_where_it_is() {
        assert_eq!((eased(0.0), eased(1.0)), (0.0, 1.0));
        assert!(eased(0.5) > 0.5);
    }
}
