//! Asks which component to connect to, from the one that is selected or where the keyboard is.

use crate::command::chord::letter;
use crate::command::{Command, Effect, Group, Question, State};

/// Asks which component to connect to, from the one that is selected or where the keyboard is.
pub static COMMAND: Command = Command {
    id: "connect-to",
    name: "Connect to…",
    group: Group::Edit,
    keys: &[letter('c').shift()],
    while_typing: false,
    enabled: |state| question(state).is_some(),
    run: |state| question(state).map(Effect::Ask).into_iter().collect(),
};

fn question(state: &State<'_>) -> Option<Question> {
    let from = state.here()?.component()?.to_owned();
    (state.scene.box_count() > 1).then_some(Question::WhatToConnect { from })
}
