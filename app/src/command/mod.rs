//! What a command is, what it can see, and how a key finds it. The commands stand in `commands`.

pub mod chord;
pub mod effect;
pub mod intent;

use crate::canvas::machine::Mode;
use crate::canvas::scene::Scene;
use crate::canvas::selection::Selection;
use crate::canvas::spot::Spot;
use crate::canvas::viewport::Viewport;
use crate::document::{Document, History, Part};

pub use chord::{Chord, Press};
pub use effect::{Effect, Inserted, Kept, Panel, Question, Standing};

/// One thing a person can ask for: it feeds menus, the command palette, the shortcuts and the help sheet.
#[derive(Debug)]
pub struct Command {
    /// Its id, as its file is called but with dashes.
    pub id: &'static str,
    /// What it is called in English; a language overrides it by the key `command.<id>`.
    pub name: &'static str,
    /// The menu it stands in.
    pub group: Group,
    /// The keys that call it, the one that is shown first.
    pub keys: &'static [Chord],
    /// Whether it works while someone types in a field: most keys belong to the field then.
    pub while_typing: bool,
    /// Whether it can be done now.
    pub enabled: fn(&State<'_>) -> bool,
    /// What it does.
    pub run: fn(&State<'_>) -> Vec<Effect>,
}

impl Command {
    /// The key of its name in a language file.
    #[must_use]
    pub fn name_key(&self) -> String {
        format!("command.{}", self.id)
    }
}

/// The menu that a command stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Designs as files and links.
    File,
    /// Changes of the design.
    Edit,
    /// What is in view.
    View,
    /// What the pointer does.
    Tools,
    /// Keys, problems, the version.
    Help,
    /// In no menu: it needs its key, such as an arrow, to know what is meant.
    Keys,
}

/// What a command can see.
#[derive(Clone, Copy)]
pub struct State<'a> {
    /// The open design.
    pub document: &'a Document,
    /// What can be undone.
    pub history: &'a History,
    /// What is selected.
    pub selection: &'a Selection,
    /// Where the keyboard is on the canvas.
    pub spot: &'a Spot,
    /// Where everything is.
    pub scene: &'a Scene,
    /// What is in view.
    pub viewport: &'a Viewport,
    /// What a plain press on the canvas means.
    pub mode: Mode,
    /// Whether a gesture is under way.
    pub is_gesturing: bool,
    /// Whether a fix is being looked at.
    pub is_trying_fix: bool,
    /// The keys that called the command; `None` from a menu.
    pub chord: Option<Chord>,
}

impl State<'_> {
    /// The one thing that is selected; while nothing is, where the keyboard is.
    #[must_use]
    pub fn here(&self) -> Option<Spot> {
        if self.selection.is_empty() {
            self.spot.area(self.scene).map(|_| self.spot.clone())
        } else {
            Spot::selected(self.selection)
        }
    }

    /// The rectangle around the selected boxes and the ends of the selected connections.
    #[must_use]
    pub fn selected_area(&self) -> Option<crate::canvas::geometry::Rect> {
        let ends = self.selection.connections.iter().flat_map(|key| [&key.from, &key.to]);
        let ids = self.selection.components.iter().chain(ends).map(String::as_str);
        self.scene.bounds_of(ids)
    }
}

/// For commands that can always be done.
#[must_use]
pub const fn always(_: &State<'_>) -> bool {
    true
}

/// For commands about components: whether one is selected.
#[must_use]
pub fn has_components(state: &State<'_>) -> bool {
    !state.selection.components.is_empty()
}

/// For commands about what can be copied: whether a component or a text is selected.
#[must_use]
pub fn has_copyable(state: &State<'_>) -> bool {
    has_components(state) || !state.selection.notes.is_empty()
}

/// What is selected, as a part.
#[must_use]
pub fn selected_part(state: &State<'_>) -> Part {
    let part = Part::of(state.document, |id| state.selection.components.contains(id));
    part.with_notes(state.document, &state.selection.notes)
}

/// For commands about components in line: whether several are selected.
#[must_use]
pub fn has_several(state: &State<'_>) -> bool {
    state.selection.components.len() > 1
}

/// For commands about a design: whether there is a box in it.
#[must_use]
pub fn has_boxes(state: &State<'_>) -> bool {
    state.scene.box_count() > 0
}

/// The command among some that a key press calls, and by which of its chords.
///
/// A produced character goes before a place on the keyboard, so that no layout loses a sign to a
/// neighbour. `single_keys` is off for people whose speech input types letters.
#[must_use]
pub fn called(commands: &[&'static Command], press: &Press, single_keys: bool) -> Option<(&'static Command, Chord)> {
    let chords = || {
        let all = commands.iter().flat_map(|command| command.keys.iter().map(move |chord| (*command, *chord)));
        all.filter(move |(_, chord)| single_keys || !chord.is_single_character())
    };
    chords()
        .find(|(_, chord)| chord.is_produced_by(press))
        .or_else(|| chords().find(|(_, chord)| chord.is_placed_at(press)))
}
