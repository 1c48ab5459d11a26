//! Keeps a document whole: whatever an edit left, ids are unique and nothing refers to nothing.
//! A file made from a healed document can always be read again.

use super::heal_own::{heal_kinds, heal_notes, heal_pieces, of_a_kind};
use super::{BOX, Document, arrange, ends};
use loadbearing_engine::design::format::{LOAD, MOST_STEPS};
use loadbearing_engine::design::{Area, Connection, Design, Frames, Journey, Layout, Place, Placement, Step};
use loadbearing_engine::kinds;
use std::collections::{HashMap, HashSet};

/// Beyond this, in world pixels, nothing stands: nobody would find it again.
const FARTHEST: f64 = 1e6;
/// Between boxes that get a place because they have none, in world pixels.
const GAP: f64 = 48.0;

/// Takes out what refers to nothing, and gives every box a place.
pub fn heal(document: &mut Document) {
    let design = &mut document.design;
    heal_places(&mut design.places);
    heal_kinds(design);
    heal_components(design);
    heal_journeys(design);
    heal_connections(design);
    heal_layout(design, &mut document.layout);
    heal_frames(design, &mut document.frames);
    heal_steps(design, &mut document.steps);
    heal_notes(&mut document.notes);
    heal_pieces(&design.kinds, &mut document.pieces);
}

fn heal_places(places: &mut Vec<Place>) {
    let mut seen = HashSet::new();
    places.retain(|place| !place.id.is_empty() && seen.insert(place.id.clone()));
    let parents: HashMap<String, Option<String>> =
        places.iter().map(|place| (place.id.clone(), place.within.clone())).collect();
    for place in places.iter_mut() {
        let mut above = place.within.as_ref();
        // More steps up than there are places: a circle.
        for _ in 0..=parents.len() {
            above = above.and_then(|id| parents.get(id)).and_then(Option::as_ref);
        }
        let is_known = place.within.as_ref().is_some_and(|id| parents.contains_key(id));
        if above.is_some() || !is_known {
            place.within = None;
        }
    }
}

fn heal_components(design: &mut Design) {
    let mut seen = HashSet::new();
    design.components.retain(|component| !component.id.is_empty() && seen.insert(component.id.clone()));
    let places: HashSet<&str> = design.places.iter().map(|place| place.id.as_str()).collect();
    let kinds = &design.kinds;
    for component in &mut design.components {
        of_a_kind(component, kinds);
        match &mut component.places {
            Placement::Nowhere => continue,
            Placement::Spread(ids) => ids.retain(|id| places.contains(id.as_str())),
            Placement::Counted(counts) => counts.retain(|id, _| places.contains(id.as_str())),
        }
        if component.places.ids().is_empty() {
            component.places = Placement::Nowhere;
        }
    }
}

fn heal_journeys(design: &mut Design) {
    let components: HashSet<&str> = design.components.iter().map(|component| component.id.as_str()).collect();
    let mut seen = HashSet::new();
    design.workload.journeys.retain_mut(|journey| {
        // An empty entry is nowhere: the report says so, and the journey is not lost.
        if !components.contains(journey.entry.as_str()) {
            journey.entry.clear();
        }
        !journey.id.is_empty() && seen.insert(journey.id.clone())
    });
    design.requirements.latency_ms.retain(|journey, _| seen.contains(journey));
}

fn heal_connections(design: &mut Design) {
    let components: HashSet<&str> = design.components.iter().map(|component| component.id.as_str()).collect();
    let journeys: HashSet<&str> =
        design.workload.journeys.iter().map(|journey: &Journey| journey.id.as_str()).collect();
    let is_there = |id: &String| components.contains(id.as_str());
    let caches: HashSet<&str> = design
        .components
        .iter()
        .filter(|component| kinds::find(&component.kind).is_some_and(|kind| kind.setting("hit_rate").is_some()))
        .map(|component| component.id.as_str())
        .collect();
    let mut seen = HashSet::new();
    design.connections.retain_mut(|connection: &mut Connection| {
        // Only what has a hit rate can miss.
        connection.after_miss_in.retain(|id| caches.contains(id.as_str()));
        let mut once = HashSet::new();
        connection.after_miss_in.retain(|id| once.insert(id.clone()));
        if let Some(named) = &mut connection.journeys {
            named.retain(|id| journeys.contains(id.as_str()));
        }
        connection.id.take_if(|id| id.is_empty() || !seen.insert(id.clone()));
        is_there(&connection.from) && is_there(&connection.to)
    });
}

fn heal_layout(design: &Design, layout: &mut Layout) {
    let numbers: HashMap<&str, usize> =
        design.components.iter().enumerate().map(|(number, component)| (component.id.as_str(), number)).collect();
    layout.retain(|id, (x, y)| numbers.contains_key(id.as_str()) && x.is_finite() && y.is_finite());
    for corner in layout.values_mut() {
        *corner = (corner.0.clamp(-FARTHEST, FARTHEST), corner.1.clamp(-FARTHEST, FARTHEST));
    }
    if layout.len() == design.components.len() {
        return;
    }
    if layout.is_empty() {
        let pairs: Vec<(usize, usize)> =
            ends(design).filter_map(|(from, to)| Some((*numbers.get(from)?, *numbers.get(to)?))).collect();
        let corners = arrange::arrange(design.components.len(), &pairs);
        let ids = design.components.iter().map(|component| component.id.clone());
        layout.extend(ids.zip(corners));
        return;
    }
    let left = layout.values().map(|corner| corner.0).fold(f64::INFINITY, f64::min);
    let bottom = layout.values().map(|corner| corner.1).fold(f64::NEG_INFINITY, f64::max);
    let mut next = (left, bottom + BOX.1 + GAP);
    for component in &design.components {
        if !layout.contains_key(&component.id) {
            layout.insert(component.id.clone(), next);
            next.0 += BOX.0 + GAP;
        }
    }
}

fn heal_steps(design: &Design, steps: &mut Vec<Step>) {
    let is_there = |id: &String| design.components.iter().any(|component| component.id == *id);
    steps.truncate(MOST_STEPS);
    for step in steps {
        for ids in [&mut step.visible, &mut step.highlighted] {
            let mut once = HashSet::new();
            ids.retain(|id| is_there(id) && once.insert(id.clone()));
        }
        step.view.take_if(|(x, y, width, height)| {
            let is_usual = |number: f64| number.abs() <= FARTHEST;
            !(is_usual(*x) && is_usual(*y) && (0.0..=FARTHEST).contains(width) && (0.0..=FARTHEST).contains(height))
        });
        step.load.take_if(|load| !LOAD.allow(*load));
        step.down.retain(|word| !word.is_empty());
    }
}

fn heal_frames(design: &Design, frames: &mut Frames) {
    frames.retain(|id, area| design.places.iter().any(|place| place.id == *id) && is_finite(*area));
    frames.values_mut().for_each(tame);
}

/// Whether an area can be drawn.
pub(super) fn is_finite((x, y, width, height): Area) -> bool {
    [x, y, width, height].iter().all(|number| number.is_finite())
}

/// Brings an area back to where somebody would find it.
pub(super) fn tame((x, y, width, height): &mut Area) {
    (*x, *y) = (x.clamp(-FARTHEST, FARTHEST), y.clamp(-FARTHEST, FARTHEST));
    (*width, *height) = (width.clamp(0.0, FARTHEST), height.clamp(0.0, FARTHEST));
}

#[cfg(test)]
mod tests {
    use super::*;
    use loadbearing_engine::design::{Component, DesignFile, PlaceKind};

    fn place(id: &str, within: Option<&str>) -> Place {
        Place {
            id: id.to_owned(),
            kind: PlaceKind::Zone,
            within: within.map(str::to_owned),
            name: None,
            availability: None,
        }
    }

    #[test]
    fn places_in_a_circle_are_cut_apart_and_others_stay_nested() {
        let mut places = vec![
            place("a", Some("b")),
            place("b", Some("a")),
            place("eu", None),
            place("eu-a", Some("eu")),
            place("lost", Some("gone")),
        ];
        heal_places(&mut places);
        let within: Vec<Option<&str>> = places.iter().map(|place| place.within.as_deref()).collect();
        assert_eq!(within, [None, None, None, Some("eu"), None]);
    }

    #[test]
    fn a_file_without_layout_is_arranged_and_one_with_gaps_is_completed() {
        let component = |id: &str| Component { id: id.to_owned(), ..Component::default() };
        let mut file = DesignFile::default();
        file.design.components = vec![component("a"), component("b")];
        let arranged = Document::open(file.clone());
        assert_eq!(arranged.layout().len(), 2);
        file.layout.insert("a".to_owned(), (40.0, 200.0));
        let completed = Document::open(file);
        assert_eq!(completed.position("a"), Some((40.0, 200.0)));
        assert_eq!(completed.position("b"), Some((40.0, 200.0 + BOX.1 + GAP)));
    }
}
