//! Everything that can be done to a document, and the one place where it is done.

use super::difference::Difference;
use super::{Document, ends, heal::heal, readable::check};

pub use super::part::Part;

use crate::connection_key::ConnectionKey;
use loadbearing_engine::design::{
    Accepted, Area, Component, Connection, Design, DesignFile, Note, OwnKinds, Pieces, Place, Placement, Prices,
    ReadError, Requirements, Settings, Step, Workload,
};
use std::collections::HashSet;

/// A change of a document. One that names something which is gone is ignored.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Edit {
    /// Changes nothing.
    #[default]
    Nothing,
    /// Adds components, connections among them or to others, and texts. An id that is taken is not added.
    Add(Part),
    /// Removes components with their connections; what named them elsewhere forgets them. Locked ones stay.
    RemoveComponents(Vec<String>),
    /// Moves boxes by so many world pixels to the right and down. Locked ones stay where they are.
    Move {
        /// The components.
        ids: Vec<String>,
        /// To the right and down.
        by: (f64, f64),
    },
    /// Puts boxes at places: upper left corners in world pixels. Locked ones stay where they are.
    PlaceAt(Vec<(String, (f64, f64))>),
    /// Draws regions, zones and networks: left and upper border, width and height in world pixels.
    Draw(Vec<(String, Area)>),
    /// Puts texts on the canvas in the place of those with the same ids; nothing takes one away.
    WriteNotes(Vec<(String, Option<Note>)>),
    /// Moves texts by so many world pixels to the right and down.
    MoveNotes {
        /// Their ids.
        ids: Vec<String>,
        /// To the right and down.
        by: (f64, f64),
    },
    /// Replaces the author's own kinds. Components of one that is gone are of the kind it was made from.
    ChangeKinds(OwnKinds),
    /// Replaces the parts that are kept to be put in again.
    ChangePieces(Pieces),
    /// Connects two components.
    Connect(Box<Connection>),
    /// Removes connections.
    Disconnect(Vec<ConnectionKey>),
    /// Replaces a component by another value of it. Another id is a new name: references follow.
    ChangeComponent {
        /// Its id until now.
        id: String,
        /// What it is from now on.
        to: Box<Component>,
    },
    /// Replaces a connection by another value of it; its ends may be others.
    ChangeConnection {
        /// Which one.
        key: ConnectionKey,
        /// What it is from now on.
        to: Box<Connection>,
    },
    /// Replaces the workload. A journey that is gone is forgotten everywhere.
    ChangeWorkload(Box<Workload>),
    /// Gives a journey another id; references follow.
    RenameJourney {
        /// Its id until now.
        from: String,
        /// Its id from now on.
        to: String,
    },
    /// Replaces the requirements.
    ChangeRequirements(Box<Requirements>),
    /// Replaces what things cost.
    ChangePrices(Box<Prices>),
    /// Replaces the figures that rules compare with.
    ChangeThresholds(Settings),
    /// Replaces the findings that the author lives with.
    ChangeAccepted(Vec<Accepted>),
    /// Replaces the regions, zones and networks. A place that is gone is forgotten everywhere.
    ChangePlaces(Vec<Place>),
    /// Replaces the steps of the presentation.
    ChangeSteps(Vec<Step>),
    /// Gives the design another title.
    ChangeTitle(String),
    /// Replaces the free text about the design.
    ChangeNotes(String),
    /// Replaces everything, as opening a template does.
    Replace(Box<DesignFile>),
    /// Several changes as one.
    Batch(Vec<Self>),
    /// What undo and redo do: leads back to a former state.
    Restore(Box<Difference>),
}

/// Does an edit, and gives back the edit that undoes it: `Nothing` where nothing changed.
pub fn apply(document: &mut Document, edit: Edit) -> Edit {
    attempt(document, edit).unwrap_or_default()
}

/// Does an edit, and gives back the edit that undoes it: `Nothing` where nothing changed.
///
/// # Errors
/// When the document could not be read from its file afterwards, such as with a hit rate of 150 %;
/// it is left as it was.
pub fn attempt(document: &mut Document, edit: Edit) -> Result<Edit, ReadError> {
    let before = document.clone();
    // Former states were whole and readable, and so is what was just read from a file.
    let is_trusted = matches!(edit, Edit::Restore(_) | Edit::Replace(_));
    if let Edit::Restore(difference) = edit {
        difference.apply(document);
    } else {
        change(document, edit);
        heal(document);
    }
    if !is_trusted && let Err(refusal) = check(document, &Difference::between(&before, document)) {
        *document = before;
        return Err(refusal);
    }
    let back = Difference::between(document, &before);
    Ok(if back.is_empty() { Edit::Nothing } else { Edit::Restore(Box::new(back)) })
}

fn change(document: &mut Document, edit: Edit) {
    let design = &mut document.design;
    match edit {
        Edit::Nothing => {}
        Edit::Add(part) => add(document, part),
        Edit::RemoveComponents(ids) => {
            let gone: HashSet<String> = ids.into_iter().collect();
            design.components.retain(|component| component.locked || !gone.contains(&component.id));
        }
        Edit::Move { ids, by } => {
            for id in ids.into_iter().filter(|id| !document.is_locked(id)).collect::<Vec<_>>() {
                if let Some(corner) = document.layout.get_mut(&id) {
                    place(corner, (corner.0 + by.0, corner.1 + by.1));
                }
            }
        }
        Edit::PlaceAt(corners) => {
            for (id, wanted) in corners.into_iter().filter(|(id, _)| !document.is_locked(id)).collect::<Vec<_>>() {
                if let Some(corner) = document.layout.get_mut(&id) {
                    place(corner, wanted);
                }
            }
        }
        Edit::Draw(areas) => document.frames.extend(areas),
        Edit::WriteNotes(notes) => {
            for (id, note) in notes {
                match note {
                    Some(note) => document.notes.insert(id, note),
                    None => document.notes.remove(&id),
                };
            }
        }
        Edit::MoveNotes { ids, by } => {
            for id in ids {
                if let Some(note) = document.notes.get_mut(&id) {
                    let (mut corner, (x, y, ..)) = ((note.area.0, note.area.1), note.area);
                    place(&mut corner, (x + by.0, y + by.1));
                    (note.area.0, note.area.1) = corner;
                }
            }
        }
        Edit::ChangeKinds(kinds) => design.kinds = kinds,
        Edit::ChangePieces(pieces) => document.pieces = pieces,
        Edit::Connect(connection) => design.connections.push(*connection),
        Edit::Disconnect(keys) => {
            let mut numbered = ConnectionKey::number(ends(design)).into_iter();
            design.connections.retain(|_| numbered.next().is_none_or(|key| !keys.contains(&key)));
        }
        Edit::ChangeComponent { id, to } => change_component(document, &id, *to),
        Edit::ChangeConnection { key, to } => {
            let position = key.position(ends(design));
            let is_there = |id: &String| design.components.iter().any(|other| other.id == *id);
            // A connection to nothing would be taken out; ignoring the edit loses less.
            if is_there(&to.from)
                && is_there(&to.to)
                && let Some(position) = position
            {
                design.connections[position] = *to;
            }
        }
        Edit::ChangeWorkload(workload) => design.workload = *workload,
        Edit::RenameJourney { from, to } => rename_journey(design, &from, &to),
        Edit::ChangeRequirements(requirements) => design.requirements = *requirements,
        Edit::ChangePrices(prices) => design.prices = *prices,
        Edit::ChangeThresholds(thresholds) => design.thresholds = thresholds,
        Edit::ChangeAccepted(accepted) => design.accepted = accepted,
        Edit::ChangePlaces(places) => design.places = places,
        Edit::ChangeSteps(steps) => document.steps = steps,
        Edit::ChangeTitle(title) => design.title = title,
        Edit::ChangeNotes(notes) => design.notes = notes,
        Edit::Replace(file) => {
            *document = Document::held(*file);
        }
        Edit::Batch(edits) => {
            for edit in edits {
                if let Edit::Restore(difference) = edit {
                    difference.apply(document);
                } else {
                    change(document, edit);
                }
            }
        }
        Edit::Restore(difference) => difference.apply(document),
    }
}

fn place(corner: &mut (f64, f64), wanted: (f64, f64)) {
    if wanted.0.is_finite() && wanted.1.is_finite() {
        *corner = wanted;
    }
}

fn add(document: &mut Document, part: Part) {
    for (component, corner) in part.components {
        let is_taken = document.component(&component.id).is_some();
        if is_taken || component.id.is_empty() {
            continue;
        }
        if let Some(corner) = corner {
            document.layout.insert(component.id.clone(), corner);
        }
        document.design.components.push(component);
    }
    document.design.connections.extend(part.connections);
    for (id, kind) in part.kinds {
        document.design.kinds.entry(id).or_insert(kind);
    }
    for (id, piece) in part.pieces {
        document.pieces.entry(id).or_insert(piece);
    }
    for (id, note) in part.notes {
        document.notes.entry(id).or_insert(note);
    }
}

fn change_component(document: &mut Document, id: &str, to: Component) {
    let Some(position) = document.design.components.iter().position(|other| other.id == id) else {
        return;
    };
    let new_id = to.id.clone();
    let is_taken = new_id != id && document.component(&new_id).is_some();
    if is_taken || new_id.is_empty() {
        return;
    }
    document.design.components[position] = to;
    if new_id == id {
        return;
    }
    let follow = |name: &mut String| {
        if name == id {
            name.clone_from(&new_id);
        }
    };
    for connection in &mut document.design.connections {
        follow(&mut connection.from);
        follow(&mut connection.to);
        connection.after_miss_in.iter_mut().for_each(follow);
    }
    document.design.workload.journeys.iter_mut().for_each(|journey| follow(&mut journey.entry));
    document.design.accepted.iter_mut().flat_map(|accepted| &mut accepted.components).for_each(follow);
    for step in &mut document.steps {
        step.visible.iter_mut().chain(&mut step.highlighted).chain(&mut step.down).for_each(follow);
    }
    if let Some(corner) = document.layout.remove(id) {
        document.layout.insert(new_id, corner);
    }
}

fn rename_journey(design: &mut Design, from: &str, to: &str) {
    let journeys = &mut design.workload.journeys;
    if to.is_empty() || journeys.iter().any(|journey| journey.id == to) {
        return;
    }
    let Some(journey) = journeys.iter_mut().find(|journey| journey.id == from) else { return };
    to.clone_into(&mut journey.id);
    for named in design.connections.iter_mut().filter_map(|connection| connection.journeys.as_mut()) {
        for name in named.iter_mut().filter(|name| *name == from) {
            to.clone_into(name);
        }
    }
    if let Some(target) = design.requirements.latency_ms.remove(from) {
        design.requirements.latency_ms.insert(to.to_owned(), target);
    }
}

/// The edit that gives a place another id; references follow.
#[must_use]
pub fn rename_place(document: &Document, from: &str, to: &str) -> Edit {
    let design = document.design();
    let is_known = design.places.iter().any(|place| place.id == from);
    if !is_known || to.is_empty() || design.places.iter().any(|place| place.id == to) {
        return Edit::Nothing;
    }
    let mut places = design.places.clone();
    for place in &mut places {
        let own = std::iter::once(&mut place.id).chain(place.within.as_mut());
        own.filter(|name| *name == from).for_each(|name| to.clone_into(name));
    }
    let stands_there = |component: &&Component| component.places.ids().contains(&from);
    let changes = design.components.iter().filter(stands_there).map(|component| {
        let mut changed = component.clone();
        match &mut changed.places {
            Placement::Nowhere => {}
            Placement::Spread(ids) => {
                ids.iter_mut().filter(|id| *id == from).for_each(|id| to.clone_into(id));
            }
            Placement::Counted(counts) => {
                if let Some(count) = counts.remove(from) {
                    counts.insert(to.to_owned(), count);
                }
            }
        }
        Edit::ChangeComponent { id: component.id.clone(), to: Box::new(changed) }
    });
    let drawn = document.drawn(from).map(|area| Edit::Draw(vec![(to.to_owned(), area)]));
    Edit::Batch(std::iter::once(Edit::ChangePlaces(places)).chain(drawn).chain(changes).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::random_edits::shortener;
    use loadbearing_engine::design::Setting;

    #[test]
    fn a_removed_component_takes_its_connections_and_every_mention_with_it() {
        let mut document = shortener();
        apply(&mut document, Edit::RemoveComponents(vec!["redis".to_owned()]));
        assert!(document.component("redis").is_none());
        assert!(document.design().connections.iter().all(|connection| connection.to != "redis"));
        let database = document.connection(&ConnectionKey::first("api", "db")).unwrap();
        assert!(database.after_miss_in.is_empty());
        assert_eq!(document.position("redis"), None);
    }

    #[test]
    fn a_journey_whose_entry_was_removed_enters_nowhere() {
        let mut document = shortener();
        apply(&mut document, Edit::RemoveComponents(vec!["client".to_owned()]));
        assert_eq!(document.design().workload.journeys[0].entry, "");
    }

    #[test]
    fn a_new_id_is_followed_by_all_that_name_it() {
        let mut document = shortener();
        let start = document.clone();
        let mut renamed = document.component("redis").unwrap().clone();
        renamed.id = "cache".to_owned();
        let edit = Edit::ChangeComponent { id: "redis".to_owned(), to: Box::new(renamed) };
        let back = apply(&mut document, edit);
        let database = document.connection(&ConnectionKey::first("api", "db")).unwrap();
        assert_eq!(database.after_miss_in, ["cache"]);
        assert_eq!(document.position("cache"), start.position("redis"));
        apply(&mut document, back);
        assert_eq!(document, start);
    }

    #[test]
    fn steps_of_a_presentation_follow_a_new_id_and_forget_what_is_gone() {
        let mut document = shortener();
        let step = Step {
            note: "The cache carries the reads.".to_owned(),
            highlighted: vec!["redis".to_owned(), "db".to_owned()],
            down: vec!["redis".to_owned()],
            ..Step::default()
        };
        apply(&mut document, Edit::ChangeSteps(vec![step]));
        let start = document.clone();
        let mut renamed = document.component("redis").unwrap().clone();
        renamed.id = "cache".to_owned();
        let back = apply(&mut document, Edit::ChangeComponent { id: "redis".to_owned(), to: Box::new(renamed) });
        assert_eq!(
            (&document.steps[0].highlighted[0], &document.steps[0].down[0]),
            (&"cache".to_owned(), &"cache".to_owned())
        );
        apply(&mut document, back);
        assert_eq!(document, start);
        apply(&mut document, Edit::RemoveComponents(vec!["redis".to_owned()]));
        assert_eq!(document.steps[0].highlighted, ["db"]);
    }

    #[test]
    fn an_id_that_is_taken_is_not_given_again() {
        let mut document = shortener();
        let start = document.clone();
        let mut renamed = document.component("redis").unwrap().clone();
        renamed.id = "db".to_owned();
        let edit = Edit::ChangeComponent { id: "redis".to_owned(), to: Box::new(renamed) };
        assert_eq!(apply(&mut document, edit), Edit::Nothing);
        assert_eq!(document, start);
    }

    #[test]
    fn what_names_something_gone_is_ignored() {
        let mut document = shortener();
        for edit in [
            Edit::RemoveComponents(vec!["gone".to_owned()]),
            Edit::Disconnect(vec![ConnectionKey::first("api", "gone")]),
            Edit::Move { ids: vec!["gone".to_owned()], by: (1.0, 1.0) },
            Edit::Move { ids: vec!["api".to_owned()], by: (f64::NAN, 1.0) },
            Edit::RenameJourney { from: "gone".to_owned(), to: "new".to_owned() },
        ] {
            assert_eq!(apply(&mut document, edit), Edit::Nothing);
        }
    }

    #[test]
    fn parallel_connections_are_removed_one_by_one() {
        let mut document = shortener();
        let again = document.connection(&ConnectionKey::first("api", "db")).unwrap().clone();
        let share = Connection { share: Some(0.5), ..again };
        apply(&mut document, Edit::Connect(Box::new(share)));
        apply(&mut document, Edit::Disconnect(vec![ConnectionKey::first("api", "db")]));
        let left = document.connection(&ConnectionKey::first("api", "db")).unwrap();
        assert_eq!(left.share, Some(0.5));
    }

    #[test]
    fn a_journey_that_goes_is_forgotten_and_one_renamed_is_followed() {
        let mut document = shortener();
        let rename = Edit::RenameJourney { from: "redirect".to_owned(), to: "open".to_owned() };
        apply(&mut document, rename);
        let design = document.design();
        assert!(design.requirements.latency_ms.contains_key("open"));
        let cache = document.connection(&ConnectionKey::first("api", "redis")).unwrap();
        assert_eq!(cache.journeys, Some(vec!["open".to_owned()]));
        apply(&mut document, Edit::ChangeWorkload(Box::default()));
        assert!(document.design().requirements.latency_ms.is_empty());
    }

    #[test]
    fn prices_thresholds_and_accepted_findings_can_be_changed_and_taken_back() {
        let mut document = shortener();
        let start = document.clone();
        let prices = Prices { egress_per_gb: Some(0.09), ..Prices::default() };
        let thresholds = Settings::from([("max_sync_chain".to_owned(), Setting::Number(5.0))]);
        let known =
            Accepted { rule: "repl-none".to_owned(), components: vec!["db".to_owned()], reason: "small".to_owned() };
        for edit in [
            Edit::ChangePrices(Box::new(prices)),
            Edit::ChangeThresholds(thresholds),
            Edit::ChangeAccepted(vec![known]),
        ] {
            let back = apply(&mut document, edit);
            assert_ne!(document, start);
            apply(&mut document, back);
            assert_eq!(document, start);
        }
        let nameless = Accepted { rule: "repl-none".to_owned(), ..Accepted::default() };
        // What no file may hold is not kept: without a reason nothing is written.
        apply(&mut document, Edit::ChangeAccepted(vec![nameless]));
        let text = loadbearing_engine::write(&document.file());
        assert!(!text.contains("repl-none"), "{text}");
        let too_dear = Prices { egress_per_gb: Some(-1.0), ..Prices::default() };
        assert!(attempt(&mut document, Edit::ChangePrices(Box::new(too_dear))).is_err());
    }

    #[test]
    fn a_renamed_place_is_followed_by_what_stands_there() {
        let mut document = shortener();
        let edit = rename_place(&document, "eu-a", "eu-b");
        apply(&mut document, edit);
        assert_eq!(document.component("db").unwrap().places.ids(), ["eu-b"]);
    }
}
