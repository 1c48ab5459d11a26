//! Panning by a drag: with the hand, the space bar, the middle button, or a finger on the empty canvas.

use crate::canvas::event::{Context, Event, Outcome};
use crate::canvas::geometry::Point;
use crate::canvas::tool::Tool;

/// The canvas follows the pointer for as long as it is held.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pan {
    state: State,
}

#[derive(Clone, Debug, Default, PartialEq)]
enum State {
    #[default]
    Idle,
    Holding {
        at: Point,
    },
}

impl Tool for Pan {
    fn handle(&mut self, event: &Event, context: &Context<'_>) -> Outcome {
        match (std::mem::take(&mut self.state), event) {
            (State::Idle, Event::Down(pointer)) => {
                self.state = State::Holding { at: pointer.screen };
                Outcome::Nothing
            }
            (State::Holding { at }, Event::Move(pointer)) => {
                self.state = State::Holding { at: pointer.screen };
                Outcome::Look(context.viewport.panned(pointer.screen - at))
            }
            (State::Holding { .. }, Event::Up(_) | Event::Cancel | Event::Lost { .. }) => Outcome::Done(None),
            (state, _) => {
                self.state = state;
                Outcome::Nothing
            }
        }
    }

    fn is_idle(&self) -> bool {
        self.state == State::Idle
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::canvas::random_gestures::Hand;

    #[test]
    fn the_canvas_follows_the_hand() {
        let mut hand = Hand::new(Pan::default());
        hand.down(100.0, 100.0);
        let Outcome::Look(view) = hand.go(130.0, 90.0) else { panic!("the view moves") };
        assert_eq!(view.to_screen(Point::default()), Point::new(30.0, -10.0));
        assert_eq!(hand.up(130.0, 90.0), Outcome::Done(None));
    }
}
