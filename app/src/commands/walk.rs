//! Goes to the next component in a direction, along a connection if one leads there.

use crate::canvas::spot::{Spot, along, beside};
use crate::command::chord::named;
use crate::command::{Command, Effect, Group, State, has_boxes};

/// Goes to the next component in a direction, along a connection if one leads there.
pub static COMMAND: Command = Command {
    id: "walk",
    name: "Go along a connection",
    group: Group::Keys,
    keys: &[named("ArrowLeft").alt(), named("ArrowRight").alt(), named("ArrowUp").alt(), named("ArrowDown").alt()],
    while_typing: false,
    // Also where nothing lies that way: the browser would leave the page by the same keys.
    enabled: |state| state.chord.is_some() && has_boxes(state),
    run: |state| next(state).map(Effect::Go).into_iter().collect(),
};

fn next(state: &State<'_>) -> Option<Spot> {
    match state.here() {
        Some(here) => along(state.scene, &here, state.chord?.direction()?),
        None => beside(state.scene, None, false),
    }
}
