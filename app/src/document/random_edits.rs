//! A small document for tests, and random edits: whatever comes, the document stays whole and
//! undoing everything leads back to the start.

use super::edit::Edit;
use super::history::{History, Series};
use super::part::Part;
use super::{Document, ends};
use crate::connection_key::ConnectionKey;
use loadbearing_engine::design::{
    Component, Connection, DesignFile, Journey, LatencyTarget, Note, Operation, OwnKind, OwnKinds, Piece, Place,
    PlaceKind, Placement, Setting, Step, Workload, read, write,
};
use loadbearing_engine::kinds::Catalogue;
use proptest::prelude::*;
use std::collections::HashSet;

fn component(id: &str) -> Component {
    Component { id: id.to_owned(), kind: "server".to_owned(), ..Component::default() }
}

fn connection(from: &str, to: &str) -> Connection {
    Connection { from: from.to_owned(), to: to.to_owned(), ..Connection::default() }
}

fn journey(id: &str, entry: &str) -> Journey {
    Journey {
        id: id.to_owned(),
        name: None,
        entry: entry.to_owned(),
        operation: Operation::Read,
        rate: None,
        peak_factor: None,
        daily_curve: None,
        content: None,
        request_bytes: None,
        response_bytes: None,
        stored_bytes: None,
    }
}

/// Client, API, cache and database, with everything that can refer to something.
pub fn shortener() -> Document {
    let mut file = DesignFile::default();
    let design = &mut file.design;
    design.workload.journeys = vec![journey("redirect", "client"), journey("shorten", "client")];
    design.requirements.latency_ms.insert("redirect".to_owned(), LatencyTarget::default());
    design.places =
        vec![Place { id: "eu-a".to_owned(), kind: PlaceKind::Zone, within: None, name: None, availability: None }];
    design.components = ["client", "api", "redis", "db"].map(component).to_vec();
    design.components[2].kind = "cache-distributed".to_owned();
    design.components[3].kind = "sql".to_owned();
    design.components[3].places = Placement::Spread(vec!["eu-a".to_owned()]);
    let mut cache = connection("api", "redis");
    cache.journeys = Some(vec!["redirect".to_owned()]);
    let mut database = connection("api", "db");
    database.after_miss_in = vec!["redis".to_owned()];
    design.connections = vec![connection("client", "api"), cache, database];
    Document::open(file)
}

fn id() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => prop::sample::select(vec!["client", "api", "redis", "db", "api-2", "new"]),
        1 => Just(""),
    ]
    .prop_map(str::to_owned)
}

fn key() -> impl Strategy<Value = ConnectionKey> {
    (id(), id(), 0_usize..2).prop_map(|(from, to, nth)| ConnectionKey { from, to, nth })
}

fn coordinate() -> impl Strategy<Value = f64> {
    prop_oneof![9 => -500.0..500.0, 1 => Just(f64::NAN)]
}

fn random_component() -> impl Strategy<Value = Component> {
    let places = prop::collection::vec(prop_oneof![Just("eu-a"), Just("gone")], 0..2);
    let own = prop::option::of(prop_oneof![Just("own-a"), Just("gone")]);
    (id(), prop::option::of(1_u32..9), places, own, any::<bool>()).prop_map(|(id, instances, places, own, locked)| {
        Component {
            instances,
            places: Placement::Spread(places.into_iter().map(str::to_owned).collect()),
            own: own.map(str::to_owned),
            locked,
            ..component(&id)
        }
    })
}

fn random_connection() -> impl Strategy<Value = Connection> {
    let journeys = prop::option::of(prop::collection::vec(
        prop_oneof![Just("redirect".to_owned()), Just("gone".to_owned())],
        0..2,
    ));
    (id(), id(), journeys, prop::collection::vec(id(), 0..2), prop::option::of(id())).prop_map(
        |(from, to, journeys, after_miss_in, id)| Connection {
            bends: vec![(0.5, 24.0)],
            journeys,
            after_miss_in,
            id,
            ..connection(&from, &to)
        },
    )
}

fn part() -> impl Strategy<Value = Part> {
    let placed = (random_component(), prop::option::of((coordinate(), coordinate())));
    (prop::collection::vec(placed, 0..3), prop::collection::vec(random_connection(), 0..3))
        .prop_map(|(components, connections)| Part { components, connections, ..Part::default() })
}

fn edit() -> impl Strategy<Value = Edit> {
    let ids = || prop::collection::vec(id(), 0..3);
    let journeys = prop::collection::vec((id(), id()), 0..3).prop_map(|journeys| {
        let journeys = journeys.iter().map(|(id, entry)| journey(id, entry)).collect();
        Edit::ChangeWorkload(Box::new(Workload { journeys, ..Workload::default() }))
    });
    let one = prop_oneof![
        part().prop_map(Edit::Add),
        ids().prop_map(Edit::RemoveComponents),
        (ids(), coordinate(), coordinate()).prop_map(|(ids, right, down)| Edit::Move { ids, by: (right, down) }),
        (id(), coordinate(), coordinate()).prop_map(|(id, right, down)| Edit::PlaceAt(vec![(id, (right, down))])),
        (prop_oneof![Just("eu-a"), Just("gone")], coordinate(), 0.0..900.0)
            .prop_map(|(id, at, size)| { Edit::Draw(vec![(id.to_owned(), (at, at, size, size))]) }),
        (prop::collection::vec((id(), coordinate()), 0..3)).prop_map(|all| Edit::ChangeSteps(
            all.into_iter()
                .map(|(id, at)| Step {
                    view: Some((at, at, at.abs(), 9.0)),
                    highlighted: vec![id.clone(), id.clone()],
                    visible: vec![id],
                    load: Some(at),
                    ..Step::default()
                })
                .collect()
        )),
        random_connection().prop_map(|connection| Edit::Connect(Box::new(connection))),
        prop::collection::vec(key(), 0..2).prop_map(Edit::Disconnect),
        (id(), random_component()).prop_map(|(id, to)| Edit::ChangeComponent { id, to: Box::new(to) }),
        (key(), random_connection()).prop_map(|(key, to)| Edit::ChangeConnection { key, to: Box::new(to) }),
        journeys,
        (id(), id()).prop_map(|(from, to)| Edit::RenameJourney { from, to }),
        Just(Edit::ChangePlaces(Vec::new())),
        own_kinds().prop_map(Edit::ChangeKinds),
        (prop_oneof![Just("note"), Just("")], prop::option::of((".{0,3}", coordinate()))).prop_map(|(id, note)| {
            let note = note.map(|(text, at)| Note { text, area: (at, at, 100.0, at) });
            Edit::WriteNotes(vec![(id.to_owned(), note)])
        }),
        coordinate().prop_map(|by| Edit::MoveNotes { ids: vec!["note".to_owned()], by: (by, 1.0) }),
        (part(), id()).prop_map(|(part, id)| {
            let components = part.components.into_iter().map(|(component, _)| component).collect();
            let piece = Piece { components, connections: part.connections, ..Piece::default() };
            Edit::ChangePieces([(id, piece)].into())
        }),
        ".{0,3}".prop_map(Edit::ChangeTitle),
        Just(Edit::Replace(Box::default())),
        Just(Edit::Replace(Box::new(shortener().file()))),
    ];
    one.prop_recursive(2, 6, 3, |inner| prop::collection::vec(inner, 0..3).prop_map(Edit::Batch))
}

fn own_kinds() -> impl Strategy<Value = OwnKinds> {
    let kind = (
        prop_oneof![Just("own-a"), Just("server"), Just("")],
        prop_oneof![Just("server"), Just("gone")],
        any::<bool>(),
    );
    prop::collection::vec(kind, 0..3).prop_map(|kinds| {
        let own = |(id, from, has_values): (&str, &str, bool)| {
            let mut own = OwnKind { from: from.to_owned(), ..OwnKind::default() };
            if has_values {
                own.values.insert("rps_capacity".to_owned(), Setting::Number(5.0));
                own.values.insert("hit_rate".to_owned(), Setting::Number(0.5));
                own.sources.insert("rps_capacity".to_owned(), "measured".to_owned());
                own.sources.insert("gone".to_owned(), "nowhere".to_owned());
            }
            (id.to_owned(), own)
        };
        kinds.into_iter().map(own).collect()
    })
}

fn check(document: &Document) -> Result<(), TestCaseError> {
    let design = document.design();
    let ids: HashSet<&str> = design.components.iter().map(|component| component.id.as_str()).collect();
    prop_assert_eq!(ids.len(), design.components.len(), "ids are unique");
    prop_assert!(!ids.contains(""));
    prop_assert!(
        document.layout().keys().map(String::as_str).eq({
            let mut sorted: Vec<&str> = ids.iter().copied().collect();
            sorted.sort_unstable();
            sorted
        }),
        "every component has a place, and nothing else has"
    );
    prop_assert!(document.layout().values().all(|(x, y)| x.is_finite() && y.is_finite()));
    for (from, to) in ends(design) {
        prop_assert!(ids.contains(from) && ids.contains(to), "no connection ends in nothing");
    }
    let journeys: HashSet<&str> = design.workload.journeys.iter().map(|journey| journey.id.as_str()).collect();
    prop_assert_eq!(journeys.len(), design.workload.journeys.len());
    prop_assert!(
        design.workload.journeys.iter().all(|journey| journey.entry.is_empty() || ids.contains(journey.entry.as_str()))
    );
    prop_assert!(design.requirements.latency_ms.keys().all(|id| journeys.contains(id.as_str())));
    for connection in &design.connections {
        prop_assert!(connection.after_miss_in.iter().all(|id| ids.contains(id.as_str())));
        let named = connection.journeys.iter().flatten();
        prop_assert!(named.into_iter().all(|id| journeys.contains(id.as_str())));
    }
    for component in &design.components {
        let places = component.places.ids();
        prop_assert!(places.iter().all(|id| design.places.iter().any(|place| place.id == *id)));
    }
    let again = read(&write(&document.file()), &Catalogue);
    prop_assert_eq!(again.map_err(|error| error.to_string()), Ok(document.file()), "it can be read again");
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn random_edits_leave_the_document_whole_and_can_all_be_undone(
        steps in prop::collection::vec((edit(), prop::option::of(0_u8..2), 0_u8..8), 0..40),
    ) {
        let mut document = shortener();
        let start = document.clone();
        let mut history = History::default();
        for (number, (edit, series, undo)) in steps.into_iter().enumerate() {
            match series {
                None => history.apply(&mut document, edit),
                Some(name) => {
                    let series = Series { name: name.to_string(), at_ms: number as f64 * 300.0 };
                    history.apply_in_series(&mut document, edit, series)
                }
            };
            check(&document)?;
            if undo == 0 {
                let now = document.clone();
                if history.undo(&mut document) {
                    check(&document)?;
                    history.redo(&mut document);
                    prop_assert_eq!(&document, &now);
                }
            }
        }
        let end = document.clone();
        while history.undo(&mut document) {
            check(&document)?;
        }
        prop_assert_eq!(&document, &start);
        while history.redo(&mut document) {}
        prop_assert_eq!(&document, &end);
    }
}
