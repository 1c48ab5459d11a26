//! Finds a component by its name.

use crate::command::chord::letter;
use crate::command::{Command, Effect, Group, Question, has_boxes};

/// Finds a component by its name.
pub static COMMAND: Command = Command {
    id: "find",
    name: "Find component…",
    group: Group::View,
    keys: &[letter('f').command()],
    while_typing: false,
    enabled: has_boxes,
    run: |_| vec![Effect::Ask(Question::WhatToFind)],
};
