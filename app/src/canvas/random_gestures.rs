//! A hand for tests, and random hands: whatever they do, nothing panics, Escape leads back to
//! idle, and one gesture gives one edit at the most.

use super::event::{Button, Context, Device, Event, Modifiers, Outcome, Pointer};
use super::geometry::{Point, Rect};
use super::machine::{Machine, Mode};
use super::scene::{Frame, Note, Scene};
use super::selection::Selection;
use super::tool::Tool;
use super::viewport::Viewport;
use proptest::prelude::*;

/// Moves a pointer over two connected boxes, `a` in the corner and `b` 300 to the right.
pub struct Hand<T> {
    pub tool: T,
    pub scene: Scene,
    pub selection: Selection,
    pub viewport: Viewport,
    pub id: i32,
    pub device: Device,
    pub button: Button,
    pub modifiers: Modifiers,
    pub presses: u32,
}

/// A tool, or the machine that holds them all.
pub trait Answering {
    fn answer(&mut self, event: &Event, context: &Context<'_>) -> Outcome;
}

impl<T: Tool> Answering for T {
    fn answer(&mut self, event: &Event, context: &Context<'_>) -> Outcome {
        self.handle(event, context)
    }
}

impl Answering for Machine {
    fn answer(&mut self, event: &Event, context: &Context<'_>) -> Outcome {
        self.handle(event, context)
    }
}

impl<T: Answering> Hand<T> {
    pub fn new(tool: T) -> Self {
        Self {
            tool,
            scene: Scene::new([("a", Point::new(0.0, 0.0)), ("b", Point::new(300.0, 0.0))], [("a", "b")])
                .framed(vec![zone()]),
            selection: Selection::default(),
            viewport: Viewport::default(),
            id: 1,
            device: Device::Mouse,
            button: Button::First,
            modifiers: Modifiers::default(),
            presses: 1,
        }
    }

    pub fn event(&mut self, event: Event) -> Outcome {
        let context = Context { scene: &self.scene, selection: &self.selection, viewport: &self.viewport };
        let outcome = self.tool.answer(&event, &context);
        match &outcome {
            Outcome::Select(selection) => self.selection = selection.clone(),
            Outcome::Look(viewport) => self.viewport = *viewport,
            _ => {}
        }
        outcome
    }

    pub fn down(&mut self, x: f64, y: f64) -> Outcome {
        self.event(Event::Down(self.pointer(x, y)))
    }

    /// Moves the pointer.
    pub fn go(&mut self, x: f64, y: f64) -> Outcome {
        self.event(Event::Move(self.pointer(x, y)))
    }

    pub fn up(&mut self, x: f64, y: f64) -> Outcome {
        self.event(Event::Up(self.pointer(x, y)))
    }

    fn pointer(&self, x: f64, y: f64) -> Pointer {
        let screen = Point::new(x, y);
        Pointer {
            id: self.id,
            device: self.device,
            button: self.button,
            world: self.viewport.to_world(screen),
            screen,
            modifiers: self.modifiers,
            presses: self.presses,
        }
    }
}

/// A zone around `b`.
fn zone() -> Frame {
    Frame {
        id: "zone".to_owned(),
        area: Rect { x: 280.0, y: -40.0, width: 210.0, height: 140.0 },
        name_width: 60.0,
        members: vec!["b".to_owned()],
        inner: vec!["zone".to_owned()],
    }
}

impl Hand<Machine> {
    pub fn take(&mut self, kind: &str, x: f64, y: f64) {
        let context = Context { scene: &self.scene, selection: &self.selection, viewport: &self.viewport };
        self.tool.take(kind, Point::new(x, y), &context);
    }
}

#[derive(Clone, Debug)]
enum Step {
    Down,
    Go(f64, f64),
    Up,
    Lost,
    Cancel,
    Space(bool),
    Choose(Mode),
    Take,
    Pointer(i32, Device, Button),
    Keys(Modifiers),
    Presses(u32),
}

fn step() -> impl Strategy<Value = Step> {
    // Places around the two boxes, and now and then one that no browser should report.
    let coordinate = || prop_oneof![20 => -60.0..560.0, 1 => Just(f64::NAN), 1 => Just(1e300)];
    let device = prop_oneof![Just(Device::Mouse), Just(Device::Touch), Just(Device::Pen)];
    let button = prop_oneof![4 => Just(Button::First), 1 => Just(Button::Middle), 1 => Just(Button::Second)];
    let keys = (any::<bool>(), any::<bool>(), any::<bool>()).prop_map(|(shift, alt, command)| Modifiers {
        shift,
        alt,
        command,
    });
    prop_oneof![
        6 => Just(Step::Down),
        12 => (coordinate(), coordinate()).prop_map(|(x, y)| Step::Go(x, y)),
        6 => Just(Step::Up),
        1 => Just(Step::Lost),
        1 => Just(Step::Cancel),
        1 => any::<bool>().prop_map(Step::Space),
        1 => prop_oneof![Just(Mode::Select), Just(Mode::Hand), Just(Mode::Connect), Just(Mode::Frame), Just(Mode::Note), Just(Mode::Break)].prop_map(Step::Choose),
        1 => Just(Step::Take),
        3 => (0..3, device, button).prop_map(|(id, device, button)| Step::Pointer(id, device, button)),
        1 => keys.prop_map(Step::Keys),
        1 => (1_u32..3).prop_map(Step::Presses),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_random_hand_breaks_nothing(steps in prop::collection::vec(step(), 1..120)) {
        let mut hand = Hand::new(Machine::default());
        let area = Rect { x: 140.0, y: 40.0, width: 180.0, height: 80.0 };
        hand.scene = hand.scene.clone().noted(vec![Note { id: "note".to_owned(), area }]).locking(["b"]);
        let (mut x, mut y) = (100.0, 40.0);
        let mut edits = 0;
        for step in steps {
            let outcome = match step {
                Step::Down => hand.down(x, y),
                Step::Go(to_x, to_y) => {
                    (x, y) = (to_x, to_y);
                    hand.go(x, y)
                }
                Step::Up => hand.up(x, y),
                Step::Lost => hand.event(Event::Lost { id: hand.id }),
                Step::Cancel => hand.event(Event::Cancel),
                Step::Space(down) => hand.event(Event::Space { down }),
                Step::Choose(mode) => {
                    hand.tool.choose(mode);
                    continue;
                }
                Step::Take => {
                    hand.take("sql", x, y);
                    edits = 0;
                    continue;
                }
                Step::Pointer(id, device, button) => {
                    (hand.id, hand.device, hand.button) = (id, device, button);
                    continue;
                }
                Step::Keys(modifiers) => {
                    hand.modifiers = modifiers;
                    continue;
                }
                Step::Presses(presses) => {
                    hand.presses = presses;
                    continue;
                }
            };
            prop_assert!(hand.viewport.origin.is_finite() && hand.viewport.zoom.is_finite());
            if let Outcome::Done(intent) = outcome {
                edits += usize::from(intent.is_some_and(|intent| intent.is_edit()));
                prop_assert!(edits <= 1, "one gesture, one edit");
                prop_assert!(hand.tool.is_idle() || hand.device == Device::Touch);
            }
            if hand.tool.is_idle() {
                edits = 0;
            }
            let mut escaped = hand.tool.clone();
            let context = Context {
                scene: &hand.scene,
                selection: &hand.selection,
                viewport: &hand.viewport,
            };
            let outcome = escaped.handle(&Event::Cancel, &context);
            prop_assert!(escaped.is_idle());
            prop_assert!(matches!(outcome, Outcome::Nothing | Outcome::Done(None)));
        }
    }
}
