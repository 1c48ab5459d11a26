//! One curve from the border of a box to the border of another, and the sides that it leaves and arrives at.
//! Knows rectangles; a way of several curves stands in `route`, which boxes are connected in `scene`.

use super::geometry::{Point, Rect, Size};
use std::fmt::Write;

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

/// A side of a box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The left one.
    Left,
    /// The right one.
    Right,
    /// The upper one.
    Top,
    /// The lower one.
    Bottom,
}

impl Side {
    /// The sides by which one box is connected with another: the one that it leaves, the one it arrives at.
    #[must_use]
    pub fn between(from: Rect, to: Rect) -> (Self, Self) {
        let way = to.centre() - from.centre();
        let gap_across = way.x.abs() - (from.width + to.width) / 2.0;
        let gap_down = way.y.abs() - (from.height + to.height) / 2.0;
        // Designs are read from left to right, so the sides are taken wherever they leave room for a curve.
        let leaving = match gap_across >= gap_down.min(ROOM_ACROSS) {
            true if way.x < 0.0 => Self::Left,
            true => Self::Right,
            false if way.y < 0.0 => Self::Top,
            false => Self::Bottom,
        };
        (leaving, leaving.opposite())
    }

    /// The side of a box that faces a point.
    #[must_use]
    pub fn facing(of: Rect, point: Point) -> Self {
        let way = point - of.centre();
        match way.x.abs() * of.height >= way.y.abs() * of.width {
            true if way.x < 0.0 => Self::Left,
            true => Self::Right,
            false if way.y < 0.0 => Self::Top,
            false => Self::Bottom,
        }
    }

    /// The direction that leads out of the box, one long.
    #[must_use]
    pub const fn out(self) -> Point {
        match self {
            Self::Left => Point::new(-1.0, 0.0),
            Self::Right => Point::new(1.0, 0.0),
            Self::Top => Point::new(0.0, -1.0),
            Self::Bottom => Point::new(0.0, 1.0),
        }
    }

    /// The other side.
    #[must_use]
    pub const fn opposite(self) -> Self {
        match self {
            Self::Left => Self::Right,
            Self::Right => Self::Left,
            Self::Top => Self::Bottom,
            Self::Bottom => Self::Top,
        }
    }

    /// How a place lies along this side: downwards on the left and the right, to the right above and below.
    #[must_use]
    pub const fn along(self, place: Point) -> f64 {
        match self {
            Self::Left | Self::Right => place.y,
            Self::Top | Self::Bottom => place.x,
        }
    }

    /// How far from the middle of this side a connection may begin, in world pixels.
    #[must_use]
    pub fn room(self, of: Rect) -> f64 {
        (self.along(Point::new(of.width, of.height)) / 2.0 - CORNER_MARGIN).max(0.0)
    }

    /// Where a connection begins that is displaced from the middle of this side.
    #[must_use]
    pub fn port(self, of: Rect, offset: f64) -> Point {
        let offset = offset.clamp(-self.room(of), self.room(of));
        let (centre, out) = (of.centre(), self.out());
        let middle = centre + Point::new(out.x * of.width / 2.0, out.y * of.height / 2.0);
        middle + Point::new(out.y.abs() * offset, out.x.abs() * offset)
    }
}

impl Curve {
    /// The same curve, run the other way.
    #[must_use]
    pub const fn reversed(self) -> Self {
        Self { start: self.end, leaving: self.arriving, arriving: self.leaving, end: self.start }
    }

    /// The curve from one box to another, from the middle of a side to the middle of a side.
    pub fn between(from: Rect, to: Rect) -> Self {
        let (leaving, arriving) = Side::between(from, to);
        Self::joining(leaving.port(from, 0.0), leaving, arriving.port(to, 0.0), arriving)
    }

    /// The curve that leaves a place on one side and arrives at a place on another.
    pub fn joining(start: Point, leaving: Side, end: Point, arriving: Side) -> Self {
        let handle = (start.distance(end) / 2.0).clamp(HANDLE.0, HANDLE.1);
        Self { start, leaving: start + leaving.out() * handle, arriving: end + arriving.out() * handle, end }
    }

    /// The curve of a connection that returns to the box it leaves: out on the right, in from above.
    ///
    /// `lane` takes it farther out in world pixels, where there are several.
    pub fn around(of: Rect, lane: f64) -> Self {
        let reach = 72.0 + lane;
        let start = Side::Right.port(of, -of.height / 4.0);
        let end = Side::Top.port(of, of.width * 3.0 / 8.0);
        Self { start, leaving: start + Point::new(reach, 0.0), arriving: end - Point::new(0.0, reach), end }
    }

    /// The curve from a box to the pointer, while a connection is being drawn.
    pub fn toward(from: Rect, pointer: Point) -> Self {
        Self::between(from, Rect::around(pointer, Size::default()))
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
        for next in self.pieces() {
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
        // Writing to a string cannot fail.
        let _ = write!(path, "M{:.1} {:.1}", self.start.x, self.start.y);
        self.write_onward(path);
    }

    /// Adds the curve to the `d` of an SVG path that is where the curve begins.
    pub fn write_onward(&self, path: &mut String) {
        let (leaving, arriving, end) = (self.leaving, self.arriving, self.end);
        let _ = write!(
            path,
            "C{:.1} {:.1} {:.1} {:.1} {:.1} {:.1}",
            leaving.x, leaving.y, arriving.x, arriving.y, end.x, end.y
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

    /// Straight pieces that stand in for it: all places but the first.
    pub fn pieces(self) -> impl Iterator<Item = Point> {
        (1..=PIECES).map(move |piece| self.at(piece as f64 / PIECES as f64))
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
        let curve = Curve::between(box_at(0.0, 0.0), box_at(300.0, 0.0));
        assert_eq!((curve.start, curve.end), (Point::new(168.0, 36.0), Point::new(300.0, 36.0)));
        assert_eq!(curve.path(), "M168.0 36.0C234.0 36.0 234.0 36.0 300.0 36.0");
        assert_eq!(curve.arrow()[0], curve.end);
        assert_eq!(curve.arrow()[1].x, 291.0);
    }

    #[test]
    fn runs_down_to_a_box_below_and_back_to_a_box_on_the_left() {
        let down = Curve::between(box_at(0.0, 0.0), box_at(20.0, 300.0));
        assert_eq!((down.start.y, down.end.y), (72.0, 300.0));
        let back = Curve::between(box_at(300.0, 0.0), box_at(0.0, 0.0));
        assert_eq!((back.start.x, back.end.x), (300.0, 168.0));
    }

    #[test]
    fn a_point_on_the_curve_is_near_and_one_beside_it_is_not() {
        let curve = Curve::between(box_at(0.0, 0.0), box_at(400.0, 200.0));
        for step in 0..=20 {
            assert!(curve.distance(curve.at(f64::from(step) / 20.0)) < 1.0);
        }
        assert!(curve.distance(Point::new(84.0, 236.0)) > 50.0);
    }

    #[test]
    fn a_place_faces_the_side_that_it_lies_beyond() {
        let of = box_at(0.0, 0.0);
        assert_eq!(Side::facing(of, Point::new(400.0, 100.0)), Side::Right);
        assert_eq!(Side::facing(of, Point::new(100.0, 400.0)), Side::Bottom);
        assert_eq!(Side::facing(of, Point::new(-90.0, 30.0)), Side::Left);
        assert_eq!(Side::Top.port(of, 500.0), Point::new(158.0, 0.0), "never beyond a corner");
    }

    #[test]
    fn a_loop_stays_outside_its_box() {
        let of = box_at(0.0, 0.0);
        assert!(of.distance(Curve::around(of, 0.0).middle()) > 0.0);
    }
}
