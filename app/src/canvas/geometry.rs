//! Points, sizes and rectangles in world pixels: one world pixel is one CSS pixel at 100 %.
//! Curves stand in `curve`, the way from world to screen in `viewport`.

use std::ops::{Add, Mul, Sub};

/// A place, or the way from one place to another.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Downwards.
    pub y: f64,
}

impl Point {
    /// The point at these coordinates.
    pub const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    /// The distance from the origin.
    pub fn length(self) -> f64 {
        (self.x * self.x + self.y * self.y).sqrt()
    }

    /// How far it is to another point.
    pub fn distance(self, other: Self) -> f64 {
        (other - self).length()
    }

    /// The point a share of the way to another: 0 is here, 1 is there.
    pub fn toward(self, other: Self, share: f64) -> Self {
        self + (other - self) * share
    }

    /// Whether both coordinates are numbers that can be drawn.
    pub fn is_finite(self) -> bool {
        self.x.is_finite() && self.y.is_finite()
    }

    /// How far it is to the nearest point of a straight line between two others.
    pub fn distance_to_segment(self, start: Self, end: Self) -> f64 {
        let along = end - start;
        let square = along.x * along.x + along.y * along.y;
        if square <= 0.0 {
            return self.distance(start);
        }
        let offset = self - start;
        let share = ((offset.x * along.x + offset.y * along.y) / square).clamp(0.0, 1.0);
        self.distance(start.toward(end, share))
    }
}

impl Add for Point {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self::new(self.x + other.x, self.y + other.y)
    }
}

impl Sub for Point {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self::new(self.x - other.x, self.y - other.y)
    }
}

impl Mul<f64> for Point {
    type Output = Self;
    fn mul(self, factor: f64) -> Self {
        Self::new(self.x * factor, self.y * factor)
    }
}

/// How wide and how high something is.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Size {
    /// From left to right.
    pub width: f64,
    /// From top to bottom.
    pub height: f64,
}

impl Size {
    /// The size of these measures.
    pub const fn new(width: f64, height: f64) -> Self {
        Self { width, height }
    }
}

/// An upright rectangle.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rect {
    /// The left border.
    pub x: f64,
    /// The upper border.
    pub y: f64,
    /// From left to right, never negative.
    pub width: f64,
    /// From top to bottom, never negative.
    pub height: f64,
}

impl Rect {
    /// The rectangle with this upper left corner.
    pub const fn new(corner: Point, size: Size) -> Self {
        Self { x: corner.x, y: corner.y, width: size.width, height: size.height }
    }

    /// The rectangle around a centre.
    pub fn around(centre: Point, size: Size) -> Self {
        Self::new(Point::new(centre.x - size.width / 2.0, centre.y - size.height / 2.0), size)
    }

    /// The smallest rectangle that holds two points, whichever way they lie.
    pub fn between(one: Point, other: Point) -> Self {
        let corner = Point::new(one.x.min(other.x), one.y.min(other.y));
        Self::new(corner, Size::new((one.x - other.x).abs(), (one.y - other.y).abs()))
    }

    /// The rectangle from its upper left corner to a point, and no smaller than this.
    pub fn reaching(corner: Point, end: Point, least: Size) -> Self {
        Self::between(corner, Point::new(end.x.max(corner.x + least.width), end.y.max(corner.y + least.height)))
    }

    /// The smallest rectangle that holds all of them; `None` for none.
    pub fn bounding(rects: impl IntoIterator<Item = Self>) -> Option<Self> {
        rects.into_iter().reduce(Self::union)
    }

    /// The upper left corner.
    pub const fn corner(self) -> Point {
        Point::new(self.x, self.y)
    }

    /// Its measures.
    pub const fn size(self) -> Size {
        Size::new(self.width, self.height)
    }

    /// The right border.
    pub fn right(self) -> f64 {
        self.x + self.width
    }

    /// The lower border.
    pub fn bottom(self) -> f64 {
        self.y + self.height
    }

    /// The middle.
    pub fn centre(self) -> Point {
        Point::new(self.x + self.width / 2.0, self.y + self.height / 2.0)
    }

    /// The same rectangle elsewhere.
    pub fn shifted(self, by: Point) -> Self {
        Self::new(self.corner() + by, self.size())
    }

    /// With a margin on every side; a negative margin shrinks it, at most to its centre.
    pub fn expanded(self, margin: f64) -> Self {
        let width = (self.width + 2.0 * margin).max(0.0);
        let height = (self.height + 2.0 * margin).max(0.0);
        Self::around(self.centre(), Size::new(width, height))
    }

    /// Whether a point lies inside or on the border.
    pub fn contains(self, point: Point) -> bool {
        point.x >= self.x && point.x <= self.right() && point.y >= self.y && point.y <= self.bottom()
    }

    /// Whether a straight line between two points comes inside; a border that is only touched does not count.
    pub fn is_crossed(self, start: Point, end: Point) -> bool {
        // Most lines lie wholly beside it, and are told so without a division.
        let beside = |start: f64, end: f64, least: f64, most: f64| {
            (start <= least && end <= least) || (start >= most && end >= most)
        };
        if beside(start.x, end.x, self.x, self.right()) || beside(start.y, end.y, self.y, self.bottom()) {
            return false;
        }
        let way = end - start;
        // The part of the line, from 0 to 1, that lies between both borders of an axis (Liang and Barsky 1984).
        let within = |from: f64, way: f64, least: f64, most: f64| match way.abs() > 1e-9 {
            true if way > 0.0 => ((least - from) / way, (most - from) / way),
            true => ((most - from) / way, (least - from) / way),
            false if from > least && from < most => (0.0, 1.0),
            false => (1.0, 0.0),
        };
        let across = within(start.x, way.x, self.x, self.right());
        let down = within(start.y, way.y, self.y, self.bottom());
        across.0.max(down.0).max(0.0) < across.1.min(down.1).min(1.0)
    }

    /// Whether another lies wholly inside.
    pub fn encloses(self, other: Self) -> bool {
        other.x >= self.x && other.y >= self.y && other.right() <= self.right() && other.bottom() <= self.bottom()
    }

    /// Whether they share at least a point.
    pub fn touches(self, other: Self) -> bool {
        self.x <= other.right() && other.x <= self.right() && self.y <= other.bottom() && other.y <= self.bottom()
    }

    /// The smallest rectangle that holds both.
    pub fn union(self, other: Self) -> Self {
        let corner = Point::new(self.x.min(other.x), self.y.min(other.y));
        let right = self.right().max(other.right());
        let bottom = self.bottom().max(other.bottom());
        Self::new(corner, Size::new(right - corner.x, bottom - corner.y))
    }

    /// How far a point is from the rectangle; 0 inside.
    pub fn distance(self, point: Point) -> f64 {
        let across = (self.x - point.x).max(point.x - self.right()).max(0.0);
        let down = (self.y - point.y).max(point.y - self.bottom()).max(0.0);
        Point::new(across, down).length()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const UNIT: Rect = Rect::new(Point::new(0.0, 0.0), Size::new(10.0, 10.0));

    #[test]
    fn distance_to_a_segment_is_to_its_nearest_point() {
        let end = Point::new(10.0, 0.0);
        assert_eq!(Point::new(5.0, 3.0).distance_to_segment(Point::default(), end), 3.0);
        assert_eq!(Point::new(13.0, 4.0).distance_to_segment(Point::default(), end), 5.0);
        assert_eq!(Point::new(3.0, 4.0).distance_to_segment(Point::default(), Point::default()), 5.0);
    }

    #[test]
    fn a_rectangle_drawn_backwards_is_the_same() {
        let (one, other) = (Point::new(5.0, 1.0), Point::new(2.0, 7.0));
        assert_eq!(Rect::between(one, other), Rect::between(other, one));
    }

    #[test]
    fn touching_and_enclosing_are_told_apart() {
        let beside = UNIT.shifted(Point::new(5.0, 5.0));
        assert!(UNIT.touches(beside) && !UNIT.encloses(beside));
        assert!(UNIT.encloses(UNIT.expanded(-2.0)));
        assert!(!UNIT.touches(UNIT.shifted(Point::new(11.0, 0.0))));
        assert_eq!(UNIT.union(beside), Rect::new(Point::default(), Size::new(15.0, 15.0)));
    }

    #[test]
    fn a_line_crosses_only_what_it_comes_into() {
        let crossed =
            |from: (f64, f64), to: (f64, f64)| UNIT.is_crossed(Point::new(from.0, from.1), Point::new(to.0, to.1));
        assert!(crossed((-5.0, 5.0), (15.0, 5.0)) && crossed((5.0, 5.0), (6.0, 5.0)));
        assert!(crossed((-5.0, 5.0), (5.0, -3.0)), "over a corner");
        assert!(!crossed((-5.0, 4.0), (4.0, -5.0)) && !crossed((-5.0, 10.0), (15.0, 10.0)));
        assert!(!crossed((-5.0, 5.0), (-1.0, 5.0)) && !crossed((12.0, -5.0), (12.0, 15.0)));
    }

    #[test]
    fn shrinking_ends_at_the_centre() {
        assert_eq!(UNIT.expanded(-50.0), Rect::new(Point::new(5.0, 5.0), Size::default()));
        assert_eq!(UNIT.distance(Point::new(13.0, 14.0)), 5.0);
    }
}
