//! Opens a design from a file.

use crate::command::chord::letter;
use crate::command::{Command, Effect, Group, Question, always};

/// Opens a design from a file.
pub static COMMAND: Command = Command {
    id: "open-file",
    name: "Open file…",
    group: Group::File,
    keys: &[letter('o').command()],
    while_typing: true,
    enabled: always,
    run: |_| vec![Effect::Ask(Question::WhichFile)],
};
