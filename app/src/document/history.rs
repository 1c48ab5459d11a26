//! Undo and redo. Remembers differences, not states, and only so many of them.

use super::Document;
use super::difference::Difference;
use super::edit::{Edit, apply, attempt};
use loadbearing_engine::design::ReadError;

/// How many steps can be undone.
const MOST_STEPS: usize = 10_000;
/// How much all steps may hold, counted in components, connections and places. An assumption:
/// at some 500 bytes each it is 100 MB, and typical steps hold one.
const MOST_WEIGHT: usize = 200_000;
/// How long a series such as nudging by arrow keys may pause and still be one step, in milliseconds.
pub const SERIES_PAUSE_MS: f64 = 800.0;

/// Names a series of edits that are undone together, such as nudges or the typing in one field.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// What the series is about: another name begins a new one.
    pub name: String,
    /// When this edit happened, in milliseconds of any clock that does not go back.
    pub at_ms: f64,
}

/// The edits that can be undone and redone.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    undo: Vec<Step>,
    redo: Vec<Difference>,
}

#[derive(Clone, Debug, PartialEq)]
struct Step {
    back: Difference,
    series: Option<Series>,
}

impl History {
    /// Does an edit and remembers how to undo it. Says whether anything changed.
    pub fn apply(&mut self, document: &mut Document, edit: Edit) -> bool {
        self.attempt(document, edit, None).unwrap_or_default()
    }

    /// Does an edit of a series: undone together with what it continues.
    pub fn apply_in_series(&mut self, document: &mut Document, edit: Edit, series: Series) -> bool {
        self.attempt(document, edit, Some(series)).unwrap_or_default()
    }

    /// Does an edit, of a series or not, and says whether anything changed.
    ///
    /// # Errors
    /// When the document could not be read from its file afterwards; it is left as it was.
    pub fn attempt(&mut self, document: &mut Document, edit: Edit, series: Option<Series>) -> Result<bool, ReadError> {
        let last = self.undo.last().filter(|last| continues(last.series.as_ref(), series.as_ref()));
        let is_continued = last.is_some() && self.redo.is_empty();
        let Edit::Restore(back) = attempt(document, edit)? else { return Ok(false) };
        self.redo.clear();
        match self.undo.pop_if(|_| is_continued) {
            Some(last) => {
                // One difference over the whole series: a key held down costs no more than one press.
                let back = joined(document, *back, last.back);
                self.undo.push(Step { back, series });
            }
            None => self.undo.push(Step { back: *back, series }),
        }
        self.forget();
        Ok(true)
    }

    /// Ends a series: the next edit is a step of its own.
    pub fn pause(&mut self) {
        if let Some(step) = self.undo.last_mut() {
            step.series = None;
        }
    }

    /// Takes the last step back. Says whether there was one.
    pub fn undo(&mut self, document: &mut Document) -> bool {
        let Some(step) = self.undo.pop() else { return false };
        self.redo.extend(restored(document, step.back));
        true
    }

    /// Does the last undone step again. Says whether there was one.
    pub fn redo(&mut self, document: &mut Document) -> bool {
        let Some(forth) = self.redo.pop() else { return false };
        let back = restored(document, forth);
        self.undo.extend(back.map(|back| Step { back, series: None }));
        true
    }

    /// Whether there is something to undo.
    #[must_use]
    pub const fn can_undo(&self) -> bool {
        !self.undo.is_empty()
    }

    /// Whether there is something to redo.
    #[must_use]
    pub const fn can_redo(&self) -> bool {
        !self.redo.is_empty()
    }

    /// Drops the oldest steps where there are too many or they hold too much.
    fn forget(&mut self) {
        let mut weight = 0;
        let keep = self.undo.iter().rev().take(MOST_STEPS).take_while(|step| {
            weight += step.back.weight();
            weight <= MOST_WEIGHT
        });
        // The last step stays, however heavy: undo must undo.
        let keep = keep.count().max(1).min(self.undo.len());
        self.undo.drain(..self.undo.len() - keep);
    }
}

fn continues(last: Option<&Series>, next: Option<&Series>) -> bool {
    last.zip(next).is_some_and(|(last, next)| {
        let pause = next.at_ms - last.at_ms;
        last.name == next.name && (0.0..=SERIES_PAUSE_MS).contains(&pause)
    })
}

/// What undoes two steps at once: the newer, then the older.
fn joined(now: &Document, newer: Difference, older: Difference) -> Difference {
    if newer.is_layout_only() && older.is_layout_only() {
        return newer.followed_by(older);
    }
    let mut start = now.clone();
    newer.apply(&mut start);
    older.apply(&mut start);
    Difference::between(now, &start)
}

/// Leads the document to a former state and gives back what undoes that.
fn restored(document: &mut Document, difference: Difference) -> Option<Difference> {
    match apply(document, Edit::Restore(Box::new(difference))) {
        Edit::Restore(back) => Some(*back),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::random_edits::shortener;

    fn nudge() -> Edit {
        Edit::Move { ids: vec!["api".to_owned()], by: (1.0, 0.0) }
    }

    fn at(at_ms: f64) -> Series {
        Series { name: "nudge".to_owned(), at_ms }
    }

    #[test]
    fn everything_is_undone_and_done_again() {
        let mut document = shortener();
        let start = document.clone();
        let mut history = History::default();
        history.apply(&mut document, Edit::RemoveComponents(vec!["api".to_owned()]));
        let end = document.clone();
        assert!(history.undo(&mut document) && document == start);
        assert!(history.redo(&mut document) && document == end);
        assert!(!history.redo(&mut document));
    }

    #[test]
    fn what_changes_nothing_is_no_step() {
        let mut document = shortener();
        let mut history = History::default();
        assert!(!history.apply(&mut document, Edit::RemoveComponents(vec!["gone".to_owned()])));
        assert!(!history.can_undo());
    }

    #[test]
    fn nudges_in_a_row_are_undone_together() {
        let mut document = shortener();
        let start = document.clone();
        let mut history = History::default();
        for press in 0..50 {
            history.apply_in_series(&mut document, nudge(), at(f64::from(press) * 100.0));
        }
        history.undo(&mut document);
        assert_eq!(document, start);
    }

    #[test]
    fn a_pause_or_an_undo_ends_a_series() {
        let mut document = shortener();
        let mut history = History::default();
        history.apply_in_series(&mut document, nudge(), at(0.0));
        history.apply_in_series(&mut document, nudge(), at(5000.0));
        assert_eq!(history.undo.len(), 2);
        history.undo(&mut document);
        history.apply_in_series(&mut document, nudge(), at(100.0));
        assert_eq!(history.undo.len(), 2);
        history.pause();
        history.apply_in_series(&mut document, nudge(), at(150.0));
        assert_eq!(history.undo.len(), 3);
    }

    #[test]
    fn memory_is_bounded_and_every_step_that_is_kept_can_be_undone_and_done_again() {
        let mut document = shortener();
        let mut history = History::default();
        let mut oldest = document.clone();
        for number in 0..MOST_STEPS + 20 {
            if number == 20 {
                oldest = document.clone();
            }
            history.apply(&mut document, nudge());
        }
        let newest = document.clone();
        let undone = std::iter::repeat_with(|| history.undo(&mut document)).take_while(|is_undone| *is_undone).count();
        assert_eq!(undone, MOST_STEPS);
        assert_eq!(document, oldest);
        while history.redo(&mut document) {}
        assert_eq!(document, newest);
    }

    #[test]
    fn a_box_that_is_dragged_beyond_the_edge_of_the_world_stays_at_it_and_comes_back() {
        let mut document = shortener();
        let start = document.clone();
        let mut history = History::default();
        let away = Edit::Move { ids: vec!["api".to_owned()], by: (1e12, -1e12) };
        assert!(history.apply(&mut document, away.clone()));
        assert_eq!(document.position("api"), Some((1e6, -1e6)));
        assert!(!history.apply(&mut document, away), "there is nothing farther out");
        history.undo(&mut document);
        assert_eq!(document, start);
    }
}
