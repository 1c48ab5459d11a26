//! Where regions, zones and networks are drawn: around the boxes that stand wholly in them.

use loadbearing_engine::design::{Component, Design, Place};

use crate::canvas::geometry::{Point, Rect, Size};
use crate::canvas::scene::Scene;
use crate::order::sort_by_key;

/// Between a frame and what it holds, in world pixels.
const MARGIN: f64 = 18.0;
/// For the name of a frame, above what it holds.
const HEAD: f64 = 20.0;

/// A place as it is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame {
    /// Id of the place.
    pub id: String,
    /// Shown at the upper left.
    pub label: String,
    /// What it surrounds, with its margin.
    pub area: Rect,
}

/// The frames of all places that hold a box, those that hold others first.
#[must_use]
pub fn frames(design: &Design, scene: &Scene) -> Vec<Frame> {
    let mut frames: Vec<(usize, Frame)> = Vec::new();
    for place in &design.places {
        let inside: Vec<&Component> =
            design.components.iter().filter(|component| stands_in(design, component, &place.id)).collect();
        let Some(area) = scene.bounds_of(inside.iter().map(|component| component.id.as_str())) else { continue };
        let levels = levels_below(design, &place.id);
        let label = place.name.clone().unwrap_or_else(|| place.id.clone());
        frames.push((levels, Frame { id: place.id.clone(), label, area: surrounded(area, levels) }));
    }
    sort_by_key(&mut frames, |(levels, _)| std::cmp::Reverse(*levels));
    frames.into_iter().map(|(_, frame)| frame).collect()
}

/// Whether all copies of a component stand in a place or in what lies in it.
fn stands_in(design: &Design, component: &Component, place: &str) -> bool {
    let ids = component.places.ids();
    !ids.is_empty() && ids.into_iter().all(|id| lies_in(design, id, place))
}

fn lies_in(design: &Design, id: &str, outer: &str) -> bool {
    let mut here = Some(id);
    // No chain of places is longer than there are places.
    for _ in 0..=design.places.len() {
        match here {
            Some(id) if id == outer => return true,
            Some(id) => here = find(design, id).and_then(|place| place.within.as_deref()),
            None => return false,
        }
    }
    false
}

fn find<'a>(design: &'a Design, id: &str) -> Option<&'a Place> {
    design.places.iter().find(|place| place.id == id)
}

/// How many levels of places lie in a place: its frame has to leave room for theirs.
fn levels_below(design: &Design, id: &str) -> usize {
    fn depth(design: &Design, id: &str, left: usize) -> usize {
        let inner = design.places.iter().filter(|place| left > 0 && place.within.as_deref() == Some(id));
        inner.map(|place| 1 + depth(design, &place.id, left - 1)).max().unwrap_or(0)
    }
    // Deeper nesting than region, zone and network has no drawing of its own.
    depth(design, id, 3)
}

fn surrounded(area: Rect, levels: usize) -> Rect {
    let rings = levels as f64 + 1.0;
    let (side, top) = (MARGIN * rings, (MARGIN + HEAD) * rings);
    let corner = Point::new(area.x - side, area.y - top);
    Rect::new(corner, Size::new(area.width + 2.0 * side, area.height + top + side + MARGIN / 2.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use loadbearing_engine::design::{PlaceKind, Placement};

    fn place(id: &str, within: Option<&str>) -> Place {
        Place {
            id: id.to_owned(),
            kind: PlaceKind::Zone,
            within: within.map(str::to_owned),
            name: None,
            availability: None,
        }
    }

    fn component(id: &str, places: &[&str]) -> Component {
        let places = Placement::Spread(places.iter().map(|id| (*id).to_owned()).collect());
        Component { id: id.to_owned(), places, ..Component::default() }
    }

    #[test]
    fn a_region_surrounds_its_zones_and_what_is_spread_over_them() {
        let design = Design {
            places: vec![place("eu", None), place("eu-a", Some("eu")), place("eu-b", Some("eu")), place("us", None)],
            components: vec![component("a", &["eu-a"]), component("both", &["eu-a", "eu-b"])],
            ..Design::default()
        };
        let scene = Scene::new([("a", Point::default()), ("both", Point::new(300.0, 0.0))], []);
        let frames = frames(&design, &scene);
        let ids: Vec<&str> = frames.iter().map(|frame| frame.id.as_str()).collect();
        assert_eq!(ids, ["eu", "eu-a"], "nothing stands in eu-b alone, and nothing in us");
        assert!(frames[0].area.encloses(frames[1].area));
    }
}
