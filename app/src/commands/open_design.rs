//! Opens one of the designs kept in this browser.

use crate::command::chord::letter;
use crate::command::{Command, Effect, Group, Question, always};

/// Opens one of the designs kept in this browser.
pub static COMMAND: Command = Command {
    id: "open-design",
    name: "My designs…",
    group: Group::File,
    keys: &[letter('o').shift().command()],
    while_typing: true,
    enabled: always,
    run: |_| vec![Effect::Ask(Question::WhichDesign)],
};
