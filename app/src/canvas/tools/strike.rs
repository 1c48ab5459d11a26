//! Breaking things to see what happens: a click takes a box or a connection down, and back.

use crate::canvas::event::{Context, Event, Intent, Outcome};
use crate::canvas::selection::Selection;
use crate::canvas::tool::Tool;

/// A press and a release on the same thing strike it; whoever drags away has thought better of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Strike {
    pressed: Option<Selection>,
}

impl Tool for Strike {
    fn handle(&mut self, event: &Event, context: &Context<'_>) -> Outcome {
        match (self.pressed.take(), event) {
            (None, Event::Down(pointer)) => {
                self.pressed = Some(Selection::target(context.scene, context.target(pointer)));
                Outcome::Nothing
            }
            (Some(pressed), Event::Up(pointer)) => {
                let meant = pressed == Selection::target(context.scene, context.target(pointer));
                Outcome::Done((meant && !pressed.is_empty()).then_some(Intent::Strike(pressed)))
            }
            (Some(_), Event::Cancel | Event::Lost { .. }) => Outcome::Done(None),
            (pressed, _) => {
                self.pressed = pressed;
                Outcome::Nothing
            }
        }
    }

    fn is_idle(&self) -> bool {
        self.pressed.is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::canvas::random_gestures::Hand;

    #[test]
    fn a_click_strikes_and_a_drag_away_does_not() {
        let mut hand = Hand::new(Strike::default());
        hand.down(80.0, 30.0);
        assert_eq!(hand.up(80.0, 30.0), Outcome::Done(Some(Intent::Strike(Selection::component("a")))));
        hand.down(80.0, 30.0);
        hand.go(600.0, 600.0);
        assert_eq!(hand.up(600.0, 600.0), Outcome::Done(None));
    }
}
