//! The author's own kinds and pieces: adding what is selected to them, changing them, taking them away.

use loadbearing_engine::design::{Component, Design, OwnKind, Pieces, Setting};
use loadbearing_engine::kinds::{self, Kind};

use super::Studio;
use super::component_fields::groups;
use super::fields::Field;
use crate::browser::clipboard;
use crate::command::{Kept, Question};
use crate::document::clipboard::text as text_of;
use crate::document::part::PIECE;
use crate::document::{Part, own};
use crate::languages::{t, t_with, told};
use crate::signals::*;

/// What a kind made from another may state otherwise, under the headings of the inspector.
#[must_use]
pub fn fields(kind: &Kind) -> Vec<(&'static str, Vec<Field>)> {
    let all = groups(&Design::default(), &Component::default(), kind).into_iter();
    all.filter(|(heading, _)| *heading != t("inspector.size")).collect()
}

/// Puts a value into a kind, or takes the stated one out with its source.
pub fn put(own: &mut OwnKind, name: &str, value: Option<Setting>) {
    match value {
        Some(value) => {
            own.values.insert(name.to_owned(), value);
        }
        None => {
            own.values.remove(name);
            own.sources.remove(name);
        }
    }
}

impl Studio {
    /// Adds what is meant to the author's own, and shows it there.
    pub(super) fn keep_own(self, kept: &Kept) {
        let made = self.document.with_untracked(|document| match kept {
            Kept::Kind(id) => own::kind_of(document, id),
            Kept::Piece(ids) => {
                let piece = own::piece_of(document, |id| ids.iter().any(|other| other == id));
                piece.map(|(id, edit)| (format!("{PIECE}{id}"), edit))
            }
        });
        if let Some((entry, edit)) = made
            && self.edit(edit)
        {
            self.ask(Question::Own(Some(entry)));
        }
    }

    /// Makes a new kind of a built-in one, and shows it.
    pub fn new_own_kind(self, from: &str) {
        let Some(kind) = kinds::find(from) else { return };
        let name = t_with("own.name-of-new", &[("kind", &told(kind.name))]);
        let (id, edit) = self.document.with_untracked(|document| own::new_kind(document, from, &name));
        if self.edit(edit) {
            self.ask(Question::Own(Some(id)));
        }
    }

    /// Changes one of the author's kinds. Typing in one field is undone as one step.
    ///
    /// # Errors
    /// When no file could hold the change; the words say why.
    pub fn change_own_kind(self, id: &str, field: &str, change: impl FnOnce(&mut OwnKind)) -> Result<(), String> {
        let edit = self.document.with_untracked(|document| own::kind_changed(document, id, change));
        self.attempt_in_series(&format!("kind {id} {field}"), edit)
    }

    /// Takes one of the author's kinds away; its components keep their figures.
    pub fn remove_own_kind(self, id: &str) {
        let edit = self.document.with_untracked(|document| own::without_kind(document, id));
        self.edit(edit);
    }

    /// Gives a piece another name.
    pub fn name_piece(self, id: &str, name: &str) {
        let edit = self.document.with_untracked(|document| own::piece_named(document, id, name));
        self.edit_in_series(&format!("piece {id}"), edit);
    }

    /// Takes a piece away.
    pub fn remove_piece(self, id: &str) {
        let edit = self.document.with_untracked(|document| own::without_piece(document, id));
        self.edit(edit);
    }

    /// Copies a kind or a piece, as the palette names it, so that it can be pasted into another design.
    pub fn copy_own(self, entry: &str) {
        let part = self.document.with_untracked(|document| match entry.strip_prefix(PIECE) {
            Some(id) => {
                let only = document.pieces().get(id).map(|piece| (id.to_owned(), piece.clone()));
                let pieces: Pieces = only.into_iter().collect();
                Part { pieces, ..Part::default() }.with_kinds_of(&document.design().kinds)
            }
            None => {
                let only = document.design().kinds.get(entry).map(|own| (entry.to_owned(), own.clone()));
                Part { kinds: only.into_iter().collect(), ..Part::default() }
            }
        });
        clipboard::write(&text_of(&part));
        self.announce(t("said.copied"));
    }

    /// Puts one of the author's own into the design.
    pub fn put_own(self, entry: &str) {
        self.answered();
        self.add_now(entry, None, None);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_may_state_what_its_built_in_one_declares_and_nothing_of_size() {
        let kind = kinds::find("cache-distributed").expect("caches are known");
        let all: Vec<String> =
            fields(kind).into_iter().flat_map(|(_, fields)| fields).map(|field| field.name).collect();
        assert!(all.iter().all(|name| kind.setting(name).is_some()), "{all:?}");
        assert_eq!(all.len(), kind.all_settings().len());
    }

    #[test]
    fn a_source_goes_with_its_value() {
        let mut own = OwnKind::default();
        put(&mut own, "hit_rate", Some(Setting::Number(0.9)));
        own.sources.insert("hit_rate".to_owned(), "measured".to_owned());
        put(&mut own, "hit_rate", None);
        assert_eq!(own, OwnKind::default());
    }
}
