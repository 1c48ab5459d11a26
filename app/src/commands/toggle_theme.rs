//! Light to dark and back.

use crate::command::chord::letter;
use crate::command::{Command, Effect, Group, always};

/// Light to dark and back.
pub static COMMAND: Command = Command {
    id: "toggle-theme",
    name: "Light or dark",
    group: Group::View,
    keys: &[letter('d').alt().shift()],
    while_typing: true,
    enabled: always,
    run: |_| vec![Effect::ToggleTheme],
};
