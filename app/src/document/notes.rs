//! Texts on the canvas: new ones, and those that were changed.

use super::{Document, Edit, ids};
use loadbearing_engine::design::{Area, Note};

/// How large a text is that was put with a click, in world pixels: width and height.
pub const NOTE: (f64, f64) = (208.0, 72.0);
/// No text is drawn smaller, in world pixels.
pub const LEAST: (f64, f64) = (48.0, 28.0);

/// An id for a new text.
#[must_use]
pub fn fresh_id(document: &Document) -> String {
    ids::fresh("note", |id| document.notes().contains_key(id))
}

/// A text says this from now on, and lies there. One that says nothing is taken away.
#[must_use]
pub fn written(id: &str, text: &str, area: Area) -> Edit {
    let area = at_least(area);
    let note = (!text.trim().is_empty()).then(|| Note { text: text.trim_end().to_owned(), area });
    Edit::WriteNotes(vec![(id.to_owned(), note)])
}

fn at_least((x, y, width, height): Area) -> Area {
    (x, y, width.max(LEAST.0), height.max(LEAST.1))
}

/// A text has another size.
#[must_use]
pub fn sized(document: &Document, id: &str, area: Area) -> Edit {
    let Some(note) = document.notes().get(id) else { return Edit::Nothing };
    Edit::WriteNotes(vec![(id.to_owned(), Some(Note { area: at_least(area), ..note.clone() }))])
}

#[cfg(test)]
mod tests {
    use super::super::edit::apply;
    use super::super::random_edits::shortener;
    use super::*;

    #[test]
    fn a_text_is_written_moved_sized_and_taken_away_by_saying_nothing() {
        let mut document = shortener();
        let before = document.clone();
        let id = fresh_id(&document);
        apply(&mut document, written(&id, "Reads first.\nThen writes.\n", (10.0, 20.0, 200.0, 60.0)));
        apply(&mut document, Edit::MoveNotes { ids: vec![id.clone(), "gone".to_owned()], by: (5.0, -5.0) });
        let edit = sized(&document, &id, (15.0, 15.0, 1.0, 90.0));
        apply(&mut document, edit);
        let note = &document.notes()[&id];
        assert_eq!((note.text.as_str(), note.area), ("Reads first.\nThen writes.", (15.0, 15.0, LEAST.0, 90.0)));
        assert_eq!(document.design(), before.design(), "it means nothing");
        apply(&mut document, written(&id, " \n", (15.0, 15.0, 48.0, 90.0)));
        assert_eq!(document, before);
    }
}
