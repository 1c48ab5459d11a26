//! Gives all boxes new places, callers before the called.

use crate::command::{Command, Effect, Group, State, has_boxes};
use crate::document::{Edit, arrange};

/// Gives all boxes new places, callers before the called.
pub static COMMAND: Command = Command {
    id: "arrange",
    name: "Arrange all",
    group: Group::Edit,
    keys: &[],
    while_typing: false,
    enabled: has_boxes,
    run,
};

fn run(state: &State<'_>) -> Vec<Effect> {
    let scene = state.scene;
    let connections: Vec<(usize, usize)> =
        (0..scene.connection_count()).filter_map(|number| scene.ends(number)).collect();
    let corners = arrange::arrange(scene.box_count(), &connections);
    let ids = (0..scene.box_count()).filter_map(|number| scene.id(number)).map(str::to_owned);
    vec![Effect::Edit(Edit::PlaceAt(ids.zip(corners).collect()))]
}
