//! Several tabs of one browser with the same design: one holds it, the others follow it, or go on with a copy of their
//! own. None overwrites what another one keeps.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use loadbearing_engine::read;

use super::Studio;
use super::designs::{Offer, Whose, fresh_id};
use crate::browser::locks::{Hold, hold, on_word};
use crate::browser::{page, store};
use crate::document::{Document, Edit, History};
use crate::languages::{t, t_with};
use crate::signals::*;
use crate::summary::Tone;

/// Under this name a tab says which design it has kept, and when: two words.
const KEPT: &str = "loadbearing-kept";

/// For how long another tab may hold a design before that is said, in milliseconds. An assumption: it is noticed, and no
/// edit is made sooner.
const PATIENCE_MS: i32 = 400;

/// What a tab holds a design by.
fn name_of(id: &str) -> String {
    format!("loadbearing {id}")
}

/// Says to the other tabs that a design was kept.
pub(super) fn tell_tabs(id: &str) {
    page::remember(KEPT, &format!("{id} {:.0}", page::clock_ms()));
}

impl Studio {
    /// Holds the open design, if it is one that is kept, and lets go of what was held before. Where another tab holds
    /// it, this one follows, and waits for it.
    pub(super) fn claim(self) {
        let id = match self.designs.whose.get_untracked() {
            Whose::Kept(id) | Whose::Elsewhere(id) => Some(id),
            Whose::Fresh | Whose::Linked => None,
        };
        let held = self.designs.held.with_value(|held| held.as_ref().map(|(id, _)| id.clone()));
        if held == id {
            return;
        }
        self.let_go();
        let Some(id) = id else { return };
        let own = id.clone();
        let answer = hold(&name_of(&id), false, move |is_held| {
            if !is_held {
                self.follow_other(own);
            }
        });
        self.designs.held.set_value(Some((id, answer)));
    }

    fn let_go(self) {
        self.designs.held.update_value(|held| {
            if let Some((_, hold)) = held.take() {
                hold.give_up();
            }
        });
    }

    fn is_open(self, id: &str) -> bool {
        matches!(&*self.designs.whose.read_untracked(), Whose::Kept(open) | Whose::Elsewhere(open) if open == id)
    }

    /// Another tab holds the open design: this one follows it until it is free.
    fn follow_other(self, id: String) {
        if !self.is_open(&id) {
            return;
        }
        self.designs.whose.set(Whose::Elsewhere(id.clone()));
        let is_told = Rc::new(Cell::new(false));
        let (own, was_told) = (id.clone(), Rc::clone(&is_told));
        let waiting: Hold = hold(&name_of(&id), true, move |_| {
            if self.is_open(&own) && self.is_changed() {
                self.fork();
            } else if self.is_open(&own) {
                self.designs.whose.set(Whose::Kept(own.clone()));
                self.take_over(own.clone(), was_told.get());
            }
        });
        let own = id.clone();
        // A tab that is loaded again may find its former self for a moment.
        page::later(PATIENCE_MS, move || {
            if *self.designs.whose.read_untracked() == Whose::Elsewhere(own) {
                is_told.set(true);
                self.tell(Tone::Warn, t("notice.elsewhere"), Offer::Fork);
            }
        });
        self.designs.held.set_value(Some((id, waiting)));
    }

    /// Listens to what other tabs keep.
    pub(super) fn watch_tabs(self) {
        on_word(KEPT, move |words| {
            let Some((id, _)) = words.rsplit_once(' ') else { return };
            self.list();
            if *self.designs.whose.read_untracked() == Whose::Elsewhere(id.to_owned()) && !self.is_changed() {
                self.take_over(id.to_owned(), false);
            }
        });
    }

    /// Shows what is kept of the open design now, in place of what this tab has.
    fn take_over(self, id: String, says_so: bool) {
        spawn_local(async move {
            let Ok(Some(record)) = store::get(&id).await else { return };
            let Ok(file) = read(&record.text) else { return };
            if !self.is_open(&id) || self.is_changed() {
                return;
            }
            let document = Document::open(file);
            if document != *self.document.read_untracked() {
                self.history.set(History::default());
                self.document.set(document.clone());
                self.designs.known.set_value(Arc::new(document));
            }
            if says_so {
                self.tell(Tone::Fine, t("notice.held"), Offer::Nothing);
            }
        });
    }

    /// Goes on with a copy of what another tab holds.
    pub fn fork(self) {
        let Whose::Elsewhere(_) = self.designs.whose.get_untracked() else { return };
        self.designs.whose.set(Whose::Kept(fresh_id()));
        let title = t_with("designs.copy-of", &[("title", &self.document.read_untracked().design().title)]);
        self.edit(Edit::ChangeTitle(title));
        self.keep();
        self.tell(Tone::Fine, t("notice.forked"), Offer::Nothing);
    }

    /// Does something to a design that is kept, unless another tab holds it: then that is said.
    pub(super) fn when_free(self, id: String, act: impl FnOnce() + 'static) {
        if self.designs.held.with_value(|held| held.as_ref().is_some_and(|(held, _)| *held == id)) {
            return act();
        }
        let held: Rc<RefCell<Option<Hold>>> = Rc::default();
        let own = Rc::clone(&held);
        let asked = hold(&name_of(&id), false, move |is_held| {
            if is_held {
                act();
            } else {
                self.tell(Tone::Warn, t("notice.held-elsewhere"), Offer::Nothing);
            }
            if let Some(hold) = own.take() {
                hold.give_up();
            }
        });
        held.replace(Some(asked));
    }
}
