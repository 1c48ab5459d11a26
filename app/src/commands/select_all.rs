//! Selects all components, connections and texts.

use crate::canvas::selection::Selection;
use crate::command::chord::letter;
use crate::command::{Command, Effect, Group, State, has_boxes};
use crate::order::gathered;

/// Selects all components, connections and texts.
pub static COMMAND: Command = Command {
    id: "select-all",
    name: "Select all",
    group: Group::Edit,
    keys: &[letter('a').command()],
    while_typing: false,
    enabled: has_boxes,
    run,
};

fn run(state: &State<'_>) -> Vec<Effect> {
    let scene = state.scene;
    let ids = (0..scene.box_count()).filter_map(|number| scene.id(number)).map(str::to_owned);
    let keys = (0..scene.connection_count()).filter_map(|number| scene.key(number)).cloned();
    let notes = gathered(scene.notes().iter().map(|note| note.id.clone()));
    vec![Effect::Select(Selection { components: gathered(ids), connections: gathered(keys), notes })]
}
