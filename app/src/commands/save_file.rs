//! Saves the design as a file.

use crate::command::chord::letter;
use crate::command::{Command, Effect, Group, always};

/// Saves the design as a file.
pub static COMMAND: Command = Command {
    id: "save-file",
    name: "Save as file",
    group: Group::File,
    keys: &[letter('s').command()],
    while_typing: true,
    enabled: always,
    run: |_| vec![Effect::SaveFile],
};
