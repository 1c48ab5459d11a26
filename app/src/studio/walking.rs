//! Going over the canvas by keyboard, and saying what happened: what is heard where nothing is seen.

use std::sync::Arc;

use loadbearing_engine::design::Design;

use super::Studio;
use super::gestures::CANVAS;
use crate::browser::page;
use crate::canvas::scene::Scene;
use crate::canvas::selection::Selection;
use crate::canvas::spot::Spot;
use crate::signals::*;

/// The id of the list on the page.
pub const OUTLINE: &str = "outline";
/// Added to what is said twice, since what stays the same is not read out again.
const AGAIN: char = '\u{a0}';

/// How things stood before something happened.
#[derive(Clone)]
pub struct Moment {
    /// What the document meant.
    pub design: Arc<Design>,
    /// Where everything was.
    pub scene: Arc<Scene>,
    /// What was selected.
    pub selection: Selection,
}

/// Why the design changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Because {
    /// Somebody did something.
    Done,
    /// It was taken back.
    Undone,
    /// It was done again.
    Redone,
}

impl Studio {
    /// Goes somewhere by keyboard. What was selected alone no longer is, and what is gone to is in its place.
    pub fn go(self, to: Spot) {
        if self.selection.read_untracked().is_empty() {
            self.spot.set(to.clone());
        } else {
            self.select(to.selection());
        }
        let area = to.area(&self.scene.get_untracked());
        if let Some(area) = area {
            self.look(|viewport| viewport.revealing(area));
        }
        if !page::has_focus(CANVAS) {
            page::focus(CANVAS);
        }
        self.announce(self.spoken(&to));
    }

    /// Shows the design as a list beside the drawing, or hides it.
    pub(super) fn toggle_outline(self) {
        let is_shown = !self.outline.get_untracked();
        self.outline.set(is_shown);
        let goal = if is_shown { OUTLINE } else { CANVAS };
        page::next_frame(move || page::focus(goal));
    }

    /// The canvas has the keyboard again.
    pub fn arrive(self) {
        if *self.spot.read_untracked() == Spot::Out {
            self.spot.set(Spot::Nowhere);
        }
    }

    /// Does something, and says what happened unless it said so itself.
    pub(super) fn telling(self, because: Because, act: impl FnOnce()) {
        let said = self.announcement.get_untracked();
        let before = Moment {
            design: self.design.get_untracked(),
            scene: self.scene.get_untracked(),
            selection: self.selection.get_untracked(),
        };
        act();
        if said == self.announcement.get_untracked()
            && let Some(words) = self.happened(&before, because)
        {
            self.announce(words);
        }
    }

    /// Says something to everybody who listens to the page.
    pub fn announce(self, words: impl Into<String>) {
        let mut words = words.into();
        if words == *self.announcement.read_untracked() {
            words.push(AGAIN);
        }
        self.announcement.set(words);
    }

    /// Says again what was said last; where the keyboard is, if nothing was.
    pub(super) fn say_again(self) {
        let last = self.announcement.get_untracked();
        match last.trim_end_matches(AGAIN) {
            "" => {
                let spot = self.spot.get_untracked();
                self.announce(self.spoken(&spot));
            }
            last => self.announce(last),
        }
    }
}
