//! The ways of connections: from which side of which box, over which bends, to where. Ways around boxes come from
//! `finish`.

use super::Scene;
use crate::canvas::avoid::Ends;
use crate::canvas::bends::{self, Bend};
use crate::canvas::curve::{Curve, Side};
use crate::canvas::geometry::{Point, Rect};
use crate::canvas::labels;
use crate::canvas::ports::{End, spread};
use crate::canvas::route::Route;
use std::collections::HashMap;

/// How much farther out than the one before it a connection runs that returns to its box, in world pixels.
const LOOP_DISTANCE: f64 = 16.0;

impl Scene {
    /// The way of a connection.
    pub fn route(&self, connection: usize) -> Option<&Route> {
        self.routes.get(connection)?.as_ref()
    }

    /// The box that a connection enters from below, where its load is drawn.
    pub fn entered_from_below(&self, connection: usize) -> Option<usize> {
        let (_, to) = self.ends(connection)?;
        let is_below = self.route(connection)?.end().y >= self.rect(to)?.bottom() - 0.5;
        is_below.then_some(to)
    }

    /// The ways of all connections.
    pub(in crate::canvas) fn routes(&self) -> &[Option<Route>] {
        &self.routes
    }

    /// The way of a connection while some boxes are on the move: plain, and quickly found.
    pub fn moved_route(&self, connection: usize, is_moving: impl Fn(usize) -> bool, by: Point) -> Option<Route> {
        self.placed_route(connection, |number, rect| if is_moving(number) { rect.shifted(by) } else { rect })
    }

    /// The same while each box may be anywhere.
    pub fn placed_route(&self, connection: usize, place: impl Fn(usize, Rect) -> Rect) -> Option<Route> {
        self.led(connection, |number| place(number, self.rects[number]), self.bends_of(connection))
    }

    /// The way of a connection if it had these bends.
    pub fn bent_route(&self, connection: usize, bends: &[Bend]) -> Option<Route> {
        self.led(connection, |number| self.rects[number], bends)
    }

    /// Where somebody has bent a connection.
    pub fn bends_of(&self, connection: usize) -> &[Bend] {
        self.bends.get(connection).map_or(&[], Vec::as_slice)
    }

    /// Where a connection leaves, is bent and arrives.
    pub fn stops_of(&self, connection: usize) -> Vec<Point> {
        self.stops_with(connection, self.bends_of(connection))
    }

    /// The same if it had these bends.
    pub fn stops_with(&self, connection: usize, bends: &[Bend]) -> Vec<Point> {
        let ends = self.ends(connection);
        let Some(((from, to), route)) = ends.zip(self.bent_route(connection, bends)) else { return Vec::new() };
        let place = |bend: &Bend| bends::place(self.rects[from], self.rects[to], *bend);
        [route.start()].into_iter().chain(bends.iter().map(place)).chain([route.end()]).collect()
    }

    /// Where the rate of a connection stands.
    pub fn label_of(&self, connection: usize) -> Option<Point> {
        self.labels.get(connection).copied().or_else(|| self.route(connection).map(labels::plain))
    }

    /// Where a connection leaves and arrives that nobody has bent and that is no loop.
    pub(in crate::canvas) fn ends_of_plain(&self, connection: usize) -> Option<Ends> {
        let (from, to) = self.ends(connection).filter(|(from, to)| from != to)?;
        if !self.bends_of(connection).is_empty() {
            return None;
        }
        let (from, to) = (self.rects[from], self.rects[to]);
        let (leaving, arriving) = Side::between(from, to);
        let [start, end] = self.offsets[connection];
        Some(Ends { from, start: leaving.port(from, start), leaving, to, end: arriving.port(to, end), arriving })
    }

    /// Leads a connection another way.
    pub(in crate::canvas) fn lead(&mut self, connection: usize, route: Route) {
        if let Some(slot) = self.routes.get_mut(connection) {
            self.connections.put(connection, Some(route.bounds()));
            *slot = Some(route);
        }
    }

    /// Puts the rates of all connections at places.
    pub(in crate::canvas) fn label(&mut self, places: Vec<Point>) {
        self.labels = places;
    }

    pub(super) fn plain_route(&self, connection: usize) -> Option<Route> {
        self.bent_route(connection, self.bends_of(connection))
    }

    fn led(&self, connection: usize, place: impl Fn(usize) -> Rect, bends: &[Bend]) -> Option<Route> {
        let (from, to) = self.ends(connection)?;
        let offsets = self.offsets[connection];
        if from == to {
            return Some(Curve::around(place(from), offsets[0]).into());
        }
        let (from, to) = (place(from), place(to));
        let stops: Vec<Point> = bends.iter().map(|bend| bends::place(from, to, *bend)).collect();
        let (leaving, arriving) = sides(from, to, &stops);
        let (start, end) = (leaving.port(from, offsets[0]), arriving.port(to, offsets[1]));
        Some(Route::through(start, leaving, &stops, end, arriving))
    }

    /// How far each end of each connection lies from the middle of its side.
    pub(super) fn offsets_of_ends(&self) -> Vec<[f64; 2]> {
        let ends_of = |(number, ends): (usize, &Option<(usize, usize)>)| {
            let (from, to) = ends.filter(|(from, to)| from != to)?;
            let (one, other) = (self.rects[from], self.rects[to]);
            let stops: Vec<Point> = self.bends_of(number).iter().map(|bend| bends::place(one, other, *bend)).collect();
            let (leaving, arriving) = sides(one, other, &stops);
            let first = stops.first().copied().unwrap_or_else(|| other.centre());
            let last = stops.last().copied().unwrap_or_else(|| one.centre());
            Some([End { at: from, side: leaving, toward: first }, End { at: to, side: arriving, toward: last }])
        };
        let ends: Vec<Option<[End; 2]>> = self.ends.iter().enumerate().map(ends_of).collect();
        let mut offsets = spread(&self.rects, &ends);
        let mut loops: HashMap<usize, f64> = HashMap::new();
        for (number, ends) in self.ends.iter().enumerate() {
            if let Some((from, to)) = ends
                && from == to
            {
                let reach = loops.entry(*from).or_insert(-LOOP_DISTANCE);
                *reach += LOOP_DISTANCE;
                offsets[number] = [*reach, 0.0];
            }
        }
        offsets
    }
}

/// The sides by which a connection leaves and arrives: those that face each other, or the nearest bends.
fn sides(from: Rect, to: Rect, stops: &[Point]) -> (Side, Side) {
    match (stops.first(), stops.last()) {
        (Some(first), Some(last)) => (Side::facing(from, *first), Side::facing(to, *last)),
        _ => Side::between(from, to),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scene(bends: Vec<Vec<Bend>>) -> Scene {
        let boxes = [("a", Point::default()), ("b", Point::new(300.0, 0.0))];
        Scene::with_bends(boxes, [("a", "b"), ("b", "a"), ("a", "a"), ("a", "a")], bends)
    }

    #[test]
    fn only_the_moved_end_of_a_connection_follows() {
        let scene = scene(Vec::new());
        let by = Point::new(0.0, 100.0);
        let before = scene.route(0).unwrap();
        let after = scene.moved_route(0, |number| number == 1, by).unwrap();
        assert_eq!(after.start(), before.start());
        assert_eq!(after.end(), before.end() + by);
    }

    #[test]
    fn what_comes_from_below_is_known() {
        let boxes =
            [("above", Point::default()), ("below", Point::new(0.0, 300.0)), ("beside", Point::new(400.0, 0.0))];
        let scene = Scene::new(boxes, [("below", "above"), ("above", "below"), ("beside", "above")]);
        assert_eq!([0, 1, 2].map(|connection| scene.entered_from_below(connection)), [Some(0), None, None]);
    }

    #[test]
    fn the_two_ways_between_two_boxes_and_two_loops_of_one_lie_apart() {
        let scene = scene(Vec::new());
        let route = |number| scene.route(number).unwrap();
        assert_eq!(route(0).distance(route(1).middle()), 14.0);
        assert!(route(3).distance(route(2).middle()) > 5.0);
    }

    #[test]
    fn a_bent_connection_passes_its_bends_and_leaves_toward_them() {
        let scene = scene(vec![vec![(0.5, 200.0)]]);
        let route = scene.route(0).unwrap();
        assert!(route.distance(Point::new(234.0, 236.0)) < 1e-9);
        assert_eq!(route.start().y, 72.0, "by the lower side");
        assert_eq!(scene.stops_of(0).len(), 3);
        let straight = scene.bent_route(0, &[]).unwrap();
        assert!(straight.is_plain());
    }
}
