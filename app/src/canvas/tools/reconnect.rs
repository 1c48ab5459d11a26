//! Leading an end of the selected connection to another box.

use crate::canvas::event::{Context, Event, Intent, Outcome, Pointer, Preview};
use crate::canvas::scene::Target;
use crate::canvas::selection::Selection;
use crate::canvas::tool::Tool;
use crate::connection_key::ConnectionKey;

/// A drag of an end; dropped on nothing, the connection stays as it was.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reconnect {
    held: Option<Held>,
}

#[derive(Clone, Debug, PartialEq)]
struct Held {
    press: Pointer,
    key: ConnectionKey,
    is_start: bool,
    is_dragged: bool,
}

impl Tool for Reconnect {
    fn handle(&mut self, event: &Event, context: &Context<'_>) -> Outcome {
        match (self.held.take(), event) {
            (None, Event::Down(pointer)) => {
                let (number, is_start) = match context.target(pointer) {
                    Target::Start(number) => (number, true),
                    Target::End(number) => (number, false),
                    _ => return Outcome::Nothing,
                };
                let key = context.scene.key(number).cloned();
                self.held = key.map(|key| Held { press: *pointer, key, is_start, is_dragged: false });
                Outcome::Nothing
            }
            (Some(mut held), Event::Move(pointer)) => {
                held.is_dragged |= pointer.has_left(held.press.screen);
                let preview = if held.is_dragged { preview(&held, pointer, context) } else { Outcome::Nothing };
                self.held = Some(held);
                preview
            }
            (Some(held), Event::Up(pointer)) => Outcome::Done(if held.is_dragged {
                context.dropped_on(pointer).map(str::to_owned).map(|to| Intent::Reconnect {
                    key: held.key,
                    is_start: held.is_start,
                    to,
                })
            } else {
                Some(Intent::Select(Selection::connection(held.key)))
            }),
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

fn preview(held: &Held, pointer: &Pointer, context: &Context<'_>) -> Outcome {
    // The end that stays.
    let from = if held.is_start { &held.key.to } else { &held.key.from };
    let over = context.dropped_on(pointer).filter(|over| over != from);
    Outcome::Preview(Preview::Connecting {
        from: from.clone(),
        to: pointer.world,
        over: over.map(str::to_owned),
        is_reversed: held.is_start,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::canvas::geometry::Point;
    use crate::canvas::machine::Machine;
    use crate::canvas::random_gestures::Hand;
    use crate::canvas::scene::Scene;

    fn hand() -> Hand<Machine> {
        let mut hand = Hand::new(Machine::default());
        let boxes = [("a", Point::default()), ("b", Point::new(300.0, 0.0)), ("c", Point::new(300.0, 300.0))];
        hand.scene = Scene::new(boxes, [("a", "b")]);
        hand.selection = Selection::connection(ConnectionKey::first("a", "b"));
        hand
    }

    #[test]
    fn the_end_of_a_selected_connection_is_led_to_another_box() {
        let mut hand = hand();
        hand.down(300.0, 36.0);
        assert!(matches!(hand.go(330.0, 330.0), Outcome::Preview(Preview::Connecting { .. })));
        let wish = Intent::Reconnect { key: ConnectionKey::first("a", "b"), is_start: false, to: "c".to_owned() };
        assert_eq!(hand.up(330.0, 330.0), Outcome::Done(Some(wish)));
    }

    #[test]
    fn dropped_on_nothing_or_given_up_it_stays_and_unselected_it_is_an_edge() {
        let mut hand = hand();
        hand.down(168.0, 36.0);
        hand.go(200.0, 500.0);
        assert_eq!(hand.up(200.0, 500.0), Outcome::Done(None));
        hand.down(168.0, 36.0);
        hand.go(200.0, 500.0);
        assert_eq!(hand.event(Event::Cancel), Outcome::Done(None));
        hand.selection = Selection::default();
        hand.up(200.0, 500.0);
        hand.down(168.0, 36.0);
        let Outcome::Preview(Preview::Connecting { from, .. }) = hand.go(200.0, 500.0) else {
            panic!("a new connection begins");
        };
        assert_eq!(from, "a");
    }
}
