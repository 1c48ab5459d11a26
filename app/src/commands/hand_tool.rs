//! Pans with a plain drag.

use crate::canvas::machine::Mode;
use crate::command::chord::letter;
use crate::command::{Command, Effect, Group, always};

/// Pans with a plain drag.
pub static COMMAND: Command = Command {
    id: "hand-tool",
    name: "Hand",
    group: Group::Tools,
    keys: &[letter('h')],
    while_typing: false,
    enabled: always,
    run: |_| vec![Effect::Choose(Mode::Hand)],
};
