//! What a gesture shows above the drawing while it lasts.

use crate::canvas::alignment::Guides;
use crate::canvas::curve::Curve;
use crate::canvas::event::Preview;
use crate::canvas::geometry::{Point, Rect};
use crate::canvas::picture::Detail;
use crate::canvas::route::Route;
use crate::canvas::scene::Scene;
use crate::dom::prelude::*;
use crate::studio::Studio;
use std::fmt::Write;

/// Half of the stroke at the end of a distance, in world pixels.
const GAP_END: f64 = 5.0;

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
    // By these the selected connection is led elsewhere, and bent.
    let handles = memo(move || {
        let (selection, scene, preview) = (studio.selection.read(), studio.scene.read(), studio.preview.read());
        let number = selection.only_connection().and_then(|key| scene.connection_number(key));
        number.map(|number| handles(&scene, number, preview.as_ref())).unwrap_or_default()
    });
    let handle = |(is_end, place): (bool, Point)| {
        let radius = if is_end { 4.5 } else { 5.5 };
        view! { <circle class="end" class:bend=move || !is_end cx=place.x cy=place.y r=radius/> }
    };
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
            {move || shapes.read().growing.as_ref().map(|route| view! {
                <path class="growing" d=route.path()/>
                <path class="growing-head" d=route.arrow_path()/>
            })}
            <path class="guides" d=move || guides_path(&shapes.read().guides)/>
            {move || spot.get().map(ring)}
            {move || handles.get().into_iter().map(handle).collect_view()}
        </svg>
    }
}

/// The handles of a connection, each with whether it is an end: its ends, and where it is bent.
fn handles(scene: &Scene, number: usize, preview: Option<&Preview>) -> Vec<(bool, Point)> {
    let stops = match preview {
        Some(Preview::Bending { bends, .. }) => scene.stops_with(number, bends),
        _ => scene.stops_of(number),
    };
    let last = stops.len().saturating_sub(1);
    stops.into_iter().enumerate().map(|(place, stop)| (place == 0 || place == last, stop)).collect()
}

/// What there is to draw for a preview.
#[derive(Clone, Debug, Default, PartialEq)]
struct Shapes {
    marquee: Option<Rect>,
    ghosts: Vec<Rect>,
    growing: Option<Route>,
    /// What boxes on the move stand in line with.
    guides: Guides,
}

impl Shapes {
    fn of(preview: &Preview, scene: &Scene, detail: Detail) -> Self {
        match preview {
            Preview::Marquee { area, .. } | Preview::Framing { area } => {
                Self { marquee: Some(*area), ..Self::default() }
            }
            Preview::Placing { area, guides, .. } => {
                Self { ghosts: vec![*area], growing: into(scene, guides), guides: guides.clone(), marquee: None }
            }
            // From far away boxes are no elements that could be moved themselves.
            Preview::Moving { ids, by, .. } | Preview::Shifting { ids, by, .. } => {
                // Of texts there are elements also from far away.
                let (guides, copied): (_, &[String]) = match preview {
                    Preview::Moving { guides, notes, copies, .. } => {
                        (guides.clone(), if *copies { notes } else { &[] })
                    }
                    _ => (Guides::default(), &[]),
                };
                let are_ghosts = detail == Detail::Far || matches!(preview, Preview::Moving { copies: true, .. });
                let rects = || ids.iter().filter_map(|id| scene.rect_of(id));
                let texts = || copied.iter().filter_map(|id| scene.note_area(id));
                let ghosts = || rects().chain(texts()).map(|area| area.shifted(*by)).collect();
                let growing = into(scene, &guides);
                Self { ghosts: if are_ghosts { ghosts() } else { Vec::new() }, growing, guides, ..Self::default() }
            }
            // From near the connection itself is drawn anew.
            Preview::Bending { key, bends } => {
                let number = scene.connection_number(key).filter(|_| detail == Detail::Far);
                let growing = number.and_then(|number| scene.bent_route(number, bends));
                Self { growing, ..Self::default() }
            }
            Preview::Connecting { from, to, over, is_reversed } => {
                let curve = growing(scene, from, *to, over.as_deref());
                Self {
                    growing: curve.map(|curve| if *is_reversed { curve.reversed() } else { curve }.into()),
                    ..Self::default()
                }
            }
        }
    }
}

/// The connection that a box would be put into.
fn into(scene: &Scene, guides: &Guides) -> Option<Route> {
    scene.route(scene.connection_number(guides.into.as_ref()?)?).cloned()
}

/// Lines, and distances with a stroke at each end.
fn guides_path(guides: &Guides) -> String {
    let mut path = String::new();
    // Writing to a string cannot fail.
    let mut line = |from: Point, to: Point| {
        let _ = write!(path, "M{:.1} {:.1}L{:.1} {:.1}", from.x, from.y, to.x, to.y);
    };
    guides.lines.iter().for_each(|[from, to]| line(*from, *to));
    for [from, to] in &guides.gaps {
        let aside = if from.y == to.y { Point::new(0.0, GAP_END) } else { Point::new(GAP_END, 0.0) };
        line(*from, *to);
        line(*from - aside, *from + aside);
        line(*to - aside, *to + aside);
    }
    path
}

fn growing(scene: &Scene, from: &str, to: Point, over: Option<&str>) -> Option<Curve> {
    let from = scene.rect_of(from)?;
    match over.and_then(|over| scene.rect_of(over)) {
        Some(over) => Some(Curve::between(from, over)),
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
        assert_eq!(free.growing.map(|route| route.end()), Some(to));
        let over = Some("b".to_owned());
        let snapped = Shapes::of(
            &Preview::Connecting { from: "a".to_owned(), to, over, is_reversed: false },
            &scene,
            Detail::Near,
        );
        assert_eq!(snapped.growing.map(|route| route.end()), Some(Point::new(400.0, 36.0)));
    }
}
