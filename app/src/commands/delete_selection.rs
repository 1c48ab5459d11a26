//! Removes the selected components with their connections, and the selected connections.

use crate::canvas::selection::Selection;
use crate::command::chord::named;
use crate::command::{Command, Effect, Group, State};
use crate::document::Edit;

/// Removes the selected components with their connections, and the selected connections.
pub static COMMAND: Command = Command {
    id: "delete-selection",
    name: "Delete",
    group: Group::Edit,
    keys: &[named("Delete"), named("Backspace")],
    while_typing: false,
    enabled: |state| !state.selection.is_empty(),
    run,
};

fn run(state: &State<'_>) -> Vec<Effect> {
    let components = state.selection.components.iter().cloned().collect();
    let connections = state.selection.connections.iter().cloned().collect();
    // The connections first: their keys count parallel ones, which go with a component.
    let edits = vec![Edit::Disconnect(connections), Edit::RemoveComponents(components)];
    vec![Effect::Edit(Edit::Batch(edits)), Effect::Select(Selection::default())]
}
