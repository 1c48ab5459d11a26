//! Goes through what the wheel does: pan, zoom, or by device.

use crate::command::{Command, Effect, Group, always};

/// Goes through what the wheel does: pan, zoom, or by device.
pub static COMMAND: Command = Command {
    id: "wheel",
    name: "What the wheel does",
    group: Group::Help,
    keys: &[],
    while_typing: false,
    enabled: always,
    run: |_| vec![Effect::TurnWheelHabit],
};
