//! Connecting: by a drag from one box to another, or by a click on each.

use crate::canvas::event::{Context, Event, Intent, Outcome, Pointer, Preview};
use crate::canvas::scene::Target;
use crate::canvas::selection::Selection;
use crate::canvas::tool::Tool;

/// A drag from a box draws a connection; dropped on nothing, it asks what to put there.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Connect {
    /// Whether a click begins a connection that the next click ends. Without it, a click selects.
    pub by_clicks: bool,
    state: State,
}

#[derive(Clone, Debug, Default, PartialEq)]
enum State {
    #[default]
    Idle,
    Pressed {
        press: Pointer,
        from: Option<String>,
    },
    Dragging {
        from: String,
    },
    /// One end was clicked; the pointer is up.
    Armed {
        from: String,
    },
    /// The other end was pressed.
    Ending {
        from: String,
    },
}

impl Tool for Connect {
    fn handle(&mut self, event: &Event, context: &Context<'_>) -> Outcome {
        match (std::mem::take(&mut self.state), event) {
            (State::Idle, Event::Down(pointer)) => {
                let from = context.target(pointer).any_box();
                let from = from.and_then(|number| context.scene.id(number)).map(str::to_owned);
                self.state = State::Pressed { press: *pointer, from };
                Outcome::Nothing
            }
            (State::Pressed { press, from: Some(from) }, Event::Move(pointer)) if pointer.has_left(press.screen) => {
                let preview = preview(&from, pointer, context);
                self.state = State::Dragging { from };
                preview
            }
            (State::Pressed { from: Some(from), press }, Event::Up(_)) if self.by_clicks => {
                let preview = preview(&from, &press, context);
                self.state = State::Armed { from };
                preview
            }
            (State::Pressed { press, .. }, Event::Up(_)) => Outcome::Done(on_click(&press, context)),
            (State::Dragging { from }, Event::Move(pointer)) => {
                let preview = preview(&from, pointer, context);
                self.state = State::Dragging { from };
                preview
            }
            (State::Armed { from }, Event::Move(pointer)) => {
                let preview = preview(&from, pointer, context);
                self.state = State::Armed { from };
                preview
            }
            (State::Ending { from }, Event::Move(pointer)) => {
                let preview = preview(&from, pointer, context);
                self.state = State::Ending { from };
                preview
            }
            (State::Armed { from }, Event::Down(pointer)) => {
                let preview = preview(&from, pointer, context);
                self.state = State::Ending { from };
                preview
            }
            (State::Dragging { from } | State::Ending { from }, Event::Up(pointer)) => {
                Outcome::Done(dropped(from, pointer, context))
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

fn preview(from: &str, pointer: &Pointer, context: &Context<'_>) -> Outcome {
    let over = context.dropped_on(pointer).filter(|over| *over != from);
    Outcome::Preview(Preview::Connecting {
        from: from.to_owned(),
        to: pointer.world,
        over: over.map(str::to_owned),
        is_reversed: false,
    })
}

fn dropped(from: String, pointer: &Pointer, context: &Context<'_>) -> Option<Intent> {
    match context.dropped_on(pointer) {
        // A drag that returns to where it began is taken back, not a loop: loops are hardly ever meant.
        Some(over) if over == from => None,
        Some(over) => Some(Intent::Connect { from, to: over.to_owned() }),
        None => Some(Intent::AskWhatToPut { from: Some(from), at: pointer.world }),
    }
}

/// A click on the edge of a box or beside everything, where no drag followed.
fn on_click(press: &Pointer, context: &Context<'_>) -> Option<Intent> {
    let target = context.target(press);
    let clicked = Selection::target(context.scene, target);
    if press.modifiers.shift {
        return Some(Intent::Select(context.selection.toggled(&clicked)));
    }
    if press.presses == 2
        && let Target::Box(number) | Target::Edge(number) = target
    {
        return Some(Intent::OpenComponent { id: context.scene.id(number)?.to_owned() });
    }
    Some(Intent::Select(clicked))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::canvas::geometry::Point;
    use crate::canvas::random_gestures::Hand;

    fn connected() -> Outcome {
        Outcome::Done(Some(Intent::Connect { from: "a".to_owned(), to: "b".to_owned() }))
    }

    #[test]
    fn a_drag_from_one_box_to_another_connects_them() {
        let mut hand = Hand::new(Connect::default());
        assert_eq!(hand.down(166.0, 30.0), Outcome::Nothing);
        let Outcome::Preview(Preview::Connecting { over, .. }) = hand.go(220.0, 30.0) else {
            panic!("a connection is being drawn");
        };
        assert_eq!(over, None);
        assert_eq!(hand.up(320.0, 30.0), connected());
    }

    #[test]
    fn dropped_on_nothing_it_asks_what_to_put_there() {
        let mut hand = Hand::new(Connect::default());
        hand.down(166.0, 30.0);
        hand.go(200.0, 300.0);
        let at = Point::new(200.0, 300.0);
        let asked = Intent::AskWhatToPut { from: Some("a".to_owned()), at };
        assert_eq!(hand.up(200.0, 300.0), Outcome::Done(Some(asked)));
    }

    #[test]
    fn dropped_where_it_began_it_is_taken_back() {
        let mut hand = Hand::new(Connect::default());
        hand.down(166.0, 30.0);
        hand.go(200.0, 30.0);
        assert_eq!(hand.up(160.0, 30.0), Outcome::Done(None));
    }

    #[test]
    fn two_clicks_connect_as_well() {
        let mut hand = Hand::new(Connect { by_clicks: true, ..Connect::default() });
        hand.down(50.0, 30.0);
        hand.up(50.0, 30.0);
        assert!(!hand.tool.is_idle());
        hand.go(200.0, 30.0);
        hand.down(320.0, 30.0);
        assert_eq!(hand.up(320.0, 30.0), connected());
        assert!(hand.tool.is_idle());
    }

    #[test]
    fn without_a_drag_the_edge_selects() {
        let mut hand = Hand::new(Connect::default());
        hand.down(166.0, 30.0);
        let selected = Intent::Select(Selection::component("a"));
        assert_eq!(hand.up(166.0, 30.0), Outcome::Done(Some(selected)));
    }

    #[test]
    fn escape_ends_it_between_two_clicks() {
        let mut hand = Hand::new(Connect { by_clicks: true, ..Connect::default() });
        hand.down(50.0, 30.0);
        hand.up(50.0, 30.0);
        assert_eq!(hand.event(Event::Cancel), Outcome::Done(None));
        assert!(hand.tool.is_idle());
    }
}
