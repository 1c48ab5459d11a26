//! Begins an empty design; the present one is kept.

use crate::command::{Command, Effect, Group, always};

/// Begins an empty design; the present one is kept.
pub static COMMAND: Command = Command {
    id: "new-design",
    name: "New design",
    group: Group::File,
    keys: &[],
    while_typing: true,
    enabled: always,
    run: |_| vec![Effect::NewDesign],
};
