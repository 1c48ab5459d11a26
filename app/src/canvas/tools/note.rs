//! Writing on the canvas, and sizing what is written by its corner. Moving it is what `select` does.

use crate::canvas::event::{Context, Event, Intent, Outcome, Pointer, Preview};
use crate::canvas::geometry::{Point, Rect, Size};
use crate::canvas::scene::Target;
use crate::canvas::selection::Selection;
use crate::canvas::tool::Tool;
use crate::document::notes::{LEAST, NOTE};

/// A click puts a text of the usual size, a drag one as large as it; a press on a text writes over it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Writing {
    /// Whether a press beside corners writes.
    pub writes: bool,
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
    Sizing {
        /// From the pointer to the corner that it holds.
        hold: Point,
        id: String,
        corner: Point,
    },
}

impl Tool for Writing {
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
                self.state = begun(&press, target, context);
                self.preview(pointer)
            }
            (State::Pressed { press, target }, Event::Up(_)) => {
                Outcome::Done(clicked(self.writes, &press, target, context))
            }
            (state @ (State::Drawing { .. } | State::Sizing { .. }), Event::Move(pointer)) => {
                self.state = state;
                self.preview(pointer)
            }
            (State::Drawing { from }, Event::Up(pointer)) => {
                Outcome::Done(Some(Intent::WriteNote { area: Rect::between(from, pointer.world) }))
            }
            (State::Sizing { hold, id, corner }, Event::Up(pointer)) => {
                Outcome::Done(Some(Intent::SizeNote { id, area: sized(corner, pointer.world + hold) }))
            }
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

impl Writing {
    fn preview(&self, pointer: &Pointer) -> Outcome {
        match &self.state {
            State::Drawing { from } => Outcome::Preview(Preview::Framing { area: Rect::between(*from, pointer.world) }),
            State::Sizing { hold, corner, .. } => {
                Outcome::Preview(Preview::Framing { area: sized(*corner, pointer.world + *hold) })
            }
            State::Idle | State::Pressed { .. } => Outcome::Nothing,
        }
    }
}

fn begun(press: &Pointer, target: Target, context: &Context<'_>) -> State {
    let note = |number: usize| context.scene.notes().get(number).cloned().unwrap_or_default();
    match target {
        Target::NoteCorner(number) => {
            let note = note(number);
            let end = Point::new(note.area.right(), note.area.bottom());
            State::Sizing { hold: end - press.world, id: note.id, corner: note.area.corner() }
        }
        _ => State::Drawing { from: press.world },
    }
}

fn clicked(writes: bool, press: &Pointer, target: Target, context: &Context<'_>) -> Option<Intent> {
    match target {
        Target::Note(number) | Target::NoteCorner(number) => {
            let id = context.scene.notes().get(number)?.id.clone();
            let opens = writes || press.presses == 2;
            Some(if opens { Intent::OpenNote { id } } else { Intent::Select(Selection::note(id)) })
        }
        _ => Some(Intent::WriteNote { area: Rect::new(press.world, Size::new(NOTE.0, NOTE.1)) }),
    }
}

fn sized(corner: Point, end: Point) -> Rect {
    Rect::reaching(corner, end, Size::new(LEAST.0, LEAST.1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::canvas::machine::{Machine, Mode};
    use crate::canvas::random_gestures::Hand;
    use crate::canvas::scene::Note;

    fn hand() -> Hand<Machine> {
        let mut hand = Hand::new(Machine::default());
        let area = Rect { x: 0.0, y: 200.0, width: 200.0, height: 80.0 };
        hand.scene = hand.scene.clone().noted(vec![Note { id: "note".to_owned(), area }]);
        hand
    }

    #[test]
    fn a_click_writes_here_and_a_drag_as_large_as_it() {
        let mut hand = hand();
        hand.tool.choose(Mode::Note);
        hand.down(300.0, 400.0);
        let area = Rect::new(Point::new(300.0, 400.0), Size::new(NOTE.0, NOTE.1));
        assert_eq!(hand.up(300.0, 400.0), Outcome::Done(Some(Intent::WriteNote { area })));
        hand.down(300.0, 400.0);
        assert!(matches!(hand.go(500.0, 460.0), Outcome::Preview(Preview::Framing { .. })));
        let area = Rect { x: 300.0, y: 400.0, width: 200.0, height: 60.0 };
        assert_eq!(hand.up(500.0, 460.0), Outcome::Done(Some(Intent::WriteNote { area })));
        hand.down(50.0, 240.0);
        assert_eq!(hand.up(50.0, 240.0), Outcome::Done(Some(Intent::OpenNote { id: "note".to_owned() })));
    }

    #[test]
    fn a_text_is_moved_like_a_box_and_sized_by_its_corner() {
        let mut hand = hand();
        assert_eq!(hand.down(50.0, 240.0), Outcome::Select(Selection::note("note")));
        hand.go(90.0, 250.0);
        let by = Point::new(40.0, 10.0);
        let moved = Intent::Move { ids: Vec::new(), notes: vec!["note".to_owned()], by };
        assert_eq!(hand.up(90.0, 250.0), Outcome::Done(Some(moved)));
        hand.down(195.0, 275.0);
        hand.go(295.0, 100.0);
        let Outcome::Done(Some(Intent::SizeNote { area, .. })) = hand.up(295.0, 100.0) else {
            panic!("the text is sized");
        };
        assert_eq!(area, Rect { x: 0.0, y: 200.0, width: 300.0, height: LEAST.1 });
    }
}
