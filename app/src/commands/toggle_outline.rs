//! Shows the design as a list beside the drawing, or hides it.

use crate::command::chord::letter;
use crate::command::{Command, Effect, Group, always};

/// Shows the design as a list beside the drawing, or hides it.
pub static COMMAND: Command = Command {
    id: "toggle-outline",
    name: "Outline",
    group: Group::View,
    keys: &[letter('o')],
    while_typing: false,
    enabled: always,
    run: |_| vec![Effect::ToggleOutline],
};
