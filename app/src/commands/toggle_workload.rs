//! Shows or folds journeys and requirements.

use crate::command::chord::digit;
use crate::command::{Command, Effect, Group, Panel, always};

/// Shows or folds journeys and requirements.
pub static COMMAND: Command = Command {
    id: "toggle-workload",
    name: "Panel: Workload",
    group: Group::View,
    keys: &[digit('4').alt()],
    while_typing: true,
    enabled: always,
    run: |_| vec![Effect::Toggle(Panel::Workload)],
};
