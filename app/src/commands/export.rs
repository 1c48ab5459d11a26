//! Exports the design: a picture that holds it, a report, a drawing of another program.

use crate::command::{Command, Effect, Group, Question, always};

/// Exports the design: a picture that holds it, a report, a drawing of another program.
pub static COMMAND: Command = Command {
    id: "export",
    name: "Export…",
    group: Group::File,
    keys: &[],
    while_typing: true,
    enabled: always,
    run: |_| vec![Effect::Ask(Question::Export)],
};
