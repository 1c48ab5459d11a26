//! Shows the author's own kinds and pieces.

use crate::command::{Command, Effect, Group, Question, always};

/// Shows the author's own kinds and pieces.
pub static COMMAND: Command = Command {
    id: "own-kinds",
    name: "Your kinds and pieces",
    group: Group::File,
    keys: &[],
    while_typing: false,
    enabled: always,
    run: |_| vec![Effect::Ask(Question::Own(None))],
};
