//! The design from far away, painted on one surface.

use std::sync::Arc;

use crate::browser::surface::{Lay, Sheet, paint, shift, wipe};
use crate::canvas::picture::Detail;
use crate::dom::prelude::*;
use crate::studio::Studio;
use crate::studio::far::{Layer, Lying, layers};

/// What was painted last.
struct Painted {
    layers: Arc<Vec<Layer>>,
    sheet: Sheet,
    /// Whether colours were dark, and whether they differed more than they have to.
    colours: (bool, bool),
    lying: Lying,
}

/// The surface: painted while the picture is far, empty otherwise. A pan moves it as it is, until it comes to an edge.
#[component]
pub fn FarPicture() -> impl IntoView {
    let studio = Studio::expect();
    let surface = NodeRef::new();
    let shapes = memo(move || {
        let picture = studio.picture.read();
        (picture.detail == Detail::Far)
            .then(|| Arc::new(layers(&studio.scene.read(), &picture, &studio.cards.read(), &studio.shown.read())))
    });
    let painted = StoredValue::new_local(None::<Painted>);
    effect(move || {
        // Colours are read from the page, so a change of theme paints anew.
        let colours = (studio.dark.get(), studio.contrast.get());
        let Some(surface) = surface.get() else { return };
        let Some(layers) = shapes.get() else {
            painted.set_value(None);
            return wipe(&surface);
        };
        let viewport = studio.viewport.get();
        let before = painted.try_update_value(Option::take).flatten();
        let before = before.filter(|before| Arc::ptr_eq(&before.layers, &layers) && before.colours == colours);
        if let Some(by) = before.as_ref().and_then(|before| before.lying.shifted_to(&viewport)) {
            shift(&surface, (by.x, by.y));
            return painted.set_value(before);
        }
        let sheet = before.map_or_else(|| Sheet::of(layers.iter().map(Layer::shapes)), |before| before.sheet);
        let lying = Lying::of(&viewport);
        let (size, origin) = lying.on_surface();
        paint(&surface, Lay { size, shift: (origin.x, origin.y), zoom: viewport.zoom }, &sheet);
        shift(&surface, (0.0, 0.0));
        painted.set_value(Some(Painted { layers, sheet, colours, lying }));
    });
    view! { <canvas class="far" node_ref=surface aria-hidden="true"></canvas> }
}
