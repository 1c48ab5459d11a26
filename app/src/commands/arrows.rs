//! Moves what is selected by a pixel, with Shift by ten; while nothing is selected, goes from box to box.

use crate::canvas::spot::toward;
use crate::command::chord::named;
use crate::command::intent::moved;
use crate::command::{Command, Effect, Group, State, has_boxes};

/// Moves what is selected by a pixel, with Shift by ten; while nothing is selected, goes from box to box.
pub static COMMAND: Command = Command {
    id: "arrows",
    name: "Nudge what is selected, or go from box to box",
    group: Group::Keys,
    keys: &[
        named("ArrowLeft"),
        named("ArrowRight"),
        named("ArrowUp"),
        named("ArrowDown"),
        named("ArrowLeft").shift(),
        named("ArrowRight").shift(),
        named("ArrowUp").shift(),
        named("ArrowDown").shift(),
    ],
    while_typing: false,
    enabled: |state| state.chord.is_some() && has_boxes(state),
    run,
};

/// How far in world pixels, without and with Shift.
const STEPS: (f64, f64) = (1.0, 10.0);

fn run(state: &State<'_>) -> Vec<Effect> {
    let Some((chord, way)) = state.chord.and_then(|chord| Some((chord, chord.direction()?))) else {
        return Vec::new();
    };
    if state.selection.is_empty() {
        return toward(state.scene, state.here().as_ref(), way).map(Effect::Go).into_iter().collect();
    }
    let step = if chord.shift { STEPS.1 } else { STEPS.0 };
    let ids: Vec<String> = state.selection.components.iter().cloned().collect();
    let notes: Vec<String> = state.selection.notes.iter().cloned().collect();
    if ids.is_empty() && notes.is_empty() {
        return Vec::new();
    }
    let told = ids.iter().any(|id| state.document.is_locked(id)).then_some(Effect::TellLocked);
    let moved = moved(state.document, ids, notes, (way.x * step, way.y * step), Some("nudge"));
    [moved].into_iter().chain(told).collect()
}
