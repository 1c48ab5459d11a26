//! More contrast, and back.

use crate::command::chord::letter;
use crate::command::{Command, Effect, Group, always};

/// More contrast, and back.
pub static COMMAND: Command = Command {
    id: "toggle-contrast",
    name: "High contrast",
    group: Group::View,
    keys: &[letter('c').alt().shift()],
    while_typing: false,
    enabled: always,
    run: |_| vec![Effect::ToggleContrast],
};
