//! What reaches a gesture and what it answers: plain values, no browser and no design.

use super::alignment::Guides;
use super::bends::Bend;
use super::geometry::{Point, Rect};
use super::scene::{Scene, Target};
use super::selection::Selection;
use super::viewport::Viewport;
use crate::connection_key::ConnectionKey;

/// How far the pointer moves before a press is a drag, in screen pixels.
pub const DRAG_THRESHOLD: f64 = 4.0;

/// How far beside a box a connection may be dropped on it, in screen pixels.
const DROP_REACH: f64 = 12.0;
/// How far the middle of a box may be dropped beside the connection that it is meant for, in world pixels.
const INTO_REACH: f64 = 20.0;
/// How far from the end or a bend of a connection it is taken, in screen pixels.
pub const END_REACH: f64 = 9.0;

/// Something that happened on or above the canvas.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// A button or a finger went down.
    Down(Pointer),
    /// The pointer moved, with or without a button.
    Move(Pointer),
    /// A button or a finger went up.
    Up(Pointer),
    /// The browser took the pointer away, for instance for a scroll of its own.
    Lost {
        /// The pointer's number.
        id: i32,
    },
    /// The space bar went down or up.
    Space {
        /// Whether it is down.
        down: bool,
    },
    /// Escape, or the window lost the focus.
    Cancel,
}

/// One pointer at one moment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pointer {
    /// The browser's number of this pointer: fingers differ.
    pub id: i32,
    /// What it is.
    pub device: Device,
    /// Which button went down or up.
    pub button: Button,
    /// Where it is in the world.
    pub world: Point,
    /// Where it is on the canvas, in screen pixels from its upper left corner.
    pub screen: Point,
    /// Which keys are held.
    pub modifiers: Modifiers,
    /// How many presses followed quickly on each other: 2 is a double click.
    pub presses: u32,
}

impl Pointer {
    /// Whether it has moved too far for a click since a press there.
    pub fn has_left(&self, press: Point) -> bool {
        self.screen.distance(press) > DRAG_THRESHOLD
    }

    /// Whether its coordinates can be drawn.
    pub fn is_finite(&self) -> bool {
        self.world.is_finite() && self.screen.is_finite()
    }
}

/// What a pointer is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Device {
    /// A mouse or a trackpad.
    #[default]
    Mouse,
    /// A finger.
    Touch,
    /// A pen.
    Pen,
}

/// Which button of a pointer; a finger and the tip of a pen count as the first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Button {
    /// The left one, for most.
    #[default]
    First,
    /// The wheel.
    Middle,
    /// The one for menus.
    Second,
}

/// The keys held during an event. `command` is Ctrl, or ⌘ on a Mac.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Modifiers {
    /// Shift.
    pub shift: bool,
    /// Alt, or Option on a Mac.
    pub alt: bool,
    /// Ctrl, or ⌘ on a Mac.
    pub command: bool,
}

/// What a gesture can see of the world.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The boxes and connections.
    pub scene: &'a Scene,
    /// What is selected.
    pub selection: &'a Selection,
    /// What is in view.
    pub viewport: &'a Viewport,
}

impl<'a> Context<'a> {
    /// What lies under a pointer; a finger reaches farther than a mouse.
    pub fn target(&self, pointer: &Pointer) -> Target {
        let reach = if pointer.device == Device::Touch { 2.0 } else { 1.0 };
        let zoom = self.viewport.zoom / reach;
        self.end(pointer.world, zoom).unwrap_or_else(|| self.scene.target(pointer.world, zoom))
    }

    /// The component on whose box a connection would be dropped: a little beside it counts too.
    pub fn dropped_on(&self, pointer: &Pointer) -> Option<&'a str> {
        self.scene.id(self.scene.box_at(pointer.world, DROP_REACH / self.viewport.zoom)?)
    }

    /// The connection that a box would be put into if its middle were dropped here; `own` is the box, if it is there.
    pub fn put_into(&self, middle: Point, own: Option<usize>) -> Option<ConnectionKey> {
        if self.scene.box_at(middle, 0.0).is_some_and(|other| Some(other) != own) {
            return None;
        }
        self.scene.key(self.scene.connection_at(middle, INTO_REACH)?).cloned()
    }

    /// The end of the one connection that is selected, by which it is led elsewhere.
    fn end(&self, point: Point, zoom: f64) -> Option<Target> {
        let number = self.scene.connection_number(self.selection.only_connection()?)?;
        let route = self.scene.route(number)?;
        let is_near = |end: Point| end.distance(point) <= END_REACH / zoom;
        match (is_near(route.start()), is_near(route.end())) {
            (_, true) => Some(Target::End(number)),
            (true, false) => Some(Target::Start(number)),
            (false, false) => None,
        }
    }
}

/// What a gesture answers to an event.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// Nothing changes.
    Nothing,
    /// No gesture is under way; this lies under the pointer.
    Hover(Target),
    /// The gesture goes on and looks like this.
    Preview(Preview),
    /// The gesture goes on, and this is selected from now on.
    Select(Selection),
    /// The view moves; the design stays as it is.
    Look(Viewport),
    /// The gesture is over, with what it asks for; its preview goes away.
    Done(Option<Intent>),
}

/// What a gesture looks like while it lasts. Only the view knows of it; the design waits for the end.
#[derive(Clone, Debug, PartialEq)]
pub enum Preview {
    /// These boxes follow the pointer.
    Moving {
        /// The components on the move.
        ids: Vec<String>,
        /// The texts on the move.
        notes: Vec<String>,
        /// How far, in world pixels.
        by: Point,
        /// Whether they stay and copies go.
        copies: bool,
        /// What they stand in line with there.
        guides: Guides,
    },
    /// A rectangle that selects.
    Marquee {
        /// The rectangle.
        area: Rect,
        /// What would be selected now.
        selection: Selection,
    },
    /// A connection that has no end yet.
    Connecting {
        /// The component it leaves.
        from: String,
        /// Where the pointer is.
        to: Point,
        /// The component it would enter.
        over: Option<String>,
        /// Whether it would leave that one instead, and enter the first.
        is_reversed: bool,
    },
    /// A connection that is being bent.
    Bending {
        /// Which one.
        key: ConnectionKey,
        /// Its bends.
        bends: Vec<Bend>,
    },
    /// The border of a frame that is drawn or sized.
    Framing {
        /// What it would surround.
        area: Rect,
    },
    /// A frame follows the pointer with all that stands in it.
    Shifting {
        /// The places.
        frames: Vec<String>,
        /// The components.
        ids: Vec<String>,
        /// How far, in world pixels.
        by: Point,
    },
    /// A new box that follows the pointer.
    Placing {
        /// The id of its kind.
        kind: String,
        /// Where it would stand.
        area: Rect,
        /// What it stands in line with there, or the connection that it would go into.
        guides: Guides,
    },
}

/// What a finished gesture asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Intent {
    /// Select this, and nothing else.
    Select(Selection),
    /// Take these down to see what happens, or back.
    Strike(Selection),
    /// Take a place down to see what happens, or back.
    StrikePlace {
        /// Its id.
        id: String,
    },
    /// Move boxes and texts.
    Move {
        /// The components.
        ids: Vec<String>,
        /// The texts.
        notes: Vec<String>,
        /// How far, in world pixels.
        by: Point,
    },
    /// Copy boxes and texts, and put the copies elsewhere.
    Duplicate {
        /// The components.
        ids: Vec<String>,
        /// The texts.
        notes: Vec<String>,
        /// How far from the originals, in world pixels.
        by: Point,
    },
    /// Connect two components.
    Connect {
        /// The id of the one it leaves.
        from: String,
        /// The id of the one it enters.
        to: String,
    },
    /// Ask which component to put here, connected from another if there is one.
    AskWhatToPut {
        /// The component that the new one is connected from.
        from: Option<String>,
        /// The middle of the new box.
        at: Point,
    },
    /// Put a component of a kind.
    Place {
        /// The id of the kind.
        kind: String,
        /// The middle of the new box.
        at: Point,
        /// The connection that it was dropped on.
        into: Option<ConnectionKey>,
    },
    /// Move a box that has no connections into one.
    Insert {
        /// The component.
        id: String,
        /// How far, in world pixels.
        by: Point,
        /// The connection that it was dropped on.
        into: ConnectionKey,
    },
    /// Give a connection another end.
    Reconnect {
        /// The connection.
        key: ConnectionKey,
        /// Whether its start was moved, in place of its end.
        is_start: bool,
        /// The component there.
        to: String,
    },
    /// Bend a connection.
    Bend {
        /// The connection.
        key: ConnectionKey,
        /// All its bends.
        bends: Vec<Bend>,
    },
    /// Draw the frame of a new place.
    DrawFrame {
        /// What it surrounds.
        area: Rect,
    },
    /// Give a frame another size.
    SizeFrame {
        /// The id of its place.
        id: String,
        /// What it surrounds.
        area: Rect,
    },
    /// Move a frame with all that stands in it.
    ShiftFrame {
        /// The id of its place.
        id: String,
        /// How far, in world pixels.
        by: Point,
    },
    /// Write a text.
    WriteNote {
        /// Where it lies.
        area: Rect,
    },
    /// Give a text another size.
    SizeNote {
        /// Its id.
        id: String,
        /// Where it lies.
        area: Rect,
    },
    /// Write over a text.
    OpenNote {
        /// Its id.
        id: String,
    },
    /// Show a place for editing.
    OpenPlace {
        /// Its id.
        id: String,
    },
    /// Show a component for editing, ready to be typed over.
    OpenComponent {
        /// Its id.
        id: String,
    },
    /// Show a connection for editing.
    OpenConnection {
        /// Which one.
        key: ConnectionKey,
    },
}

impl Intent {
    /// Whether it changes the design or its layout.
    pub const fn is_edit(&self) -> bool {
        matches!(
            self,
            Self::Move { .. }
                | Self::Duplicate { .. }
                | Self::Connect { .. }
                | Self::Place { .. }
                | Self::Insert { .. }
                | Self::Reconnect { .. }
                | Self::Bend { .. }
                | Self::DrawFrame { .. }
                | Self::SizeFrame { .. }
                | Self::ShiftFrame { .. }
                | Self::SizeNote { .. }
        )
    }
}

/// What the pointer looks like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Cursor {
    /// An arrow.
    #[default]
    Arrow,
    /// Something that can be moved.
    Movable,
    /// Something is being copied.
    Copy,
    /// A cross: connecting, or drawing a marquee.
    Cross,
    /// An open hand.
    Hand,
    /// A hand that holds the canvas.
    Grabbing,
    /// Something that can be sized by its lower right corner.
    Sizing,
    /// A text that can be written over.
    Text,
}

impl Cursor {
    /// The value of the CSS property.
    pub const fn css(self) -> &'static str {
        match self {
            Self::Arrow => "default",
            Self::Movable => "move",
            Self::Copy => "copy",
            Self::Cross => "crosshair",
            Self::Hand => "grab",
            Self::Grabbing => "grabbing",
            Self::Sizing => "nwse-resize",
            Self::Text => "text",
        }
    }
}
