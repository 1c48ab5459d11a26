//! Bending a connection: its middle, or a bend that it has, is drawn elsewhere.

use crate::canvas::bends::{self, Bend};
use crate::canvas::event::{Context, END_REACH, Event, Intent, Outcome, Pointer, Preview};
use crate::canvas::geometry::Point;
use crate::canvas::scene::Target;
use crate::canvas::selection::Selection;
use crate::canvas::tool::Tool;
use crate::connection_key::ConnectionKey;

/// A click selects, a drag bends; a double click on a bend takes it out, elsewhere it opens the connection.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bending {
    held: Option<Held>,
}

#[derive(Clone, Debug, PartialEq)]
struct Held {
    press: Pointer,
    key: ConnectionKey,
    /// The bend that was pressed, where it was one.
    bend: Option<usize>,
    is_dragged: bool,
}

impl Tool for Bending {
    fn handle(&mut self, event: &Event, context: &Context<'_>) -> Outcome {
        match (self.held.take(), event) {
            (None, Event::Down(pointer)) => {
                let Target::Connection(number) = context.target(pointer) else { return Outcome::Nothing };
                let Some(key) = context.scene.key(number).cloned() else { return Outcome::Nothing };
                let pressed = Selection::connection(key.clone());
                let bend = bend_at(number, pointer, context);
                self.held = Some(Held { press: *pointer, key, bend, is_dragged: false });
                if pointer.modifiers.shift || context.selection.holds(&pressed) {
                    Outcome::Nothing
                } else {
                    Outcome::Select(pressed)
                }
            }
            (Some(mut held), Event::Move(pointer)) => {
                held.is_dragged |= pointer.has_left(held.press.screen);
                let bent = bent(&held, pointer, context).filter(|_| held.is_dragged);
                let preview = bent.map(|bends| Preview::Bending { key: held.key.clone(), bends });
                self.held = Some(held);
                preview.map_or(Outcome::Nothing, Outcome::Preview)
            }
            (Some(held), Event::Up(pointer)) if held.is_dragged => {
                let bends = bent(&held, pointer, context).map(|bends| straightened(&held, bends, context));
                Outcome::Done(bends.map(|bends| Intent::Bend { key: held.key, bends }))
            }
            (Some(held), Event::Up(_)) => Outcome::Done(Some(clicked(held, context))),
            (Some(_), Event::Cancel | Event::Lost { .. }) => Outcome::Done(None),
            (held, _) => {
                self.held = held;
                Outcome::Nothing
            }
        }
    }

    fn is_idle(&self) -> bool {
        self.held.is_none()
    }
}

/// The bend under a pointer.
fn bend_at(number: usize, pointer: &Pointer, context: &Context<'_>) -> Option<usize> {
    let stops = context.scene.stops_of(number);
    let bends = stops.get(1..stops.len().saturating_sub(1))?;
    bends.iter().position(|stop| stop.distance(pointer.world) <= END_REACH / context.viewport.zoom)
}

/// The bends that a drag gives; none for a connection that returns to its box.
fn bent(held: &Held, pointer: &Pointer, context: &Context<'_>) -> Option<Vec<Bend>> {
    let scene = context.scene;
    let number = scene.connection_number(&held.key)?;
    let (from, to) = scene.ends(number).filter(|(from, to)| from != to)?;
    let bend = bends::at(scene.rect(from)?, scene.rect(to)?, pointer.world);
    let mut bends = scene.bends_of(number).to_vec();
    match held.bend {
        Some(at) => *bends.get_mut(at)? = bend,
        None => bends.insert(rank(held, number, context).min(bends.len()), bend),
    }
    Some(bends)
}

/// Where the bend of a drag stands among the others.
fn rank(held: &Held, number: usize, context: &Context<'_>) -> usize {
    held.bend.unwrap_or_else(|| bends::rank(&context.scene.stops_of(number), held.press.world))
}

/// Without the bend that was dragged, where it was drawn straight.
fn straightened(held: &Held, bends: Vec<Bend>, context: &Context<'_>) -> Vec<Bend> {
    let scene = context.scene;
    let ends = scene.connection_number(&held.key).and_then(|number| {
        let (from, to) = scene.ends(number)?;
        Some((number, scene.rect(from)?, scene.rect(to)?))
    });
    let Some((number, from, to)) = ends else { return bends };
    let rank = rank(held, number, context);
    let ends = scene.stops_of(number);
    let places = bends.iter().map(|bend| bends::place(from, to, *bend));
    let stops: Vec<Point> = ends.first().copied().into_iter().chain(places).chain(ends.last().copied()).collect();
    bends::without_straight(&stops, &bends, rank)
}

fn clicked(held: Held, context: &Context<'_>) -> Intent {
    let pressed = Selection::connection(held.key.clone());
    if held.press.modifiers.shift {
        return Intent::Select(context.selection.toggled(&pressed));
    }
    if held.press.presses != 2 {
        return Intent::Select(pressed);
    }
    let bends = context.scene.connection_number(&held.key).map(|number| context.scene.bends_of(number).to_vec());
    match (held.bend, bends) {
        (Some(at), Some(mut bends)) if at < bends.len() => {
            bends.remove(at);
            Intent::Bend { key: held.key, bends }
        }
        _ => Intent::OpenConnection { key: held.key },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::canvas::machine::Machine;
    use crate::canvas::random_gestures::Hand;
    use crate::canvas::scene::Scene;

    fn hand(bends: Vec<Bend>) -> Hand<Machine> {
        let mut hand = Hand::new(Machine::default());
        let boxes = [("a", Point::default()), ("b", Point::new(400.0, 0.0))];
        hand.scene = Scene::with_bends(boxes, [("a", "b")], vec![bends]);
        hand
    }

    fn bend(bends: &[Bend]) -> Outcome {
        Outcome::Done(Some(Intent::Bend { key: ConnectionKey::first("a", "b"), bends: bends.to_vec() }))
    }

    #[test]
    fn a_drag_of_the_middle_bends_and_a_click_selects() {
        let mut hand = hand(Vec::new());
        let chosen = Selection::connection(ConnectionKey::first("a", "b"));
        assert_eq!(hand.down(284.0, 36.0), Outcome::Select(chosen.clone()));
        assert!(matches!(hand.go(284.0, 116.0), Outcome::Preview(Preview::Bending { .. })));
        assert_eq!(hand.up(284.0, 116.0), bend(&[(0.5, 80.0)]));
        hand.down(284.0, 36.0);
        assert_eq!(hand.up(284.0, 36.0), Outcome::Done(Some(Intent::Select(chosen))));
    }

    #[test]
    fn a_bend_is_moved_drawn_straight_or_taken_out_by_a_double_click() {
        let mut hand = hand(vec![(0.5, 80.0)]);
        hand.down(284.0, 116.0);
        hand.go(284.0, 76.0);
        assert_eq!(hand.up(284.0, 76.0), bend(&[(0.5, 40.0)]));
        hand.down(284.0, 116.0);
        hand.go(284.0, 60.0);
        let flat = hand.scene.stops_of(0)[0].y;
        assert_eq!(hand.up(284.0, flat), bend(&[]));
        hand.presses = 2;
        hand.down(284.0, 116.0);
        assert_eq!(hand.up(284.0, 116.0), bend(&[]));
    }

    #[test]
    fn away_from_bends_a_double_click_opens_and_escape_leaves_all_as_it_was() {
        let mut hand = hand(Vec::new());
        hand.presses = 2;
        hand.down(284.0, 36.0);
        let opened = Intent::OpenConnection { key: ConnectionKey::first("a", "b") };
        assert_eq!(hand.up(284.0, 36.0), Outcome::Done(Some(opened)));
        hand.presses = 1;
        hand.down(284.0, 36.0);
        hand.go(284.0, 116.0);
        assert_eq!(hand.event(Event::Cancel), Outcome::Done(None));
    }
}
