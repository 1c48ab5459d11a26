//! Writes texts on the canvas.

use crate::canvas::machine::Mode;
use crate::command::chord::letter;
use crate::command::{Command, Effect, Group, always};

/// Writes texts on the canvas.
pub static COMMAND: Command = Command {
    id: "note-tool",
    name: "Note",
    group: Group::Tools,
    keys: &[letter('n')],
    while_typing: false,
    enabled: always,
    run: |_| vec![Effect::Choose(Mode::Note)],
};
