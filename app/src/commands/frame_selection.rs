//! Puts what is selected into a new zone, or zones into a new region.

use crate::command::chord::letter;
use crate::command::{Command, Effect, Group, Standing, State, has_components};
use crate::document::frames::{HEAD, MARGIN};

/// Puts what is selected into a new zone.
pub static COMMAND: Command = Command {
    id: "frame-selection",
    name: "Put into a zone",
    group: Group::Edit,
    keys: &[letter('g').command(), letter('g').command().alt()],
    while_typing: false,
    enabled: has_components,
    run,
};

fn run(state: &State<'_>) -> Vec<Effect> {
    let area = state.scene.bounds_of(state.selection.components.iter().map(String::as_str));
    let drawn = area.map(|area| {
        let (x, y) = (area.x - MARGIN, area.y - MARGIN - HEAD);
        Effect::Stand(Standing::Drawn((x, y, area.width + 2.0 * MARGIN, area.height + 2.0 * MARGIN + HEAD)))
    });
    drawn.into_iter().collect()
}
