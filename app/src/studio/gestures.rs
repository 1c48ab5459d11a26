//! What happens on the canvas: events go to the tools, and what they answer is shown or done.

use loadbearing_engine::design;

use super::{Side, Studio};
use crate::browser::page::{self, Timer};
use crate::canvas::curve::Curve;
use crate::canvas::event::{Context, Cursor, Event, Outcome, Preview};
use crate::canvas::geometry::{Point, Rect, Size};
use crate::canvas::machine::{Machine, Mode};
use crate::canvas::picture::Detail;
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
            Preview::Moving { ids, notes, by, copies: false } => {
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
            _ => {}
        }
        // The boxes are written already; the signal is for what is drawn above them.
        if self.picture.read_untracked().detail == Detail::Far {
            self.preview.set(Some(preview));
            return;
        }
        let is_plain =
            |preview: &Preview| matches!(preview, Preview::Moving { copies: false, .. } | Preview::Shifting { .. });
        let is_plain_move = is_plain(&preview);
        let was_plain_move = self.preview.read_untracked().as_ref().is_some_and(is_plain);
        if !(is_plain_move && was_plain_move) {
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
        let lines = self.lines.read_untracked();
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
            let mut touched: Vec<usize> =
                moving.iter().flat_map(|number| scene.connections_at(*number)).copied().collect();
            sort(&mut touched);
            touched.dedup();
            for number in touched {
                let Some(curve) = scene.moved_curve(number, is_moving, by) else { continue };
                let mode = lines.get(number).map(|line| line.mode).unwrap_or_default();
                painter.set(&line_id(number, "line"), "d", &stroke(&curve, mode));
                painter.set(&line_id(number, "head"), "d", &curve.arrow_path());
                let place = rate_place(&curve);
                painter.set(&line_id(number, "rate"), "x", &format!("{:.1}", place.x));
                painter.set(&line_id(number, "rate"), "y", &format!("{:.1}", place.y));
                painter.set(&line_id(number, "step"), "transform", &step_place(&curve));
            }
        });
    }
}

/// The strokes of a connection: whole where the caller waits, short ones for messages, dots for replication.
#[must_use]
pub fn stroke(curve: &Curve, mode: design::Mode) -> String {
    use design::Mode;
    match mode {
        Mode::Sync => curve.path(),
        Mode::Async => curve.dashed_path(ASYNC_STROKES.0, ASYNC_STROKES.1),
        Mode::Replication => curve.dashed_path(REPLICATION_STROKES.0, REPLICATION_STROKES.1),
    }
}

/// Where the rate of a connection stands: above a level line, on a steep one.
#[must_use]
pub fn rate_place(curve: &Curve) -> Point {
    let way = curve.end - curve.start;
    let above = if way.x.abs() >= way.y.abs() { -6.0 } else { 4.0 };
    curve.middle() + Point::new(0.0, above)
}

/// Where the step of a connection stands, as a transform: opposite to its rate, below a level line and near to where a
/// steep one arrives, where those that leave together are apart.
#[must_use]
pub fn step_place(curve: &Curve) -> String {
    let way = curve.end - curve.start;
    let is_level = way.x.abs() >= way.y.abs();
    let place = if is_level { curve.middle() + Point::new(0.0, 13.0) } else { curve.at(0.78) };
    format!("translate({:.1},{:.1})", place.x, place.y)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_stands_above_a_level_line_and_on_a_steep_one() {
        let at = |x, y| Rect::new(Point::new(x, y), Size::new(168.0, 72.0));
        let level = Curve::between(at(0.0, 0.0), at(400.0, 0.0), 0.0);
        assert!(rate_place(&level).y < level.middle().y);
        let steep = Curve::between(at(0.0, 0.0), at(0.0, 400.0), 0.0);
        assert!(rate_place(&steep).y > steep.middle().y);
    }
}
