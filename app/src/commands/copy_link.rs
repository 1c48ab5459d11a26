//! Copies a link that holds the whole design; nothing is sent anywhere.

use crate::command::{Command, Effect, Group, always};

/// Copies a link that holds the whole design; nothing is sent anywhere.
pub static COMMAND: Command = Command {
    id: "copy-link",
    name: "Copy link",
    group: Group::File,
    keys: &[],
    while_typing: true,
    enabled: always,
    run: |_| vec![Effect::CopyLink],
};
