//! Shows or folds the panel about what is selected.

use crate::command::chord::digit;
use crate::command::{Command, Effect, Group, Panel, always};

/// Shows or folds the panel about what is selected.
pub static COMMAND: Command = Command {
    id: "toggle-inspector",
    name: "Panel: Inspector",
    group: Group::View,
    keys: &[digit('2').alt()],
    while_typing: true,
    enabled: always,
    run: |_| vec![Effect::Toggle(Panel::Inspector)],
};
