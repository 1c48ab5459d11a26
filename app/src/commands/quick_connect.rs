//! Asks for a component to put beside where the keyboard is, connected from there.

use crate::canvas::geometry::Point;
use crate::canvas::scene::BOX_SIZE;
use crate::command::chord::named;
use crate::command::{Command, Effect, Group, Question, State};

/// Asks for a component to put beside where the keyboard is, connected from there.
pub static COMMAND: Command = Command {
    id: "quick-connect",
    name: "Connect to a new component",
    group: Group::Keys,
    keys: &[
        named("ArrowLeft").command(),
        named("ArrowRight").command(),
        named("ArrowUp").command(),
        named("ArrowDown").command(),
    ],
    while_typing: false,
    enabled: |state| question(state).is_some(),
    run: |state| question(state).map(Effect::Ask).into_iter().collect(),
};

/// Between the two boxes, in world pixels.
const GAP: Point = Point::new(112.0, 56.0);

fn question(state: &State<'_>) -> Option<Question> {
    let here = state.here()?;
    let from = here.component()?;
    // Called by its name, to the right.
    let way = state.chord.and_then(|chord| chord.direction()).unwrap_or(Point::new(1.0, 0.0));
    let step = Point::new(way.x * (BOX_SIZE.width + GAP.x), way.y * (BOX_SIZE.height + GAP.y));
    let at = state.scene.free_centre(state.scene.rect_of(from)?.centre() + step);
    Some(Question::WhatToPut { from: Some(from.to_owned()), at: (at.x, at.y) })
}
