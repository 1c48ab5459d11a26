//! Goes to the next component in a direction, along a connection if one leads there.

use crate::canvas::spot::{Spot, along};
use crate::command::chord::named;
use crate::command::{Command, Effect, Group, State};

/// Goes to the next component in a direction, along a connection if one leads there.
pub static COMMAND: Command = Command {
    id: "walk",
    name: "Go along a connection",
    group: Group::Keys,
    keys: &[named("ArrowLeft").alt(), named("ArrowRight").alt(), named("ArrowUp").alt(), named("ArrowDown").alt()],
    while_typing: false,
    enabled: |state| next(state).is_some(),
    run: |state| next(state).map(Effect::Go).into_iter().collect(),
};

fn next(state: &State<'_>) -> Option<Spot> {
    along(state.scene, &state.here()?, state.chord?.direction()?)
}
