//! A component put into a connection: what went from one to the other goes over it.

use super::{Document, Edit, Part};
use crate::connection_key::ConnectionKey;
use loadbearing_engine::design::Connection;

/// Puts a component into a connection. The way to it keeps all that the connection says; the way on carries the same
/// journeys.
#[must_use]
pub fn through(document: &Document, key: &ConnectionKey, id: &str) -> Edit {
    let Some(connection) = document.connection(key) else { return Edit::Nothing };
    if connection.from == id || connection.to == id {
        return Edit::Nothing;
    }
    let before = Connection { to: id.to_owned(), ..connection.clone() };
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
