//! Small corrections that make what is moved stand in line with what is around it, or at the same distance as its
//! neighbours keep, and the guides that show it.

use super::geometry::{Point, Rect};
use super::scene::Scene;
use crate::connection_key::ConnectionKey;

/// How far a box is drawn into line, in screen pixels.
const REACH: f64 = 6.0;
/// How far away another box still gives a line, in world pixels.
const SIGHT: f64 = 800.0;
/// Closer than this, in world pixels, is exact.
const EXACT: f64 = 0.1;
/// How far a guide runs beyond what it connects, in world pixels.
const BEYOND: f64 = 10.0;

/// What something that is moved stands in line with, and where it would go.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Guides {
    /// Along edges and middles.
    pub lines: Vec<[Point; 2]>,
    /// Distances that are equal, from border to border.
    pub gaps: Vec<[Point; 2]>,
    /// The connection that it would be put into.
    pub into: Option<ConnectionKey>,
}

/// One of the two axes: all that is said of it is said of the other with coordinates exchanged.
#[derive(Clone, Copy)]
enum Axis {
    Across,
    Down,
}

/// Where something lies on an axis: its beginning and its end.
type Span = (f64, f64);

impl Axis {
    fn span(self, of: Rect) -> Span {
        match self {
            Self::Across => (of.x, of.right()),
            Self::Down => (of.y, of.bottom()),
        }
    }

    const fn other(self) -> Self {
        match self {
            Self::Across => Self::Down,
            Self::Down => Self::Across,
        }
    }

    /// The point that lies so far along this axis and so far along the other.
    const fn point(self, along: f64, aside: f64) -> Point {
        match self {
            Self::Across => Point::new(along, aside),
            Self::Down => Point::new(aside, along),
        }
    }
}

/// The way that boxes should go instead of a wished one, so that they stand in line with others that do not move, and
/// what shows it. `moving` is the rectangle around them before they move.
pub fn aligned(
    scene: &Scene,
    moving: Rect,
    is_moving: impl Fn(usize) -> bool,
    wished: Point,
    zoom: f64,
) -> (Point, Guides) {
    let target = moving.shifted(wished);
    let others: Vec<Rect> = scene
        .boxes_in(target.expanded(SIGHT))
        .into_iter()
        .filter(|number| !is_moving(*number))
        .filter_map(|number| scene.rect(number))
        .collect();
    let reach = REACH / zoom;
    let across = correction(Axis::Across, target, &others, reach);
    let down = correction(Axis::Down, target, &others, reach);
    let by = Point::new(across, down);
    (wished + by, guides(target.shifted(by), &others))
}

/// The smallest step along an axis that puts a rectangle in line; 0 where none is within reach.
fn correction(axis: Axis, target: Rect, others: &[Rect], reach: f64) -> f64 {
    let (from, to) = axis.span(target);
    let lines = others.iter().flat_map(|other| {
        let (left, right) = axis.span(*other);
        [left - from, f64::midpoint(left, right) - f64::midpoint(from, to), right - to]
    });
    let gaps = equal_gaps(axis, target, others).into_iter().map(|(place, _)| place - from);
    let within = lines.chain(gaps).filter(|step| step.abs() <= reach);
    within.min_by(|one, other| one.abs().total_cmp(&other.abs())).unwrap_or(0.0)
}

/// Where a rectangle would have to begin on an axis to keep the distance that others in its row keep, each with the
/// two distances that are equal then.
fn equal_gaps(axis: Axis, target: Rect, others: &[Rect]) -> Vec<(f64, [Span; 2])> {
    let (from, to) = axis.span(target);
    let size = to - from;
    let row = neighbours(axis, target, others);
    let middle = f64::midpoint(from, to);
    let before = row.iter().rposition(|span| f64::midpoint(span.0, span.1) < middle);
    let after = row.iter().position(|span| f64::midpoint(span.0, span.1) > middle);
    let at = |place: Option<usize>| place.and_then(|place| row.get(place)).copied();
    let (last, next) = (at(before), at(after));
    let (last_but_one, next_but_one) =
        (at(before.and_then(|place| place.checked_sub(1))), at(after.map(|place| place + 1)));
    let mut found = Vec::new();
    if let (Some(last), Some(next)) = (last, next) {
        let gap = (next.0 - last.1 - size) / 2.0;
        let place = last.1 + gap;
        found.push((gap, place, [(last.1, place), (place + size, next.0)]));
    }
    if let (Some(first), Some(last)) = (last_but_one, last) {
        let gap = last.0 - first.1;
        found.push((gap, last.1 + gap, [(first.1, last.0), (last.1, last.1 + gap)]));
    }
    if let (Some(next), Some(end)) = (next, next_but_one) {
        let gap = end.0 - next.1;
        found.push((gap, next.0 - gap - size, [(next.0 - gap, next.0), (next.1, end.0)]));
    }
    found.into_iter().filter(|(gap, ..)| *gap > EXACT).map(|(_, place, spans)| (place, spans)).collect()
}

/// The spans on an axis of those beside a rectangle, in their order.
fn neighbours(axis: Axis, target: Rect, others: &[Rect]) -> Vec<Span> {
    let aside = axis.other().span(target);
    let is_beside = |other: &&Rect| {
        let span = axis.other().span(**other);
        span.0 < aside.1 && aside.0 < span.1
    };
    let mut row: Vec<Span> = others.iter().filter(is_beside).map(|other| axis.span(*other)).collect();
    crate::order::sort_by(&mut row, |one, other| one.0.total_cmp(&other.0));
    row
}

/// All that a rectangle is in line with where it stands.
fn guides(target: Rect, others: &[Rect]) -> Guides {
    let mut guides = Guides::default();
    for axis in [Axis::Across, Axis::Down] {
        let (from, to) = axis.span(target);
        let parts: [fn(Span) -> f64; 3] = [|span| f64::midpoint(span.0, span.1), |span| span.0, |span| span.1];
        for part in parts {
            let place = part((from, to));
            let on_it = others.iter().filter(|other| (part(axis.span(**other)) - place).abs() < EXACT);
            let mut ends = on_it.map(|other| axis.other().span(*other)).peekable();
            if ends.peek().is_none() {
                continue;
            }
            let own = axis.other().span(target);
            let (start, end) = ends.fold(own, |all, span| (all.0.min(span.0), all.1.max(span.1)));
            guides.lines.push([axis.point(place, start - BEYOND), axis.point(place, end + BEYOND)]);
            // Boxes of one size are in line by all three, and one line says it.
            if place == f64::midpoint(from, to) {
                break;
            }
        }
        let aside = axis.other().span(target);
        let aside = f64::midpoint(aside.0, aside.1);
        for (place, spans) in equal_gaps(axis, target, others) {
            if (place - from).abs() < EXACT {
                guides.gaps.extend(spans.map(|(start, end)| [axis.point(start, aside), axis.point(end, aside)]));
            }
        }
    }
    guides
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::canvas::scene::BOX_SIZE;

    fn scene() -> Scene {
        Scene::new([("a", Point::default()), ("b", Point::new(300.0, 40.0)), ("c", Point::new(9000.0, 3.0))], [])
    }

    fn moved(scene: &Scene, x: f64, y: f64, zoom: f64) -> (Point, Guides) {
        aligned(scene, scene.rect(0).unwrap(), |number| number == 0, Point::new(x, y), zoom)
    }

    #[test]
    fn a_box_is_drawn_into_line_with_one_that_stands_still() {
        let scene = scene();
        let way = |x, y, zoom| moved(&scene, x, y, zoom).0;
        assert_eq!(way(10.0, 36.0, 1.0), Point::new(10.0, 40.0));
        assert_eq!(way(304.0, 200.0, 1.0), Point::new(300.0, 200.0));
        assert_eq!(way(10.0, 36.0, 4.0), Point::new(10.0, 36.0), "from near, six pixels are little");
        assert_eq!(way(10.0, 2.0, 1.0), Point::new(10.0, 2.0), "what is out of sight gives no line");
    }

    #[test]
    fn what_moves_along_gives_no_line() {
        let scene = scene();
        let (way, guides) = aligned(&scene, scene.rect(0).unwrap(), |_| true, Point::new(10.0, 36.0), 1.0);
        assert_eq!((way, guides), (Point::new(10.0, 36.0), Guides::default()));
    }

    #[test]
    fn one_line_shows_what_it_is_in_line_with() {
        let (_, guides) = moved(&scene(), 10.0, 36.0, 1.0);
        assert_eq!(guides.lines, [[Point::new(0.0, 76.0), Point::new(478.0, 76.0)]]);
        assert_eq!(moved(&scene(), 20.0, 200.0, 1.0).1, Guides::default());
    }

    #[test]
    fn several_boxes_are_in_line_by_the_edge_of_their_rectangle() {
        let scene = scene();
        let two = Rect { x: 0.0, y: 0.0, width: 168.0, height: 200.0 };
        let (way, guides) = aligned(&scene, two, |number| number == 0, Point::new(0.0, 37.0), 1.0);
        assert_eq!(way, Point::new(0.0, 40.0));
        assert_eq!(guides.lines.len(), 1, "the upper edge alone");
    }

    #[test]
    fn a_box_keeps_the_distance_that_its_neighbours_keep() {
        let step = BOX_SIZE.width + 50.0;
        let at = |place: f64| Point::new(place * step, 0.0);
        let row = Scene::new([("m", Point::new(0.0, 400.0)), ("a", at(0.0)), ("b", at(1.0)), ("d", at(4.0))], []);
        let next = |x: f64| {
            let (way, guides) = moved(&row, x, -400.0, 1.0);
            (way.x, guides.gaps.len())
        };
        assert_eq!(next(2.0 * step + 4.0), (2.0 * step, 2), "as far as a from b");
        assert_eq!(next(2.5 * step - 3.0), (2.5 * step, 2), "between b and d");
        assert_eq!(next(-step - 5.0), (-step, 2), "before a");
        assert_eq!(next(2.2 * step).1, 0);
    }
}
