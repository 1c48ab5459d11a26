//! Changing the open design: the only way to it, with what is undone, what is refused and what stays selected. Comes
//! behind the drawing.

use loadbearing_engine::design::{Component, Connection};

use super::Studio;
use super::walking::Because;
use crate::browser::page;
use crate::connection_key::ConnectionKey;
use crate::document::history::Series;
use crate::document::{Document, Edit, History};
use crate::signals::*;

impl Studio {
    /// Does an edit. Says whether anything changed.
    pub fn edit(self, edit: Edit) -> bool {
        self.change_or_tell(|history, document| history.apply(document, edit))
    }

    /// Does an edit that is undone together with those of the same name just before it.
    pub fn edit_in_series(self, name: &str, edit: Edit) -> bool {
        let series = Series { name: name.to_owned(), at_ms: page::now_ms() };
        self.change_or_tell(|history, document| history.apply_in_series(document, edit, series))
    }

    /// Gives the design another title. Typing it is undone as one step.
    pub(super) fn entitle_now(self, title: String) {
        self.edit_in_series("title", Edit::ChangeTitle(title));
    }

    /// Takes the last edit back.
    pub(super) fn undo_now(self) {
        self.telling(Because::Undone, || {
            self.change_or_tell(History::undo);
        });
    }

    /// Does the last undone edit again.
    pub(super) fn redo_now(self) {
        self.telling(Because::Redone, || {
            self.change_or_tell(History::redo);
        });
    }

    fn change_or_tell(self, act: impl FnOnce(&mut History, &mut Document) -> bool) -> bool {
        self.change(act).unwrap_or_else(|reason| {
            self.tell_locked(reason);
            false
        })
    }

    /// Changes the document. Says whether it did.
    ///
    /// # Errors
    /// When an assignment keeps it as it is, or it is only to be looked at: why, and nothing is changed.
    fn change(self, act: impl FnOnce(&mut History, &mut Document) -> bool) -> Result<bool, String> {
        let (mut is_changed, mut refused) = (false, None);
        let before = self.is_guarded().then(|| (self.history.get_untracked(), self.document.get_untracked()));
        self.history.try_update(|history| {
            self.document.maybe_update(|document| {
                is_changed = act(history, document);
                if let (true, Some((old_history, old))) = (is_changed, before) {
                    refused = self.refusal(&old, document);
                    if refused.is_some() {
                        (*history, *document, is_changed) = (old_history, old, false);
                    }
                }
                is_changed
            });
        });
        if is_changed {
            let kept = self.selection.read_untracked().retained(&self.scene.get_untracked());
            if kept != *self.selection.read_untracked() {
                self.selection.set(kept);
            }
        }
        refused.map_or(Ok(is_changed), Err)
    }

    /// Changes one component. Typing in one field is undone as one step.
    ///
    /// # Errors
    /// When no file could hold the change; the words say why.
    pub fn change_component(self, id: &str, field: &str, change: impl FnOnce(&mut Component)) -> Result<(), String> {
        let Some(mut component) = self.document.read_untracked().component(id).cloned() else { return Ok(()) };
        change(&mut component);
        let edit = Edit::ChangeComponent { id: id.to_owned(), to: Box::new(component) };
        self.attempt_in_series(&format!("{id} {field}"), edit)
    }

    /// Changes one connection. Typing in one field is undone as one step.
    ///
    /// # Errors
    /// When no file could hold the change; the words say why.
    pub fn change_connection(
        self,
        key: &ConnectionKey,
        field: &str,
        change: impl FnOnce(&mut Connection),
    ) -> Result<(), String> {
        let Some(mut connection) = self.document.read_untracked().connection(key).cloned() else { return Ok(()) };
        change(&mut connection);
        let edit = Edit::ChangeConnection { key: key.clone(), to: Box::new(connection) };
        self.attempt_in_series(&format!("{} {} {} {field}", key.from, key.to, key.nth), edit)
    }

    pub(super) fn attempt_in_series(self, name: &str, edit: Edit) -> Result<(), String> {
        let series = Series { name: name.to_owned(), at_ms: page::now_ms() };
        let mut refusal = None;
        self.change(|history, document| match history.attempt(document, edit, Some(series)) {
            Ok(is_changed) => is_changed,
            Err(error) => {
                refusal = Some(error.message);
                false
            }
        })?;
        refusal.map_or(Ok(()), Err)
    }
}
