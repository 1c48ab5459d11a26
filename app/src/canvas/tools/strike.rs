//! Breaking things to see what happens: a click takes a box, a connection or a place down, and back.

use crate::canvas::event::{Context, Event, Intent, Outcome, Pointer};
use crate::canvas::geometry::Point;
use crate::canvas::selection::Selection;
use crate::canvas::tool::Tool;

/// A press and a release on the same thing strike it; whoever drags away has thought better of it. The ground of a place
/// is much of the canvas: a drag that begins there pans.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Strike {
    state: State,
}

#[derive(Clone, Debug, Default, PartialEq)]
enum State {
    #[default]
    Idle,
    /// A box or a connection is pressed.
    Pressed(Selection),
    /// The ground of a place is pressed.
    OnGround { place: String, press: Point },
    /// The canvas follows the pointer.
    Panning { at: Point },
}

impl Tool for Strike {
    fn handle(&mut self, event: &Event, context: &Context<'_>) -> Outcome {
        match (std::mem::take(&mut self.state), event) {
            (State::Idle, Event::Down(pointer)) => {
                self.state = pressed(pointer, context);
                Outcome::Nothing
            }
            (State::Pressed(pressed), Event::Up(pointer)) => {
                let meant = pressed == Selection::target(context.scene, context.target(pointer));
                Outcome::Done((meant && !pressed.is_empty()).then_some(Intent::Strike(pressed)))
            }
            (State::OnGround { place, .. }, Event::Up(_)) => Outcome::Done(Some(Intent::StrikePlace { id: place })),
            (State::OnGround { press, .. }, Event::Move(pointer)) if pointer.has_left(press) => {
                self.state = State::Panning { at: pointer.screen };
                Outcome::Look(context.viewport.panned(pointer.screen - press))
            }
            (State::Panning { at }, Event::Move(pointer)) => {
                self.state = State::Panning { at: pointer.screen };
                Outcome::Look(context.viewport.panned(pointer.screen - at))
            }
            (State::Panning { .. }, Event::Up(_)) => Outcome::Done(None),
            (State::Idle, _) => Outcome::Nothing,
            (_, Event::Cancel | Event::Lost { .. }) => Outcome::Done(None),
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

fn pressed(pointer: &Pointer, context: &Context<'_>) -> State {
    let selection = Selection::target(context.scene, context.target(pointer));
    let can_be_broken = !selection.components.is_empty() || !selection.connections.is_empty();
    match context.scene.frame_at(pointer.world) {
        Some(frame) if !can_be_broken => State::OnGround { place: frame.id.clone(), press: pointer.screen },
        _ => State::Pressed(selection),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::canvas::geometry::Rect;
    use crate::canvas::random_gestures::Hand;
    use crate::canvas::scene::Frame;

    #[test]
    fn a_click_strikes_and_a_drag_away_does_not() {
        let mut hand = Hand::new(Strike::default());
        hand.down(80.0, 30.0);
        assert_eq!(hand.up(80.0, 30.0), Outcome::Done(Some(Intent::Strike(Selection::component("a")))));
        hand.down(80.0, 30.0);
        hand.go(600.0, 600.0);
        assert_eq!(hand.up(600.0, 600.0), Outcome::Done(None));
    }

    #[test]
    fn a_click_on_the_ground_strikes_the_innermost_place_and_a_drag_pans() {
        let mut hand = Hand::new(Strike::default());
        let frame = |id: &str, width| Frame {
            id: id.to_owned(),
            area: Rect { x: -50.0, y: -100.0, width, height: 400.0 },
            ..Frame::default()
        };
        hand.scene = hand.scene.clone().framed(vec![frame("eu", 900.0), frame("eu-a", 300.0)]);
        hand.down(100.0, 250.0);
        assert_eq!(hand.up(100.0, 250.0), Outcome::Done(Some(Intent::StrikePlace { id: "eu-a".to_owned() })));
        hand.down(700.0, 250.0);
        assert_eq!(hand.up(700.0, 250.0), Outcome::Done(Some(Intent::StrikePlace { id: "eu".to_owned() })));
        hand.down(80.0, 30.0);
        assert_eq!(hand.up(80.0, 30.0), Outcome::Done(Some(Intent::Strike(Selection::component("a")))));
        hand.down(100.0, 250.0);
        let Outcome::Look(view) = hand.go(140.0, 260.0) else { panic!("the canvas follows") };
        assert_eq!(view.to_screen(Point::default()), Point::new(40.0, 10.0));
        assert_eq!(hand.up(140.0, 260.0), Outcome::Done(None));
        assert!(hand.tool.is_idle());
    }
}
