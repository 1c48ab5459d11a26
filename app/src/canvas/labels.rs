//! Where the rates of connections stand: over no other, no box and no other line where there is room.
//! Knows ways and rectangles; what is written there stands in the report.

use super::geometry::{Point, Rect, Size};
use super::grid::Grid;
use super::route::{Route, crosses};

/// How much room a rate takes, in world pixels: eight signs of the small text, such as `1.17 M/s`.
const SIZE: Size = Size::new(54.0, 14.0);
/// Shares of the way at which there may be one, best first.
const SHARES: [f64; 7] = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8];
/// What it costs to stand over a box, over another rate, and over another line; a further share costs 1.
const COSTS: (f64, f64, f64) = (100.0, 60.0, 15.0);

/// Where a rate stands: the middle of its lower edge. Above a level line, on a steep one.
#[must_use]
pub fn plain(route: &Route) -> Point {
    let way = route.end() - route.start();
    let above = if way.x.abs() >= way.y.abs() { -6.0 } else { 4.0 };
    route.middle() + Point::new(0.0, above)
}

/// What it would cover.
fn area(place: Point) -> Rect {
    Rect::around(place - Point::new(0.0, 4.0), SIZE)
}

/// Places for all connections, in their order. `lines` are those near an area, `boxes` how many cover a part of it.
#[must_use]
pub fn place(
    routes: &[Option<Route>],
    lines: impl Fn(Rect) -> Vec<usize>,
    boxes: impl Fn(Rect) -> usize,
) -> Vec<Point> {
    let points: Vec<Vec<Point>> =
        routes.iter().map(|route| route.as_ref().map(Route::points).unwrap_or_default()).collect();
    let mut placed = Grid::new(routes.iter().map(|_| None));
    let mut found = vec![Point::default(); routes.len()];
    for (number, route) in routes.iter().enumerate() {
        let Some(route) = route else { continue };
        let cost = |place: Point| {
            let area = area(place);
            let crossed = |other: &usize| *other != number && crosses(&points[*other], area);
            COSTS.0 * boxes(area) as f64
                + COSTS.1 * placed.touching(area).len() as f64
                + COSTS.2 * lines(area).iter().filter(|other| crossed(other)).count() as f64
        };
        let mut best = (f64::INFINITY, plain(route));
        for (rank, place) in candidates(route).enumerate() {
            let cost = cost(place) + rank as f64;
            if cost < best.0 {
                best = (cost, place);
            }
            if best.0 <= rank as f64 {
                break;
            }
        }
        found[number] = best.1;
        placed.put(number, Some(area(best.1)));
    }
    found
}

/// Places along a way, best first.
fn candidates(route: &Route) -> impl Iterator<Item = Point> + '_ {
    let usual = std::iter::once(plain(route));
    usual.chain(SHARES.into_iter().flat_map(|share| {
        let (place, direction) = route.at(share);
        let is_level = direction.x.abs() >= direction.y.abs();
        let aside = SIZE.width / 2.0 + 6.0;
        let shifts = match is_level {
            true => vec![(0.0, -6.0), (0.0, 15.0)],
            false => vec![(0.0, 4.0), (aside, 4.0), (-aside, 4.0)],
        };
        shifts.into_iter().map(move |(x, y)| place + Point::new(x, y))
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::canvas::curve::Curve;

    fn level(y: f64) -> Route {
        let at = |x, y| Rect::new(Point::new(x, y), Size::new(168.0, 72.0));
        Curve::between(at(0.0, y), at(400.0, y)).into()
    }

    #[test]
    fn a_rate_stands_above_a_level_line_and_on_a_steep_one() {
        let at = |x, y| Rect::new(Point::new(x, y), Size::new(168.0, 72.0));
        assert!(plain(&level(0.0)).y < level(0.0).middle().y);
        let steep: Route = Curve::between(at(0.0, 0.0), at(0.0, 400.0)).into();
        assert!(plain(&steep).y > steep.middle().y);
    }

    #[test]
    fn a_rate_gives_way_to_another_and_to_a_box() {
        let routes = [Some(level(0.0)), Some(level(6.0)), None];
        let apart = place(&routes, |_| Vec::new(), |_| 0);
        assert!(!area(apart[0]).touches(area(apart[1])), "{apart:?}");
        let shadow = area(plain(&level(0.0)));
        let beside = place(&routes[..1], |_| Vec::new(), |area| usize::from(area.touches(shadow)));
        assert!(!area(beside[0]).touches(shadow), "{beside:?}");
    }

    #[test]
    fn a_rate_does_not_stand_on_another_line_where_there_is_room() {
        let at = |x, y| Rect::new(Point::new(x, y), Size::new(168.0, 72.0));
        let across: Route = Curve::between(at(200.0, -300.0), at(200.0, 300.0)).into();
        let found = place(&[Some(level(0.0)), Some(across.clone())], |_| vec![0, 1], |_| 0);
        assert!(!across.crosses(area(found[0])), "{found:?}");
    }
}
