//! Gives what is selected, or everything, new places: callers left of the called.

use crate::command::{Command, Effect, Group, has_boxes};
use crate::document::lining::Lining;

/// Gives what is selected, or everything, new places: callers left of the called.
pub static COMMAND: Command = Command {
    id: "arrange",
    name: "Arrange from left to right",
    group: Group::Edit,
    keys: &[],
    while_typing: false,
    enabled: has_boxes,
    run: |_| vec![Effect::Line(Lining::Layers)],
};
