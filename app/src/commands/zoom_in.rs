//! Shows everything larger.

use crate::command::chord::sign;
use crate::command::{Command, Effect, Group, always};

/// Shows everything larger.
pub static COMMAND: Command = Command {
    id: "zoom-in",
    name: "Zoom in",
    group: Group::View,
    keys: &[sign('+', "Equal"), sign('=', "Equal"), sign('+', "NumpadAdd").command(), sign('=', "Equal").command()],
    while_typing: false,
    enabled: always,
    run: |state| vec![Effect::Look(state.viewport.zoomed_in())],
};
