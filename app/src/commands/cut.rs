//! Copies what is selected and removes it.

use crate::canvas::selection::Selection;
use crate::command::chord::letter;
use crate::command::{Command, Effect, Group, State, has_copyable, selected_part};
use crate::document::Edit;

/// Copies what is selected and removes it.
pub static COMMAND: Command = Command {
    id: "cut",
    name: "Cut",
    group: Group::Edit,
    keys: &[letter('x').command()],
    while_typing: false,
    enabled: has_copyable,
    run,
};

fn run(state: &State<'_>) -> Vec<Effect> {
    let gone = state.selection.components.iter().cloned().collect();
    let texts = state.selection.notes.iter().map(|id| (id.clone(), None)).collect();
    let edit = Edit::Batch(vec![Edit::RemoveComponents(gone), Edit::WriteNotes(texts)]);
    vec![Effect::Copy(selected_part(state)), Effect::Edit(edit), Effect::Select(Selection::default())]
}
