//! Drawing the frame of a region or a zone, moving it by its name, and sizing it by its corner.

use crate::canvas::event::{Context, Event, Intent, Outcome, Pointer, Preview};
use crate::canvas::geometry::{Point, Rect, Size};
use crate::canvas::scene::Target;
use crate::canvas::tool::Tool;

/// Smaller than this, in world pixels, a frame was not meant.
const LEAST: f64 = 24.0;

/// A drag draws a frame, moves one or sizes one; a click on its name shows the place for editing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Framing {
    /// Whether a drag over boxes or nothing draws.
    pub draws: bool,
    state: State,
}

#[derive(Clone, Debug, Default, PartialEq)]
enum State {
    #[default]
    Idle,
    Pressed {
        press: Pointer,
        target: Target,
    },
    Drawing {
        from: Point,
    },
    Shifting {
        from: Point,
        id: String,
        frames: Vec<String>,
        ids: Vec<String>,
    },
    Sizing {
        /// From the pointer to the corner that it holds.
        hold: Point,
        id: String,
        corner: Point,
    },
}

impl Tool for Framing {
    fn handle(&mut self, event: &Event, context: &Context<'_>) -> Outcome {
        match (std::mem::take(&mut self.state), event) {
            (State::Idle, Event::Down(pointer)) => {
                self.state = State::Pressed { press: *pointer, target: context.target(pointer) };
                Outcome::Nothing
            }
            (State::Pressed { press, target }, Event::Move(pointer)) => {
                if !pointer.has_left(press.screen) {
                    self.state = State::Pressed { press, target };
                    return Outcome::Nothing;
                }
                self.state = self.begun(&press, target, context);
                self.preview(pointer)
            }
            (State::Pressed { target: Target::Frame(number), .. }, Event::Up(_)) => {
                let id = context.scene.frames().get(number).map(|frame| frame.id.clone());
                Outcome::Done(id.map(|id| Intent::OpenPlace { id }))
            }
            (State::Pressed { .. }, Event::Up(_)) => Outcome::Done(None),
            (state @ (State::Drawing { .. } | State::Shifting { .. } | State::Sizing { .. }), Event::Move(pointer)) => {
                self.state = state;
                self.preview(pointer)
            }
            (state, Event::Up(pointer)) => Outcome::Done(finished(state, pointer)),
            (State::Idle, Event::Cancel | Event::Lost { .. }) => Outcome::Nothing,
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

impl Framing {
    fn begun(&self, press: &Pointer, target: Target, context: &Context<'_>) -> State {
        let frame = |number: usize| context.scene.frames().get(number).cloned().unwrap_or_default();
        match target {
            Target::Frame(number) => {
                let frame = frame(number);
                State::Shifting { from: press.world, id: frame.id, frames: frame.inner, ids: frame.members }
            }
            Target::Corner(number) => {
                let frame = frame(number);
                let end = Point::new(frame.area.right(), frame.area.bottom());
                State::Sizing { hold: end - press.world, id: frame.id, corner: frame.area.corner() }
            }
            _ => State::Drawing { from: press.world },
        }
    }

    fn preview(&self, pointer: &Pointer) -> Outcome {
        match &self.state {
            State::Drawing { from } => Outcome::Preview(Preview::Framing { area: Rect::between(*from, pointer.world) }),
            State::Shifting { from, frames, ids, .. } => Outcome::Preview(Preview::Shifting {
                frames: frames.clone(),
                ids: ids.clone(),
                by: pointer.world - *from,
            }),
            State::Sizing { hold, corner, .. } => {
                Outcome::Preview(Preview::Framing { area: sized(*corner, pointer.world + *hold) })
            }
            State::Idle | State::Pressed { .. } => Outcome::Nothing,
        }
    }
}

fn finished(state: State, pointer: &Pointer) -> Option<Intent> {
    match state {
        State::Drawing { from } => {
            let area = Rect::between(from, pointer.world);
            (area.width >= LEAST && area.height >= LEAST).then_some(Intent::DrawFrame { area })
        }
        State::Shifting { from, id, .. } => {
            let by = pointer.world - from;
            (by != Point::default()).then_some(Intent::ShiftFrame { id, by })
        }
        State::Sizing { hold, id, corner } => Some(Intent::SizeFrame { id, area: sized(corner, pointer.world + hold) }),
        State::Idle | State::Pressed { .. } => None,
    }
}

fn sized(corner: Point, end: Point) -> Rect {
    Rect::reaching(corner, end, Size::new(LEAST, LEAST))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::canvas::machine::{Machine, Mode};
    use crate::canvas::random_gestures::Hand;

    #[test]
    fn a_drag_draws_a_frame_and_a_twitch_does_not() {
        let mut hand = Hand::new(Machine::default());
        hand.tool.choose(Mode::Frame);
        hand.down(-50.0, -50.0);
        assert!(matches!(hand.go(200.0, 120.0), Outcome::Preview(Preview::Framing { .. })));
        let Outcome::Done(Some(Intent::DrawFrame { area })) = hand.up(200.0, 120.0) else {
            panic!("a frame is drawn");
        };
        assert_eq!(area, Rect { x: -50.0, y: -50.0, width: 250.0, height: 170.0 });
        hand.down(-50.0, -50.0);
        hand.go(-40.0, -40.0);
        assert_eq!(hand.up(-40.0, -40.0), Outcome::Done(None));
    }

    #[test]
    fn by_its_name_a_frame_is_moved_with_its_boxes_or_shown() {
        let mut hand = Hand::new(Machine::default());
        hand.down(290.0, -30.0);
        let Outcome::Preview(Preview::Shifting { ids, by, .. }) = hand.go(310.0, 20.0) else {
            panic!("the frame moves");
        };
        assert_eq!((ids, by), (vec!["b".to_owned()], Point::new(20.0, 50.0)));
        let moved = Intent::ShiftFrame { id: "zone".to_owned(), by: Point::new(20.0, 50.0) };
        assert_eq!(hand.up(310.0, 20.0), Outcome::Done(Some(moved)));
        hand.down(290.0, -30.0);
        assert_eq!(hand.up(290.0, -30.0), Outcome::Done(Some(Intent::OpenPlace { id: "zone".to_owned() })));
    }

    #[test]
    fn by_its_corner_a_frame_is_sized_and_never_turned_over() {
        let mut hand = Hand::new(Machine::default());
        hand.down(485.0, 95.0);
        hand.go(600.0, 300.0);
        let Outcome::Done(Some(Intent::SizeFrame { area, .. })) = hand.up(600.0, 300.0) else {
            panic!("the frame is sized");
        };
        assert_eq!(area, Rect { x: 280.0, y: -40.0, width: 325.0, height: 345.0 });
        hand.down(485.0, 95.0);
        let Outcome::Preview(Preview::Framing { area }) = hand.go(0.0, -600.0) else {
            panic!("the frame is sized");
        };
        assert_eq!((area.width, area.height), (24.0, 24.0));
        assert_eq!(hand.event(Event::Cancel), Outcome::Done(None));
    }
}
