//! The curve of one connection from the border of a box to the border of another.
//! Knows rectangles; which boxes are connected stands in `scene`.

use super::geometry::{Point, Rect, Size};
use std::fmt::Write;

/// How far parallel connections lie apart, in world pixels.
pub const LANE_DISTANCE: f64 = 16.0;
/// The length of an arrow head, in world pixels.
pub const ARROW_LENGTH: f64 = 9.0;
/// Half the width of an arrow head, in world pixels.
pub const ARROW_HALF_WIDTH: f64 = 4.5;

/// How close to a corner a connection may start, in world pixels.
const CORNER_MARGIN: f64 = 10.0;
/// With so much room beside each other, boxes are connected by their sides, in world pixels.
const ROOM_ACROSS: f64 = 56.0;
/// The shortest and the longest handle of a curve, in world pixels.
const HANDLE: (f64, f64) = (20.0, 180.0);
/// Straight pieces that stand in for a curve when distances and lengths are measured.
const PIECES: usize = 24;

/// A cubic curve: two ends and the two handles that bend it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Curve {
    /// Where it leaves.
    pub start: Point,
    /// The handle of the start.
    pub leaving: Point,
    /// The handle of the end.
    pub arriving: Point,
    /// Where it arrives: the tip of the arrow.
    pub end: Point,
}

/// A side of a box, as the direction that leads out of it.
#[derive(Clone, Copy)]
struct Side {
    x: f64,
    y: f64,
}

impl Side {
    fn port(self, of: Rect, lane: f64) -> Point {
        let centre = of.centre();
        if self.x != 0.0 {
            let room = (of.height / 2.0 - CORNER_MARGIN).max(0.0);
            Point::new(centre.x + self.x * of.width / 2.0, centre.y + lane.clamp(-room, room))
        } else {
            let room = (of.width / 2.0 - CORNER_MARGIN).max(0.0);
            Point::new(centre.x + lane.clamp(-room, room), centre.y + self.y * of.height / 2.0)
        }
    }

    fn out(self, from: Point, distance: f64) -> Point {
        from + Point::new(self.x, self.y) * distance
    }
}

impl Curve {
    /// The same curve, run the other way.
    #[must_use]
    pub const fn reversed(self) -> Self {
        Self { start: self.end, leaving: self.arriving, arriving: self.leaving, end: self.start }
    }

    /// The curve from one box to another.
    ///
    /// `lane` displaces it sideways in world pixels, so that parallel connections are drawn apart;
    /// it means the same side whichever way the connection runs.
    pub fn between(from: Rect, to: Rect, lane: f64) -> Self {
        let way = to.centre() - from.centre();
        let gap_across = way.x.abs() - (from.width + to.width) / 2.0;
        let gap_down = way.y.abs() - (from.height + to.height) / 2.0;
        // Designs are read from left to right, so the sides are taken wherever they leave room for a curve.
        let leaving = if gap_across >= gap_down.min(ROOM_ACROSS) {
            Side { x: if way.x < 0.0 { -1.0 } else { 1.0 }, y: 0.0 }
        } else {
            Side { x: 0.0, y: if way.y < 0.0 { -1.0 } else { 1.0 } }
        };
        let arriving = Side { x: -leaving.x, y: -leaving.y };
        let (start, end) = (leaving.port(from, lane), arriving.port(to, lane));
        let handle = (start.distance(end) / 2.0).clamp(HANDLE.0, HANDLE.1);
        Self { start, leaving: leaving.out(start, handle), arriving: arriving.out(end, handle), end }
    }

    /// The curve of a connection that returns to the box it leaves: out on the right, in from above.
    pub fn around(of: Rect, lane: f64) -> Self {
        let reach = 72.0 + lane.abs();
        let start = Side { x: 1.0, y: 0.0 }.port(of, -of.height / 4.0);
        let end = Side { x: 0.0, y: -1.0 }.port(of, of.width * 3.0 / 8.0);
        Self { start, leaving: start + Point::new(reach, 0.0), arriving: end - Point::new(0.0, reach), end }
    }

    /// The curve from a box to the pointer, while a connection is being drawn.
    pub fn toward(from: Rect, pointer: Point) -> Self {
        Self::between(from, Rect::around(pointer, Size::default()), 0.0)
    }

    /// The point at a share of the curve's parameter, from 0 to 1.
    pub fn at(&self, share: f64) -> Point {
        let rest = 1.0 - share;
        self.start * (rest * rest * rest)
            + self.leaving * (3.0 * rest * rest * share)
            + self.arriving * (3.0 * rest * share * share)
            + self.end * (share * share * share)
    }

    /// Where a label belongs.
    pub fn middle(&self) -> Point {
        self.at(0.5)
    }

    /// A rectangle that holds the whole curve. Not always the smallest: that of its handles.
    pub fn bounds(&self) -> Rect {
        Rect::between(self.start, self.end).union(Rect::between(self.leaving, self.arriving))
    }

    /// How far a point is from the curve, to within a fraction of a pixel at the usual lengths.
    pub fn distance(&self, point: Point) -> f64 {
        let mut nearest = f64::INFINITY;
        let mut previous = self.start;
        for piece in 1..=PIECES {
            let next = self.at(piece as f64 / PIECES as f64);
            nearest = nearest.min(point.distance_to_segment(previous, next));
            previous = next;
        }
        nearest
    }

    /// The three corners of the arrow head: the tip, then the two others.
    pub fn arrow(&self) -> [Point; 3] {
        let back = self.arriving - self.end;
        let length = back.length();
        let back = if length > 0.0 { back * (1.0 / length) } else { Point::new(-1.0, 0.0) };
        let foot = self.end + back * ARROW_LENGTH;
        let aside = Point::new(-back.y, back.x) * ARROW_HALF_WIDTH;
        [self.end, foot + aside, foot - aside]
    }

    /// The curve as the `d` of an SVG path.
    pub fn path(&self) -> String {
        let mut path = String::with_capacity(64);
        self.write_path(&mut path);
        path
    }

    /// Adds the curve to the `d` of an SVG path.
    pub fn write_path(&self, path: &mut String) {
        let (start, leaving, arriving, end) = (self.start, self.leaving, self.arriving, self.end);
        // Writing to a string cannot fail.
        let _ = write!(
            path,
            "M{:.1} {:.1}C{:.1} {:.1} {:.1} {:.1} {:.1} {:.1}",
            start.x, start.y, leaving.x, leaving.y, arriving.x, arriving.y, end.x, end.y
        );
    }

    /// The arrow head as the `d` of an SVG path.
    pub fn arrow_path(&self) -> String {
        let mut path = String::with_capacity(48);
        self.write_arrow_path(&mut path);
        path
    }

    /// Adds the arrow head to the `d` of an SVG path.
    pub fn write_arrow_path(&self, path: &mut String) {
        let [tip, one, other] = self.arrow();
        let _ = write!(path, "M{:.1} {:.1}L{:.1} {:.1}L{:.1} {:.1}Z", tip.x, tip.y, one.x, one.y, other.x, other.y);
    }

    /// The curve as short strokes, `stroke` and `gap` in world pixels.
    ///
    /// SVG could dash the whole path itself, but browsers paint dash arrays slowly.
    pub fn dashed_path(&self, stroke: f64, gap: f64) -> String {
        let mut path = String::new();
        self.write_dashed_path(stroke, gap, &mut path);
        path
    }

    /// Adds the curve, as short strokes, to the `d` of an SVG path.
    pub fn write_dashed_path(&self, stroke: f64, gap: f64, path: &mut String) {
        let (stroke, gap) = (stroke.max(1.0), gap.max(1.0));
        let points: Vec<Point> = (0..=PIECES).map(|piece| self.at(piece as f64 / PIECES as f64)).collect();
        let (mut drawing, mut left) = (true, stroke);
        let _ = write!(path, "M{:.1} {:.1}", self.start.x, self.start.y);
        for pair in points.windows(2) {
            let (mut from, to) = (pair[0], pair[1]);
            let mut rest = from.distance(to);
            // A curve across the whole plane would be millions of strokes nobody sees.
            if !rest.is_finite() || rest > 1000.0 * (stroke + gap) {
                let _ = write!(path, "L{:.1} {:.1}", to.x, to.y);
                continue;
            }
            while rest > left {
                from = from.toward(to, left / rest);
                rest -= left;
                let _ = write!(path, "{}{:.1} {:.1}", if drawing { 'L' } else { 'M' }, from.x, from.y);
                drawing = !drawing;
                left = if drawing { stroke } else { gap };
            }
            left -= rest;
            if drawing {
                let _ = write!(path, "L{:.1} {:.1}", to.x, to.y);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn box_at(x: f64, y: f64) -> Rect {
        Rect::new(Point::new(x, y), Size::new(168.0, 72.0))
    }

    #[test]
    fn leaves_on_the_right_and_arrives_on_the_left_of_a_box_beside_it() {
        let curve = Curve::between(box_at(0.0, 0.0), box_at(300.0, 0.0), 0.0);
        assert_eq!((curve.start, curve.end), (Point::new(168.0, 36.0), Point::new(300.0, 36.0)));
        assert_eq!(curve.path(), "M168.0 36.0C234.0 36.0 234.0 36.0 300.0 36.0");
        assert_eq!(curve.arrow()[0], curve.end);
        assert_eq!(curve.arrow()[1].x, 291.0);
    }

    #[test]
    fn runs_down_to_a_box_below_and_back_to_a_box_on_the_left() {
        let down = Curve::between(box_at(0.0, 0.0), box_at(20.0, 300.0), 0.0);
        assert_eq!((down.start.y, down.end.y), (72.0, 300.0));
        let back = Curve::between(box_at(300.0, 0.0), box_at(0.0, 0.0), 0.0);
        assert_eq!((back.start.x, back.end.x), (300.0, 168.0));
    }

    #[test]
    fn the_two_ways_between_two_boxes_are_apart_on_different_lanes() {
        let (one, other) = (box_at(0.0, 0.0), box_at(300.0, 0.0));
        let there = Curve::between(one, other, -LANE_DISTANCE / 2.0);
        let back = Curve::between(other, one, LANE_DISTANCE / 2.0);
        assert_eq!(there.distance(back.middle()), LANE_DISTANCE);
    }

    #[test]
    fn a_point_on_the_curve_is_near_and_one_beside_it_is_not() {
        let curve = Curve::between(box_at(0.0, 0.0), box_at(400.0, 200.0), 0.0);
        for step in 0..=20 {
            assert!(curve.distance(curve.at(f64::from(step) / 20.0)) < 1.0);
        }
        assert!(curve.distance(Point::new(84.0, 236.0)) > 50.0);
    }

    #[test]
    fn strokes_cover_about_their_share_of_the_curve() {
        let curve = Curve::between(box_at(0.0, 0.0), box_at(369.0, 0.0), 0.0);
        assert_eq!(curve.dashed_path(6.0, 4.0).matches('M').count(), 21);
        let endless = Curve { end: Point::new(1e12, 0.0), ..curve };
        assert!(endless.dashed_path(6.0, 4.0).len() < 2000);
    }

    #[test]
    fn a_loop_stays_outside_its_box() {
        let of = box_at(0.0, 0.0);
        assert!(of.distance(Curve::around(of, 0.0).middle()) > 0.0);
    }
}
