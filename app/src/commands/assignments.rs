//! Lists the assignments that are ready.

use crate::command::{Command, Effect, Group, Question, always};

/// Lists the assignments that are ready.
pub static COMMAND: Command = Command {
    id: "assignments",
    name: "Assignments…",
    group: Group::File,
    keys: &[],
    while_typing: true,
    enabled: always,
    run: |_| vec![Effect::Ask(Question::WhichAssignment)],
};
