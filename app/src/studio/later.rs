//! What the studio can do once the whole page is here: everything that reads a design, from a link, a file, the
//! browser's storage or the clipboard. None of it is needed for the first drawing, so it comes behind it, with the
//! panels: it is only reached through the table below.

use super::Studio;
use super::habits::{self, Habits};
use super::kinds::{self, Ranking};
use super::walking::{Because, Moment};
use crate::canvas::spot::Spot;
use crate::command::{Effect as Errand, Kept, Standing};
use crate::document::readable::Judge;
use crate::document::{Document, Part, clipboard, readable};
use crate::languages;
use crate::signals::*;

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
    /// Puts boxes in line, and components into connections.
    pub rework: fn(Studio, &Errand),
    /// Changes what stands where.
    pub stand: fn(Studio, &Standing),
    /// Adds what is selected to the author's own.
    pub keep_own: fn(Studio, &Kept),
    /// A part of a design as text.
    pub text: fn(&Part) -> String,
    /// Adds what a text from the clipboard holds.
    pub paste: fn(Studio, &str),
    /// Habits in words.
    pub habits: fn(Habits) -> String,
    /// What stands where the keyboard went.
    pub spoken: fn(Studio, &Spot) -> String,
    /// What is different from a moment ago.
    pub happened: fn(Studio, &Moment, Because) -> Option<String>,
    /// Keeps the open design.
    pub keep: fn(Studio),
    /// Has the browser keep the page itself.
    pub keep_page: fn(Studio),
    /// Takes up another version of the page.
    pub take_version: fn(Studio),
    /// Reads anew which designs are kept.
    pub list: fn(Studio),
    /// Goes on with the assignment that was kept with a design.
    pub resume_task: fn(Studio, &str),
    /// Why a change is not allowed, if it is not: before, and after.
    pub refusal: fn(Studio, &Document, &Document) -> Option<String>,
    /// Whether a file comes back from its text.
    pub judge: Judge,
    /// Says how far a kind is from what is looked for.
    pub rank: Ranking,
}

/// All of it.
pub static ALL: Later = Later {
    words: languages::LATER,
    open: Studio::open_first,
    open_link: Studio::open_link,
    choose_file: Studio::choose_file,
    guided_start: Studio::guided_start,
    run_errand: Studio::run_errand,
    rework: Studio::rework,
    stand: Studio::stand,
    keep_own: Studio::keep_own,
    text: clipboard::text,
    paste: Studio::paste_now,
    habits: habits::words,
    spoken: Studio::spoken,
    happened: Studio::happened,
    keep: Studio::keep_here,
    keep_page: Studio::keep_page,
    take_version: Studio::take_version_now,
    list: Studio::list,
    resume_task: Studio::resume_task,
    refusal: Studio::refusal,
    judge: readable::written_and_read,
    rank: kinds::rank,
};

/// What waits for the whole page.
pub type Waiting = Box<dyn FnOnce(&'static Later)>;

impl Studio {
    /// The whole page is here: does what waited for it.
    pub fn arrived(self, later: &'static Later) {
        languages::add(later.words);
        readable::judge_with(later.judge);
        kinds::rank_with(later.rank);
        self.later.set_value(Some(later));
        self.is_whole.set(true);
        let mut waiting = Vec::new();
        self.waiting.update_value(|all| waiting = std::mem::take(all));
        waiting.into_iter().for_each(|act| act(later));
        (later.keep_page)(self);
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
}
