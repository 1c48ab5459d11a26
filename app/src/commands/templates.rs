//! Begins with a template.

use crate::command::chord::letter;
use crate::command::{Command, Effect, Group, Question, always};

/// Begins with a template.
pub static COMMAND: Command = Command {
    id: "templates",
    name: "Templates…",
    group: Group::File,
    keys: &[letter('t')],
    while_typing: false,
    enabled: always,
    run: |_| vec![Effect::Ask(Question::WhichTemplate)],
};
