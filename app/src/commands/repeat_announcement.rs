//! Says again what was said last, for those who listen to the page.

use crate::command::chord::letter;
use crate::command::{Command, Effect, Group, always};

/// Says again what was said last, for those who listen to the page.
pub static COMMAND: Command = Command {
    id: "repeat-announcement",
    name: "Say again",
    group: Group::Help,
    keys: &[letter('r').alt()],
    while_typing: false,
    enabled: always,
    run: |_| vec![Effect::SayAgain],
};
