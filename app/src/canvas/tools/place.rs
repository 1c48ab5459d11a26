//! Dropping a new box from the palette.

use crate::canvas::alignment::{Guides, aligned};
use crate::canvas::event::{Context, Event, Intent, Outcome, Pointer, Preview};
use crate::canvas::geometry::{Point, Rect};
use crate::canvas::scene::BOX_SIZE;
use crate::canvas::tool::Tool;

/// Carries a kind from the palette to a place on the canvas.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Place {
    state: State,
}

#[derive(Clone, Debug, Default, PartialEq)]
enum State {
    #[default]
    Idle,
    /// Taken from the palette at this point of the screen, not yet moved.
    Taken {
        kind: String,
        at: Point,
    },
    Carrying {
        kind: String,
    },
}

impl Place {
    /// Takes a kind, by its id, at a point in screen pixels of the canvas: mostly outside of it.
    pub fn take(&mut self, kind: impl Into<String>, at: Point) {
        self.state = State::Taken { kind: kind.into(), at };
    }
}

impl Tool for Place {
    fn handle(&mut self, event: &Event, context: &Context<'_>) -> Outcome {
        match (std::mem::take(&mut self.state), event) {
            (State::Taken { kind, at }, Event::Move(pointer)) if pointer.has_left(at) => {
                let preview = preview(&kind, pointer, context);
                self.state = State::Carrying { kind };
                preview
            }
            (State::Carrying { kind }, Event::Move(pointer)) => {
                let preview = preview(&kind, pointer, context);
                self.state = State::Carrying { kind };
                preview
            }
            // A click in the palette is the palette's own business.
            (State::Taken { .. }, Event::Up(_)) => Outcome::Done(None),
            (State::Carrying { kind }, Event::Up(pointer)) => {
                let size = context.viewport.size;
                let is_inside = Rect::new(Point::default(), size).contains(pointer.screen);
                Outcome::Done(is_inside.then(|| {
                    let (area, guides) = placed(pointer, context);
                    Intent::Place { kind, at: area.centre(), into: guides.into }
                }))
            }
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

/// Where a new box would stand: in the connection it is held over, else in line with others unless Ctrl is held.
fn placed(pointer: &Pointer, context: &Context<'_>) -> (Rect, Guides) {
    let area = Rect::around(pointer.world, BOX_SIZE);
    let into = context.put_into(pointer.world, None);
    if into.is_some() || pointer.modifiers.command {
        return (area, Guides { into, ..Guides::default() });
    }
    let (by, guides) = aligned(context.scene, area, |_| false, Point::default(), context.viewport.zoom);
    (area.shifted(by), guides)
}

fn preview(kind: &str, pointer: &Pointer, context: &Context<'_>) -> Outcome {
    let (area, guides) = placed(pointer, context);
    Outcome::Preview(Preview::Placing { kind: kind.to_owned(), area, guides })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::canvas::random_gestures::Hand;
    use crate::connection_key::ConnectionKey;

    fn carrying() -> Hand<Place> {
        let mut hand = Hand::new(Place::default());
        hand.tool.take("sql", Point::new(-80.0, 50.0));
        hand
    }

    #[test]
    fn a_kind_is_put_where_it_is_dropped() {
        let mut hand = carrying();
        let Outcome::Preview(Preview::Placing { area, .. }) = hand.go(400.0, 300.0) else {
            panic!("the box follows the pointer");
        };
        let at = Point::new(400.0, 300.0);
        assert_eq!(area.centre(), at);
        let placed = Intent::Place { kind: "sql".to_owned(), at, into: None };
        assert_eq!(hand.up(400.0, 300.0), Outcome::Done(Some(placed)));
    }

    #[test]
    fn it_is_drawn_into_line_and_says_which_connection_it_would_go_into() {
        let mut hand = carrying();
        let seen = |outcome| match outcome {
            Outcome::Preview(Preview::Placing { area, guides, .. }) => (area.corner(), guides),
            other => panic!("the box follows the pointer: {other:?}"),
        };
        assert_eq!(seen(hand.go(387.0, 300.0)).0.x, 300.0, "under b");
        let (_, guides) = seen(hand.go(234.0, 50.0));
        assert_eq!(guides.into, Some(ConnectionKey::first("a", "b")));
        let Outcome::Done(Some(Intent::Place { into, .. })) = hand.up(234.0, 50.0) else { panic!("it is put there") };
        assert_eq!(into, guides.into);
    }

    #[test]
    fn dropped_beside_the_canvas_or_never_moved_it_is_gone() {
        let mut hand = carrying();
        hand.go(400.0, 300.0);
        assert_eq!(hand.up(-80.0, 300.0), Outcome::Done(None));
        let mut still = carrying();
        assert_eq!(still.up(-80.0, 50.0), Outcome::Done(None));
    }
}
