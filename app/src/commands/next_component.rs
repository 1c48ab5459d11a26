//! Selects the next component or text in reading order; beyond the last, the key leaves the canvas.

use crate::canvas::geometry::Rect;
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
    let Some((selection, area)) = next(state) else { return Vec::new() };
    vec![Effect::Select(selection), Effect::Look(state.viewport.revealing(area))]
}

/// Boxes by their numbers, and behind them texts by theirs.
fn next(state: &State<'_>) -> Option<(Selection, Rect)> {
    let (scene, boxes) = (state.scene, state.scene.box_count());
    let area = |number: usize| {
        if number < boxes { scene.rect(number) } else { scene.notes().get(number - boxes).map(|note| note.area) }
    };
    let mut order: Vec<(f64, f64, usize)> = (0..boxes + scene.notes().len())
        .filter_map(|number| area(number).map(|area| ((area.y / ROW).round(), area.x, number)))
        .collect();
    sort_by(&mut order, |one, other| {
        one.0.total_cmp(&other.0).then(one.1.total_cmp(&other.1)).then(one.2.cmp(&other.2))
    });
    if state.chord.is_some_and(|chord| chord.shift) {
        order.reverse();
    }
    let on_note = |id: &str| scene.notes().iter().position(|note| note.id == id).map(|at| boxes + at);
    let on_box = state.selection.only_component().and_then(|id| scene.number(id));
    let here = on_box.or_else(|| state.selection.only_note().and_then(on_note));
    let place = here.and_then(|here| order.iter().position(|(_, _, number)| *number == here));
    let (_, _, number) = *order.get(place.map_or(0, |place| place + 1))?;
    let selection = match scene.id(number) {
        Some(id) => Selection::component(id),
        None => Selection::note(&*scene.notes().get(number - boxes)?.id),
    };
    Some((selection, area(number)?))
}
