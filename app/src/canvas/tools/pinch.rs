//! Two fingers: what lies between them stays between them.

use crate::canvas::event::{Context, Device, Event, Outcome, Pointer};
use crate::canvas::geometry::Point;
use crate::canvas::tool::Tool;

/// Below this, two fingers are one place and their distance says nothing, in screen pixels.
const CLOSEST: f64 = 8.0;

/// Pans and zooms with two fingers. It watches all fingers, to know where the first is when the
/// second comes; whether it may act is for its owner to say.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pinch {
    fingers: Vec<(i32, Point)>,
}

impl Tool for Pinch {
    fn handle(&mut self, event: &Event, context: &Context<'_>) -> Outcome {
        match event {
            Event::Down(pointer) if pointer.device == Device::Touch => {
                self.fingers.retain(|(id, _)| *id != pointer.id);
                self.fingers.push((pointer.id, pointer.screen));
                Outcome::Nothing
            }
            Event::Move(pointer) => self.moved(pointer, context),
            Event::Up(Pointer { id, .. }) | Event::Lost { id } => self.lifted(*id),
            Event::Cancel if !self.is_idle() => {
                self.fingers.clear();
                Outcome::Done(None)
            }
            _ => Outcome::Nothing,
        }
    }

    fn is_idle(&self) -> bool {
        self.fingers.is_empty()
    }
}

impl Pinch {
    /// How many fingers are down.
    pub fn fingers(&self) -> usize {
        self.fingers.len()
    }

    fn moved(&mut self, pointer: &Pointer, context: &Context<'_>) -> Outcome {
        let before = self.pair();
        let Some(finger) = self.fingers.iter_mut().find(|(id, _)| *id == pointer.id) else {
            return Outcome::Nothing;
        };
        finger.1 = pointer.screen;
        let (Some((one, other)), Some((new_one, new_other))) = (before, self.pair()) else {
            return Outcome::Nothing;
        };
        let (middle, new_middle) = (one.toward(other, 0.5), new_one.toward(new_other, 0.5));
        let factor = new_one.distance(new_other).max(CLOSEST) / one.distance(other).max(CLOSEST);
        let panned = context.viewport.panned(new_middle - middle);
        Outcome::Look(panned.zoomed_by(factor, new_middle))
    }

    fn lifted(&mut self, id: i32) -> Outcome {
        let before = self.fingers.len();
        self.fingers.retain(|(finger, _)| *finger != id);
        if before > 0 && self.fingers.is_empty() { Outcome::Done(None) } else { Outcome::Nothing }
    }

    fn pair(&self) -> Option<(Point, Point)> {
        match self.fingers.as_slice() {
            [(_, one), (_, other), ..] => Some((*one, *other)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::canvas::random_gestures::Hand;

    #[test]
    fn fingers_that_part_zoom_about_their_middle() {
        let mut hand = Hand::new(Pinch::default());
        hand.device = Device::Touch;
        hand.down(100.0, 100.0);
        assert_eq!(hand.go(100.0, 100.0), Outcome::Nothing);
        hand.id = 2;
        hand.down(200.0, 100.0);
        let Outcome::Look(view) = hand.go(300.0, 100.0) else { panic!("the view changes") };
        assert_eq!(view.zoom, 2.0);
        assert!(view.to_screen(Point::new(150.0, 100.0)).distance(Point::new(200.0, 100.0)) < 1e-9);
        assert_eq!(hand.up(300.0, 100.0), Outcome::Nothing);
        hand.id = 1;
        assert_eq!(hand.up(100.0, 100.0), Outcome::Done(None));
    }
}
