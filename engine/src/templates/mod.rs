//! Systems that the documents describe, as designs: one file a system, with the component ids it has there. What they
//! become when their findings are mended stands in `fixed`.

pub mod fixed;
mod list;

pub use list::ALL;

use std::borrow::Cow;

use crate::design::{DesignFile, write};

/// A template's design file as text, mended ones among them.
#[must_use]
pub fn text(id: &str) -> Option<Cow<'static, str>> {
    let printed = ALL.iter().find(|(known, _)| *known == id).map(|(_, text)| Cow::Borrowed(*text));
    printed.or_else(|| find(id).map(|file| Cow::Owned(write(&file))))
}

/// A template by id, mended ones among them. `None` where there is none; that every template can be read is a test.
#[must_use]
pub fn find(id: &str) -> Option<DesignFile> {
    match ALL.iter().find(|(known, _)| *known == id) {
        Some((_, text)) => crate::read(text).ok(),
        None => crate::read(&fixed::file(id)?.to_string()).ok(),
    }
}

/// Id of the design that has a template's findings mended, where there is one.
#[must_use]
pub fn fixed_id(id: &str) -> Option<String> {
    fixed::ALL.iter().any(|(known, _)| *known == id).then(|| format!("{id}{}", fixed::ENDING))
}

/// Ids of all templates, sorted, each followed by that of its mended form.
#[must_use]
pub fn ids() -> Vec<String> {
    ALL.iter().flat_map(|(id, _)| [Some((*id).to_owned()), fixed_id(id)]).flatten().collect()
}
