//! Goes to the next component or connection in reading order; beyond the last, the key leaves the canvas.

use crate::canvas::spot::{Spot, beside};
use crate::command::chord::named;
use crate::command::{Command, Effect, Group, State};

/// Goes to the next component or connection in reading order; beyond the last, the key leaves the canvas.
pub static COMMAND: Command = Command {
    id: "next-component",
    name: "Next in reading order: each box, then what leaves it",
    group: Group::Keys,
    keys: &[named("Tab"), named("Tab").shift()],
    while_typing: false,
    enabled: |state| next(state).is_some(),
    run: |state| next(state).map(Effect::Go).into_iter().collect(),
};

fn next(state: &State<'_>) -> Option<Spot> {
    let is_back = state.chord.is_some_and(|chord| chord.shift);
    // After Escape the key goes on from the canvas, as from any other control.
    let leaves = *state.spot == Spot::Out && state.selection.is_empty();
    if leaves { None } else { beside(state.scene, state.here().as_ref(), is_back) }
}
