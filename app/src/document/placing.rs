//! What stands in which region, zone or network, as the drawing says it: moving a box over a border, drawing, sizing
//! and moving a frame. Each gives one edit.

use super::frames::{Frame, content, encloses, find, frames, frames_without, holds, label, lies_in};
use super::{BOX, Document, Edit, ids};
use loadbearing_engine::design::{Area, Component, Design, Place, PlaceKind, Placement};

/// Boxes move; those that cross the border of a place stand there from now on, or there no longer.
#[must_use]
pub fn moved(document: &Document, moving: &[String], by: (f64, f64)) -> Edit {
    let moving: Vec<String> = moving.iter().filter(|id| !document.is_locked(id)).cloned().collect();
    let step = Edit::Move { ids: moving.clone(), by };
    if document.design().places.is_empty() {
        return step;
    }
    // What goes does not hold a border in its place.
    let still = frames_without(document, |id| moving.iter().any(|other| other == id));
    let changes = moving.iter().filter_map(|id| {
        let component = document.component(id)?;
        let (x, y) = document.position(id)?;
        let before = (x + BOX.0 / 2.0, y + BOX.1 / 2.0);
        let after = (before.0 + by.0, before.1 + by.1);
        changed(component, crossed(document.design(), component, &still, before, after))
    });
    batch(changes, [step])
}

/// A frame is drawn: a zone, or a region where it holds zones. What lies in it stands there from now on.
#[must_use]
pub fn drawn(document: &Document, area: Area, name: impl Fn(PlaceKind) -> String) -> Edit {
    let design = document.design();
    let all = frames(document);
    let outer = all.iter().rev().find(|frame| is_fate(frame) && encloses(frame.area, area));
    let outer = outer.map(|frame| frame.id.clone());
    let is_inner = |place: &Place| {
        place.kind != PlaceKind::Network
            && place.within == outer
            && all.iter().any(|frame| frame.id == place.id && encloses(area, frame.area))
    };
    let kind = if design.places.iter().any(is_inner) { PlaceKind::Region } else { PlaceKind::Zone };
    let wish = if kind == PlaceKind::Region { "region" } else { "zone" };
    let id = ids::fresh(wish, |id| design.places.iter().any(|place| place.id == id));
    let mut places = design.places.clone();
    for place in places.iter_mut().filter(|place| is_inner(place)) {
        place.within = Some(id.clone());
    }
    places.push(Place { id: id.clone(), kind, within: outer.clone(), name: Some(name(kind)), availability: None });
    let goes_in = |component: &&Component| {
        let own = of_class(design, component, false);
        let is_free = own.is_empty() || own.len() == 1 && outer.as_deref() == Some(own[0]);
        is_free && centre(document, &component.id).is_some_and(|middle| holds(area, middle))
    };
    let changes = design.components.iter().filter(goes_in);
    let changes =
        changes.filter_map(|component| changed(component, Some(with_class(design, component, false, Some(&id)))));
    Edit::Batch([Edit::ChangePlaces(places), Edit::Draw(vec![(id.clone(), area)])].into_iter().chain(changes).collect())
}

/// A frame has another size: boxes that it takes in or leaves out stand accordingly.
#[must_use]
pub fn sized(document: &Document, id: &str, area: Area) -> Edit {
    let design = document.design();
    let all = frames(document);
    let Some(frame) = all.iter().find(|frame| frame.id == id) else { return Edit::Nothing };
    let mut after = all.clone();
    after.iter_mut().filter(|other| other.id == id).for_each(|other| other.area = area);
    let is_network = frame.kind == PlaceKind::Network;
    let changes = design.components.iter().filter_map(|component| {
        let middle = centre(document, &component.id)?;
        let (was, is) = (home(&all, middle, is_network), home(&after, middle, is_network));
        let own = of_class(design, component, is_network);
        let concerns = was != is && own.len() <= 1 && own.first().copied() == was;
        concerns.then(|| changed(component, Some(with_class(design, component, is_network, is)))).flatten()
    });
    batch(changes, [Edit::Draw(vec![(id.to_owned(), area)])])
}

/// A frame moves with all that stands in it, perhaps into another one or out of it.
#[must_use]
pub fn shifted(document: &Document, id: &str, by: (f64, f64)) -> Edit {
    let design = document.design();
    let (members, inner) = content(document, id);
    let all = frames(document);
    let Some(frame) = all.iter().find(|frame| frame.id == id) else { return Edit::Nothing };
    let shift = |(x, y, width, height): Area| (x + by.0, y + by.1, width, height);
    let areas = inner.iter().filter_map(|id| Some((id.clone(), shift(document.drawn(id)?)))).collect();
    let step = [Edit::Move { ids: members.clone(), by }, Edit::Draw(areas)];
    // Its own borders do not count, and those around it not as far as only it holds them open.
    let mut others = frames_without(document, |id| members.iter().any(|other| other == id));
    others.retain(|other| !inner.contains(&other.id) && is_fate(other));
    let outer = |area: Area| others.iter().rev().find(|other| encloses(other.area, area)).map(|other| other.id.clone());
    let (was, is) = (outer(frame.area), outer(shift(frame.area)));
    if frame.kind == PlaceKind::Network || was == is {
        return Edit::Batch(step.to_vec());
    }
    let mut places = design.places.clone();
    places.iter_mut().filter(|place| place.id == id).for_each(|place| place.within.clone_from(&is));
    batch([Edit::ChangePlaces(places)], step)
}

/// Some components stand one level farther out: in what their region or zone lies in, or nowhere.
#[must_use]
pub fn taken_out(document: &Document, ids: &[String]) -> Edit {
    let design = document.design();
    let changes = ids.iter().filter_map(|id| {
        let component = document.component(id)?;
        let own = of_class(design, component, false);
        let outer = match own.as_slice() {
            [only] => find(design, only).and_then(|place| place.within.as_deref()),
            _ => None,
        };
        changed(component, Some(with_class(design, component, false, outer)))
    });
    batch(changes, [])
}

/// Which components stand elsewhere than before: their names, and that of their place if it is one.
#[must_use]
pub fn crossings(before: &Document, after: &Document) -> Vec<(String, Option<String>)> {
    let design = after.design();
    let moved = design.components.iter().filter_map(|component| {
        let was = before.component(&component.id)?;
        if was.places == component.places {
            return None;
        }
        let names = component.places.ids().into_iter().filter_map(|id| find(design, id)).map(label);
        let names = names.collect::<Vec<_>>().join(", ");
        let name = component.name.clone().unwrap_or_else(|| component.id.clone());
        Some((name, (!names.is_empty()).then_some(names)))
    });
    moved.collect()
}

fn batch(changes: impl IntoIterator<Item = Edit>, step: impl IntoIterator<Item = Edit>) -> Edit {
    let mut all: Vec<Edit> = step.into_iter().chain(changes).collect();
    if all.len() == 1 { all.remove(0) } else { Edit::Batch(all) }
}

fn changed(component: &Component, places: Option<Placement>) -> Option<Edit> {
    let places = places.filter(|places| *places != component.places)?;
    let to = Component { places, ..component.clone() };
    Some(Edit::ChangeComponent { id: component.id.clone(), to: Box::new(to) })
}

fn centre(document: &Document, id: &str) -> Option<(f64, f64)> {
    document.position(id).map(|(x, y)| (x + BOX.0 / 2.0, y + BOX.1 / 2.0))
}

fn is_fate(frame: &Frame) -> bool {
    frame.kind != PlaceKind::Network
}

/// The innermost frame around a point: of a network, or of a region or zone.
fn home(frames: &[Frame], point: (f64, f64), is_network: bool) -> Option<&str> {
    let mut inside = frames.iter().rev().filter(|frame| is_fate(frame) != is_network && holds(frame.area, point));
    inside.next().map(|frame| frame.id.as_str())
}

/// Where a component stands after it was moved; `None` where that is as before.
fn crossed(
    design: &Design,
    component: &Component,
    still: &[Frame],
    before: (f64, f64),
    after: (f64, f64),
) -> Option<Placement> {
    let mut changed = component.clone();
    for is_network in [false, true] {
        let (was, is) = (home(still, before, is_network), home(still, after, is_network));
        if was == is {
            continue;
        }
        let own = of_class(design, &changed, is_network);
        let stays = match (own.as_slice(), is) {
            // Where it stands alone and nothing was drawn, the frame goes with it.
            ([only], _) if was != Some(*only) => is.is_none_or(|is| lies_in(design, only, is)),
            // Copies in several places: only a place that has nothing to do with them is meant.
            ([_, _, ..], None) => true,
            (many @ [_, _, ..], Some(is)) => many.iter().any(|id| lies_in(design, id, is) || lies_in(design, is, id)),
            _ => false,
        };
        if !stays {
            changed.places = with_class(design, &changed, is_network, is);
        }
    }
    Some(changed.places)
}

/// The networks of a component, or its regions and zones.
fn of_class<'a>(design: &Design, component: &'a Component, is_network: bool) -> Vec<&'a str> {
    let mut ids = component.places.ids();
    ids.retain(|id| find(design, id).is_some_and(|place| (place.kind == PlaceKind::Network) == is_network));
    ids
}

/// The placement of a component with its networks, or its regions and zones, replaced by one or none.
fn with_class(design: &Design, component: &Component, is_network: bool, place: Option<&str>) -> Placement {
    let kept = of_class(design, component, !is_network).into_iter().chain(place);
    let ids: Vec<String> = kept.map(str::to_owned).collect();
    if ids.is_empty() { Placement::Nowhere } else { Placement::Spread(ids) }
}

#[cfg(test)]
mod tests {
    use super::super::edit::apply;
    use super::super::frames::tests::two_zones;
    use super::*;

    fn places<'a>(document: &'a Document, id: &str) -> Vec<&'a str> {
        document.component(id).unwrap().places.ids()
    }

    #[test]
    fn a_box_that_crosses_a_border_stands_behind_it() {
        let mut document = two_zones();
        apply(&mut document, Edit::Draw(vec![("eu-b".to_owned(), (600.0, 0.0, 300.0, 300.0))]));
        let free = ["free".to_owned()];
        let edit = moved(&document, &free, (650.0, -500.0));
        apply(&mut document, edit);
        assert_eq!(places(&document, "free"), ["eu-b"]);
        let edit = moved(&document, &free, (0.0, 20.0));
        apply(&mut document, edit);
        assert_eq!(places(&document, "free"), ["eu-b"], "it is still inside");
        let edit = moved(&document, &free, (0.0, 900.0));
        apply(&mut document, edit);
        assert!(places(&document, "free").is_empty());
    }

    #[test]
    fn what_alone_holds_its_place_open_takes_it_along_and_copies_in_two_places_stay_there() {
        let mut document = two_zones();
        let edit = moved(&document, &["a".to_owned(), "both".to_owned()], (0.0, -3000.0));
        apply(&mut document, edit);
        assert_eq!(places(&document, "a"), ["eu-a"]);
        assert_eq!(places(&document, "both"), ["eu-a", "eu-b"]);
    }

    #[test]
    fn a_frame_around_a_box_is_a_zone_and_one_around_zones_a_region() {
        let mut document = two_zones();
        let edit = drawn(&document, (-50.0, 560.0, 300.0, 200.0), |_| "New".to_owned());
        apply(&mut document, edit);
        let zone = document.design().places.last().unwrap().clone();
        assert_eq!((zone.kind, zone.within.as_deref()), (PlaceKind::Zone, None));
        assert_eq!(places(&document, "free"), [zone.id.as_str()]);
        let edit = drawn(&document, (-90.0, 500.0, 400.0, 300.0), |_| "New".to_owned());
        apply(&mut document, edit);
        let region = document.design().places.last().unwrap().clone();
        assert_eq!(region.kind, PlaceKind::Region);
        assert_eq!(find(document.design(), &zone.id).unwrap().within.as_deref(), Some(region.id.as_str()));
        assert_eq!(places(&document, "free"), [zone.id.as_str()], "it stands in the zone, and so in the region");
    }

    #[test]
    fn a_smaller_frame_lets_a_box_go_and_a_larger_one_takes_it_in() {
        let mut document = two_zones();
        let edit = drawn(&document, (-50.0, 560.0, 300.0, 200.0), |_| "New".to_owned());
        apply(&mut document, edit);
        let edit = sized(&document, "zone", (-50.0, 560.0, 300.0, 10.0));
        apply(&mut document, edit);
        assert!(places(&document, "free").is_empty());
        let edit = sized(&document, "zone", (-50.0, 560.0, 300.0, 210.0));
        apply(&mut document, edit);
        assert_eq!(places(&document, "free"), ["zone"]);
    }

    #[test]
    fn what_is_taken_out_of_its_zone_stands_in_the_region_and_then_nowhere() {
        let mut document = two_zones();
        let ids = ["a".to_owned()];
        for expected in [vec!["eu"], vec![]] {
            let edit = taken_out(&document, &ids);
            apply(&mut document, edit);
            assert_eq!(places(&document, "a"), expected);
        }
        assert_eq!(taken_out(&document, &ids), Edit::Batch(Vec::new()));
    }

    #[test]
    fn a_frame_moves_with_its_content_and_into_another() {
        let mut document = two_zones();
        let start = document.clone();
        let edit = drawn(&document, (-50.0, 560.0, 300.0, 200.0), |_| "New".to_owned());
        apply(&mut document, edit);
        apply(&mut document, Edit::Draw(vec![("eu".to_owned(), (-2000.0, -2000.0, 3000.0, 2500.0))]));
        let edit = shifted(&document, "zone", (0.0, -400.0));
        apply(&mut document, edit);
        assert_eq!(document.position("free"), Some((0.0, 200.0)));
        assert_eq!(document.drawn("zone"), Some((-50.0, 160.0, 300.0, 200.0)));
        assert_eq!(find(document.design(), "zone").unwrap().within.as_deref(), Some("eu"));
        let edit = shifted(&start, "gone", (1.0, 1.0));
        assert_eq!(edit, Edit::Nothing);
    }
}
