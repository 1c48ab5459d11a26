//! Copies the selected components beside themselves, with the connections among them.

use crate::command::chord::letter;
use crate::command::intent;
use crate::command::{Command, Effect, Group, State, has_copyable, selected_part};
use crate::document::part::COPY_SHIFT;

/// Copies the selected components beside themselves, with the connections among them.
pub static COMMAND: Command = Command {
    id: "duplicate",
    name: "Duplicate",
    group: Group::Edit,
    keys: &[letter('d').command()],
    while_typing: false,
    enabled: has_copyable,
    run,
};

fn run(state: &State<'_>) -> Vec<Effect> {
    intent::added(selected_part(state).fresh(state.document, COPY_SHIFT))
}
