//! What happens on the canvas: events go to the tools, and what they answer is shown or done.

use loadbearing_engine::design;

use super::cards::Level;
use super::{Side, Studio};
use crate::browser::page::{self, Timer};
use crate::browser::painter::Painter;
use crate::canvas::alignment::Guides;
use crate::canvas::event::{Context, Cursor, Event, Outcome, Preview};
use crate::canvas::geometry::{Point, Rect, Size};
use crate::canvas::labels;
use crate::canvas::machine::{Machine, Mode};
use crate::canvas::picture::Detail;
use crate::canvas::route::Route;
use crate::canvas::scene::{Scene, Target};
use crate::canvas::selection::Selection;
use crate::canvas::spot::Spot;
use crate::command::Question;
use crate::order::sort;
use crate::signals::*;

/// The id of the canvas on the page.
pub const CANVAS: &str = "canvas";
/// The stroke and the gap of a connection over which messages go, in world pixels.
pub const ASYNC_STROKES: (f64, f64) = (7.0, 5.0);
/// The stroke and the gap of a connection that replicates.
pub const REPLICATION_STROKES: (f64, f64) = (2.0, 4.0);

/// How long a finger rests for the menu, in milliseconds: what phones take.
const LONG_PRESS_MS: i32 = 500;
/// How far a finger that rests may tremble, in screen pixels.
const SLOP: f64 = 8.0;

/// A finger or a pen that rests on the canvas.
#[derive(Clone, Copy, Debug)]
pub struct Resting {
    timer: Timer,
    pointer: i32,
    at: Point,
}

/// The id of a component's box on the page.
#[must_use]
pub fn box_id(id: &str) -> String {
    format!("box-{id}")
}

/// The id of a place's frame on the page.
#[must_use]
pub fn frame_id(id: &str) -> String {
    format!("frame-of-{id}")
}

/// The id of a text on the page.
#[must_use]
pub fn note_id(id: &str) -> String {
    format!("note-of-{id}")
}

/// Where a text lies and how large it is, as CSS.
#[must_use]
pub fn spread(area: Rect) -> String {
    format!("{};width:{:.1}px;min-height:{:.1}px", placed(area.corner()), area.width, area.height)
}

/// The id of a part of a connection on the page.
#[must_use]
pub fn line_id(number: usize, part: &str) -> String {
    format!("{part}-{number}")
}

/// The id of a connection on the page.
#[must_use]
pub fn connection_id(number: usize) -> String {
    line_id(number, "connection")
}

/// The id of what the keyboard is on; `None` while it is on the canvas as a whole.
#[must_use]
pub fn spot_id(scene: &Scene, spot: &Spot) -> Option<String> {
    match spot {
        Spot::Component(id) => scene.number(id).map(|_| box_id(id)),
        Spot::Connection(key) => scene.connection_number(key).map(connection_id),
        Spot::Note(id) => scene.note_area(id).map(|_| note_id(id)),
        Spot::Nowhere | Spot::Out => None,
    }
}

/// The CSS transform that puts a box at a corner.
#[must_use]
pub fn placed(corner: Point) -> String {
    format!("transform:translate({:.1}px,{:.1}px)", corner.x, corner.y)
}

impl Studio {
    /// Gives an event to the tools, and does what they answer.
    pub fn handle(self, event: &Event) {
        let outcome = self.with_context(|machine, context| machine.handle(event, context));
        self.follow(outcome);
    }

    /// The browser took a pointer away from the canvas. After a press that has ended it does so too, and means nothing.
    pub fn lose(self, pointer: i32) {
        if self.machine.with_value(|machine| machine.is_held_by(pointer)) {
            self.handle(&Event::Lost { id: pointer });
        }
    }

    /// A finger or a pen went down: if it rests there, the menu opens.
    pub fn rest(self, pointer: i32, at: Point) {
        self.stir(None);
        let timer = page::later(LONG_PRESS_MS, move || {
            self.handle(&Event::Cancel);
            self.ask_what_to_do(Some(at));
        });
        self.resting.set_value(timer.map(|timer| Resting { timer, pointer, at }));
    }

    /// Whether a finger or a pen rests on the canvas.
    #[must_use]
    pub fn is_rested_on(self) -> bool {
        self.resting.with_value(Option::is_some)
    }

    /// A finger or a pen does not rest any more: it moved on to here, was lifted, or another one came.
    pub fn stir(self, moved: Option<(i32, Point)>) {
        let Some(resting) = self.resting.get_value() else { return };
        let still_rests =
            moved.is_some_and(|(pointer, at)| pointer != resting.pointer || at.distance(resting.at) <= SLOP);
        if !still_rests {
            resting.timer.clear();
            self.resting.set_value(None);
        }
    }

    /// Asks what to do with what lies at a place on the canvas, or with what is selected.
    pub fn ask_what_to_do(self, at: Option<Point>) {
        if self.mode.get_untracked() == Mode::Break || self.is_busy() {
            return;
        }
        let (scene, viewport) = (self.scene.get_untracked(), self.viewport.get_untracked());
        let at = match at {
            Some(at) => {
                let under = Selection::target(&scene, scene.target(viewport.to_world(at), viewport.zoom));
                if !self.selection.read_untracked().holds(&under) || under.is_empty() {
                    self.select(under);
                }
                at
            }
            None => {
                let chosen = self.selection.get_untracked();
                let area = scene.bounds_of(chosen.components.iter().map(String::as_str));
                area.map_or_else(|| viewport.middle(), |area| viewport.to_screen(area.centre()))
            }
        };
        self.question.set(Some(Question::WhatToDo { at: (at.x, at.y) }));
    }

    /// Takes a kind from the palette, at a place on the page; the next move of a pointer carries it.
    pub fn take(self, kind: &str, at_page: Point) {
        let at = self.on_canvas(at_page);
        self.with_context(|machine, context| {
            machine.take(kind, at, context);
            Outcome::Nothing
        });
    }

    /// Chooses what a plain press means.
    pub fn choose(self, mode: Mode) {
        // Whatever tool is taken instead of breaking, all is as it was.
        if self.mode.get_untracked() == Mode::Break && mode != Mode::Break {
            self.mend_all();
            self.side.set(Side::Report);
        }
        self.machine.update_value(|machine| machine.choose(mode));
        self.mode.set(mode);
    }

    /// Whether a gesture is under way.
    #[must_use]
    pub fn is_busy(self) -> bool {
        !self.machine.with_value(|machine| machine.is_idle())
    }

    /// A place on the page as a place on the canvas.
    #[must_use]
    pub fn on_canvas(self, page: Point) -> Point {
        page - self.origin.get_value()
    }

    /// A place on the canvas as a place on the page.
    #[must_use]
    pub fn on_page(self, canvas: Point) -> Point {
        canvas + self.origin.get_value()
    }

    /// The canvas lies elsewhere on the page, or has another size.
    pub fn canvas_moved(self, corner: Point, size: Size) {
        self.origin.set_value(corner);
        self.look(|viewport| viewport.resized(size));
    }

    /// What the pointer looks like.
    #[must_use]
    pub fn cursor(self) -> Cursor {
        // Read for their changes: the tools themselves are no signal.
        self.mode.track();
        self.preview.track();
        let over = self.hovered.get();
        self.machine.with_value(|machine| machine.cursor(over))
    }

    fn with_context(self, act: impl FnOnce(&mut Machine, &Context<'_>) -> Outcome) -> Outcome {
        let scene = self.scene.get_untracked();
        let selection = self.selection.read_untracked();
        let viewport = self.viewport.get_untracked();
        let context = Context { scene: &scene, selection: &selection, viewport: &viewport };
        self.machine.try_update_value(|machine| act(machine, &context)).unwrap_or(Outcome::Nothing)
    }

    fn follow(self, outcome: Outcome) {
        match outcome {
            Outcome::Nothing => {}
            Outcome::Hover(target) => self.hover(target),
            Outcome::Preview(preview) => self.preview(preview),
            Outcome::Select(selection) => self.select(selection),
            Outcome::Look(viewport) => self.look(|_| viewport),
            Outcome::Done(intent) => {
                self.end_preview();
                if let Some(intent) = intent {
                    self.fulfil(intent);
                }
            }
        }
    }

    fn hover(self, target: Target) {
        if *self.hovered.read_untracked() != target {
            self.hovered.set(target);
        }
    }

    fn preview(self, preview: Preview) {
        match &preview {
            Preview::Moving { ids, notes, by, copies: false, .. } => {
                self.paint_moved(ids, *by);
                self.paint_notes(notes, *by);
            }
            // While copies go, the originals stand where they were.
            Preview::Moving { ids, notes, copies: true, .. } => {
                self.paint_moved(ids, Point::default());
                self.paint_notes(notes, Point::default());
            }
            Preview::Shifting { frames, ids, by } => {
                self.paint_moved(ids, *by);
                self.paint_frames(frames, *by);
            }
            Preview::Bending { key, bends } => {
                let scene = self.scene.get_untracked();
                if let Some(number) = scene.connection_number(key)
                    && let Some(route) = scene.bent_route(number, bends)
                {
                    self.paint_route(number, &route, labels::plain(&route));
                }
            }
            _ => {}
        }
        // The boxes are written already; the signal is for what is drawn above them.
        if self.picture.read_untracked().detail == Detail::Far {
            self.preview.set(Some(preview));
            return;
        }
        let guides_now = guides(&preview);
        let is_shown = guides_now.is_some() && guides_now == self.preview.read_untracked().as_ref().and_then(guides);
        if !is_shown {
            self.preview.set(Some(preview));
        }
    }

    fn end_preview(self) {
        let Some(preview) = self.preview.get_untracked() else { return };
        if let Preview::Shifting { frames, .. } = &preview {
            self.paint_frames(frames, Point::default());
        }
        if let Preview::Moving { notes, .. } = &preview {
            self.paint_notes(notes, Point::default());
        }
        if let Preview::Moving { ids, .. } | Preview::Shifting { ids, .. } = &preview {
            self.paint_moved(ids, Point::default());
            self.painter.with_value(|painter| {
                for id in ids {
                    painter.mark(&box_id(id), "moving", false);
                }
                painter.forget();
            });
        }
        if let Preview::Bending { key, .. } = &preview {
            let scene = self.scene.get_untracked();
            let number = scene.connection_number(key);
            let at_rest = number.and_then(|number| Some((number, scene.route(number)?, scene.label_of(number)?)));
            at_rest.into_iter().for_each(|(number, route, place)| self.paint_route(number, route, place));
        }
        self.preview.set(None);
    }

    /// Writes where texts are on their way.
    fn paint_notes(self, ids: &[String], by: Point) {
        let scene = self.scene.get_untracked();
        self.painter.with_value(|painter| {
            for (id, area) in ids.iter().filter_map(|id| Some((id, scene.note_area(id)?))) {
                painter.place(&note_id(id), &spread(area.shifted(by)));
            }
        });
    }

    /// Writes where frames are on their way.
    fn paint_frames(self, ids: &[String], by: Point) {
        self.painter.with_value(|painter| {
            ids.iter().for_each(|id| painter.place(&frame_id(id), &placed(by)));
        });
    }

    /// Writes where boxes are on their way, and the connections that touch them, straight to the page.
    fn paint_moved(self, ids: &[String], by: Point) {
        let scene = self.scene.get_untracked();
        let picture = self.picture.read_untracked();
        if picture.detail == Detail::Far {
            return;
        }
        let moving: Vec<usize> = ids.iter().filter_map(|id| scene.number(id)).collect();
        let is_moving = |number: usize| moving.contains(&number);
        self.painter.with_value(|painter| {
            for (id, number) in ids.iter().zip(&moving) {
                if let Some(rect) = scene.rect(*number) {
                    let id = box_id(id);
                    painter.place(&id, &placed(rect.corner() + by));
                    painter.mark(&id, "moving", true);
                }
            }
        });
        let mut touched: Vec<usize> = moving.iter().flat_map(|number| scene.connections_at(*number)).copied().collect();
        sort(&mut touched);
        touched.dedup();
        for number in touched {
            // Where nothing moves it runs as it does at rest, around boxes too.
            if by == Point::default() {
                let at_rest = scene.route(number).zip(scene.label_of(number));
                at_rest.into_iter().for_each(|(route, place)| self.paint_route(number, route, place));
            } else if let Some(route) = scene.moved_route(number, is_moving, by) {
                self.paint_route(number, &route, labels::plain(&route));
            }
        }
    }

    /// Elements may be others from now on.
    pub(super) fn forget_painted(self) {
        self.painter.with_value(Painter::forget);
    }

    /// Writes which way a connection takes, straight to the page.
    pub(super) fn paint_route(self, number: usize, route: &Route, rate: Point) {
        let lines = self.lines.read_untracked();
        let line = lines.get(number);
        let mode = line.map(|line| line.mode).unwrap_or_default();
        self.painter.with_value(|painter| {
            if line.is_some_and(|line| line.level == Level::OverCapacity) {
                painter.set(&line_id(number, "core"), "d", &route.path());
            }
            painter.set(&line_id(number, "line"), "d", &stroke(route, mode));
            painter.set(&line_id(number, "head"), "d", &route.arrow_path());
            painter.set(&line_id(number, "rate"), "x", &format!("{:.1}", rate.x));
            painter.set(&line_id(number, "rate"), "y", &format!("{:.1}", rate.y));
            if line.is_some_and(|line| line.step.is_some()) {
                painter.set(&line_id(number, "step"), "transform", &step_place(route));
            }
        });
    }
}

/// What boxes stand in line with that are written straight to the page; `None` for other previews.
fn guides(preview: &Preview) -> Option<Guides> {
    match preview {
        Preview::Moving { copies: false, guides, .. } => Some(guides.clone()),
        Preview::Shifting { .. } => Some(Guides::default()),
        _ => None,
    }
}

/// The strokes of a connection: whole where the caller waits, short ones for messages, dots for replication.
#[must_use]
pub fn stroke(route: &Route, mode: design::Mode) -> String {
    use design::Mode;
    match mode {
        Mode::Sync => route.path(),
        Mode::Async => route.dashed_path(ASYNC_STROKES.0, ASYNC_STROKES.1),
        Mode::Replication => route.dashed_path(REPLICATION_STROKES.0, REPLICATION_STROKES.1),
    }
}

/// Where the step of a connection stands, as a transform: opposite to its rate, below a level line and near to where a
/// steep one arrives, where those that leave together are apart.
#[must_use]
pub fn step_place(route: &Route) -> String {
    let way = route.at(1.0).0 - route.at(0.0).0;
    let is_level = way.x.abs() >= way.y.abs();
    let place = if is_level { route.middle() + Point::new(0.0, 13.0) } else { route.at(0.78).0 };
    format!("translate({:.1},{:.1})", place.x, place.y)
}
