//! Copies what is selected, as text that can be pasted into another tab.

use crate::command::chord::letter;
use crate::command::{Command, Effect, Group, State, has_components};
use crate::document::Part;

/// Copies what is selected, as text that can be pasted into another tab.
pub static COMMAND: Command = Command {
    id: "copy",
    name: "Copy",
    group: Group::Edit,
    keys: &[letter('c').command()],
    while_typing: false,
    enabled: has_components,
    run,
};

fn run(state: &State<'_>) -> Vec<Effect> {
    let part = Part::of(state.document, |id| state.selection.components.contains(id));
    vec![Effect::Copy(part)]
}
