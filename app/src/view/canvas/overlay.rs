//! What a gesture shows above the drawing while it lasts.

use crate::canvas::curve::Curve;
use crate::canvas::event::Preview;
use crate::canvas::geometry::{Point, Rect};
use crate::canvas::picture::Detail;
use crate::canvas::scene::Scene;
use crate::dom::prelude::*;
use crate::studio::Studio;

/// Between what the keyboard is on and the ring around it, in world pixels: outside of the ring of a bottleneck.
const SPOT_MARGIN: f64 = 11.0;
/// How far the beam reaches below a box, in world pixels.
const BEAM: f64 = 10.0;

/// The marquee, where the keyboard is, a connection that has no end yet, and boxes that are not there yet.
#[component]
pub fn Overlay() -> impl IntoView {
    let studio = Studio::expect();
    let shapes = move || {
        let scene = studio.scene.read_untracked();
        let detail = studio.picture.read_untracked().detail;
        studio.preview.read().as_ref().map(|preview| Shapes::of(preview, &scene, detail)).unwrap_or_default()
    };
    let shapes = memo(shapes);
    // By these the selected connection is led elsewhere.
    let ends = memo(move || {
        let (selection, scene) = (studio.selection.read(), studio.scene.read());
        let curve = scene.curve(scene.connection_number(selection.only_connection()?)?)?;
        Some([curve.start, curve.end])
    });
    // Where the keyboard is: a ring of its own, unless it is what is selected, which has one.
    let spot = memo(move || {
        let (spot, selection) = (studio.spot.read(), studio.selection.read());
        let area = spot.area(&studio.scene.read())?.expanded(SPOT_MARGIN);
        let beam = if spot.component().is_some() { BEAM } else { 0.0 };
        Some((Rect { height: area.height + beam, ..area }, spot.selection() == *selection))
    });
    let ring = move |(area, is_selected): (Rect, bool)| {
        view! {
            <rect class="spot" class:selected=move || is_selected x=area.x y=area.y width=area.width height=area.height/>
        }
    };
    let ghosts = move || shapes.read().ghosts.clone().into_iter().map(|area| rectangle("ghost", area)).collect_view();
    view! {
        <svg class="overlay" aria-hidden="true">
            {move || shapes.read().marquee.map(|area| rectangle("marquee", area))}
            {ghosts}
            {move || shapes.read().growing.map(|curve| view! {
                <path class="growing" d=curve.path()/>
                <path class="growing-head" d=curve.arrow_path()/>
            })}
            {move || spot.get().map(ring)}
            {move || ends.get().map(|ends| ends.map(|end| view! { <circle class="end" cx=end.x cy=end.y r="4.5"/> }))}
        </svg>
    }
}

/// What there is to draw for a preview.
#[derive(Clone, Debug, Default, PartialEq)]
struct Shapes {
    marquee: Option<Rect>,
    ghosts: Vec<Rect>,
    growing: Option<Curve>,
}

impl Shapes {
    fn of(preview: &Preview, scene: &Scene, detail: Detail) -> Self {
        match preview {
            Preview::Marquee { area, .. } | Preview::Framing { area } => {
                Self { marquee: Some(*area), ..Self::default() }
            }
            Preview::Placing { area, .. } => Self { ghosts: vec![*area], ..Self::default() },
            // From far away boxes are no elements that could be moved themselves.
            Preview::Moving { ids, by, .. } | Preview::Shifting { ids, by, .. } => {
                let are_ghosts = detail == Detail::Far || matches!(preview, Preview::Moving { copies: true, .. });
                let ghosts = || ids.iter().filter_map(|id| Some(scene.rect_of(id)?.shifted(*by))).collect();
                Self { ghosts: if are_ghosts { ghosts() } else { Vec::new() }, ..Self::default() }
            }
            Preview::Connecting { from, to, over, is_reversed } => {
                let curve = growing(scene, from, *to, over.as_deref());
                Self {
                    growing: curve.map(|curve| if *is_reversed { curve.reversed() } else { curve }),
                    ..Self::default()
                }
            }
        }
    }
}

fn growing(scene: &Scene, from: &str, to: Point, over: Option<&str>) -> Option<Curve> {
    let from = scene.rect_of(from)?;
    match over.and_then(|over| scene.rect_of(over)) {
        Some(over) => Some(Curve::between(from, over, 0.0)),
        None => Some(Curve::toward(from, to)),
    }
}

fn rectangle(class: &'static str, area: Rect) -> impl IntoView {
    view! { <rect class=class x=area.x y=area.y width=area.width height=area.height/> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_connection_snaps_to_the_box_it_would_enter() {
        let scene = Scene::new([("a", Point::default()), ("b", Point::new(400.0, 0.0))], []);
        let to = Point::new(410.0, 60.0);
        let free = Shapes::of(
            &Preview::Connecting { from: "a".to_owned(), to, over: None, is_reversed: false },
            &scene,
            Detail::Near,
        );
        assert_eq!(free.growing.map(|curve| curve.end), Some(to));
        let over = Some("b".to_owned());
        let snapped = Shapes::of(
            &Preview::Connecting { from: "a".to_owned(), to, over, is_reversed: false },
            &scene,
            Detail::Near,
        );
        assert_eq!(snapped.growing.map(|curve| curve.end), Some(Point::new(400.0, 36.0)));
    }
}
