//! To the other language and back. It is called what those who look for it can read.

use crate::command::{Command, Effect, Group, always};

/// To the other language and back.
pub static COMMAND: Command = Command {
    id: "switch-language",
    name: "Русский язык",
    group: Group::View,
    keys: &[],
    while_typing: false,
    enabled: always,
    run: |_| vec![Effect::SwitchLanguage],
};
