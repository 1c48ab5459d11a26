//! Takes what is selected out of its zone or region.

use crate::command::chord::letter;
use crate::command::{Command, Effect, Group, Standing, State};

/// Takes what is selected out of its zone or region.
pub static COMMAND: Command = Command {
    id: "take-out",
    name: "Take out of its zone",
    group: Group::Edit,
    keys: &[letter('g').shift().command()],
    while_typing: false,
    enabled: |state| state.selection.components.iter().any(|id| stands_somewhere(state, id)),
    run: |state| {
        let ids = state.selection.components.iter().cloned().collect();
        vec![Effect::Stand(Standing::TakenOut { ids })]
    },
};

fn stands_somewhere(state: &State<'_>, id: &str) -> bool {
    state.document.component(id).is_some_and(|component| !component.places.ids().is_empty())
}
