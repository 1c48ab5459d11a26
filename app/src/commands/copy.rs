//! Copies what is selected, as text that can be pasted into another tab.

use crate::command::chord::letter;
use crate::command::{Command, Effect, Group, State, has_copyable, selected_part};

/// Copies what is selected, as text that can be pasted into another tab.
pub static COMMAND: Command = Command {
    id: "copy",
    name: "Copy",
    group: Group::Edit,
    keys: &[letter('c').command()],
    while_typing: false,
    enabled: has_copyable,
    run,
};

fn run(state: &State<'_>) -> Vec<Effect> {
    vec![Effect::Copy(selected_part(state))]
}
