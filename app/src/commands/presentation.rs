//! Shows the strip in which the steps of a presentation are made, or folds it away.

use crate::command::{Command, Effect, Group, has_boxes};

/// Shows the strip in which the steps of a presentation are made, or folds it away.
pub static COMMAND: Command = Command {
    id: "presentation",
    name: "Presentation…",
    group: Group::File,
    keys: &[],
    while_typing: true,
    enabled: has_boxes,
    run: |_| vec![Effect::ToggleSteps],
};
