//! Who gets an event: the gesture under way, or the tool that a new press calls for.
//! What a gesture does stands in `tools`.

use super::event::{Button, Context, Cursor, Device, Event, Outcome, Pointer};
use super::geometry::Point;
use super::scene::Target;
use super::selection::Selection;
use super::tool::Tool;
use super::tools::bend::Bending;
use super::tools::connect::Connect;
use super::tools::frame::Framing;
use super::tools::note::Writing;
use super::tools::pan::Pan;
use super::tools::pinch::Pinch;
use super::tools::place::Place;
use super::tools::reconnect::Reconnect;
use super::tools::select::Select;
use super::tools::strike::Strike;

/// What a plain press means, as chosen in the tool bar.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// Selects and moves; connects from the edge of a box.
    #[default]
    Select,
    /// Pans.
    Hand,
    /// Connects from anywhere on a box, also by a click on each.
    Connect,
    /// Draws regions and zones.
    Frame,
    /// Writes texts.
    Note,
    /// Takes things down to see what happens, and back; changes nothing of the design.
    Break,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gesture {
    Select,
    Connect,
    Pan,
    Place,
    Pinch,
    Strike,
    Frame,
    Note,
    Reconnect,
    Bend,
}

/// All tools of one canvas, and which of them has the pointer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Machine {
    mode: Mode,
    space: bool,
    active: Option<Gesture>,
    /// The pointer that began the gesture; `None` while any may go on with it.
    pointer: Option<i32>,
    /// What began it.
    device: Device,
    select: Select,
    connect: Connect,
    pan: Pan,
    place: Place,
    pinch: Pinch,
    strike: Strike,
    frame: Framing,
    note: Writing,
    reconnect: Reconnect,
    bending: Bending,
}

impl Machine {
    /// What a plain press means.
    pub const fn mode(&self) -> Mode {
        self.mode
    }

    /// Chooses what a plain press means. A gesture under way goes on.
    pub fn choose(&mut self, mode: Mode) {
        self.mode = mode;
    }

    /// Whether no gesture is under way.
    pub const fn is_idle(&self) -> bool {
        self.active.is_none()
    }

    /// Whether a pointer began the gesture under way, and still holds it.
    pub fn is_held_by(&self, pointer: i32) -> bool {
        self.active.is_some() && self.pointer == Some(pointer)
    }

    /// Takes a kind from the palette at a point in screen pixels of the canvas; the next pointer
    /// to move carries it. A gesture under way is given up.
    pub fn take(&mut self, kind: &str, at: Point, context: &Context<'_>) {
        self.handle(&Event::Cancel, context);
        self.place.take(kind, at);
        self.active = Some(Gesture::Place);
        self.pointer = None;
    }

    /// What the pointer looks like over a target.
    pub fn cursor(&self, over: Target) -> Cursor {
        match (self.active, over) {
            (Some(Gesture::Pan | Gesture::Pinch), _) => Cursor::Grabbing,
            (Some(Gesture::Connect | Gesture::Frame | Gesture::Note | Gesture::Reconnect), _) => Cursor::Cross,
            (Some(Gesture::Place), _) => Cursor::Copy,
            (Some(Gesture::Bend), _) => Cursor::Movable,
            (None, _) if self.space || self.mode == Mode::Hand => Cursor::Hand,
            (None, _) if self.mode == Mode::Connect => Cursor::Cross,
            (None, Target::Note(_)) if self.mode == Mode::Note => Cursor::Text,
            (_, Target::Corner(_) | Target::NoteCorner(_)) if self.mode != Mode::Break => Cursor::Sizing,
            (_, Target::Frame(_) | Target::Note(_)) if self.mode != Mode::Break => Cursor::Movable,
            (None, _) if matches!(self.mode, Mode::Frame | Mode::Note) => Cursor::Cross,
            (None, target) if self.mode == Mode::Break && lies_below(target) => Cursor::Hand,
            (_, _) if self.mode == Mode::Break => Cursor::Arrow,
            (None, Target::Edge(_) | Target::Start(_) | Target::End(_)) => Cursor::Cross,
            (_, Target::Box(_)) => Cursor::Movable,
            (Some(Gesture::Select | Gesture::Strike), _) | (None, _) => Cursor::Arrow,
        }
    }

    /// What an event leads to.
    pub fn handle(&mut self, event: &Event, context: &Context<'_>) -> Outcome {
        match event {
            Event::Down(pointer) if pointer.is_finite() => self.down(pointer, event, context),
            Event::Move(pointer) if pointer.is_finite() => self.moved(pointer, event, context),
            Event::Up(pointer) if pointer.is_finite() => self.up(pointer.id, event, context),
            Event::Up(Pointer { id, .. }) | Event::Lost { id } => self.up(*id, &Event::Lost { id: *id }, context),
            // A place that is no number comes from a page that is just being laid out.
            Event::Down(_) | Event::Move(_) => Outcome::Nothing,
            Event::Space { down } => {
                self.space = *down;
                Outcome::Nothing
            }
            Event::Cancel => {
                let outcome = self.pass(&Event::Cancel, context);
                self.pinch = Pinch::default();
                // Whoever leaves the page with the space bar held lets go of it elsewhere.
                self.space = false;
                self.rest();
                outcome
            }
        }
    }

    fn down(&mut self, pointer: &Pointer, event: &Event, context: &Context<'_>) -> Outcome {
        if pointer.device == Device::Touch && self.device == Device::Pen && self.active.is_some() {
            // The hand that holds the pen rests on the screen.
            return Outcome::Nothing;
        }
        self.pinch.handle(event, context);
        if pointer.device == Device::Touch && self.pinch.fingers() == 2 {
            // The first finger had begun something else; two fingers never edit.
            let outcome = match self.active {
                Some(Gesture::Pinch) => Outcome::Nothing,
                _ => self.pass(&Event::Cancel, context),
            };
            self.active = Some(Gesture::Pinch);
            self.pointer = None;
            return outcome;
        }
        match self.active {
            // The second click of two, or a press while something is carried.
            Some(Gesture::Connect | Gesture::Place) if self.pointer.is_none() => {
                if pointer.button != Button::First {
                    return Outcome::Nothing;
                }
                self.pointer = Some(pointer.id);
                self.pass(event, context)
            }
            Some(_) => Outcome::Nothing,
            None => {
                self.active = self.gesture(pointer, context);
                self.pointer = self.active.map(|_| pointer.id);
                self.device = pointer.device;
                self.connect.by_clicks = self.mode == Mode::Connect;
                self.frame.draws = self.mode == Mode::Frame;
                self.note.writes = self.mode == Mode::Note;
                self.pass(event, context)
            }
        }
    }

    fn moved(&mut self, pointer: &Pointer, event: &Event, context: &Context<'_>) -> Outcome {
        let pinched = self.pinch.handle(event, context);
        match (self.active, self.pointer) {
            (Some(Gesture::Pinch), _) => pinched,
            (Some(_), Some(id)) if id != pointer.id => Outcome::Nothing,
            (Some(_), _) => self.pass(event, context),
            (None, _) => Outcome::Hover(context.target(pointer)),
        }
    }

    fn up(&mut self, id: i32, event: &Event, context: &Context<'_>) -> Outcome {
        let lifted = self.pinch.handle(event, context);
        match (self.active, self.pointer) {
            (Some(Gesture::Pinch), _) => {
                if self.pinch.is_idle() {
                    self.rest();
                }
                lifted
            }
            (Some(_), Some(own)) if own != id => Outcome::Nothing,
            (Some(_), _) => {
                let outcome = self.pass(event, context);
                // Between two clicks any pointer may go on.
                self.pointer = None;
                outcome
            }
            (None, _) => Outcome::Nothing,
        }
    }

    /// Which gesture a press begins.
    fn gesture(&self, pointer: &Pointer, context: &Context<'_>) -> Option<Gesture> {
        let target = context.target(pointer);
        match (pointer.button, self.mode, target) {
            (Button::Middle, ..) => Some(Gesture::Pan),
            (Button::Second, ..) => None,
            (Button::First, ..) if self.space => Some(Gesture::Pan),
            (Button::First, Mode::Hand, _) => Some(Gesture::Pan),
            (Button::First, Mode::Connect, _) => Some(Gesture::Connect),
            (Button::First, Mode::Break, target)
                if lies_below(target) && context.scene.frame_at(pointer.world).is_none() =>
            {
                Some(Gesture::Pan)
            }
            (Button::First, Mode::Frame, _) => Some(Gesture::Frame),
            (Button::First, Mode::Note, _) | (Button::First, Mode::Select, Target::NoteCorner(_)) => {
                Some(Gesture::Note)
            }
            (Button::First, Mode::Select, Target::Frame(_) | Target::Corner(_)) => Some(Gesture::Frame),
            (Button::First, Mode::Select, Target::Start(_) | Target::End(_)) => Some(Gesture::Reconnect),
            (Button::First, Mode::Select, Target::Connection(_)) if is_bend(pointer, target, context) => {
                Some(Gesture::Bend)
            }
            (Button::First, Mode::Break, _) => Some(Gesture::Strike),
            (Button::First, Mode::Select, Target::Edge(_)) => Some(Gesture::Connect),
            (Button::First, Mode::Select, Target::Empty) if is_pan(pointer) => Some(Gesture::Pan),
            (Button::First, Mode::Select, _) => Some(Gesture::Select),
        }
    }

    /// Hands an event to the tool that has the pointer, and lets go of it when the tool is done.
    fn pass(&mut self, event: &Event, context: &Context<'_>) -> Outcome {
        let tool: &mut dyn Tool = match self.active {
            Some(Gesture::Select) => &mut self.select,
            Some(Gesture::Connect) => &mut self.connect,
            Some(Gesture::Pan) => &mut self.pan,
            Some(Gesture::Place) => &mut self.place,
            Some(Gesture::Pinch) => &mut self.pinch,
            Some(Gesture::Strike) => &mut self.strike,
            Some(Gesture::Frame) => &mut self.frame,
            Some(Gesture::Note) => &mut self.note,
            Some(Gesture::Reconnect) => &mut self.reconnect,
            Some(Gesture::Bend) => &mut self.bending,
            None => return Outcome::Nothing,
        };
        let outcome = tool.handle(event, context);
        if tool.is_idle() {
            self.rest();
        }
        outcome
    }

    fn rest(&mut self) {
        self.active = None;
        self.pointer = None;
    }
}

/// A finger that pans meets connections all the time: it bends only what is selected.
fn is_bend(pointer: &Pointer, target: Target, context: &Context<'_>) -> bool {
    pointer.device != Device::Touch || context.selection.holds(&Selection::target(context.scene, target))
}

/// Whether it is nothing that can be broken but, perhaps, the ground of a place.
const fn lies_below(target: Target) -> bool {
    use Target::{Corner, Empty, Frame, Note, NoteCorner};
    matches!(target, Empty | Frame(_) | Corner(_) | Note(_) | NoteCorner(_))
}

/// Whether a press on the empty canvas pans: one finger does, but a double tap asks what to put.
fn is_pan(pointer: &Pointer) -> bool {
    pointer.device == Device::Touch && pointer.presses < 2
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::canvas::event::{Intent, Preview};
    use crate::canvas::random_gestures::Hand;

    #[test]
    fn the_middle_button_and_the_space_bar_pan_from_anywhere() {
        let mut hand = Hand::new(Machine::default());
        hand.button = Button::Middle;
        hand.down(50.0, 30.0);
        assert!(matches!(hand.go(90.0, 30.0), Outcome::Look(_)));
        hand.up(90.0, 30.0);
        hand.button = Button::First;
        hand.event(Event::Space { down: true });
        assert_eq!(hand.tool.cursor(Target::Empty), Cursor::Hand);
        hand.down(50.0, 30.0);
        assert!(matches!(hand.go(90.0, 30.0), Outcome::Look(_)));
        hand.event(Event::Space { down: false });
        assert!(matches!(hand.go(95.0, 30.0), Outcome::Look(_)), "the drag goes on");
        hand.up(95.0, 30.0);
        assert!(hand.tool.is_idle());
    }

    #[test]
    fn the_edge_connects_and_the_body_moves() {
        let mut hand = Hand::new(Machine::default());
        hand.down(166.0, 30.0);
        assert!(matches!(hand.go(190.0, 30.0), Outcome::Preview(Preview::Connecting { .. })));
        hand.event(Event::Cancel);
        hand.up(190.0, 30.0);
        hand.down(80.0, 30.0);
        assert!(matches!(hand.go(100.0, 30.0), Outcome::Preview(Preview::Moving { .. })));
    }

    #[test]
    fn with_the_connect_tool_the_body_connects_too_and_by_clicks() {
        let mut hand = Hand::new(Machine::default());
        hand.tool.choose(Mode::Connect);
        hand.down(80.0, 30.0);
        hand.up(80.0, 30.0);
        hand.go(200.0, 30.0);
        hand.down(320.0, 30.0);
        let Outcome::Done(Some(Intent::Connect { from, to })) = hand.up(320.0, 30.0) else {
            panic!("two clicks connect");
        };
        assert_eq!((from.as_str(), to.as_str()), ("a", "b"));
        assert!(hand.tool.is_idle());
    }

    #[test]
    fn a_second_finger_turns_a_drag_into_a_pinch_and_edits_nothing() {
        let mut hand = Hand::new(Machine::default());
        hand.device = Device::Touch;
        hand.down(80.0, 30.0);
        hand.go(100.0, 30.0);
        hand.id = 2;
        assert_eq!(hand.down(300.0, 300.0), Outcome::Done(None));
        assert!(matches!(hand.go(340.0, 300.0), Outcome::Look(_)));
        assert_eq!(hand.up(340.0, 300.0), Outcome::Nothing);
        hand.id = 1;
        assert_eq!(hand.go(200.0, 30.0), Outcome::Nothing, "the finger that is left does nothing");
        assert_eq!(hand.up(200.0, 30.0), Outcome::Done(None));
        assert!(hand.tool.is_idle());
    }

    #[test]
    fn the_hand_that_holds_a_pen_takes_nothing_from_it() {
        let mut hand = Hand::new(Machine::default());
        hand.device = Device::Pen;
        hand.down(80.0, 30.0);
        hand.go(100.0, 30.0);
        for palm in [2, 3] {
            (hand.id, hand.device) = (palm, Device::Touch);
            assert_eq!(hand.down(300.0, 300.0), Outcome::Nothing);
            assert_eq!(hand.go(330.0, 300.0), Outcome::Nothing);
        }
        (hand.id, hand.device) = (1, Device::Pen);
        assert!(matches!(hand.go(120.0, 30.0), Outcome::Preview(Preview::Moving { .. })));
        assert!(matches!(hand.up(120.0, 30.0), Outcome::Done(Some(Intent::Move { .. }))));
    }

    #[test]
    fn whoever_leaves_the_page_with_the_space_bar_held_has_let_go_of_it() {
        let mut hand = Hand::new(Machine::default());
        hand.event(Event::Space { down: true });
        hand.event(Event::Cancel);
        assert_ne!(hand.tool.cursor(Target::Empty), Cursor::Hand);
    }

    #[test]
    fn a_gesture_is_held_by_its_own_pointer_until_that_is_lifted() {
        let mut hand = Hand::new(Machine::default());
        assert!(!hand.tool.is_held_by(1));
        hand.down(80.0, 30.0);
        hand.go(100.0, 30.0);
        assert!(hand.tool.is_held_by(1) && !hand.tool.is_held_by(2));
        assert_eq!(hand.event(Event::Lost { id: 1 }), Outcome::Done(None), "what is taken away leaves no trace");
        assert!(hand.tool.is_idle() && !hand.tool.is_held_by(1));
    }

    #[test]
    fn a_kind_from_the_palette_is_carried_by_the_next_pointer() {
        let mut hand = Hand::new(Machine::default());
        hand.take("sql", -50.0, 40.0);
        assert!(matches!(hand.go(300.0, 300.0), Outcome::Preview(Preview::Placing { .. })));
        assert!(matches!(hand.up(300.0, 300.0), Outcome::Done(Some(Intent::Place { .. }))));
        assert!(hand.tool.is_idle());
    }

    #[test]
    fn whoever_breaks_things_neither_moves_nor_connects_them() {
        let mut hand = Hand::new(Machine::default());
        hand.tool.choose(Mode::Break);
        hand.down(80.0, 30.0);
        assert_eq!(hand.go(100.0, 30.0), Outcome::Nothing);
        assert!(matches!(hand.up(100.0, 30.0), Outcome::Done(Some(Intent::Strike(_)))));
        hand.down(500.0, 500.0);
        assert!(matches!(hand.go(520.0, 500.0), Outcome::Look(_)), "the empty canvas pans");
        hand.up(520.0, 500.0);
        assert!(hand.tool.is_idle());
    }

    #[test]
    fn the_second_button_is_left_to_the_menu() {
        let mut hand = Hand::new(Machine::default());
        hand.button = Button::Second;
        assert_eq!(hand.down(80.0, 30.0), Outcome::Nothing);
        assert!(hand.tool.is_idle());
    }
}
