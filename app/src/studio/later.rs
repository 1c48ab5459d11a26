//! What the studio can do once the whole page is here: everything that reads a design, from a link, a file, the
//! browser's storage or the clipboard, and everything that changes one. None of it is needed for the first drawing, so it
//! comes behind it, with the panels: it is only reached through the table below. What somebody does before that waits.

use std::collections::BTreeMap;

use loadbearing_engine::design::Design;
use loadbearing_engine::report::Outcome;

use super::Studio;
use super::cards::{self, Card};
use super::effects::Focus;
use super::kinds::{self, Finding};
use crate::canvas::event::Intent;
use crate::canvas::finish;
use crate::canvas::geometry::Point;
use crate::canvas::scene::Scene;
use crate::command::{Effect as Errand, Press};
use crate::languages;
use crate::signals::*;
use crate::summary::outcome::sentences;
use crate::summary::verdict::Sentence;

/// What comes later, as plain functions.
pub struct Later {
    /// The words of all that comes later.
    pub words: &'static str,
    /// Opens what the fragment of the address holds, or what was open last.
    pub open: fn(Studio, &str),
    /// Opens the design of a link.
    pub open_link: fn(Studio, &str) -> bool,
    /// Asks for a file and opens it.
    pub choose_file: fn(Studio),
    /// Begins with little, and says what to do with it.
    pub guided_start: fn(Studio),
    /// Does what a command asks of the world outside.
    pub run_errand: fn(Studio, &Errand),
    /// Calls the command of a key.
    pub key: fn(Studio, &Press, Focus) -> bool,
    /// Does what a finished gesture asks for.
    pub fulfil: fn(Studio, Intent),
    /// Puts a component of a kind, or a piece, around a point, or in the middle of the view, connected from another.
    pub add: fn(Studio, &str, Option<Point>, Option<&str>),
    /// Gives the design another title.
    pub entitle: fn(Studio, String),
    /// Takes the last edit back.
    pub undo: fn(Studio),
    /// Does the last undone edit again.
    pub redo: fn(Studio),
    /// What is selected, as text for the clipboard.
    pub copy: fn(Studio, bool) -> Option<String>,
    /// Adds what a text from the clipboard holds.
    pub paste: fn(Studio, &str),
    /// Tells the engine of the design and of what is supposed to happen, and of every change of it.
    pub ask_engine: fn(Studio),
    /// The engine said something.
    pub hear: fn(Studio, &[u8]),
    /// Cards while something is supposed to happen.
    pub broken: fn(BTreeMap<String, Card>, &Outcome) -> BTreeMap<String, Card>,
    /// What it comes to when something happens, in sentences.
    pub sentences: fn(&Design, &Outcome) -> Vec<Sentence>,
    /// The first sentence about a kind.
    pub summary: fn(&str) -> String,
    /// Keeps the open design.
    pub keep: fn(Studio),
    /// Has the browser keep the page itself.
    pub keep_page: fn(Studio),
    /// Takes up another version of the page.
    pub take_version: fn(Studio),
    /// Changes colours with those of the system.
    pub follow_system: fn(Studio),
    /// Opens files that somebody lets fall onto the page.
    pub listen_for_files: fn(Studio),
    /// Reads anew which designs are kept.
    pub list: fn(Studio),
    /// Listens to what other tabs of this browser keep.
    pub watch_tabs: fn(Studio),
    /// Goes on with a copy of what another tab holds.
    pub fork: fn(Studio),
    /// Goes on with the assignment that was kept with a design.
    pub resume_task: fn(Studio, &str),
    /// Does what a key asks of a presentation.
    pub present_by_key: fn(Studio, &str, bool) -> bool,
    /// Leads connections around boxes, and puts rates where they can be read.
    pub finish: fn(&mut Scene),
    /// Finds the kinds that are looked for.
    pub find: Finding,
}

/// All of it.
pub static ALL: Later = Later {
    words: languages::LATER,
    open: Studio::open_first,
    open_link: Studio::open_link,
    choose_file: Studio::choose_file,
    guided_start: Studio::guided_start,
    run_errand: Studio::run_errand,
    key: Studio::key_now,
    fulfil: Studio::fulfil_now,
    add: Studio::add_now,
    entitle: Studio::entitle_now,
    undo: Studio::undo_now,
    redo: Studio::redo_now,
    copy: Studio::copy_now,
    paste: Studio::paste_now,
    ask_engine: Studio::ask_engine,
    hear: Studio::hear,
    broken: cards::broken,
    sentences,
    summary: kinds::summary,
    keep: Studio::keep_here,
    keep_page: Studio::keep_page,
    take_version: Studio::take_version_now,
    follow_system: Studio::follow_system,
    listen_for_files: Studio::listen_for_files,
    list: Studio::list,
    watch_tabs: Studio::watch_tabs,
    fork: Studio::fork,
    resume_task: Studio::resume_task,
    present_by_key: Studio::present_by_key_now,
    finish: finish::finish,
    find: kinds::find,
};

/// What waits for the whole page.
pub type Waiting = Box<dyn FnOnce(&'static Later)>;

impl Studio {
    /// The whole page is here: does what waited for it.
    pub fn arrived(self, later: &'static Later) {
        languages::add(later.words);
        kinds::find_with(later.find);
        self.later.set_value(Some(later));
        // What the engine says waits for all of this as well, so it takes nothing of the line before.
        self.start_engine();
        self.is_whole.set(true);
        let mut waiting = Vec::new();
        self.waiting.update_value(|all| waiting = std::mem::take(all));
        waiting.into_iter().for_each(|act| act(later));
        (later.ask_engine)(self);
        (later.keep_page)(self);
        (later.follow_system)(self);
        (later.listen_for_files)(self);
    }

    /// What came later, once it is here.
    pub(super) fn whole(self) -> Option<&'static Later> {
        self.later.get_value()
    }

    /// Does something as soon as the whole page is here: mostly at once.
    pub fn when_whole(self, act: impl FnOnce(&'static Later) + 'static) {
        match self.whole() {
            Some(later) => act(later),
            None => self.waiting.update_value(|all| all.push(Box::new(act))),
        }
    }

    /// A key was pressed. Says whether it called something, so that the browser leaves it alone.
    pub fn key(self, press: &Press, focus: Focus) -> bool {
        if let Some(later) = self.whole() {
            return (later.key)(self, press, focus);
        }
        let press = press.clone();
        self.when_whole(move |later| {
            (later.key)(self, &press, focus);
        });
        false
    }

    /// Does what a finished gesture asks for.
    pub fn fulfil(self, wish: Intent) {
        self.when_whole(move |later| (later.fulfil)(self, wish));
    }

    /// Puts a component of a kind, or a piece, in the middle of the view, and selects it.
    pub fn add(self, entry: &str) {
        let entry = entry.to_owned();
        self.when_whole(move |later| (later.add)(self, &entry, None, None));
    }

    /// Gives the design another title. Typing it is undone as one step.
    pub fn entitle(self, title: String) {
        self.when_whole(move |later| (later.entitle)(self, title));
    }

    /// Takes the last edit back.
    pub fn undo(self) {
        self.when_whole(move |later| (later.undo)(self));
    }

    /// Does the last undone edit again.
    pub fn redo(self) {
        self.when_whole(move |later| (later.redo)(self));
    }

    /// The text of what is selected, for the clipboard; with `cut`, it goes from the design. Before the whole page is here,
    /// nothing is copied, and nothing cut: the browser does not wait.
    pub fn copy(self, cut: bool) -> Option<String> {
        self.whole().and_then(|later| (later.copy)(self, cut))
    }

    /// Adds what a text from the clipboard holds, in the middle of the view.
    pub fn paste(self, text: String) {
        self.when_whole(move |later| (later.paste)(self, &text));
    }

    /// The first sentence about a kind; empty until the whole page is here.
    #[must_use]
    pub fn summary_of(self, kind: &str) -> String {
        self.whole().map(|later| (later.summary)(kind)).unwrap_or_default()
    }
}
