//! Shows what is selected.

use crate::command::chord::digit;
use crate::command::{Command, Effect, Group, State};

/// Shows what is selected.
pub static COMMAND: Command = Command {
    id: "zoom-selection",
    name: "Zoom to selection",
    group: Group::View,
    keys: &[digit('2').shift()],
    while_typing: false,
    enabled: |state| state.selected_area().is_some(),
    run,
};

/// How near a small selection is brought at the most.
const NEAREST: f64 = 2.0;

fn run(state: &State<'_>) -> Vec<Effect> {
    let area = state.selected_area();
    area.map(|area| Effect::Look(state.viewport.fitted(area, NEAREST))).into_iter().collect()
}
