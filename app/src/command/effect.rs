//! What commands and gestures ask the app to do: plain values.

use crate::canvas::machine::Mode;
use crate::canvas::selection::Selection;
use crate::canvas::spot::Spot;
use crate::canvas::viewport::Viewport;
use crate::connection_key::ConnectionKey;
use crate::document::lining::Lining;
use crate::document::{Edit, Part};
use loadbearing_engine::design::Area;

/// Something for the app to do. Several are done in order.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Change the document.
    Edit(Edit),
    /// Change the document as part of a series that is undone together.
    EditInSeries {
        /// The series: edits of another name begin a new one.
        name: &'static str,
        /// The change.
        edit: Edit,
    },
    /// Change what stands where, by regions, zones and networks.
    Stand(Standing),
    /// Write a text on the canvas: a new one, or over one that is there.
    Write {
        /// Its id, where it is there.
        id: Option<String>,
        /// Where it lies.
        area: Area,
    },
    /// Add what is selected to the author's own.
    Keep(Kept),
    /// Say that what is locked stays.
    TellLocked,
    /// Put what is selected in line.
    Line(Lining),
    /// Put a component into a connection.
    Insert {
        /// The connection.
        key: ConnectionKey,
        /// What goes in.
        what: Inserted,
    },
    /// Give a connection another end.
    Reconnect {
        /// The connection.
        key: ConnectionKey,
        /// Whether its start moves, in place of its end.
        is_start: bool,
        /// The component there.
        to: String,
    },
    /// Show the design as a list, or hide it.
    ToggleOutline,
    /// Show or hide the small map.
    ToggleMap,
    /// Show or hide traffic as moving dots.
    ToggleFlow,
    /// Take the last step back.
    Undo,
    /// Do the last undone step again.
    Redo,
    /// Select this, and nothing else.
    Select(Selection),
    /// Go somewhere by keyboard: what was selected no longer is, and what is gone to is in its place.
    Go(Spot),
    /// Say again what was said last.
    SayAgain,
    /// Show another part of the world.
    Look(Viewport),
    /// Suppose that these are down, or up again.
    Strike(Selection),
    /// Suppose that a place is down, or up again.
    StrikePlace(String),
    /// Begin to break things, or end it.
    ToggleBreaking,
    /// Choose what a plain press on the canvas means.
    Choose(Mode),
    /// Give up the gesture under way.
    CancelGesture,
    /// Leave the fix that is being looked at.
    LeaveFix,
    /// Put a part of the design into the clipboard, as text.
    Copy(Part),
    /// Read the clipboard and paste what it holds.
    Paste,
    /// Show something that asks.
    Ask(Question),
    /// Show how the figure on what is selected comes about.
    Explain,
    /// Show a panel, or fold it.
    Toggle(Panel),
    /// Show what makes the steps of a presentation, or fold it away.
    ToggleSteps,
    /// Light to dark and back.
    ToggleTheme,
    /// To the next language.
    SwitchLanguage,
    /// More contrast, and back.
    ToggleContrast,
    /// Single letters call commands from now on, or no longer.
    ToggleSingleKeys,
    /// The wheel does something else.
    TurnWheelHabit,
    /// Begin with two boxes, and say what to do next.
    GuidedStart,
    /// Give the design to the person as a file.
    SaveFile,
    /// Put a link with the design into the clipboard.
    CopyLink,
    /// Begin an empty design beside the others.
    NewDesign,
    /// Let the person report a problem with this design.
    ReportProblem,
}

/// What is added to the author's own.
#[derive(Clone, Debug, PartialEq)]
pub enum Kept {
    /// A kind made of a component, by its id.
    Kind(String),
    /// A piece made of components, by their ids.
    Piece(Vec<String>),
}

/// What is put into a connection.
#[derive(Clone, Debug, PartialEq)]
pub enum Inserted {
    /// A new component.
    New {
        /// The id of its kind.
        kind: String,
        /// The middle of its box, in world pixels.
        at: (f64, f64),
    },
    /// One that moves there.
    Moved {
        /// Its id.
        id: String,
        /// To the right and down, in world pixels.
        by: (f64, f64),
    },
}

/// A change of frames, or of boxes where there are frames: what crosses a border stands elsewhere.
#[derive(Clone, Debug, PartialEq)]
pub enum Standing {
    /// Boxes move.
    Moved {
        /// The components.
        ids: Vec<String>,
        /// The texts that move with them.
        notes: Vec<String>,
        /// To the right and down, in world pixels.
        by: (f64, f64),
        /// The series that it is undone with.
        series: Option<&'static str>,
    },
    /// Components stand one level farther out.
    TakenOut {
        /// The components.
        ids: Vec<String>,
    },
    /// A new place is drawn.
    Drawn(Area),
    /// A place is drawn larger or smaller.
    Sized {
        /// Its id.
        id: String,
        /// What it surrounds.
        area: Area,
    },
    /// A place moves with all that stands in it.
    Shifted {
        /// Its id.
        id: String,
        /// To the right and down, in world pixels.
        by: (f64, f64),
    },
}

/// Something that asks. None of them blocks the view; Escape closes each.
#[derive(Clone, Debug, PartialEq)]
pub enum Question {
    /// Which component to put, connected from another if there is one.
    WhatToPut {
        /// The component that the new one is connected from.
        from: Option<String>,
        /// The middle of the new box in world pixels.
        at: (f64, f64),
    },
    /// What to do with what is selected, or with the empty canvas: a menu at a place on the canvas.
    WhatToDo {
        /// To the right and down from its corner, in screen pixels.
        at: (f64, f64),
    },
    /// Which component to connect one to.
    WhatToConnect {
        /// The component that the connection leaves.
        from: String,
    },
    /// Which kind a component is to be.
    WhatKind {
        /// The component.
        id: String,
    },
    /// Which command to run.
    WhichCommand,
    /// Which component to find.
    WhatToFind,
    /// Which file to open.
    WhichFile,
    /// Which template to begin with.
    WhichTemplate,
    /// Which of the kept designs to open.
    WhichDesign,
    /// What to calculate without a drawing.
    Calculators,
    /// What the reference says.
    Knowledge,
    /// Which assignment to solve.
    WhichAssignment,
    /// What an assignment of the open design asks.
    NewAssignment,
    /// Whose work is graded.
    Grades,
    /// Which kinds and pieces are the author's own; the one that is meant, as the palette names it.
    Own(Option<String>),
    /// How to share the open design.
    Share,
    /// What the open design is to become.
    Export,
    /// Two designs side by side.
    Compare,
    /// The sheet with all keys.
    Help,
    /// What this is, and where its rules come from.
    About,
    /// A component, ready to be edited in the inspector.
    Component(String),
    /// A connection, ready to be edited in the inspector.
    Connection(ConnectionKey),
    /// A region, zone or network, ready to be edited in the inspector.
    Place(String),
}

/// A part of the page that can be folded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Panel {
    /// The kinds of components.
    Palette,
    /// What is selected.
    Inspector,
    /// The verdict and the findings.
    Report,
    /// Journeys and requirements.
    Workload,
}
