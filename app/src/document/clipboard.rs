//! Parts of designs as text, so that they can be pasted into another tab, a chat or a file.
//! Reads and writes text only; the browser's clipboard is somebody else's.

use super::{Document, Part};
use crate::order::gathered;
use loadbearing_engine::design::format::FORMAT;
use loadbearing_engine::design::{
    Component, Connection, Design, DesignFile, Journey, Operation, Pieces, Place, PlaceKind, Workload, read, write,
};
use loadbearing_engine::kinds::Catalogue;
use std::collections::BTreeSet;

/// The part as text: a design file but for its format, so that nobody opens it as a whole design.
#[must_use]
pub fn text(part: &Part) -> String {
    let components: Vec<Component> = part.components.iter().map(|(component, _)| component.clone()).collect();
    let corners = part.components.iter();
    let layout = gathered(corners.filter_map(|(component, corner)| Some((component.id.clone(), (*corner)?))));
    let named = part.connections.iter().flat_map(|connection| connection.journeys.iter().flatten());
    let journeys: BTreeSet<&str> = gathered(named.map(String::as_str));
    let places: BTreeSet<&str> = gathered(components.iter().flat_map(|component| component.places.ids()));
    // A file may only name what it holds, so journeys and places go along as mere names.
    let workload = Workload { journeys: journeys.into_iter().map(named_journey).collect(), ..Workload::default() };
    let places = places.into_iter().map(named_place).collect();
    let connections = part.connections.clone();
    let (kinds, pieces, notes) = (part.kinds.clone(), part.pieces.clone(), part.notes.clone());
    let design = Design { workload, kinds, places, components, connections, ..Design::default() };
    write(&DesignFile { design, layout, pieces, notes, ..DesignFile::default() }).replacen(
        &quoted(FORMAT),
        &quoted(&part_format()),
        1,
    )
}

/// Why a text holds no part of a design.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoPart {
    /// It is something else, as most texts in a clipboard are.
    Foreign,
    /// It looks like a design and cannot be read: why, with the place.
    Unreadable(String),
}

/// The part that a text holds, ready to be added to a document. A whole design is a part too.
///
/// # Errors
/// When it holds none.
pub fn part(text: &str, document: &Document) -> Result<Part, NoPart> {
    let trimmed = text.trim_start();
    // Most of what people copy is no design; a look at the first sign spares the rest.
    if !trimmed.starts_with('{') {
        return Err(NoPart::Foreign);
    }
    let file = read(&trimmed.replacen(&quoted(&part_format()), &quoted(FORMAT), 1), &Catalogue)
        .map_err(|problem| NoPart::Unreadable(problem.to_string()))?;
    let Document { design, layout, pieces, notes, .. } = Document::open(file);
    let is_whole = !design.components.is_empty();
    let components = design.components.into_iter();
    let placed = components.map(|component| {
        let corner = layout.get(&component.id).copied();
        (component, corner)
    });
    let connections = design.connections.into_iter().map(|connection| at_home(connection, document));
    let (components, connections) = (placed.collect(), connections.collect());
    // What a whole design keeps to be put in again stays there.
    let pieces = if is_whole { Pieces::default() } else { pieces };
    let part = Part { components, connections, pieces, notes, ..Part::default() };
    let part = if part.components.is_empty() && part.pieces.is_empty() {
        Part { kinds: design.kinds, ..part }
    } else {
        part.with_kinds_of(&design.kinds)
    };
    if part == Part::default() { Err(NoPart::Foreign) } else { Ok(part) }
}

/// A pasted connection carries those of its journeys that the document has; where it has none of
/// them, it carries what fits, as a new one does.
fn at_home(mut connection: Connection, document: &Document) -> Connection {
    let journeys = &document.design().workload.journeys;
    if let Some(named) = &mut connection.journeys {
        let had_some = !named.is_empty();
        named.retain(|id| journeys.iter().any(|journey| journey.id == *id));
        if had_some && named.is_empty() {
            connection.journeys = None;
        }
    }
    connection
}

fn named_journey(id: &str) -> Journey {
    Journey {
        id: id.to_owned(),
        name: None,
        entry: String::new(),
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

fn named_place(id: &str) -> Place {
    Place { id: id.to_owned(), kind: PlaceKind::Zone, within: None, name: None, availability: None }
}

fn part_format() -> String {
    format!("{FORMAT}-part")
}

fn quoted(format: &str) -> String {
    format!("\"{format}\"")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::edit::{Edit, apply};
    use crate::document::random_edits::shortener;
    use crate::document::{notes, own};

    #[test]
    fn what_is_copied_is_pasted_with_new_ids_and_the_same_connections() {
        let mut document = shortener();
        let copied = text(&Part::of(&document, |id| id != "client"));
        assert!(copied.contains("\"loadbearing/1-part\""), "{copied}");
        let pasted = part(&copied, &document).unwrap().fresh(&document, (0.0, 500.0));
        apply(&mut document, Edit::Add(pasted));
        let key = crate::connection_key::ConnectionKey::first("api-2", "redis-2");
        assert_eq!(document.connection(&key).unwrap().journeys, Some(vec!["redirect".to_owned()]));
        assert_eq!(document.component("db-2").unwrap().places.ids(), ["eu-a"]);
        let (old, new) = (document.position("db").unwrap(), document.position("db-2").unwrap());
        assert_eq!(new, (old.0, old.1 + 500.0));
    }

    #[test]
    fn pasted_elsewhere_it_forgets_journeys_and_places_that_are_not_there() {
        let copied = text(&Part::of(&shortener(), |_| true));
        let mut elsewhere = Document::default();
        let pasted = part(&copied, &elsewhere).unwrap();
        apply(&mut elsewhere, Edit::Add(pasted));
        assert_eq!(elsewhere.design().components.len(), 4);
        assert!(elsewhere.design().connections.iter().all(|connection| connection.journeys.is_none()));
        assert!(elsewhere.component("db").unwrap().places.ids().is_empty());
    }

    #[test]
    fn own_kinds_and_pieces_come_along_and_take_no_others_place() {
        let mut document = shortener();
        let (kind, edit) = own::kind_of(&document, "redis").unwrap();
        apply(&mut document, edit);
        let copied = text(&Part::of(&document, |id| id == "redis"));
        let pasted = part(&copied, &document).unwrap().fresh(&document, (0.0, 0.0));
        apply(&mut document, Edit::Add(pasted));
        assert_eq!(document.component("redis-2").unwrap().own.as_ref(), Some(&kind), "it is the same kind");
        let edit = own::kind_changed(&document, &kind, |own| own.name = Some("other".to_owned()));
        apply(&mut document, edit);
        let pasted = part(&copied, &document).unwrap().fresh(&document, (0.0, 0.0));
        apply(&mut document, Edit::Add(pasted));
        assert_eq!(document.component("redis-3").unwrap().own.as_deref(), Some("own-redis-2"), "it is not");
        assert_eq!(document.design().kinds.len(), 2);

        let (piece, edit) = own::piece_of(&document, |id| id == "redis-3").unwrap();
        apply(&mut document, edit);
        let pieces = document.pieces().clone();
        let kept = Part { pieces, ..Part::default() }.with_kinds_of(&document.design().kinds);
        let mut elsewhere = Document::default();
        let pasted = part(&text(&kept), &elsewhere).unwrap().fresh(&elsewhere, (0.0, 0.0));
        apply(&mut elsewhere, Edit::Add(pasted));
        assert_eq!(elsewhere.pieces()[&piece].components[0].own.as_deref(), Some("own-redis-2"));
        assert_eq!((elsewhere.design().components.len(), elsewhere.design().kinds.len()), (0, 1));
    }

    #[test]
    fn texts_come_along_and_a_text_alone_can_be_copied() {
        let mut document = shortener();
        apply(&mut document, notes::written("note", "Reads first.", (10.0, 20.0, 200.0, 60.0)));
        let ids = ["note".to_owned()];
        for is_alone in [true, false] {
            let copied = Part::of(&document, |id| !is_alone && id == "api").with_notes(&document, &ids);
            let pasted = part(&text(&copied), &document).unwrap();
            assert_eq!(pasted.notes, *document.notes());
            assert_eq!(pasted.components.len(), usize::from(!is_alone));
        }
    }

    #[test]
    fn a_whole_design_can_be_pasted() {
        let whole = write(&shortener().file());
        assert_eq!(part(&whole, &Document::default()).unwrap().components.len(), 4);
    }

    #[test]
    fn foreign_text_is_no_part() {
        for foreign in ["", "SELECT 1", "[1]", "\u{0}\u{ffff}"] {
            assert_eq!(part(foreign, &Document::default()), Err(NoPart::Foreign), "{foreign}");
        }
    }

    #[test]
    fn what_cannot_be_read_says_where() {
        let unreadable = |text: &str| match part(text, &Document::default()) {
            Err(NoPart::Unreadable(why)) => why,
            other => panic!("{other:?}"),
        };
        assert!(!unreadable("{").is_empty());
        assert!(unreadable("{\"format\":\"loadbearing/9-part\"}").contains("loadbearing/9"));
        let broken = text(&Part::of(&shortener(), |_| true)).replace("\"sql\"", "\"sqll\"");
        assert!(unreadable(&broken).contains("sql"), "{broken}");
    }
}
