//! Finds a command by its name.

use crate::command::chord::{letter, sign};
use crate::command::{Command, Effect, Group, Question, always};

/// Finds a command by its name.
pub static COMMAND: Command = Command {
    id: "find-command",
    name: "Find command…",
    group: Group::Help,
    keys: &[letter('k').command(), sign('/', "Slash").command()],
    while_typing: true,
    enabled: always,
    run: |_| vec![Effect::Ask(Question::WhichCommand)],
};
