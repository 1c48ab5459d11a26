//! Opens the calculators.

use crate::command::chord::letter;
use crate::command::{Command, Effect, Group, Question, always};

/// Opens the calculators.
pub static COMMAND: Command = Command {
    id: "calculators",
    name: "Calculators…",
    group: Group::View,
    keys: &[letter('e')],
    while_typing: false,
    enabled: always,
    run: |_| vec![Effect::Ask(Question::Calculators)],
};
