//! Says what this is and where its rules come from.

use crate::command::{Command, Effect, Group, Question, always};

/// Says what this is and where its rules come from.
pub static COMMAND: Command = Command {
    id: "about",
    name: "About Loadbearing and its sources",
    group: Group::Help,
    keys: &[],
    while_typing: true,
    enabled: always,
    run: |_| vec![Effect::Ask(Question::About)],
};
