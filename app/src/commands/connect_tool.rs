//! Connects from anywhere on a box.

use crate::canvas::machine::Mode;
use crate::command::chord::letter;
use crate::command::{Command, Effect, Group, always};

/// Connects from anywhere on a box.
pub static COMMAND: Command = Command {
    id: "connect-tool",
    name: "Connect",
    group: Group::Tools,
    keys: &[letter('c')],
    while_typing: false,
    enabled: always,
    run: |_| vec![Effect::Choose(Mode::Connect)],
};
