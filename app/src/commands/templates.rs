//! Begins with a template.

use crate::command::{Command, Effect, Group, Question, always};

/// Begins with a template.
pub static COMMAND: Command = Command {
    id: "templates",
    name: "Templates…",
    group: Group::File,
    keys: &[],
    while_typing: true,
    enabled: always,
    run: |_| vec![Effect::Ask(Question::WhichTemplate)],
};
