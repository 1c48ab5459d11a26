//! Selecting, moving and duplicating boxes, and the marquee.

use crate::canvas::alignment::{Guides, aligned};
use crate::canvas::event::{Context, Event, Intent, Outcome, Pointer, Preview};
use crate::canvas::geometry::{Point, Rect};
use crate::canvas::scene::Target;
use crate::canvas::selection::Selection;
use crate::canvas::tool::Tool;
use crate::connection_key::ConnectionKey;
use crate::order::gathered;
use std::collections::HashSet;

/// A click selects, a click with Shift adds, a drag moves what is selected and with Alt copies it;
/// a drag on the empty canvas selects what it touches, with Ctrl only what it encloses.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Select {
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
    Moving {
        from: Point,
        ids: Vec<String>,
        notes: Vec<String>,
    },
    Marquee {
        from: Point,
        before: Selection,
    },
}

impl Tool for Select {
    fn handle(&mut self, event: &Event, context: &Context<'_>) -> Outcome {
        match (std::mem::take(&mut self.state), event) {
            (State::Idle, Event::Down(pointer)) => {
                let target = context.target(pointer);
                self.state = State::Pressed { press: *pointer, target };
                on_press(pointer, target, context)
            }
            (State::Pressed { press, target }, Event::Move(pointer)) => {
                if !pointer.has_left(press.screen) {
                    self.state = State::Pressed { press, target };
                    return Outcome::Nothing;
                }
                self.state = match Selection::target(context.scene, target) {
                    held if held.components.is_empty() && held.notes.is_empty() => {
                        State::Marquee { from: press.world, before: kept(&press, context) }
                    }
                    held => match moving(held, &press, context) {
                        Some(state) => state,
                        // All of it is locked: a press that was not meant to move anything.
                        None => State::Pressed { press, target },
                    },
                };
                self.preview(pointer, context)
            }
            (State::Pressed { press, target }, Event::Up(_)) => Outcome::Done(on_click(&press, target, context)),
            (state @ (State::Moving { .. } | State::Marquee { .. }), Event::Move(pointer)) => {
                self.state = state;
                self.preview(pointer, context)
            }
            (State::Moving { from, ids, notes }, Event::Up(pointer)) => {
                let (by, _) = way(from, &ids, pointer, context);
                Outcome::Done(match (by == Point::default(), pointer.modifiers.alt) {
                    (true, _) => None,
                    (false, true) => Some(Intent::Duplicate { ids, notes, by }),
                    (false, false) => Some(dropped(ids, notes, by, context)),
                })
            }
            (State::Marquee { from, before }, Event::Up(pointer)) => {
                let selection = inside(from, &before, pointer, context);
                Outcome::Done(Some(Intent::Select(selection)))
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

impl Select {
    fn preview(&self, pointer: &Pointer, context: &Context<'_>) -> Outcome {
        match &self.state {
            State::Moving { from, ids, notes } => {
                let copies = pointer.modifiers.alt;
                let (by, mut guides) = way(*from, ids, pointer, context);
                if let ([only], true, false) = (ids.as_slice(), notes.is_empty(), copies) {
                    guides.into = into(only, by, context).map(|(_, key)| key);
                }
                let (ids, notes) = (ids.clone(), notes.clone());
                Outcome::Preview(Preview::Moving { ids, notes, by, copies, guides })
            }
            State::Marquee { from, before } => Outcome::Preview(Preview::Marquee {
                area: Rect::between(*from, pointer.world),
                selection: inside(*from, before, pointer, context),
            }),
            State::Idle | State::Pressed { .. } => Outcome::Nothing,
        }
    }
}

/// What a drop means: a box without connections is put into the one it is dropped on.
fn dropped(ids: Vec<String>, notes: Vec<String>, by: Point, context: &Context<'_>) -> Intent {
    let into = match ids.as_slice() {
        [only] if notes.is_empty() => into(only, by, context),
        _ => None,
    };
    match into {
        Some((id, into)) => Intent::Insert { id, by, into },
        None => Intent::Move { ids, notes, by },
    }
}

fn into(id: &str, by: Point, context: &Context<'_>) -> Option<(String, ConnectionKey)> {
    let number = context.scene.number(id).filter(|number| context.scene.connections_at(*number).is_empty())?;
    let middle = context.scene.rect(number)?.centre() + by;
    Some((id.to_owned(), context.put_into(middle, Some(number))?))
}

/// A press on something that is not selected selects it at once, so that a drag moves what it seems to.
fn on_press(pointer: &Pointer, target: Target, context: &Context<'_>) -> Outcome {
    let pressed = Selection::target(context.scene, target);
    if pressed.is_empty() || pointer.modifiers.shift || context.selection.holds(&pressed) {
        Outcome::Nothing
    } else {
        Outcome::Select(pressed)
    }
}

fn on_click(press: &Pointer, target: Target, context: &Context<'_>) -> Option<Intent> {
    let clicked = Selection::target(context.scene, target);
    if press.modifiers.shift {
        return Some(Intent::Select(context.selection.toggled(&clicked)));
    }
    if press.presses == 2 {
        return Some(match target {
            Target::Box(number) | Target::Edge(number) => {
                Intent::OpenComponent { id: context.scene.id(number)?.to_owned() }
            }
            Target::Connection(number) | Target::Start(number) | Target::End(number) => {
                Intent::OpenConnection { key: context.scene.key(number)?.clone() }
            }
            Target::Note(number) | Target::NoteCorner(number) => {
                Intent::OpenNote { id: context.scene.notes().get(number)?.id.clone() }
            }
            Target::Frame(_) | Target::Corner(_) | Target::Empty => {
                Intent::AskWhatToPut { from: None, at: press.world }
            }
        });
    }
    Some(Intent::Select(clicked))
}

/// What a drag that began on a box or a text moves: all that is selected, if it is, but for what is locked. `None`
/// where that is nothing.
fn moving(held: Selection, press: &Pointer, context: &Context<'_>) -> Option<State> {
    let all =
        if context.selection.holds(&held) || press.modifiers.shift { context.selection.with(&held) } else { held };
    let ids: Vec<String> = all.components.into_iter().filter(|id| !context.scene.is_locked(id)).collect();
    let notes: Vec<String> = all.notes.into_iter().collect();
    (!ids.is_empty() || !notes.is_empty()).then_some(State::Moving { from: press.world, ids, notes })
}

/// What stays selected under a marquee: with Shift, what was.
fn kept(press: &Pointer, context: &Context<'_>) -> Selection {
    if press.modifiers.shift { context.selection.clone() } else { Selection::default() }
}

/// How far a drag leads: into line with other boxes unless Ctrl is held, with Shift along one axis only.
fn way(from: Point, ids: &[String], pointer: &Pointer, context: &Context<'_>) -> (Point, Guides) {
    let way = pointer.world - from;
    let is_level = way.x.abs() >= way.y.abs();
    let way = match pointer.modifiers.shift {
        true if is_level => Point::new(way.x, 0.0),
        true => Point::new(0.0, way.y),
        false => way,
    };
    let moving: HashSet<usize> = gathered(ids.iter().filter_map(|id| context.scene.number(id)));
    let around = context.scene.bounds_of(ids.iter().map(String::as_str));
    let Some(around) = around.filter(|_| !pointer.modifiers.command) else { return (way, Guides::default()) };
    let is_moving = |number| !pointer.modifiers.alt && moving.contains(&number);
    let (aligned, guides) = aligned(context.scene, around, is_moving, way, context.viewport.zoom);
    match (pointer.modifiers.shift, is_level) {
        (false, _) => (aligned, guides),
        // What would lead off the axis is no guide; the one along it has its own line.
        (true, true) => (Point::new(aligned.x, 0.0), if aligned.y == 0.0 { guides } else { Guides::default() }),
        (true, false) => (Point::new(0.0, aligned.y), if aligned.x == 0.0 { guides } else { Guides::default() }),
    }
}

/// What a marquee selects: the boxes, and the connections and texts that lie wholly inside.
fn inside(from: Point, before: &Selection, pointer: &Pointer, context: &Context<'_>) -> Selection {
    let (scene, area) = (context.scene, Rect::between(from, pointer.world));
    let takes =
        |number: &usize| !pointer.modifiers.command || scene.rect(*number).is_some_and(|rect| area.encloses(rect));
    let boxes = scene.boxes_in(area).into_iter().filter(takes);
    let lies_inside = |number: &usize| scene.route(*number).is_some_and(|route| area.encloses(route.bounds()));
    let connections = scene.connections_in(area).into_iter().filter(lies_inside);
    before.with(&Selection {
        components: gathered(boxes.filter_map(|number| scene.id(number).map(str::to_owned))),
        connections: gathered(connections.filter_map(|number| scene.key(number).cloned())),
        // A text may lie under much else; what is touched is mostly what lies on it.
        notes: gathered(scene.notes().iter().filter(|note| area.encloses(note.area)).map(|note| note.id.clone())),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::canvas::event::Modifiers;
    use crate::canvas::random_gestures::Hand;

    #[test]
    fn a_press_without_a_drag_selects() {
        let mut hand = Hand::new(Select::default());
        assert_eq!(hand.down(50.0, 30.0), Outcome::Select(Selection::component("a")));
        assert_eq!(hand.go(53.0, 30.0), Outcome::Nothing);
        let selected = Intent::Select(Selection::component("a"));
        assert_eq!(hand.up(53.0, 30.0), Outcome::Done(Some(selected)));
    }

    #[test]
    fn a_drag_moves_once_at_its_end() {
        let mut hand = Hand::new(Select::default());
        hand.down(50.0, 30.0);
        let by = Point::new(40.0, 25.0);
        let ids = vec!["a".to_owned()];
        let preview =
            Preview::Moving { ids: ids.clone(), notes: Vec::new(), by, copies: false, guides: Guides::default() };
        assert_eq!(hand.go(90.0, 55.0), Outcome::Preview(preview));
        assert_eq!(hand.up(90.0, 55.0), Outcome::Done(Some(Intent::Move { ids, notes: Vec::new(), by })));
        assert!(hand.tool.is_idle());
    }

    #[test]
    fn a_locked_box_is_selected_and_stays() {
        let mut hand = Hand::new(Select::default());
        hand.scene = hand.scene.clone().locking(["a"]);
        assert_eq!(hand.down(50.0, 30.0), Outcome::Select(Selection::component("a")));
        assert_eq!(hand.go(90.0, 55.0), Outcome::Nothing);
        assert_eq!(hand.up(90.0, 55.0), Outcome::Done(Some(Intent::Select(Selection::component("a")))));
        hand.selection = Selection::components(["a".to_owned(), "b".to_owned()]);
        hand.down(50.0, 30.0);
        hand.go(90.0, 55.0);
        let Outcome::Done(Some(Intent::Move { ids, .. })) = hand.up(90.0, 55.0) else { panic!("the other moves") };
        assert_eq!(ids, ["b"]);
    }

    #[test]
    fn a_drag_of_one_selected_box_moves_all_that_are() {
        let mut hand = Hand::new(Select::default());
        hand.selection = Selection::components(["a".to_owned(), "b".to_owned()]);
        assert_eq!(hand.down(50.0, 30.0), Outcome::Nothing);
        hand.go(90.0, 30.0);
        hand.modifiers = Modifiers { alt: true, ..Modifiers::default() };
        let Outcome::Done(Some(Intent::Duplicate { ids, .. })) = hand.up(90.0, 30.0) else {
            panic!("Alt copies");
        };
        assert_eq!(ids, ["a", "b"]);
    }

    #[test]
    fn a_box_without_connections_that_is_dropped_on_one_is_put_in_between() {
        let mut hand = Hand::new(Select::default());
        let boxes = [("a", Point::default()), ("b", Point::new(500.0, 0.0)), ("c", Point::new(250.0, 300.0))];
        hand.scene = crate::canvas::scene::Scene::new(boxes, [("a", "b")]);
        hand.down(300.0, 330.0);
        hand.go(300.0, 34.0);
        let Outcome::Done(Some(Intent::Insert { id, into, .. })) = hand.up(300.0, 34.0) else {
            panic!("it goes between");
        };
        assert_eq!((id.as_str(), into), ("c", ConnectionKey::first("a", "b")));
        hand.down(50.0, 30.0);
        hand.go(300.0, 330.0);
        assert!(matches!(hand.up(300.0, 330.0), Outcome::Done(Some(Intent::Move { .. }))), "a has one already");
    }

    #[test]
    fn shift_keeps_to_one_axis() {
        let mut hand = Hand::new(Select::default());
        hand.down(50.0, 30.0);
        hand.modifiers = Modifiers { shift: true, ..Modifiers::default() };
        let Outcome::Preview(Preview::Moving { by, .. }) = hand.go(90.0, 42.0) else {
            panic!("a drag is under way");
        };
        assert_eq!(by, Point::new(40.0, 0.0));
    }

    #[test]
    fn a_drag_ends_in_line_with_other_boxes_unless_ctrl_is_held() {
        let mut hand = Hand::new(Select::default());
        hand.down(50.0, 30.0);
        let by = |outcome| match outcome {
            Outcome::Preview(Preview::Moving { by, .. }) => by,
            other => panic!("a drag is under way: {other:?}"),
        };
        assert_eq!(by(hand.go(90.0, 34.0)), Point::new(40.0, 0.0));
        hand.modifiers = Modifiers { command: true, ..Modifiers::default() };
        assert_eq!(by(hand.go(90.0, 34.0)), Point::new(40.0, 4.0));
    }

    #[test]
    fn escape_leaves_the_box_where_it_was() {
        let mut hand = Hand::new(Select::default());
        hand.down(50.0, 30.0);
        hand.go(90.0, 30.0);
        assert_eq!(hand.event(Event::Cancel), Outcome::Done(None));
        assert_eq!(hand.up(90.0, 30.0), Outcome::Nothing);
    }

    #[test]
    fn a_marquee_takes_what_it_touches_and_with_ctrl_what_it_encloses() {
        let mut hand = Hand::new(Select::default());
        hand.down(-20.0, -20.0);
        hand.go(320.0, 100.0);
        hand.modifiers = Modifiers { command: true, ..Modifiers::default() };
        let Outcome::Preview(Preview::Marquee { selection, .. }) = hand.go(320.0, 100.0) else {
            panic!("a marquee is under way");
        };
        assert_eq!(selection.components.len(), 1);
        hand.modifiers = Modifiers::default();
        let Outcome::Done(Some(Intent::Select(selection))) = hand.up(320.0, 100.0) else {
            panic!("a marquee selects");
        };
        assert_eq!(selection.components.len(), 2);
        assert_eq!(selection.connections.len(), 1);
    }

    #[test]
    fn a_double_click_on_nothing_asks_what_to_put() {
        let mut hand = Hand::new(Select::default());
        hand.presses = 2;
        hand.down(50.0, 400.0);
        let at = Point::new(50.0, 400.0);
        let asked = Intent::AskWhatToPut { from: None, at };
        assert_eq!(hand.up(50.0, 400.0), Outcome::Done(Some(asked)));
    }
}
