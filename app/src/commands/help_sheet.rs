//! Shows all keys.

use crate::command::chord::sign;
use crate::command::{Command, Effect, Group, Question, always};

/// Shows all keys.
pub static COMMAND: Command = Command {
    id: "help-sheet",
    name: "Keyboard shortcuts",
    group: Group::Help,
    keys: &[sign('?', "Slash")],
    while_typing: false,
    enabled: always,
    run: |_| vec![Effect::Ask(Question::Help)],
};
