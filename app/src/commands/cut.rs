//! Copies what is selected and removes it.

use crate::canvas::selection::Selection;
use crate::command::chord::letter;
use crate::command::{Command, Effect, Group, State, has_components};
use crate::document::{Edit, Part};

/// Copies what is selected and removes it.
pub static COMMAND: Command = Command {
    id: "cut",
    name: "Cut",
    group: Group::Edit,
    keys: &[letter('x').command()],
    while_typing: false,
    enabled: has_components,
    run,
};

fn run(state: &State<'_>) -> Vec<Effect> {
    let part = Part::of(state.document, |id| state.selection.components.contains(id));
    let gone = state.selection.components.iter().cloned().collect();
    vec![Effect::Copy(part), Effect::Edit(Edit::RemoveComponents(gone)), Effect::Select(Selection::default())]
}
