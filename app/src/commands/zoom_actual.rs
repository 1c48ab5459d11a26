//! Shows everything in its own size.

use crate::command::chord::digit;
use crate::command::{Command, Effect, Group, always};

/// Shows everything in its own size.
pub static COMMAND: Command = Command {
    id: "zoom-actual",
    name: "Zoom to 100 %",
    group: Group::View,
    keys: &[digit('0').shift(), digit('0').command()],
    while_typing: false,
    enabled: always,
    run: |state| vec![Effect::Look(state.viewport.unzoomed())],
};
