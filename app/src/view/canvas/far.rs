//! The design from far away, painted on one surface.

use crate::browser::surface::{Lay, paint, wipe};
use crate::canvas::geometry::Point;
use crate::canvas::picture::Detail;
use crate::dom::prelude::*;
use crate::studio::Studio;
use crate::studio::far::layers;

/// The surface: painted while the picture is far, empty otherwise.
#[component]
pub fn FarPicture() -> impl IntoView {
    let studio = Studio::expect();
    let surface = NodeRef::new();
    let shapes = memo(move || {
        let picture = studio.picture.read();
        (picture.detail == Detail::Far)
            .then(|| layers(&studio.scene.read(), &picture, &studio.cards.read(), &studio.shown.read()))
    });
    effect(move || {
        // Colours are read from the page, so a change of theme paints anew.
        studio.dark.track();
        studio.contrast.track();
        let Some(surface) = surface.get() else { return };
        match &*shapes.read() {
            Some(layers) => {
                let viewport = studio.viewport.get();
                let shift = viewport.to_screen(Point::default());
                let size = (viewport.size.width, viewport.size.height);
                let lay = Lay { size, shift: (shift.x, shift.y), zoom: viewport.zoom };
                paint(&surface, lay, layers.iter().map(|layer| (&*layer.path, layer.colour, layer.stroke)));
            }
            None => wipe(&surface),
        }
    });
    view! { <canvas class="far" node_ref=surface aria-hidden="true"></canvas> }
}
