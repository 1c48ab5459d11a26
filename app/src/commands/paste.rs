//! Pastes what was copied here or in another tab.

use crate::command::chord::letter;
use crate::command::{Command, Effect, Group, always};

/// Pastes what was copied here or in another tab.
pub static COMMAND: Command = Command {
    id: "paste",
    name: "Paste",
    group: Group::Edit,
    keys: &[letter('v').command()],
    while_typing: false,
    enabled: always,
    run: |_| vec![Effect::Paste],
};
