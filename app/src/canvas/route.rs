//! The way of one connection: one curve, or several that follow each other without a kink.
//! Where it has to pass is decided elsewhere: by hand in `bends`, around boxes in `avoid`.

use super::curve::{Curve, Side};
use super::geometry::{Point, Rect};
use std::fmt::Write;

/// The handle of a curve between two places on the way, as a share of their distance.
const HANDLE: f64 = 0.4;

/// The curves of a connection, from where it leaves to where it arrives.
#[derive(Clone, Debug, PartialEq)]
pub struct Route {
    first: Curve,
    rest: Vec<Curve>,
}

impl From<Curve> for Route {
    fn from(first: Curve) -> Self {
        Self { first, rest: Vec::new() }
    }
}

impl Route {
    /// The way from one place to another that passes others in between.
    pub fn through(start: Point, leaving: Side, stops: &[Point], end: Point, arriving: Side) -> Self {
        if stops.is_empty() {
            return Curve::joining(start, leaving, end, arriving).into();
        }
        let places: Vec<Point> = [start].into_iter().chain(stops.iter().copied()).chain([end]).collect();
        let last = places.len() - 1;
        // At each stop it runs as the line from the place before to the place after does.
        let direction = |place: usize| match place {
            0 => leaving.out(),
            _ if place == last => arriving.out() * -1.0,
            _ => unit(places[place + 1] - places[place - 1]),
        };
        let mut curves = (0..last).map(|place| {
            let (from, to) = (places[place], places[place + 1]);
            let handle = from.distance(to) * HANDLE;
            let (leaving, arriving) = (from + direction(place) * handle, to - direction(place + 1) * handle);
            Curve { start: from, leaving, arriving, end: to }
        });
        let first = curves.next().unwrap_or_else(|| Curve::joining(start, leaving, end, arriving));
        Self { first, rest: curves.collect() }
    }

    /// Straight lines with round corners.
    pub fn rounded(places: &[Point], radius: f64) -> Option<Self> {
        let line = |from: Point, to: Point| Curve {
            start: from,
            leaving: from.toward(to, 1.0 / 3.0),
            arriving: from.toward(to, 2.0 / 3.0),
            end: to,
        };
        let mut curves = Vec::new();
        let mut from = *places.first()?;
        for corner in places.windows(3) {
            let (before, after) = (corner[1].distance(from), corner[1].distance(corner[2]));
            let reach = radius.min(before).min(after / 2.0);
            let enters = corner[1] + unit(from - corner[1]) * reach;
            let leaves = corner[1] + unit(corner[2] - corner[1]) * reach;
            curves.push(line(from, enters));
            let (leaving, arriving) = (enters.toward(corner[1], 0.6), leaves.toward(corner[1], 0.6));
            curves.push(Curve { start: enters, leaving, arriving, end: leaves });
            from = leaves;
        }
        curves.push(line(from, *places.last()?));
        let mut curves = curves.into_iter();
        Some(Self { first: curves.next()?, rest: curves.collect() })
    }

    /// Its curves.
    pub fn curves(&self) -> impl Iterator<Item = Curve> + '_ {
        std::iter::once(self.first).chain(self.rest.iter().copied())
    }

    /// Where it leaves.
    pub const fn start(&self) -> Point {
        self.first.start
    }

    /// Where it arrives: the tip of the arrow.
    pub fn end(&self) -> Point {
        self.last().end
    }

    fn last(&self) -> Curve {
        self.rest.last().copied().unwrap_or(self.first)
    }

    /// Whether it is one curve from end to end.
    pub const fn is_plain(&self) -> bool {
        self.rest.is_empty()
    }

    /// Straight pieces that stand in for it.
    pub fn points(&self) -> Vec<Point> {
        std::iter::once(self.start()).chain(self.curves().flat_map(Curve::pieces)).collect()
    }

    /// The place at a share of the way, from 0 to 1, and the direction there, one long.
    pub fn at(&self, share: f64) -> (Point, Point) {
        let points = self.points();
        let length: f64 = points.windows(2).map(|pair| pair[0].distance(pair[1])).sum();
        let mut left = length * share.clamp(0.0, 1.0);
        for pair in points.windows(2) {
            let piece = pair[0].distance(pair[1]);
            if left <= piece && piece > 0.0 {
                return (pair[0].toward(pair[1], left / piece), unit(pair[1] - pair[0]));
            }
            left -= piece;
        }
        (self.end(), Point::new(1.0, 0.0))
    }

    /// Half of the way.
    pub fn middle(&self) -> Point {
        if self.is_plain() { self.first.middle() } else { self.at(0.5).0 }
    }

    /// A rectangle that holds all of it. Not always the smallest: that of its handles.
    pub fn bounds(&self) -> Rect {
        self.rest.iter().fold(self.first.bounds(), |bounds, curve| bounds.union(curve.bounds()))
    }

    /// How far a point is from it, to within a fraction of a pixel at the usual lengths.
    pub fn distance(&self, point: Point) -> f64 {
        self.curves().map(|curve| curve.distance(point)).fold(f64::INFINITY, f64::min)
    }

    /// Whether any of it comes inside a rectangle.
    pub fn crosses(&self, area: Rect) -> bool {
        self.bounds().touches(area) && crosses(&self.points(), area)
    }

    /// It as the `d` of an SVG path.
    pub fn path(&self) -> String {
        let mut path = String::with_capacity(64);
        self.write_path(&mut path);
        path
    }

    /// Adds it to the `d` of an SVG path.
    pub fn write_path(&self, path: &mut String) {
        self.first.write_path(path);
        self.rest.iter().for_each(|curve| curve.write_onward(path));
    }

    /// The arrow head as the `d` of an SVG path.
    pub fn arrow_path(&self) -> String {
        self.last().arrow_path()
    }

    /// Adds the arrow head to the `d` of an SVG path.
    pub fn write_arrow_path(&self, path: &mut String) {
        self.last().write_arrow_path(path);
    }

    /// It as short strokes, `stroke` and `gap` in world pixels.
    ///
    /// SVG could dash the whole path itself, but browsers paint dash arrays slowly.
    pub fn dashed_path(&self, stroke: f64, gap: f64) -> String {
        let (stroke, gap) = (stroke.max(1.0), gap.max(1.0));
        let mut path = String::new();
        let (mut drawing, mut left) = (true, stroke);
        // Writing to a string cannot fail.
        let _ = write!(path, "M{:.1} {:.1}", self.start().x, self.start().y);
        for pair in self.points().windows(2) {
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
        path
    }
}

/// Whether a line of straight pieces comes inside a rectangle.
pub fn crosses(points: &[Point], area: Rect) -> bool {
    points.windows(2).any(|pair| area.is_crossed(pair[0], pair[1]))
}

/// A direction, one long; to the right where there is none.
fn unit(way: Point) -> Point {
    let length = way.length();
    if length > 0.0 { way * (1.0 / length) } else { Point::new(1.0, 0.0) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::canvas::geometry::Size;

    const START: Point = Point::new(0.0, 0.0);
    const END: Point = Point::new(400.0, 0.0);

    fn bent() -> Route {
        Route::through(START, Side::Right, &[Point::new(200.0, 120.0)], END, Side::Left)
    }

    #[test]
    fn it_passes_its_stops_without_a_kink() {
        let route = bent();
        assert!(route.distance(Point::new(200.0, 120.0)) < 1e-9);
        let curves: Vec<Curve> = route.curves().collect();
        let (before, after) = (curves[0].end - curves[0].arriving, curves[1].leaving - curves[1].start);
        assert!((before.x * after.y - before.y * after.x).abs() < 1e-6, "one direction at the stop");
        assert_eq!((route.start(), route.end()), (START, END));
        assert!((route.at(0.5).0.x - 200.0).abs() < 1e-6);
    }

    #[test]
    fn what_it_crosses_is_told_by_the_way_and_not_by_its_bounds() {
        let area = |x, y| Rect::around(Point::new(x, y), Size::new(40.0, 20.0));
        assert!(bent().crosses(area(200.0, 120.0)));
        assert!(!bent().crosses(area(200.0, 0.0)));
    }

    #[test]
    fn corners_are_rounded_within_their_lines() {
        let places = [START, Point::new(100.0, 0.0), Point::new(100.0, 100.0)];
        let route = Route::rounded(&places, 16.0).unwrap();
        assert_eq!(route.end(), places[2]);
        let distance = route.distance(places[1]);
        assert!(distance > 3.0 && distance < 12.0, "{distance}");
        assert_eq!(Route::rounded(&[], 16.0), None);
    }

    #[test]
    fn strokes_cover_about_their_share_of_the_way() {
        let straight = Route::from(Curve::joining(START, Side::Right, Point::new(201.0, 0.0), Side::Left));
        assert_eq!(straight.dashed_path(6.0, 4.0).matches('M').count(), 21);
        let endless = Route::from(Curve::joining(START, Side::Right, Point::new(1e12, 0.0), Side::Left));
        assert!(endless.dashed_path(6.0, 4.0).len() < 2000);
    }
}
