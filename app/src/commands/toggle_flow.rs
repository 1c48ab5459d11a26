//! Shows or hides traffic as dots that move along connections.

use crate::command::chord::letter;
use crate::command::{Command, Effect, Group, always};

/// Shows or hides traffic as dots that move along connections.
pub static COMMAND: Command = Command {
    id: "toggle-flow",
    name: "Moving traffic",
    group: Group::View,
    keys: &[letter('m').shift()],
    while_typing: false,
    enabled: always,
    run: |_| vec![Effect::ToggleFlow],
};
