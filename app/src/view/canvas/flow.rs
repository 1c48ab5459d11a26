//! Traffic as dots that move along connections: painted on a surface of its own while they are shown, and never where
//! the system asks for no motion.

use crate::browser::page;
use crate::browser::surface::{Lay, Sheet, paint, wipe};
use crate::canvas::geometry::Point;
use crate::dom::prelude::*;
use crate::studio::Studio;
use crate::studio::flow::{Way, dots, ways};

/// The surface with the dots.
#[component]
pub fn Flow() -> impl IntoView {
    let studio = Studio::expect();
    let surface = NodeRef::new();
    let ways = memo(move || ways(&studio.scene.read(), &studio.picture.read(), &studio.lines.read()));
    let is_moving = StoredValue::new(false);
    effect(move || {
        // Where nothing goes, nothing is painted until something does.
        if !ways.read().is_empty() && !is_moving.get_value() {
            is_moving.set_value(true);
            page::next_frame(move || step(studio, surface, ways, is_moving));
        }
    });
    view! { <canvas class="flow" node_ref=surface aria-hidden="true" data-testid="flow"></canvas> }
}

/// Paints a moment, and goes on as long as there is something to show.
fn step(studio: Studio, surface: NodeRef, ways: Memo<Vec<Way>>, is_moving: StoredValue<bool>) {
    // Gone with the view.
    let (Some(_), Some(surface_now)) = (is_moving.try_get_value(), surface.get()) else { return };
    let shown = ways.get_untracked();
    if shown.is_empty() || studio.is_busy() {
        wipe(&surface_now);
    } else {
        let viewport = studio.viewport.get_untracked();
        let shift = viewport.to_screen(Point::default());
        let size = (viewport.size.width, viewport.size.height);
        let lay = Lay { size, shift: (shift.x, shift.y), zoom: viewport.zoom };
        let dots = dots(&shown, page::now_ms(), viewport.zoom);
        paint(&surface_now, lay, &Sheet::of([(dots.as_str(), "--ink-soft", None)]));
    }
    if shown.is_empty() {
        is_moving.set_value(false);
    } else {
        page::next_frame(move || step(studio, surface, ways, is_moving));
    }
}
