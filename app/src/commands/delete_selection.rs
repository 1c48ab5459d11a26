//! Removes the selected components with their connections, the selected connections and the selected texts. What is
//! locked stays.

use crate::canvas::selection::Selection;
use crate::command::chord::named;
use crate::command::{Command, Effect, Group, State};
use crate::document::Edit;

/// Removes the selected components with their connections, the selected connections and the selected texts.
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
    let notes = state.selection.notes.iter().map(|id| (id.clone(), None)).collect();
    let edits = vec![Edit::Disconnect(connections), Edit::RemoveComponents(components), Edit::WriteNotes(notes)];
    let locked: Vec<String> =
        state.selection.components.iter().filter(|id| state.document.is_locked(id)).cloned().collect();
    let told = (!locked.is_empty()).then_some(Effect::TellLocked);
    let rest = vec![Effect::Edit(Edit::Batch(edits)), Effect::Select(Selection::components(locked))];
    rest.into_iter().chain(told).collect()
}
