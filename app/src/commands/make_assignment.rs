//! Makes an assignment of the open design.

use crate::command::{Command, Effect, Group, Question, always};

/// Makes an assignment of the open design.
pub static COMMAND: Command = Command {
    id: "make-assignment",
    name: "Make an assignment…",
    group: Group::File,
    keys: &[],
    while_typing: true,
    enabled: always,
    run: |_| vec![Effect::Ask(Question::NewAssignment)],
};
