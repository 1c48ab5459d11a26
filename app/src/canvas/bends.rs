//! Where somebody has bent a connection: places beside the straight way between the middles of two boxes, so that
//! they go along when boxes move.

use super::geometry::{Point, Rect};

/// How far along the way, as a share of it, and how far to its right, in world pixels.
pub type Bend = (f64, f64);

/// The farthest that a bend lies before or behind, as a share of the way: what a file may hold.
const FARTHEST: f64 = 1000.0;
/// How near to the line between its neighbours a bend is none, in world pixels.
const STRAIGHT: f64 = 6.0;

/// Where a bend lies.
#[must_use]
pub fn place(from: Rect, to: Rect, (share, aside): Bend) -> Point {
    let (way, right) = axes(from, to);
    from.centre() + way * share + right * aside
}

/// The bend that lies at a place.
#[must_use]
pub fn at(from: Rect, to: Rect, place: Point) -> Bend {
    let (way, right) = axes(from, to);
    let offset = place - from.centre();
    let square = way.x * way.x + way.y * way.y;
    let share = if square < 1.0 { 0.0 } else { (offset.x * way.x + offset.y * way.y) / square };
    let aside = offset.x * right.x + offset.y * right.y;
    // A thousandth of the way and a pixel are as exact as a hand is.
    ((share.clamp(-FARTHEST, FARTHEST) * 1000.0).round() / 1000.0, aside.clamp(-1e6, 1e6).round())
}

/// From middle to middle, and the direction to the right of it, one long.
fn axes(from: Rect, to: Rect) -> (Point, Point) {
    let way = to.centre() - from.centre();
    let length = way.length();
    let right = if length < 1.0 { Point::new(0.0, 1.0) } else { Point::new(-way.y, way.x) * (1.0 / length) };
    (way, right)
}

/// Where a new bend belongs among the others: before the first that lies farther along the line of stops.
#[must_use]
pub fn rank(stops: &[Point], place: Point) -> usize {
    let distances = stops.windows(2).map(|pair| place.distance_to_segment(pair[0], pair[1]));
    let nearest = distances.enumerate().min_by(|one, other| one.1.total_cmp(&other.1));
    nearest.map_or(0, |(rank, _)| rank)
}

/// Without a bend that lies on the line between its neighbours: drawn straight, it is none.
#[must_use]
pub fn without_straight(stops: &[Point], bends: &[Bend], moved: usize) -> Vec<Bend> {
    let mut bends = bends.to_vec();
    // Stops begin with where the connection leaves.
    if let Some([before, here, after]) = stops.get(moved..moved + 3)
        && here.distance_to_segment(*before, *after) < STRAIGHT
    {
        bends.remove(moved);
    }
    bends
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::canvas::geometry::Size;

    fn box_at(x: f64, y: f64) -> Rect {
        Rect::new(Point::new(x, y), Size::new(168.0, 72.0))
    }

    #[test]
    fn a_bend_goes_along_when_boxes_move() {
        let bend = at(box_at(0.0, 0.0), box_at(400.0, 0.0), Point::new(284.0, 136.0));
        assert_eq!(bend, (0.5, 100.0));
        let place = |to| place(box_at(0.0, 0.0), to, bend);
        assert_eq!(place(box_at(400.0, 0.0)), Point::new(284.0, 136.0));
        assert_eq!(place(box_at(600.0, 0.0)), Point::new(384.0, 136.0), "half of the way is farther now");
        assert_eq!(place(box_at(0.0, 400.0)), Point::new(-16.0, 236.0), "to the right of the way down");
        assert!(place(box_at(0.0, 0.0)).is_finite(), "even between two boxes on one place");
    }

    #[test]
    fn a_new_bend_comes_between_its_neighbours_and_a_straight_one_goes() {
        let stops = [Point::new(0.0, 0.0), Point::new(100.0, 100.0), Point::new(200.0, 0.0)];
        assert_eq!(rank(&stops, Point::new(40.0, 50.0)), 0);
        assert_eq!(rank(&stops, Point::new(160.0, 50.0)), 1);
        assert_eq!(without_straight(&stops, &[(0.5, 100.0)], 0).len(), 1);
        let flat = [stops[0], Point::new(100.0, 3.0), stops[2]];
        assert!(without_straight(&flat, &[(0.5, 3.0)], 0).is_empty());
    }
}
