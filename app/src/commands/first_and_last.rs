//! Goes to the first or the last box in reading order.

use crate::canvas::spot::{Spot, reading_order};
use crate::command::chord::{Key, named};
use crate::command::{Command, Effect, Group, State, has_boxes};

/// Goes to the first or the last box in reading order.
pub static COMMAND: Command = Command {
    id: "first-and-last",
    name: "First and last box",
    group: Group::Keys,
    keys: &[named("Home"), named("End")],
    while_typing: false,
    enabled: |state| state.chord.is_some() && has_boxes(state),
    run: |state| end(state).map(Effect::Go).into_iter().collect(),
};

fn end(state: &State<'_>) -> Option<Spot> {
    let mut boxes = reading_order(state.scene).into_iter().filter(|spot| spot.component().is_some());
    match state.chord?.key {
        Key::Named("Home") => boxes.next(),
        _ => boxes.next_back(),
    }
}
