//! Numbers at connections, in the order in which a journey takes them.

use super::{Document, Edit, ends};
use crate::connection_key::ConnectionKey;
use crate::order::sort_by_key;
use loadbearing_engine::design::{Connection, Journey};
use std::collections::HashSet;

/// Numbers the connections that a journey takes, from where it enters on, each call with all that follows from it before
/// the next; all others lose their number. Where that is how they are numbered already, all numbers go.
#[must_use]
pub fn numbered(document: &Document, journey: &str) -> Edit {
    let design = document.design();
    let Some(journey) = design.workload.journeys.iter().find(|other| other.id == journey) else { return Edit::Nothing };
    let mut steps = vec![None; design.connections.len()];
    for (step, number) in (1..).zip(way(&design.connections, journey)) {
        steps[number] = Some(step);
    }
    if design.connections.iter().map(|connection| connection.step).eq(steps.iter().copied()) {
        steps.fill(None);
    }
    let keys = ConnectionKey::number(ends(design));
    let changed = design.connections.iter().zip(keys).zip(steps);
    let changed = changed.filter(|((connection, _), step)| connection.step != *step);
    let edits = changed.map(|((connection, key), step)| Edit::ChangeConnection {
        key,
        to: Box::new(Connection { step, ..connection.clone() }),
    });
    Edit::Batch(edits.collect())
}

/// The connections that a journey takes, by their places in the design, each once.
fn way(connections: &[Connection], journey: &Journey) -> Vec<usize> {
    let (mut found, mut seen) = (Vec::new(), HashSet::new());
    let mut open = calls(connections, journey, &journey.entry);
    while let Some(number) = open.pop() {
        found.push(number);
        if seen.insert(&connections[number].to) && connections[number].to != journey.entry {
            open.extend(calls(connections, journey, &connections[number].to));
        }
    }
    found
}

/// What a component calls for a journey, the last first. What comes after a miss comes after the cache.
fn calls(connections: &[Connection], journey: &Journey, from: &str) -> Vec<usize> {
    let carries = |connection: &Connection| match &connection.journeys {
        Some(named) => named.contains(&journey.id),
        None => connection.operation.is_none_or(|operation| operation == journey.operation),
    };
    let mut own: Vec<usize> = connections
        .iter()
        .enumerate()
        .filter(|(_, connection)| connection.from == from && carries(connection))
        .map(|(number, _)| number)
        .collect();
    sort_by_key(&mut own, |number| connections[*number].after_miss_in.len());
    own.reverse();
    own
}

#[cfg(test)]
mod tests {
    use super::super::edit::apply;
    use super::super::random_edits::shortener;
    use super::*;

    fn steps(document: &Document) -> Vec<Option<u32>> {
        document.design().connections.iter().map(|connection| connection.step).collect()
    }

    #[test]
    fn a_journey_is_numbered_along_its_way_and_again_loses_its_numbers() {
        let mut document = shortener();
        // The database is drawn before the cache, and asked after it.
        let mut design = document.file();
        design.design.connections.swap(1, 2);
        document = Document::open(design);
        let edit = numbered(&document, "redirect");
        apply(&mut document, edit);
        assert_eq!(steps(&document), [Some(1), Some(3), Some(2)]);
        let edit = numbered(&document, "shorten");
        apply(&mut document, edit);
        assert_eq!(steps(&document), [Some(1), Some(2), None], "the cache is asked for redirects alone");
        let edit = numbered(&document, "shorten");
        apply(&mut document, edit);
        assert_eq!(steps(&document), [None, None, None]);
        assert_eq!(numbered(&document, "gone"), Edit::Nothing);
    }

    #[test]
    fn a_circle_ends() {
        let mut document = shortener();
        let back = Connection { from: "db".to_owned(), to: "api".to_owned(), ..Connection::default() };
        apply(&mut document, Edit::Connect(Box::new(back)));
        let edit = numbered(&document, "redirect");
        apply(&mut document, edit);
        assert_eq!(steps(&document), [Some(1), Some(2), Some(3), Some(4)]);
    }
}
