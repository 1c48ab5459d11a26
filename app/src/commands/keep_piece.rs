//! Keeps the selected components with the connections among them as a piece, to be put in again.

use crate::command::{Command, Effect, Group, Kept, has_components};

/// Keeps the selected components with the connections among them as a piece.
pub static COMMAND: Command = Command {
    id: "keep-piece",
    name: "Keep as a piece",
    group: Group::Edit,
    keys: &[],
    while_typing: false,
    enabled: has_components,
    run: |state| vec![Effect::Keep(Kept::Piece(state.selection.components.iter().cloned().collect()))],
};
