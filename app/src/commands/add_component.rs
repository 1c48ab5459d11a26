//! Asks which component to put, connected from the one that is selected.

use crate::canvas::geometry::Point;
use crate::canvas::scene::BOX_SIZE;
use crate::command::chord::sign;
use crate::command::{Command, Effect, Group, Question, State, always};

/// Asks which component to put, connected from the one that is selected.
pub static COMMAND: Command = Command {
    id: "add-component",
    name: "Add component…",
    group: Group::Edit,
    keys: &[sign('/', "Slash")],
    while_typing: false,
    enabled: always,
    run,
};

/// How far the new box stands beside the one it is connected from, in world pixels.
const GAP: f64 = 112.0;

fn run(state: &State<'_>) -> Vec<Effect> {
    let from = state.selection.only_component();
    let beside = from.and_then(|id| state.scene.rect_of(id));
    let wanted = match beside {
        Some(rect) => rect.centre() + Point::new(BOX_SIZE.width + GAP, 0.0),
        None => state.viewport.centre(),
    };
    let at = state.scene.free_centre(wanted);
    vec![Effect::Ask(Question::WhatToPut { from: from.map(str::to_owned), at: (at.x, at.y) })]
}
