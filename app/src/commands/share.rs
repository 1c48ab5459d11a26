//! Shares the design: links of several kinds, a QR code, a file.

use crate::command::{Command, Effect, Group, Question, always};

/// Shares the design: links of several kinds, a QR code, a file.
pub static COMMAND: Command = Command {
    id: "share",
    name: "Share…",
    group: Group::File,
    keys: &[],
    while_typing: true,
    enabled: always,
    run: |_| vec![Effect::Ask(Question::Share)],
};
