//! Gives everything but what is selected new places around it: callers left of the called.

use crate::command::{Command, Effect, Group};
use crate::document::lining::Lining;

/// Gives everything but what is selected new places around it: callers left of the called.
pub static COMMAND: Command = Command {
    id: "arrange-rest",
    name: "Arrange all but what is selected",
    group: Group::Edit,
    keys: &[],
    while_typing: false,
    enabled: |state| {
        let kept = state.selection.components.len();
        kept > 0 && kept < state.scene.box_count()
    },
    run: |_| vec![Effect::Line(Lining::Around)],
};
