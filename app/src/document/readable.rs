//! Whether a changed document could be read again from its file. What is kept in the browser, in a
//! file or in a link is worth nothing otherwise, so an edit that would end that is refused.

use super::Document;
use super::difference::Difference;
use loadbearing_engine::design::{Connection, Design, DesignFile, ReadError, write};
use std::collections::HashSet;

/// Whether a file comes back from its text.
///
/// # Errors
/// When it cannot be read again, with the place.
fn written_and_read(file: &DesignFile) -> Result<(), ReadError> {
    loadbearing_engine::read(&write(file)).map(|_| ())
}

/// Whether what a change brought can be read. Looks only at what changed, and at what that names.
pub fn check(document: &Document, change: &Difference) -> Result<(), ReadError> {
    if change.is_layout_only() {
        return Ok(());
    }
    let design = document.design();
    let changed: HashSet<&str> = change.components().iter().map(|component| component.id.as_str()).collect();
    let names_a_changed_one =
        |connection: &&Connection| connection.after_miss_in.iter().any(|id| changed.contains(id.as_str()));
    let affected = design.connections.iter().filter(names_a_changed_one);
    let connections: Vec<Connection> = change.connections().iter().chain(affected).cloned().collect();
    let named = |connection: &Connection| {
        [&connection.from, &connection.to].into_iter().chain(&connection.after_miss_in).cloned().collect::<Vec<_>>()
    };
    let named: HashSet<String> = connections.iter().flat_map(named).collect();
    let is_meant = |id: &str| changed.contains(id) || named.contains(id);
    let components = design.components.iter().filter(|component| is_meant(&component.id)).cloned().collect();
    let part = Design {
        title: design.title.clone(),
        notes: design.notes.clone(),
        workload: design.workload.clone(),
        requirements: design.requirements.clone(),
        thresholds: design.thresholds.clone(),
        prices: design.prices.clone(),
        kinds: design.kinds.clone(),
        places: design.places.clone(),
        components,
        connections: unnamed(connections),
        accepted: design.accepted.clone(),
    };
    let pieces = change.pieces().cloned().unwrap_or_default();
    written_and_read(&DesignFile { design: part, pieces, ..DesignFile::default() })
}

/// Without ids: the same connection may be in the list twice.
fn unnamed(mut connections: Vec<Connection>) -> Vec<Connection> {
    for connection in &mut connections {
        connection.id = None;
    }
    connections
}

#[cfg(test)]
mod tests {
    use crate::document::edit::{Edit, attempt};
    use crate::document::random_edits::shortener;
    use loadbearing_engine::design::Setting;

    #[test]
    fn a_figure_that_no_file_may_hold_is_refused_with_its_reason() {
        let mut document = shortener();
        let start = document.clone();
        let mut cache = document.component("redis").unwrap().clone();
        cache.settings.insert("hit_rate".to_owned(), Setting::Number(1.5));
        let edit = Edit::ChangeComponent { id: "redis".to_owned(), to: Box::new(cache) };
        let refusal = attempt(&mut document, edit).unwrap_err().to_string();
        assert!(refusal.contains("hit_rate"), "{refusal}");
        assert_eq!(document, start);
    }

    #[test]
    fn a_cache_that_becomes_something_else_answers_nothing_any_more() {
        let mut document = shortener();
        let mut cache = document.component("redis").unwrap().clone();
        cache.kind = "server".to_owned();
        let edit = Edit::ChangeComponent { id: "redis".to_owned(), to: Box::new(cache) };
        assert!(attempt(&mut document, edit).is_ok());
        assert!(document.design().connections.iter().all(|connection| connection.after_miss_in.is_empty()));
    }
}
