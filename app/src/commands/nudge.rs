//! Moves what is selected by a pixel; with Shift by ten.

use crate::command::chord::named;
use crate::command::intent::moved;
use crate::command::{Command, Effect, Group, State};

/// Moves what is selected by a pixel; with Shift by ten.
pub static COMMAND: Command = Command {
    id: "nudge",
    name: "Nudge",
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
    enabled: |state| !state.selection.components.is_empty() || !state.selection.notes.is_empty(),
    run,
};

/// How far in world pixels, without and with Shift.
const STEPS: (f64, f64) = (1.0, 10.0);

fn run(state: &State<'_>) -> Vec<Effect> {
    let Some((chord, way)) = state.chord.and_then(|chord| Some((chord, chord.direction()?))) else {
        return Vec::new();
    };
    let step = if chord.shift { STEPS.1 } else { STEPS.0 };
    let ids = state.selection.components.iter().cloned().collect();
    let notes = state.selection.notes.iter().cloned().collect();
    let by = (way.x * step, way.y * step);
    let told = state.selection.components.iter().any(|id| state.document.is_locked(id)).then_some(Effect::TellLocked);
    [moved(state.document, ids, notes, by, Some("nudge"))].into_iter().chain(told).collect()
}
