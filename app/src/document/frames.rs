//! Where regions, zones and networks are drawn: where somebody drew them, and around all that stands in them.
//! What moving, sizing and drawing them changes stands in `placing`.

use super::{BOX, Document};
use crate::order::sort_by_key;
use loadbearing_engine::design::{Area, Component, Design, Place, PlaceKind};
use std::collections::HashMap;

/// Between a frame and what it holds, in world pixels.
pub const MARGIN: f64 = 18.0;
/// For the name of a frame, above what it holds.
pub const HEAD: f64 = 20.0;
/// Deeper nesting than region, zone and network has no drawing of its own.
const MOST_LEVELS: usize = 8;

/// A place as it is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame {
    /// Id of the place.
    pub id: String,
    /// Shown at the upper left.
    pub label: String,
    /// What it is.
    pub kind: PlaceKind,
    /// What it surrounds, with its margin.
    pub area: Area,
}

/// The frames of all places that were drawn or hold a box, those that hold others first.
#[must_use]
pub fn frames(document: &Document) -> Vec<Frame> {
    frames_without(document, |_| false)
}

/// The same, as if some components were not there.
pub(super) fn frames_without(document: &Document, is_away: impl Fn(&str) -> bool) -> Vec<Frame> {
    let design = document.design();
    if design.places.is_empty() {
        return Vec::new();
    }
    let mut by_level: Vec<(usize, &Place)> =
        design.places.iter().map(|place| (levels_below(design, &place.id), place)).collect();
    sort_by_key(&mut by_level, |(levels, _)| *levels);
    let mut areas: HashMap<&str, Area> = HashMap::new();
    let mut found = Vec::new();
    for (_, place) in &by_level {
        let members = design.components.iter().filter(|component| stands_in(design, component, &place.id));
        let boxes = members.filter(|component| !is_away(&component.id)).filter_map(|component| {
            let (x, y) = document.position(&component.id)?;
            Some((x, y, BOX.0, BOX.1))
        });
        let inner = design.places.iter().filter(|other| other.within.as_ref() == Some(&place.id));
        let inner = inner.filter_map(|other| areas.get(other.id.as_str()).copied());
        let around = boxes.chain(inner).reduce(union).map(surrounded);
        let Some(area) = document.drawn(&place.id).into_iter().chain(around).reduce(union) else { continue };
        areas.insert(&place.id, area);
        found.push(Frame { id: place.id.clone(), label: label(place).to_owned(), kind: place.kind, area });
    }
    found.reverse();
    found
}

/// The boxes and frames that go with a frame.
#[must_use]
pub fn content(document: &Document, id: &str) -> (Vec<String>, Vec<String>) {
    let design = document.design();
    let members = design.components.iter().filter(|component| stands_in(design, component, id));
    let inner = design.places.iter().filter(|place| lies_in(design, &place.id, id));
    (members.map(|component| component.id.clone()).collect(), inner.map(|place| place.id.clone()).collect())
}

/// Whether all copies of a component stand in a place or in what lies in it.
#[must_use]
pub fn stands_in(design: &Design, component: &Component, place: &str) -> bool {
    let ids = component.places.ids();
    let is_network = |id: &str| find(design, id).is_some_and(|place| place.kind == PlaceKind::Network);
    // Networks and fates have nothing to do with each other.
    let network = is_network(place);
    let mut alike = ids.into_iter().filter(|id| is_network(id) == network).peekable();
    alike.peek().is_some() && alike.all(|id| lies_in(design, id, place))
}

/// Whether a place is another or lies in it.
#[must_use]
pub fn lies_in(design: &Design, id: &str, outer: &str) -> bool {
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

/// The name shown to people.
#[must_use]
pub fn label(place: &Place) -> &str {
    place.name.as_deref().unwrap_or(&place.id)
}

pub(super) fn find<'a>(design: &'a Design, id: &str) -> Option<&'a Place> {
    design.places.iter().find(|place| place.id == id)
}

/// How many levels of places lie in a place.
fn levels_below(design: &Design, id: &str) -> usize {
    fn depth(design: &Design, id: &str, left: usize) -> usize {
        let inner = design.places.iter().filter(|place| left > 0 && place.within.as_deref() == Some(id));
        inner.map(|place| 1 + depth(design, &place.id, left - 1)).max().unwrap_or(0)
    }
    depth(design, id, MOST_LEVELS)
}

/// The rectangle around two.
fn union(one: Area, other: Area) -> Area {
    let (x, y) = (one.0.min(other.0), one.1.min(other.1));
    (x, y, (one.0 + one.2).max(other.0 + other.2) - x, (one.1 + one.3).max(other.1 + other.3) - y)
}

fn surrounded((x, y, width, height): Area) -> Area {
    (x - MARGIN, y - MARGIN - HEAD, width + 2.0 * MARGIN, height + 2.0 * MARGIN + HEAD)
}

/// Whether a point lies in a rectangle.
#[must_use]
pub fn holds((x, y, width, height): Area, point: (f64, f64)) -> bool {
    point.0 >= x && point.0 <= x + width && point.1 >= y && point.1 <= y + height
}

/// Whether a rectangle lies wholly in another.
#[must_use]
pub fn encloses(outer: Area, inner: Area) -> bool {
    holds(outer, (inner.0, inner.1)) && holds(outer, (inner.0 + inner.2, inner.1 + inner.3))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use loadbearing_engine::design::{DesignFile, Placement};

    pub fn place(id: &str, kind: PlaceKind, within: Option<&str>) -> Place {
        Place { id: id.to_owned(), kind, within: within.map(str::to_owned), name: None, availability: None }
    }

    /// A region of two zones, a box in one and a box in both; a network without anything.
    pub fn two_zones() -> Document {
        let component = |id: &str, places: &[&str]| {
            let places = Placement::Spread(places.iter().map(|id| (*id).to_owned()).collect());
            Component { id: id.to_owned(), kind: "server".to_owned(), places, ..Component::default() }
        };
        let mut file = DesignFile::default();
        file.design.places = vec![
            place("eu", PlaceKind::Region, None),
            place("eu-a", PlaceKind::Zone, Some("eu")),
            place("eu-b", PlaceKind::Zone, Some("eu")),
            place("net", PlaceKind::Network, None),
        ];
        file.design.components =
            vec![component("a", &["eu-a"]), component("both", &["eu-a", "eu-b"]), component("free", &[])];
        file.layout.insert("a".to_owned(), (0.0, 0.0));
        file.layout.insert("both".to_owned(), (300.0, 0.0));
        file.layout.insert("free".to_owned(), (0.0, 600.0));
        Document::open(file)
    }

    #[test]
    fn a_region_surrounds_its_zones_and_what_is_spread_over_them() {
        let found = frames(&two_zones());
        let ids: Vec<&str> = found.iter().map(|frame| frame.id.as_str()).collect();
        assert_eq!(ids, ["eu", "eu-a"], "nothing stands in eu-b alone, and nothing in the network");
        assert!(encloses(found[0].area, found[1].area));
        assert!(encloses(found[0].area, (300.0, 0.0, BOX.0, BOX.1)));
    }

    #[test]
    fn a_place_that_was_drawn_is_there_without_content_and_grows_with_it() {
        let mut document = two_zones();
        document.frames.insert("eu-b".to_owned(), (600.0, 0.0, 200.0, 200.0));
        let found = frames(&document);
        assert_eq!(found.iter().filter(|frame| frame.id == "eu-b").count(), 1);
        let (region, zone) = (&found[0], found.iter().find(|frame| frame.id == "eu-b").unwrap());
        assert!(encloses(region.area, zone.area));
        assert_eq!(zone.area, (600.0, 0.0, 200.0, 200.0));
    }
}
