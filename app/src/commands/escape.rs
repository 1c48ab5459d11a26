//! Gives up one thing at a time: the gesture, a fix that is looked at, the selection, the tool, the
//! canvas.

use crate::canvas::machine::Mode;
use crate::canvas::selection::Selection;
use crate::canvas::spot::Spot;
use crate::command::chord::named;
use crate::command::{Command, Effect, Group, State};

/// Gives up one thing at a time: the gesture, a fix that is looked at, the selection, the tool, the canvas.
pub static COMMAND: Command = Command {
    id: "escape",
    name: "Cancel",
    group: Group::Keys,
    keys: &[named("Escape")],
    while_typing: false,
    enabled: |state| !run(state).is_empty(),
    run,
};

fn run(state: &State<'_>) -> Vec<Effect> {
    if state.is_gesturing {
        vec![Effect::CancelGesture]
    } else if state.is_trying_fix {
        vec![Effect::LeaveFix]
    } else if !state.selection.is_empty() {
        vec![Effect::Select(Selection::default())]
    } else if state.mode != Mode::Select {
        vec![Effect::Choose(Mode::Select)]
    } else if state.here().is_some() {
        // From here the key for the next control leads out of the canvas.
        vec![Effect::Go(Spot::Out)]
    } else {
        Vec::new()
    }
}
