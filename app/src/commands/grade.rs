//! Grades what others handed in.

use crate::command::{Command, Effect, Group, Question, always};

/// Grades what others handed in.
pub static COMMAND: Command = Command {
    id: "grade",
    name: "Grade…",
    group: Group::File,
    keys: &[],
    while_typing: true,
    enabled: always,
    run: |_| vec![Effect::Ask(Question::Grades)],
};
