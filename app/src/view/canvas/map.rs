//! The small map: all of the drawing, and the part of it that is in view. A press or a drag goes there.

use crate::browser::page;
use crate::browser::surface::{Lay, Sheet, paint};
use crate::canvas::geometry::{Point, Rect, Size};
use crate::canvas::picture::Picture;
use crate::canvas::viewport::Viewport;
use crate::dom::ev;
use crate::dom::prelude::*;
use crate::languages::t;
use crate::studio::Studio;
use crate::studio::far::{Layer, layers};

/// Its width and height, in screen pixels.
const SIZE: Size = Size::new(200.0, 132.0);
/// Free around the drawing, as a share of the map.
const FREE: f64 = 0.06;

/// How the map lies over the world: all boxes and what is in view fit on it.
fn lay(bounds: Option<Rect>, view: Rect) -> Viewport {
    let all = Rect::bounding(bounds.into_iter().chain([view])).unwrap_or(view);
    let inner = (SIZE.width * (1.0 - 2.0 * FREE), SIZE.height * (1.0 - 2.0 * FREE));
    let zoom = (inner.0 / all.width.max(1.0)).min(inner.1 / all.height.max(1.0)).min(0.5);
    let half = Point::new(SIZE.width / zoom / 2.0, SIZE.height / zoom / 2.0);
    Viewport { origin: all.centre() - half, zoom, size: SIZE }
}

/// The map itself.
#[component]
pub fn SmallMap() -> impl IntoView {
    let studio = Studio::expect();
    let surface = NodeRef::new();
    let is_held = RwSignal::new(false);
    let view = memo(move || lay(studio.scene.read().bounds(), studio.viewport.read().visible()));
    effect(move || {
        studio.dark.track();
        studio.contrast.track();
        let Some(surface) = surface.get() else { return };
        let (scene, lies) = (studio.scene.read(), view.get());
        let shapes = layers(&scene, &Picture::of(&scene, &lies), &studio.cards.read(), &studio.shown.read());
        let shift = lies.to_screen(Point::default());
        let lay = Lay { size: (SIZE.width, SIZE.height), shift: (shift.x, shift.y), zoom: lies.zoom };
        paint(&surface, lay, &Sheet::of(shapes.iter().map(Layer::shapes)));
    });
    let go = move |event: &ev::PointerEvent| {
        let at = Point::new(f64::from(event.offset_x()), f64::from(event.offset_y()));
        let world = view.get_untracked().to_world(at);
        studio.look(|viewport| viewport.centred(world));
    };
    let press = move |event: ev::PointerEvent| {
        event.stop_propagation();
        if let Some(surface) = surface.get() {
            page::capture(&surface, event.pointer_id());
        }
        is_held.set(true);
        go(&event);
    };
    let drag = move |event: ev::PointerEvent| {
        if is_held.get_untracked() {
            go(&event);
        }
    };
    let seen = move || {
        let (lies, seen) = (view.get(), studio.viewport.read().visible());
        let corner = lies.to_screen(seen.corner());
        let (width, height) = (seen.width * lies.zoom, seen.height * lies.zoom);
        format!("left:{:.1}px;top:{:.1}px;width:{width:.1}px;height:{height:.1}px", corner.x, corner.y)
    };
    view! {
        <div class="small-map" aria-label=t("map.label") role="img" data-testid="small-map">
            <canvas node_ref=surface on:pointerdown=press on:pointermove=drag
                on:pointerup=move |_| is_held.set(false)></canvas>
            <div class="seen" style=seen></div>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_map_holds_the_drawing_and_the_view() {
        let bounds = Rect { x: 0.0, y: 0.0, width: 4000.0, height: 300.0 };
        let view = Rect { x: -500.0, y: -900.0, width: 800.0, height: 600.0 };
        let lies = lay(Some(bounds), view).visible();
        assert!(lies.encloses(bounds) && lies.encloses(view));
        assert!(lay(None, view).visible().encloses(view), "an empty drawing has a map too");
    }
}
