//! Lets people take things down and see what happens.

use crate::command::chord::letter;
use crate::command::{Command, Effect, Group, has_boxes};

/// Lets people take things down and see what happens, and ends it.
pub static COMMAND: Command = Command {
    id: "break-it",
    name: "Break it",
    group: Group::View,
    keys: &[letter('b')],
    while_typing: false,
    enabled: has_boxes,
    run: |_| vec![Effect::ToggleBreaking],
};
