//! Ways around boxes: where the plain curve of a connection would run through some, the shortest line past their
//! corners, drawn smoothly. Knows rectangles; which of them are near is asked of the scene in `finish`.

use super::curve::Side;
use super::geometry::{Point, Rect};
use super::route::{Route, crosses};

/// How near to a box a connection may pass that is led around it, in world pixels.
const CLEAR: f64 = 16.0;
/// How near to a box any connection may pass before it is led around it, in world pixels.
pub const TOUCHING: f64 = 5.0;
/// How far a connection that is led around something runs straight out of its box, in world pixels.
const STUB: f64 = 14.0;
/// With more boxes in the way than this a drawing is a thicket, and a way around all of them no clearer.
pub const MOST_WALLS: usize = 10;
/// How much longer a way may be that has a corner less, in world pixels.
const CORNER_COST: f64 = 20.0;
/// The radius of corners where no smoother way is free, in world pixels.
const RADIUS: f64 = 14.0;

/// Where a connection leaves and arrives, with the sides.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ends {
    /// The box it leaves.
    pub from: Rect,
    /// Where it leaves.
    pub start: Point,
    /// By which side.
    pub leaving: Side,
    /// The box it enters.
    pub to: Rect,
    /// Where it arrives.
    pub end: Point,
    /// By which side.
    pub arriving: Side,
}

/// The way around the boxes near a connection, its own not among them; `None` where the plain curve is as good.
#[must_use]
pub fn around(ends: &Ends, plain: &Route, boxes: &[Rect]) -> Option<Route> {
    let hit = |points: &[Point]| -> Vec<usize> {
        let meets = |number: &usize| crosses(points, boxes[*number].expanded(TOUCHING));
        (0..boxes.len()).filter(meets).collect()
    };
    let in_the_way = hit(&plain.points());
    if in_the_way.is_empty() || in_the_way.len() > MOST_WALLS {
        return None;
    }
    let (out, into) = (ends.start + ends.leaving.out() * STUB, ends.end + ends.arriving.out() * STUB);
    let mut walls = in_the_way.clone();
    let mut line = Vec::new();
    // What the way around runs into is walked around as well.
    while walls.len() <= MOST_WALLS {
        let own = [ends.from, ends.to].map(|own| own.expanded(STUB - CLEAR - 2.0));
        let rects: Vec<Rect> = walls.iter().map(|number| boxes[*number]).chain(own).collect();
        line = shortest(out, into, &rects)?;
        let mut more = hit(&line);
        more.retain(|number| !walls.contains(number));
        if more.is_empty() {
            break;
        }
        walls.extend(more);
    }
    let stops = line.get(1..line.len().saturating_sub(1)).unwrap_or_default();
    let smooth = Route::through(ends.start, ends.leaving, stops, ends.end, ends.arriving);
    let own = [ends.from, ends.to].map(|own| own.expanded(-2.0));
    let crossed = |route: &Route| {
        let points = route.points();
        hit(&points).len() + own.iter().filter(|own| crosses(&points, **own)).count()
    };
    if crossed(&smooth) == 0 {
        return Some(smooth);
    }
    let corners: Vec<Point> = [ends.start].into_iter().chain(line).chain([ends.end]).collect();
    Route::rounded(&corners, RADIUS).filter(|route| crossed(route) < in_the_way.len())
}

/// The shortest line from one place to another past the corners of rectangles (Dijkstra 1959).
fn shortest(from: Point, to: Point, walls: &[Rect]) -> Option<Vec<Point>> {
    // A hair less than the corners keep away, so that a line along a side is free.
    let solid: Vec<Rect> = walls.iter().map(|wall| wall.expanded(CLEAR - 1.0)).collect();
    // What begins or ends beside a box can only go away from it.
    let beside = |place: Point, wall: Rect| if wall.contains(place) { wall.expanded(-CLEAR) } else { wall };
    let solid: Vec<Rect> = solid.into_iter().map(|wall| beside(to, beside(from, wall))).collect();
    let mut places = vec![from, to];
    for wall in walls {
        let wide = wall.expanded(CLEAR);
        let corners =
            [(wide.x, wide.y), (wide.right(), wide.y), (wide.right(), wide.bottom()), (wide.x, wide.bottom())];
        let corners = corners.map(|(x, y)| Point::new(x, y));
        places.extend(corners.into_iter().filter(|corner| !solid.iter().any(|wall| wall.contains(*corner))));
    }
    let is_free = |one: Point, other: Point| !solid.iter().any(|wall| wall.is_crossed(one, other));
    let mut costs = vec![f64::INFINITY; places.len()];
    let mut before = vec![0; places.len()];
    let mut is_done = vec![false; places.len()];
    costs[0] = 0.0;
    loop {
        let open = (0..places.len()).filter(|place| !is_done[*place] && costs[*place].is_finite());
        let here = open.min_by(|one, other| costs[*one].total_cmp(&costs[*other]))?;
        if here == 1 {
            break;
        }
        is_done[here] = true;
        for next in 1..places.len() {
            let cost = costs[here] + places[here].distance(places[next]) + CORNER_COST;
            if !is_done[next] && cost < costs[next] && is_free(places[here], places[next]) {
                (costs[next], before[next]) = (cost, here);
            }
        }
    }
    let mut line = vec![places[1]];
    let mut here = 1;
    while here != 0 {
        here = before[here];
        line.push(places[here]);
    }
    line.reverse();
    Some(line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::canvas::curve::Curve;
    use crate::canvas::geometry::Size;
    use proptest::prelude::*;

    fn box_at(x: f64, y: f64) -> Rect {
        Rect::new(Point::new(x, y), Size::new(168.0, 72.0))
    }

    fn ends(from: Rect, to: Rect) -> (Ends, Route) {
        let (leaving, arriving) = Side::between(from, to);
        let (start, end) = (leaving.port(from, 0.0), arriving.port(to, 0.0));
        (Ends { from, start, leaving, to, end, arriving }, Curve::joining(start, leaving, end, arriving).into())
    }

    #[test]
    fn a_free_way_stays_plain_and_one_through_a_box_leads_around_it() {
        let (ends, plain) = ends(box_at(0.0, 0.0), box_at(560.0, 0.0));
        assert_eq!(around(&ends, &plain, &[box_at(280.0, 120.0)]), None);
        let between = box_at(280.0, 0.0);
        let route = around(&ends, &plain, &[between]).unwrap();
        assert!(!route.crosses(between) && !route.crosses(ends.from.expanded(-2.0)));
        assert_eq!((route.start(), route.end()), (ends.start, ends.end));
    }

    #[test]
    fn it_takes_the_side_that_is_free() {
        let (ends, plain) = ends(box_at(0.0, 0.0), box_at(560.0, 0.0));
        let (between, below) = (box_at(280.0, 4.0), box_at(280.0, 84.0));
        let route = around(&ends, &plain, &[between, below]).unwrap();
        assert!(!route.crosses(between) && !route.crosses(below));
        assert!(route.middle().y < 0.0);
    }

    #[test]
    fn a_thicket_is_left_alone() {
        let (ends, plain) = ends(box_at(0.0, 0.0), box_at(9000.0, 0.0));
        let boxes: Vec<Rect> = (1..30).map(|number| box_at(f64::from(number) * 280.0, 0.0)).collect();
        assert_eq!(around(&ends, &plain, &boxes), None);
    }

    proptest! {
        #[test]
        fn no_way_around_crosses_more_than_the_plain_one(
            to in (-900.0..900.0, -700.0..700.0),
            corners in prop::collection::vec((-900.0..900.0, -700.0..700.0), 0..12),
        ) {
            let (ends, plain) = ends(box_at(0.0, 0.0), box_at(to.0, to.1));
            let boxes: Vec<Rect> = corners.into_iter().map(|(x, y)| box_at(x, y)).collect();
            if let Some(route) = around(&ends, &plain, &boxes) {
                let crossed = |route: &Route| boxes.iter().filter(|one| route.crosses(one.expanded(TOUCHING))).count();
                prop_assert!(crossed(&route) < crossed(&plain));
                prop_assert_eq!((route.start(), route.end()), (ends.start, ends.end));
            }
        }
    }
}
