//! Selects the next component in reading order; beyond the last, the key leaves the canvas.

use crate::canvas::selection::Selection;
use crate::command::chord::named;
use crate::command::{Command, Effect, Group, State};
use crate::order::sort_by;

/// Selects the next component in reading order; beyond the last, the key leaves the canvas.
pub static COMMAND: Command = Command {
    id: "next-component",
    name: "Next component",
    group: Group::Keys,
    keys: &[named("Tab"), named("Tab").shift()],
    while_typing: false,
    enabled: |state| next(state).is_some(),
    run,
};

/// Boxes whose upper borders differ by less than this, in world pixels, are in one row.
const ROW: f64 = 64.0;

fn run(state: &State<'_>) -> Vec<Effect> {
    let found = next(state).and_then(|number| Some((state.scene.id(number)?, state.scene.rect(number)?)));
    let Some((id, rect)) = found else { return Vec::new() };
    vec![Effect::Select(Selection::component(id)), Effect::Look(state.viewport.revealing(rect))]
}

fn next(state: &State<'_>) -> Option<usize> {
    let scene = state.scene;
    let mut order: Vec<(f64, f64, usize)> = (0..scene.box_count())
        .filter_map(|number| scene.rect(number).map(|rect| ((rect.y / ROW).round(), rect.x, number)))
        .collect();
    sort_by(&mut order, |one, other| {
        one.0.total_cmp(&other.0).then(one.1.total_cmp(&other.1)).then(one.2.cmp(&other.2))
    });
    if state.chord.is_some_and(|chord| chord.shift) {
        order.reverse();
    }
    let here = state.selection.only_component().and_then(|id| scene.number(id));
    let place = here.and_then(|here| order.iter().position(|(_, _, number)| *number == here));
    order.get(place.map_or(0, |place| place + 1)).map(|(_, _, number)| *number)
}
