//! Takes the bends out of the selected connections.

use crate::command::intent::bent;
use crate::command::{Command, Effect, Group, State};
use crate::document::Edit;

/// Takes the bends out of the selected connections.
pub static COMMAND: Command = Command {
    id: "straighten",
    name: "Straighten",
    group: Group::Edit,
    keys: &[],
    while_typing: false,
    enabled: |state| !edits(state).is_empty(),
    run: |state| vec![Effect::Edit(Edit::Batch(edits(state)))],
};

fn edits(state: &State<'_>) -> Vec<Edit> {
    let keys = state.selection.connections.iter();
    let bent_ones = keys.filter(|key| state.document.connection(key).is_some_and(|one| !one.bends.is_empty()));
    bent_ones.filter_map(|key| bent(state.document, key.clone(), Vec::new())).collect()
}
