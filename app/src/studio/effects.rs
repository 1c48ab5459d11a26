//! What commands, keys and finished gestures ask for, done: the only place where effects become changes. Comes behind the
//! drawing.

use loadbearing_engine::analysis::scenario::Down;
use loadbearing_engine::{formats, read, write};

use super::designs::Offer;
use super::habits::Habits;
use super::walking::Because;
use super::{Sheet, Side, Studio, Writing};
use crate::browser::{clipboard, page};
use crate::canvas::event::{Event, Intent};
use crate::canvas::geometry::Point;
use crate::canvas::selection::Selection;
use crate::command::{Chord, Command, Effect, Panel, Press, Question, State, called, intent};
use crate::commands;
use crate::document::clipboard::NoPart;
use crate::document::{self, notes};
use crate::languages::phrases::say;
use crate::languages::{t, t_with};
use crate::signals::*;
use crate::studio::gestures::CANVAS;
use crate::summary::Tone;
use loadbearing_engine::design::Area;

/// What has the keyboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Focus {
    /// The canvas, or nothing in particular.
    Canvas,
    /// A field that text is typed into.
    Field,
    /// A button, a tab, a list.
    Control,
}

/// Whether a key may call a command where the focus is: fields keep what can be typed, controls keep the keys that
/// work them.
#[must_use]
pub fn may_call(command: &Command, chord: Chord, focus: Focus) -> bool {
    match focus {
        Focus::Canvas => true,
        Focus::Field => command.while_typing,
        Focus::Control => chord.command || chord.alt || command.while_typing || chord.is_single_character(),
    }
}

/// Commands that the browser's own clipboard events call; intercepting their keys would silence those.
const BY_CLIPBOARD: [&str; 3] = ["copy", "cut", "paste"];

impl Studio {
    /// The command of a key. Says whether there is one, and it could be done.
    pub(super) fn key_now(self, press: &Press, focus: Focus) -> bool {
        let found = called(commands::ALL, press, self.habits.read_untracked().single_keys);
        let Some((command, chord)) = found.filter(|(command, chord)| may_call(command, *chord, focus)) else {
            return false;
        };
        !BY_CLIPBOARD.contains(&command.id) && self.call(command, Some(chord))
    }

    /// Calls a command, by keys or from a menu. Says whether it could be done.
    pub fn call(self, command: &Command, chord: Option<Chord>) -> bool {
        let effects = self.with_state(chord, |state| (command.enabled)(state).then(|| (command.run)(state)));
        let is_enabled = effects.is_some();
        self.follow_all(effects.unwrap_or_default());
        is_enabled
    }

    /// Whether a command can be done now. Tracks what that depends on.
    #[must_use]
    pub fn is_enabled(self, command: &Command) -> bool {
        self.selection.track();
        self.spot.track();
        self.document.track();
        self.history.track();
        self.viewport.track();
        self.mode.track();
        self.with_state(None, command.enabled)
    }

    fn with_state<T>(self, chord: Option<Chord>, look: impl FnOnce(&State<'_>) -> T) -> T {
        let (document, history) = (self.document.read_untracked(), self.history.read_untracked());
        let (selection, scene) = (self.selection.read_untracked(), self.scene.get_untracked());
        let (viewport, spot) = (self.viewport.get_untracked(), self.spot.read_untracked());
        look(&State {
            document: &document,
            history: &history,
            selection: &selection,
            spot: &spot,
            scene: &scene,
            viewport: &viewport,
            mode: self.mode.get_untracked(),
            is_gesturing: self.is_busy(),
            is_trying_fix: self.mending.read_untracked().is_some(),
            chord,
        })
    }

    /// Does several things in order, and says what came of it.
    pub fn follow_all(self, effects: Vec<Effect>) {
        self.telling(Because::Done, || effects.into_iter().for_each(|effect| self.follow_effect(effect)));
    }

    fn follow_effect(self, effect: Effect) {
        match effect {
            Effect::Edit(edit) => {
                self.edit(edit);
            }
            Effect::EditInSeries { name, edit } => {
                self.edit_in_series(name, edit);
            }
            Effect::Stand(standing) => self.stand(&standing),
            errand @ (Effect::Line(_) | Effect::Insert { .. } | Effect::Reconnect { .. }) => {
                self.rework(&errand);
            }
            Effect::Write { id, area } => self.write(id, area),
            Effect::Keep(kept) => self.keep_own(&kept),
            Effect::TellLocked => self.announce(t("said.locked")),
            Effect::ToggleOutline => self.toggle_outline(),
            Effect::ToggleMap => self.map.update(|is_shown| *is_shown = !*is_shown),
            Effect::ToggleFlow => self.toggle_flow(),
            Effect::Undo => self.undo_now(),
            Effect::Redo => self.redo_now(),
            Effect::Select(selection) => self.select(selection),
            Effect::Go(spot) => self.go(spot),
            Effect::SayAgain => self.say_again(),
            Effect::Look(viewport) => self.look(|_| viewport),
            Effect::Choose(mode) => self.choose(mode),
            Effect::Strike(selection) => self.strike(&selection),
            Effect::StrikePlace(id) => self.take_down(Down::Place(id)),
            Effect::ToggleBreaking => self.toggle_breaking(),
            Effect::CancelGesture => self.handle(&Event::Cancel),
            Effect::LeaveFix => self.leave_fix(),
            Effect::Copy(part) => {
                clipboard::write(&document::clipboard::text(&part));
                self.announce(t("said.copied"));
            }
            Effect::Paste => clipboard::read(move |text| self.paste_now(&text)),
            Effect::Ask(question) => self.ask(question),
            Effect::Explain => self.explains.set(true),
            Effect::Toggle(panel) => self.toggle(panel),
            Effect::ToggleSteps => self.presenting.is_making.update(|is_making| *is_making = !*is_making),
            Effect::ToggleTheme => self.toggle_theme(),
            Effect::SwitchLanguage => self.switch_language(),
            Effect::ToggleContrast => self.toggle_contrast(),
            Effect::ToggleSingleKeys => {
                let habits = self.habits.get_untracked();
                self.adopt(Habits { single_keys: !habits.single_keys, ..habits });
            }
            Effect::TurnWheelHabit => {
                let habits = self.habits.get_untracked();
                self.adopt(Habits { wheel: habits.wheel.next(), ..habits });
            }
            Effect::GuidedStart => self.guided_start(),
            errand @ (Effect::SaveFile | Effect::CopyLink | Effect::NewDesign | Effect::ReportProblem) => {
                self.run_errand(&errand);
            }
        }
    }

    /// Shows something that asks.
    pub fn ask(self, question: Question) {
        match question {
            Question::Component(id) => self.inspect(Selection::component(id)),
            Question::Connection(key) => self.inspect(Selection::connection(key)),
            Question::Place(id) => {
                self.select(Selection::default());
                self.open_side(Side::Inspector);
                page::next_frame(move || page::focus(&format!("field-place-{id}-name")));
            }
            Question::WhichFile => self.when_whole(move |later| (later.choose_file)(self)),
            question => self.question.set(Some(question)),
        }
    }

    /// Closes what asks, and goes back to the canvas.
    pub fn answered(self) {
        self.question.set(None);
        self.end_comparing();
        page::focus(CANVAS);
    }

    fn inspect(self, selection: Selection) {
        self.select(selection);
        self.open_side(Side::Inspector);
        page::next_frame(|| page::focus("inspector-first"));
    }

    /// Brings a panel up.
    pub fn open_side(self, side: Side) {
        self.side.set(side);
        self.side_folded.set(false);
        self.sheet.set(Sheet::Side);
    }

    fn toggle(self, panel: Panel) {
        let side = match panel {
            Panel::Palette => return self.palette_folded.update(|folded| *folded = !*folded),
            Panel::Inspector => Side::Inspector,
            Panel::Report => Side::Report,
            Panel::Workload => Side::Workload,
        };
        if self.side.get_untracked() == side && !self.side_folded.get_untracked() {
            self.side_folded.set(true);
        } else {
            self.open_side(side);
        }
    }

    /// The text of what is selected, for the clipboard; with `cut`, it goes from the design.
    pub(super) fn copy_now(self, cut: bool) -> Option<String> {
        let command = if cut { &commands::cut::COMMAND } else { &commands::copy::COMMAND };
        let effects = self.with_state(None, |state| (command.enabled)(state).then(|| (command.run)(state)))?;
        let mut copied = None;
        for effect in effects {
            match effect {
                Effect::Copy(part) => copied = Some(document::clipboard::text(&part)),
                other => self.follow_effect(other),
            }
        }
        copied
    }

    /// Adds what a text from the clipboard holds, in the middle of the view.
    pub(super) fn paste_now(self, text: &str) {
        let centre = self.viewport.read_untracked().centre();
        let centre = self.scene.get_untracked().free_centre(centre);
        let pasted = match formats::looks_like_drawing(text) {
            true => self.pasted_drawing(text, (centre.x, centre.y)),
            false => intent::pasted(text, &self.document.read_untracked(), (centre.x, centre.y)),
        };
        match pasted {
            Ok(effects) => self.follow_all(effects),
            Err(NoPart::Foreign) => self.tell(Tone::Warn, t("said.nothing-to-paste"), Offer::Nothing),
            Err(NoPart::Unreadable(why)) => {
                self.tell(Tone::Bad, t_with("notice.bad-paste", &[("problem", &say(&why))]), Offer::Nothing);
            }
        }
    }

    /// What adds a drawing of another program; what was guessed of it is said.
    fn pasted_drawing(self, text: &str, centre: (f64, f64)) -> Result<Vec<Effect>, NoPart> {
        let unreadable = |problem: formats::Refused| NoPart::Unreadable(problem.to_string());
        let drawing = formats::import(text.as_bytes(), read).map_err(unreadable)?;
        let effects = intent::pasted(&write(&drawing.file), &self.document.read_untracked(), centre)?;
        self.tell_import(&drawing.notes);
        Ok(effects)
    }

    /// Does what a finished gesture asks for.
    pub(super) fn fulfil_now(self, wish: Intent) {
        let selects_one = matches!(&wish, Intent::Select(selection) if selection.len() == 1);
        let places = matches!(wish, Intent::Place { .. });
        let effects = intent::effects(wish, &self.document.read_untracked());
        self.follow_all(effects);
        if selects_one || places {
            self.side.set(Side::Inspector);
        }
        if places {
            page::focus(CANVAS);
        }
    }

    /// Begins to write a text, or over one.
    fn write(self, id: Option<String>, area: Area) {
        let id = id.unwrap_or_else(|| notes::fresh_id(&self.document.read_untracked()));
        self.writing.set(Some(Writing { id, area }));
    }

    /// Puts a component of a kind, or a piece, around a point, or in the middle of the view, connected from another if there is
    /// one, and selects it.
    pub fn add_now(self, kind: &str, at: Option<Point>, from: Option<&str>) {
        let scene = self.scene.get_untracked();
        let centre = at.unwrap_or_else(|| scene.free_centre(self.viewport.read_untracked().centre()));
        let effects = intent::put(&self.document.read_untracked(), kind, None, (centre.x, centre.y), from);
        self.follow_all(effects);
        let selection = self.selection.get_untracked();
        self.reveal(&selection);
        self.side.set(Side::Inspector);
    }

    /// Connects two components, and selects the connection.
    pub fn connect(self, from: &str, to: &str) {
        let wish = Intent::Connect { from: from.to_owned(), to: to.to_owned() };
        let effects = intent::effects(wish, &self.document.read_untracked());
        self.follow_all(effects);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_keep_their_letters_and_buttons_keep_enter() {
        let delete = &commands::delete_selection::COMMAND;
        let chord = delete.keys[0];
        assert!(may_call(delete, chord, Focus::Canvas));
        assert!(!may_call(delete, chord, Focus::Field));
        assert!(!may_call(delete, chord, Focus::Control));
        let undo = &commands::undo::COMMAND;
        assert!(may_call(undo, undo.keys[0], Focus::Control));
    }
}
