//! Opens the reference.

use crate::command::chord::letter;
use crate::command::{Command, Effect, Group, Question, always};

/// Opens the reference.
pub static COMMAND: Command = Command {
    id: "knowledge",
    name: "Reference…",
    group: Group::Help,
    keys: &[letter('k')],
    while_typing: false,
    enabled: always,
    run: |_| vec![Effect::Ask(Question::Knowledge)],
};
