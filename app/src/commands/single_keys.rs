//! Switches shortcuts of single letters on or off.

use crate::command::{Command, Effect, Group, always};

/// Switches shortcuts of single letters on or off.
pub static COMMAND: Command = Command {
    id: "single-keys",
    name: "Single letters as shortcuts",
    group: Group::Help,
    keys: &[],
    while_typing: false,
    enabled: always,
    run: |_| vec![Effect::ToggleSingleKeys],
};
