//! Systems that the documents describe, as designs: one file a system, with the component ids it has there.

mod list;

pub use list::ALL;

use crate::design::DesignFile;

/// A template's design file as text.
#[must_use]
pub fn text(id: &str) -> Option<&'static str> {
    ALL.iter().find(|(known, _)| *known == id).map(|(_, text)| *text)
}

/// A template by id. `None` where there is none; that every template can be read is a test.
#[must_use]
pub fn find(id: &str) -> Option<DesignFile> {
    crate::read(text(id)?).ok()
}
