//! What differs between two states of a document, as small as it can be kept: what undo remembers.

use super::Document;
use loadbearing_engine::design::{
    Accepted, Area, Component, Connection, Note, OwnKinds, Pieces, Place, Prices, Requirements, Settings, Step,
    Workload,
};
use std::collections::BTreeMap;

/// Leads from one state of a document to another. Exact only from the state it was made for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Difference {
    title: Option<String>,
    notes: Option<String>,
    workload: Option<Workload>,
    requirements: Option<Requirements>,
    thresholds: Option<Settings>,
    prices: Option<Prices>,
    accepted: Option<Vec<Accepted>>,
    kinds: Option<OwnKinds>,
    pieces: Option<Pieces>,
    places: Option<Splice<Place>>,
    components: Option<Splice<Component>>,
    connections: Option<Splice<Connection>>,
    layout: Vec<(String, Option<(f64, f64)>)>,
    frames: Vec<(String, Option<Area>)>,
    steps: Option<Vec<Step>>,
    written: Vec<(String, Option<Note>)>,
}

/// Replaces a stretch of a list.
#[derive(Clone, Debug, PartialEq)]
struct Splice<T> {
    start: usize,
    removed: usize,
    inserted: Vec<T>,
}

impl<T: Clone + PartialEq> Splice<T> {
    /// The stretch between what two lists begin and end with alike; `None` where they are equal.
    fn between(now: &[T], wanted: &[T]) -> Option<Self> {
        let start = now.iter().zip(wanted).take_while(|(one, other)| one == other).count();
        let rest = now[start..].iter().rev().zip(wanted[start..].iter().rev());
        let end = rest.take_while(|(one, other)| one == other).count();
        let removed = now.len() - start - end;
        let inserted = wanted[start..wanted.len() - end].to_vec();
        (removed > 0 || !inserted.is_empty()).then_some(Self { start, removed, inserted })
    }

    fn apply(self, list: &mut Vec<T>) {
        // Cut to what is there, so that a difference for another state is wrong but never fatal.
        let start = self.start.min(list.len());
        let end = (start + self.removed).min(list.len());
        list.splice(start..end, self.inserted);
    }
}

fn changed<T: Clone + PartialEq>(now: &T, wanted: &T) -> Option<T> {
    (now != wanted).then(|| wanted.clone())
}

impl Difference {
    /// What leads from one state to another.
    #[must_use]
    pub fn between(now: &Document, wanted: &Document) -> Self {
        let (one, other) = (&now.design, &wanted.design);
        Self {
            title: changed(&one.title, &other.title),
            notes: changed(&one.notes, &other.notes),
            workload: changed(&one.workload, &other.workload),
            requirements: changed(&one.requirements, &other.requirements),
            thresholds: changed(&one.thresholds, &other.thresholds),
            prices: changed(&one.prices, &other.prices),
            accepted: changed(&one.accepted, &other.accepted),
            kinds: changed(&one.kinds, &other.kinds),
            pieces: changed(&now.pieces, &wanted.pieces),
            places: Splice::between(&one.places, &other.places),
            components: Splice::between(&one.components, &other.components),
            connections: Splice::between(&one.connections, &other.connections),
            layout: entries(&now.layout, &wanted.layout),
            frames: entries(&now.frames, &wanted.frames),
            steps: changed(&now.steps, &wanted.steps),
            written: entries(&now.notes, &wanted.notes),
        }
    }

    /// Whether it changes nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether it only moves boxes, draws places elsewhere, or writes on the canvas.
    #[must_use]
    pub fn is_layout_only(&self) -> bool {
        Self { layout: Vec::new(), frames: Vec::new(), written: Vec::new(), ..self.clone() }.is_empty()
    }

    /// The parts to be put in again, where it brings others.
    #[must_use]
    pub const fn pieces(&self) -> Option<&Pieces> {
        self.pieces.as_ref()
    }

    /// The components that it brings.
    #[must_use]
    pub fn components(&self) -> &[Component] {
        self.components.as_ref().map_or(&[], |splice| &splice.inserted)
    }

    /// The connections that it brings.
    #[must_use]
    pub fn connections(&self) -> &[Connection] {
        self.connections.as_ref().map_or(&[], |splice| &splice.inserted)
    }

    /// How much memory it holds, counted in components, connections and places.
    #[must_use]
    pub fn weight(&self) -> usize {
        let journeys = self.workload.as_ref().map_or(0, |workload| workload.journeys.len());
        1 + journeys
            + self.places.as_ref().map_or(0, |splice| splice.inserted.len())
            + self.components.as_ref().map_or(0, |splice| splice.inserted.len())
            + self.connections.as_ref().map_or(0, |splice| splice.inserted.len())
            + self.kinds.as_ref().map_or(0, OwnKinds::len)
            + self.pieces.iter().flat_map(Pieces::values).map(|piece| piece.components.len()).sum::<usize>()
            + self.layout.len()
            + self.frames.len()
            + self.steps.as_ref().map_or(0, Vec::len)
            + self.written.len()
    }

    /// Followed by another one, as one. Only where both just move boxes.
    #[must_use]
    pub fn followed_by(mut self, later: Self) -> Self {
        overlaid(&mut self.layout, later.layout);
        overlaid(&mut self.frames, later.frames);
        overlaid(&mut self.written, later.written);
        self
    }

    /// Leads the document to the other state.
    pub fn apply(self, document: &mut Document) {
        let Document { design, layout, frames, notes, pieces, steps } = document;
        if let Some(title) = self.title {
            design.title = title;
        }
        if let Some(notes) = self.notes {
            design.notes = notes;
        }
        if let Some(workload) = self.workload {
            design.workload = workload;
        }
        if let Some(requirements) = self.requirements {
            design.requirements = requirements;
        }
        if let Some(accepted) = self.accepted {
            design.accepted = accepted;
        }
        if let Some(thresholds) = self.thresholds {
            design.thresholds = thresholds;
        }
        if let Some(prices) = self.prices {
            design.prices = prices;
        }
        if let Some(kinds) = self.kinds {
            design.kinds = kinds;
        }
        if let Some(changed) = self.pieces {
            *pieces = changed;
        }
        if let Some(places) = self.places {
            places.apply(&mut design.places);
        }
        if let Some(components) = self.components {
            components.apply(&mut design.components);
        }
        if let Some(connections) = self.connections {
            connections.apply(&mut design.connections);
        }
        if let Some(wanted) = self.steps {
            *steps = wanted;
        }
        put(layout, self.layout);
        put(frames, self.frames);
        put(notes, self.written);
    }
}

/// Entries of one map, and what follows on them.
fn overlaid<T>(entries: &mut Vec<(String, Option<T>)>, later: Vec<(String, Option<T>)>) {
    entries.retain(|(id, _)| later.iter().all(|(other, _)| other != id));
    entries.extend(later);
}

fn put<T>(map: &mut BTreeMap<String, T>, entries: Vec<(String, Option<T>)>) {
    for (id, value) in entries {
        match value {
            Some(value) => map.insert(id, value),
            None => map.remove(&id),
        };
    }
}

/// What leads from one map to another: what is gone, then what is new or differs.
fn entries<T: Clone + PartialEq>(now: &BTreeMap<String, T>, wanted: &BTreeMap<String, T>) -> Vec<(String, Option<T>)> {
    let gone = now.keys().filter(|id| !wanted.contains_key(*id)).map(|id| (id.clone(), None));
    let changed = wanted.iter().filter(|(id, value)| now.get(*id) != Some(value));
    gone.chain(changed.map(|(id, value)| (id.clone(), Some(value.clone())))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_splice_leads_from_one_list_to_the_other(
            now in prop::collection::vec(0_u8..3, 0..12),
            wanted in prop::collection::vec(0_u8..3, 0..12),
        ) {
            let mut list = now.clone();
            match Splice::between(&now, &wanted) {
                Some(splice) => splice.apply(&mut list),
                None => prop_assert_eq!(&now, &wanted),
            }
            prop_assert_eq!(list, wanted);
        }
    }

    #[test]
    fn one_changed_thing_among_many_is_remembered_alone() {
        let now: Vec<u32> = (0..1000).collect();
        let mut wanted = now.clone();
        wanted[500] = 7;
        let splice = Splice::between(&now, &wanted).unwrap();
        assert_eq!((splice.start, splice.removed, splice.inserted), (500, 1, vec![7]));
    }
}
