//! Shows more of the design, smaller.

use crate::command::chord::sign;
use crate::command::{Command, Effect, Group, always};

/// Shows more of the design, smaller.
pub static COMMAND: Command = Command {
    id: "zoom-out",
    name: "Zoom out",
    group: Group::View,
    keys: &[sign('-', "Minus"), sign('-', "Minus").command()],
    while_typing: false,
    enabled: always,
    run: |state| vec![Effect::Look(state.viewport.zoomed_out())],
};
