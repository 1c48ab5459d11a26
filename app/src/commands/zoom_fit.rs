//! Shows the whole design.

use crate::command::chord::digit;
use crate::command::{Command, Effect, Group, has_boxes};

/// Shows the whole design.
pub static COMMAND: Command = Command {
    id: "zoom-fit",
    name: "Zoom to fit",
    group: Group::View,
    keys: &[digit('1').shift()],
    while_typing: false,
    enabled: has_boxes,
    run: |state| vec![Effect::Look(state.viewport.home(state.scene.bounds()))],
};
