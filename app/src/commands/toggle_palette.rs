//! Shows or folds the list of components.

use crate::command::chord::digit;
use crate::command::{Command, Effect, Group, Panel, always};

/// Shows or folds the list of components.
pub static COMMAND: Command = Command {
    id: "toggle-palette",
    name: "Panel: Components",
    group: Group::View,
    keys: &[digit('1').alt()],
    while_typing: true,
    enabled: always,
    run: |_| vec![Effect::Toggle(Panel::Palette)],
};
