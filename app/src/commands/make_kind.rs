//! Makes a kind of the author's own of the selected component.

use crate::command::{Command, Effect, Group, Kept, State};

/// Makes a kind of the author's own of the selected component.
pub static COMMAND: Command = Command {
    id: "make-kind",
    name: "Make a kind of it",
    group: Group::Edit,
    keys: &[],
    while_typing: false,
    enabled: |state| state.selection.only_component().is_some(),
    run,
};

fn run(state: &State<'_>) -> Vec<Effect> {
    let component = state.selection.only_component().map(str::to_owned);
    component.map(|id| Effect::Keep(Kept::Kind(id))).into_iter().collect()
}
