//! A component put into a connection: what went from one to the other goes over it.

use super::{BOX, Document, Edit, Part};
use crate::connection_key::ConnectionKey;
use loadbearing_engine::design::Connection;

/// What stays free between a box that is put into a connection and those it comes between, in world pixels: room for
/// a rate.
const GAP: f64 = 80.0;
/// Boxes whose middles differ by less than this are drawn as if in one row, in world pixels.
const NEARLY_LEVEL: f64 = 16.0;

/// Room for a box in a connection, its middle near a place: where its upper left corner goes, and the places of all
/// that gives way, which is what stands beyond.
#[must_use]
pub fn room(document: &Document, key: &ConnectionKey, middle: (f64, f64), own: &str) -> Vec<(String, (f64, f64))> {
    let (half, corner) = ((BOX.0 / 2.0, BOX.1 / 2.0), (middle.0 - BOX.0 / 2.0, middle.1 - BOX.1 / 2.0));
    let ends = document.position(&key.from).zip(document.position(&key.to));
    let Some((from, to)) = ends.filter(|_| key.from != key.to) else { return vec![(own.to_owned(), corner)] };
    let is_across = (from.0 - to.0).abs() - BOX.0 >= (from.1 - to.1).abs() - BOX.1;
    // Along the way that the connection runs, then aside from it.
    let along = |place: (f64, f64)| if is_across { place.0 } else { place.1 };
    let aside = |place: (f64, f64)| if is_across { place.1 } else { place.0 };
    let (size, half) = (along(BOX), (along(half), aside(half)));
    let (first, last) = if along(from) <= along(to) { (from, to) } else { (to, from) };
    let (begins, ends) = (along(first) + size + GAP, along(last) - GAP - size);
    let give_way = ((begins - ends) / 8.0).ceil().max(0.0) * 8.0;
    let place = (along(middle) - half.0).clamp(begins, ends.max(begins));
    let beside = if (aside(first) - aside(last)).abs() < NEARLY_LEVEL { aside(first) } else { aside(middle) - half.1 };
    let mut places = vec![(own.to_owned(), if is_across { (place, beside) } else { (beside, place) })];
    if give_way > 0.0 {
        let is_free = |id: &str| id != own && document.component(id).is_none_or(|component| !component.locked);
        let beyond = document.layout().iter().filter(|(id, place)| is_free(id) && along(**place) >= along(last) - 0.5);
        let moved = |(x, y): (f64, f64)| if is_across { (x + give_way, y) } else { (x, y + give_way) };
        places.extend(beyond.map(|(id, place)| (id.clone(), moved(*place))));
    }
    places
}

/// Puts a component into a connection. The way to it keeps all that the connection says; the way on carries the same
/// journeys.
#[must_use]
pub fn through(document: &Document, key: &ConnectionKey, id: &str) -> Edit {
    let Some(connection) = document.connection(key) else { return Edit::Nothing };
    if connection.from == id || connection.to == id {
        return Edit::Nothing;
    }
    let before = Connection { to: id.to_owned(), bends: Vec::new(), ..connection.clone() };
    let after = Connection {
        from: id.to_owned(),
        to: connection.to.clone(),
        journeys: connection.journeys.clone(),
        mode: connection.mode,
        ..Connection::default()
    };
    Edit::Batch(vec![Edit::ChangeConnection { key: key.clone(), to: Box::new(before) }, Edit::Connect(Box::new(after))])
}

/// Adds a new component and puts it into a connection.
#[must_use]
pub fn new_through(document: &Document, key: &ConnectionKey, part: Part) -> Edit {
    let Some(id) = part.ids().next().map(str::to_owned) else { return Edit::Nothing };
    Edit::Batch(vec![Edit::Add(part), through(document, key, &id)])
}

/// Gives a connection another end.
///
/// Where such a connection is there already, the two lie beside each other.
#[must_use]
pub fn reconnected(document: &Document, key: &ConnectionKey, is_start: bool, to: &str) -> Edit {
    let Some(connection) = document.connection(key) else { return Edit::Nothing };
    let mut changed = connection.clone();
    // It was bent for another way.
    changed.bends.clear();
    *(if is_start { &mut changed.from } else { &mut changed.to }) = to.to_owned();
    if changed.from == changed.to {
        return Edit::Nothing;
    }
    Edit::ChangeConnection { key: key.clone(), to: Box::new(changed) }
}

#[cfg(test)]
mod tests {
    use super::super::edit::apply;
    use super::super::random_edits::shortener;
    use super::*;

    #[test]
    fn what_is_dropped_on_a_connection_is_put_in_between() {
        let mut document = shortener();
        let key = ConnectionKey::first("client", "api");
        let part = Part::new_component(&document, "lb-l7", None, (0.0, 0.0));
        let edit = new_through(&document, &key, part);
        apply(&mut document, edit);
        assert!(document.connection(&key).is_none());
        assert!(document.connection(&ConnectionKey::first("client", "lb-l7")).is_some());
        assert!(document.connection(&ConnectionKey::first("lb-l7", "api")).is_some());
    }

    #[test]
    fn what_stands_beyond_gives_way_where_there_is_no_room() {
        let mut document = shortener();
        let at = |id: &str, corner| (id.to_owned(), corner);
        let places = vec![at("client", (0.0, 0.0)), at("api", (260.0, 8.0)), at("db", (500.0, 300.0))];
        apply(&mut document, Edit::PlaceAt(places));
        let key = ConnectionKey::first("client", "api");
        let places = room(&document, &key, (214.0, 40.0), "new");
        assert_eq!(places[0], at("new", (248.0, 0.0)), "168 and 80, in line with the client");
        // It needs 168 + 80 + 168 + 80 = 496 and has 260: 236 more are 240 in whole steps of 8.
        assert!(places.contains(&at("api", (500.0, 8.0))) && places.contains(&at("db", (740.0, 300.0))));
        assert!(places.iter().all(|(id, _)| id != "client"));
        apply(&mut document, Edit::PlaceAt(vec![at("api", (900.0, 300.0))]));
        let roomy = room(&document, &key, (500.0, 200.0), "new");
        assert_eq!(roomy, [at("new", (416.0, 164.0))], "where it was dropped, and nothing moves");
    }

    #[test]
    fn the_way_on_carries_the_journeys_of_the_connection() {
        let mut document = shortener();
        let edit = through(&document, &ConnectionKey::first("api", "redis"), "client");
        apply(&mut document, edit);
        let on = document.connection(&ConnectionKey::first("client", "redis")).unwrap();
        assert_eq!(on.journeys, Some(vec!["redirect".to_owned()]));
        assert_eq!(through(&document, &ConnectionKey::first("client", "redis"), "redis"), Edit::Nothing);
    }

    #[test]
    fn an_end_goes_to_another_component_and_never_to_the_other_end() {
        let mut document = shortener();
        let key = ConnectionKey::first("api", "db");
        let edit = reconnected(&document, &key, true, "client");
        apply(&mut document, edit);
        let moved = document.connection(&ConnectionKey::first("client", "db")).unwrap();
        assert_eq!(moved.after_miss_in, ["redis"]);
        assert_eq!(reconnected(&document, &ConnectionKey::first("client", "db"), false, "client"), Edit::Nothing);
    }
}
