//! A presentation of the open design: steps that are shown one after another, and made from what is on the screen. A step
//! changes what is seen, never the design.

use std::collections::BTreeSet;
use std::sync::Arc;

use loadbearing_engine::analysis::scenario::{Down, Scenario};
use loadbearing_engine::design::Step;
use loadbearing_engine::share::Manner;

use super::Studio;
use crate::browser::page;
use crate::canvas::geometry::Rect;
use crate::canvas::machine::Mode;
use crate::canvas::selection::Selection;
use crate::canvas::viewport::Viewport;
use crate::document::Edit;
use crate::languages::t;
use crate::order::gathered;
use crate::signals::*;

/// The nearest that a step is shown: a small part fills a large screen and stays a drawing. An assumption.
const CLOSEST: f64 = 2.0;
/// Free around what is shown alone, in world pixels.
const FREE: f64 = 48.0;
/// Room for the note below, as a share of what is shown: it takes a fourth of a usual screen. An assumption.
const NOTE: f64 = 0.3;

/// What is shown of a presentation.
#[derive(Clone, Copy)]
pub struct Presenting {
    /// The step that is shown; `None` while nothing is presented.
    pub at: RwSignal<Option<usize>>,
    /// Components that are shown alone, if there are such.
    pub visible: RwSignal<Option<Arc<BTreeSet<String>>>>,
    /// Whether its steps are being made.
    pub is_making: RwSignal<bool>,
    before: StoredValue<Option<Before>>,
}

/// What the page was like before the presentation.
#[derive(Clone)]
struct Before {
    manner: Manner,
    viewport: Viewport,
    selection: Selection,
}

impl Presenting {
    /// Nothing is presented.
    #[must_use]
    pub fn new() -> Self {
        Self {
            at: RwSignal::new(None),
            visible: RwSignal::new(None),
            is_making: RwSignal::new(false),
            before: StoredValue::new(None),
        }
    }
}

impl Presenting {
    /// Another design is open: nothing of the former one is presented any more.
    pub(super) fn before_is_gone(self) {
        self.at.set(None);
        self.visible.set(None);
        self.before.set_value(None);
    }
}

impl Default for Presenting {
    fn default() -> Self {
        Self::new()
    }
}

/// The step that a key leads to, of so many; `None` where it is no such key.
#[must_use]
pub fn step_by(key: &str, at: usize, count: usize) -> Option<usize> {
    let last = count.saturating_sub(1);
    match key {
        "ArrowRight" | "ArrowDown" | "PageDown" | " " => Some((at + 1).min(last)),
        "ArrowLeft" | "ArrowUp" | "PageUp" => Some(at.saturating_sub(1)),
        "Home" => Some(0),
        "End" => Some(last),
        _ => None,
    }
}

/// Steps with one of them elsewhere in their order.
#[must_use]
pub fn moved(mut steps: Vec<Step>, from: usize, to: usize) -> Vec<Step> {
    if from < steps.len() && to < steps.len() {
        let step = steps.remove(from);
        steps.insert(to, step);
    }
    steps
}

/// Does something once the canvas has its new size: the next frame lays the page out, the one after knows it.
fn when_laid_out(act: impl FnOnce() + 'static) {
    page::next_frame(move || page::next_frame(act));
}

impl Studio {
    /// Does what a key asks of a presentation. Says whether there is one and the key means something to it.
    pub fn present_by_key(self, key: &str, is_on_button: bool) -> bool {
        let is_presenting = self.presenting.at.read_untracked().is_some();
        is_presenting && self.whole().is_some_and(|later| (later.present_by_key)(self, key, is_on_button))
    }

    /// The same, when what presents is here.
    pub(super) fn present_by_key_now(self, key: &str, is_on_button: bool) -> bool {
        let Some(at) = self.presenting.at.get_untracked() else { return false };
        if key == "Escape" {
            self.end_presenting();
            return true;
        }
        // The space bar works the button that has the focus.
        let next = step_by(key, at, self.document.read_untracked().steps().len());
        let Some(next) = next.filter(|_| !(is_on_button && key == " ")) else { return false };
        self.show_step(next);
        true
    }

    /// Presents the open design from a step on.
    pub fn present(self, from: usize) {
        if self.document.read_untracked().steps().is_empty() {
            return;
        }
        if self.presenting.before.with_value(Option::is_none) {
            let manner = self.manner.get_untracked();
            self.presenting.before.set_value(Some(Before {
                // Whoever leaves a presentation that came by a link looks at the design.
                manner: if manner == Manner::Present { Manner::View } else { manner },
                viewport: self.viewport.get_untracked(),
                selection: self.selection.get_untracked(),
            }));
        }
        self.presenting.is_making.set(false);
        self.manner.set(Manner::Present);
        self.show_step(from);
        when_laid_out(move || self.look_at_step());
    }

    /// Shows a step: what is seen, what is pointed at, what is broken.
    pub fn show_step(self, at: usize) {
        let Some(step) = self.document.read_untracked().steps().get(at).cloned() else { return };
        self.presenting.at.set(Some(at));
        let visible: BTreeSet<String> = gathered(step.visible.iter().cloned());
        self.presenting.visible.set((!visible.is_empty()).then(|| Arc::new(visible)));
        let down = self.named_down(&step.down);
        if down.is_empty() && step.load.is_none() {
            self.choose(Mode::Hand);
        } else {
            self.choose(Mode::Break);
            self.scenario.set(Scenario { down, load: step.load.unwrap_or(1.0), ..Scenario::default() });
        }
        self.select(Selection::components(step.highlighted.iter().cloned()).retained(&self.scene.get_untracked()));
        self.look_at_step();
        self.announce(step.note);
    }

    fn look_at_step(self) {
        let at = self.presenting.at.get_untracked();
        let Some(step) = at.and_then(|at| self.document.read_untracked().steps().get(at).cloned()) else { return };
        let scene = self.scene.get_untracked();
        let shown = scene.bounds_of(step.visible.iter().map(String::as_str));
        let area = match step.view {
            Some((x, y, width, height)) => Some(Rect { x, y, width: width.max(1.0), height: height.max(1.0) }),
            None => shown.or_else(|| scene.bounds()).map(|all| all.expanded(FREE)),
        };
        if let Some(area) = area {
            let area = Rect { height: area.height * (1.0 + NOTE), ..area };
            self.look(|viewport| viewport.fitted(area, CLOSEST));
        }
    }

    /// Ends the presentation: all is as it was before.
    pub fn end_presenting(self) {
        self.presenting.at.set(None);
        self.presenting.visible.set(None);
        let before = self.presenting.before.try_update_value(Option::take).flatten();
        let Some(Before { manner, viewport, selection }) = before else { return };
        self.choose(if manner == Manner::Edit { Mode::Select } else { Mode::Hand });
        self.manner.set(manner);
        self.select(selection.retained(&self.scene.get_untracked()));
        when_laid_out(move || self.look(|now| Viewport { size: now.size, ..viewport }));
        self.announce(t("steps.ended"));
    }

    /// What is on the screen, as a step.
    fn step_here(self) -> Step {
        let view = self.viewport.get_untracked().visible();
        let scenario = self.scenario.get_untracked();
        Step {
            view: Some((view.x.round(), view.y.round(), view.width.round(), view.height.round())),
            highlighted: self.selection.get_untracked().components.into_iter().collect(),
            down: scenario.down.iter().map(Down::text).collect(),
            load: (scenario.load != 1.0).then_some(scenario.load),
            ..Step::default()
        }
    }

    fn change_steps(self, change: impl FnOnce(&mut Vec<Step>)) {
        let mut steps = self.document.read_untracked().steps().to_vec();
        change(&mut steps);
        self.edit(Edit::ChangeSteps(steps));
    }

    /// Adds a step of what is on the screen.
    pub fn add_step(self) {
        let step = self.step_here();
        self.change_steps(move |steps| steps.push(step));
    }

    /// Lets a step show what is on the screen now; its note and what is visible in it stay.
    pub fn take_step_again(self, at: usize) {
        let here = self.step_here();
        self.change_steps(move |steps| {
            if let Some(step) = steps.get_mut(at) {
                let (note, visible) = (std::mem::take(&mut step.note), std::mem::take(&mut step.visible));
                *step = Step { note, visible, ..here };
            }
        });
    }

    /// Says what is said in a step. Typing is undone as one.
    pub fn note_step(self, at: usize, note: &str) {
        let mut steps = self.document.read_untracked().steps().to_vec();
        if let Some(step) = steps.get_mut(at) {
            note.clone_into(&mut step.note);
            self.edit_in_series(&format!("step {at}"), Edit::ChangeSteps(steps));
        }
    }

    /// Shows nothing but what is selected in a step, or all again.
    pub fn show_selected_alone(self, at: usize, alone: bool) {
        let ids: Vec<String> = self.selection.get_untracked().components.into_iter().collect();
        self.change_steps(move |steps| {
            if let Some(step) = steps.get_mut(at) {
                step.visible = if alone { ids } else { Vec::new() };
            }
        });
    }

    /// Moves a step in the order.
    pub fn move_step(self, from: usize, to: usize) {
        self.change_steps(move |steps| *steps = moved(std::mem::take(steps), from, to));
    }

    /// Takes a step away.
    pub fn remove_step(self, at: usize) {
        self.change_steps(move |steps| {
            if at < steps.len() {
                steps.remove(at);
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_lead_through_the_steps_and_never_beyond() {
        assert_eq!(step_by("ArrowRight", 0, 3), Some(1));
        assert_eq!((step_by(" ", 2, 3), step_by("PageUp", 0, 3)), (Some(2), Some(0)));
        assert_eq!((step_by("Home", 2, 3), step_by("End", 0, 3)), (Some(0), Some(2)));
        assert_eq!((step_by("End", 0, 0), step_by("x", 0, 3)), (Some(0), None));
    }

    #[test]
    fn a_step_moves_among_the_others() {
        let step = |note: &str| Step { note: note.to_owned(), ..Step::default() };
        let notes = |steps: Vec<Step>| steps.into_iter().map(|step| step.note).collect::<String>();
        let steps = || ["a", "b", "c"].map(step).to_vec();
        assert_eq!(notes(moved(steps(), 0, 2)), "bca");
        assert_eq!(notes(moved(steps(), 2, 1)), "acb");
        assert_eq!(notes(moved(steps(), 2, 3)), "abc");
    }
}
