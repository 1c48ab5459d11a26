//! Begins with two boxes, and says what to do next.

use crate::command::{Command, Effect, Group, always};

/// Begins with two boxes, and says what to do next.
pub static COMMAND: Command = Command {
    id: "guided-start",
    name: "Guided start",
    group: Group::File,
    keys: &[],
    while_typing: false,
    enabled: always,
    run: |_| vec![Effect::GuidedStart],
};
