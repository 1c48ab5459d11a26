//! Copies the selected components beside themselves, with the connections among them.

use crate::command::chord::letter;
use crate::command::intent;
use crate::command::{Command, Effect, Group, State, has_components};
use crate::document::Part;
use crate::document::part::COPY_SHIFT;

/// Copies the selected components beside themselves, with the connections among them.
pub static COMMAND: Command = Command {
    id: "duplicate",
    name: "Duplicate",
    group: Group::Edit,
    keys: &[letter('d').command()],
    while_typing: false,
    enabled: has_components,
    run,
};

fn run(state: &State<'_>) -> Vec<Effect> {
    let part = Part::of(state.document, |id| state.selection.components.contains(id));
    intent::added(part.fresh(state.document, COPY_SHIFT))
}
