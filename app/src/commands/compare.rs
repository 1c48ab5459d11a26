//! Puts two designs side by side.

use crate::command::{Command, Effect, Group, Question, always};

/// Puts two designs side by side.
pub static COMMAND: Command = Command {
    id: "compare",
    name: "Compare designs…",
    group: Group::File,
    keys: &[],
    while_typing: true,
    enabled: always,
    run: |_| vec![Effect::Ask(Question::Compare)],
};
