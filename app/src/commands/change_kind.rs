//! Asks which kind of component the selected one is to be.

use crate::command::{Command, Effect, Group, Question, State};

/// Asks which kind of component the selected one is to be.
pub static COMMAND: Command = Command {
    id: "change-kind",
    name: "Change kind…",
    group: Group::Edit,
    keys: &[],
    while_typing: false,
    enabled: |state| question(state).is_some(),
    run: |state| question(state).map(Effect::Ask).into_iter().collect(),
};

fn question(state: &State<'_>) -> Option<Question> {
    Some(Question::WhatKind { id: state.here()?.component()?.to_owned() })
}
