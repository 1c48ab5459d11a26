//! Shows or hides the small map of the whole drawing.

use crate::command::chord::letter;
use crate::command::{Command, Effect, Group, always};

/// Shows or hides the small map of the whole drawing.
pub static COMMAND: Command = Command {
    id: "toggle-map",
    name: "Small map",
    group: Group::View,
    keys: &[letter('m')],
    while_typing: false,
    enabled: always,
    run: |_| vec![Effect::ToggleMap],
};
