//! Shows or folds the verdict and the findings.

use crate::command::chord::digit;
use crate::command::{Command, Effect, Group, Panel, always};

/// Shows or folds the verdict and the findings.
pub static COMMAND: Command = Command {
    id: "toggle-report",
    name: "Panel: Report",
    group: Group::View,
    keys: &[digit('3').alt()],
    while_typing: true,
    enabled: always,
    run: |_| vec![Effect::Toggle(Panel::Report)],
};
