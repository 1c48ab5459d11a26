//! Draws regions and zones.

use crate::canvas::machine::Mode;
use crate::command::chord::letter;
use crate::command::{Command, Effect, Group, always};

/// Draws regions and zones.
pub static COMMAND: Command = Command {
    id: "frame-tool",
    name: "Zone or region",
    group: Group::Tools,
    keys: &[letter('f')],
    while_typing: false,
    enabled: always,
    run: |_| vec![Effect::Choose(Mode::Frame)],
};
