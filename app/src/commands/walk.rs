//! Selects the next component in a direction, along a connection if one leads there.

use crate::canvas::geometry::Point;
use crate::canvas::selection::Selection;
use crate::command::chord::named;
use crate::command::{Command, Effect, Group, State};

/// Selects the next component in a direction, along a connection if one leads there.
pub static COMMAND: Command = Command {
    id: "walk",
    name: "Go to the next component",
    group: Group::Keys,
    keys: &[named("ArrowLeft").alt(), named("ArrowRight").alt(), named("ArrowUp").alt(), named("ArrowDown").alt()],
    while_typing: false,
    enabled: |state| next(state).is_some(),
    run,
};

fn run(state: &State<'_>) -> Vec<Effect> {
    let found = next(state).and_then(|number| Some((state.scene.id(number)?, state.scene.rect(number)?)));
    let Some((id, rect)) = found else { return Vec::new() };
    vec![Effect::Select(Selection::component(id)), Effect::Look(state.viewport.revealing(rect))]
}

fn next(state: &State<'_>) -> Option<usize> {
    let scene = state.scene;
    let way = state.chord?.direction()?;
    let here = scene.number(state.selection.only_component()?)?;
    let centre = scene.rect(here)?.centre();
    let connected: Vec<usize> = scene
        .connections_at(here)
        .iter()
        .filter_map(|connection| scene.ends(*connection))
        .map(|(from, to)| if from == here { to } else { from })
        .collect();
    let nearest = |candidates: &mut dyn Iterator<Item = usize>| {
        candidates
            .filter(|number| *number != here)
            .filter_map(|number| Some((number, cost(scene.rect(number)?.centre() - centre, way)?)))
            .min_by(|one, other| one.1.total_cmp(&other.1))
            .map(|(number, _)| number)
    };
    nearest(&mut connected.into_iter()).or_else(|| nearest(&mut (0..scene.box_count())))
}

/// How far something lies in a direction, sideways counted twice; `None` where it lies elsewhere.
fn cost(to: Point, way: Point) -> Option<f64> {
    let ahead = to.x * way.x + to.y * way.y;
    let aside = (to.x * way.y).abs() + (to.y * way.x).abs();
    (ahead > 0.0 && ahead * 2.0 >= aside).then_some(ahead + 2.0 * aside)
}
