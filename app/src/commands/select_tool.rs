//! Selects and moves.

use crate::canvas::machine::Mode;
use crate::command::chord::letter;
use crate::command::{Command, Effect, Group, always};

/// Selects and moves.
pub static COMMAND: Command = Command {
    id: "select-tool",
    name: "Select",
    group: Group::Tools,
    keys: &[letter('v')],
    while_typing: false,
    enabled: always,
    run: |_| vec![Effect::Choose(Mode::Select)],
};
