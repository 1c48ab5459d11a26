//! A uniform grid over rectangles: which of them are near a place, without asking all.
//! Knows numbers of things, not what they are.

use super::geometry::{Point, Rect};
use crate::order::{PlainHash, ascending};
use std::collections::HashMap;

/// The side of a cell in world pixels: about three boxes.
const CELL: f64 = 512.0;
/// Whatever covers more cells than this is kept apart and always asked.
const MANY_CELLS: i64 = 64;

/// Rectangles, numbered from 0, that can be asked for by place.
#[derive(Clone, Debug, Default)]
pub struct Grid {
    rects: Vec<Option<Rect>>,
    cells: HashMap<(i32, i32), Vec<u32>, PlainHash>,
    large: Vec<u32>,
}

/// The cells that a rectangle covers: both ends belong to it.
struct Cells {
    left: i32,
    top: i32,
    right: i32,
    bottom: i32,
}

impl Cells {
    fn of(rect: Rect) -> Self {
        // A float too large for a number of a cell becomes the last cell, which is as good.
        let cell = |coordinate: f64| (coordinate / CELL).floor() as i32;
        let (left, top) = (cell(rect.x), cell(rect.y));
        Self { left, top, right: cell(rect.right()).max(left), bottom: cell(rect.bottom()).max(top) }
    }

    fn count(&self) -> i64 {
        let across = i64::from(self.right) - i64::from(self.left) + 1;
        let down = i64::from(self.bottom) - i64::from(self.top) + 1;
        across.saturating_mul(down)
    }

    fn each(&self) -> impl Iterator<Item = (i32, i32)> + use<> {
        let (top, bottom) = (self.top, self.bottom);
        (self.left..=self.right).flat_map(move |x| (top..=bottom).map(move |y| (x, y)))
    }
}

impl Grid {
    /// A grid of these; what is `None` keeps its number but is nowhere.
    pub fn new(rects: impl IntoIterator<Item = Option<Rect>>) -> Self {
        let mut grid = Self::default();
        for rect in rects {
            let number = grid.rects.len();
            grid.rects.push(None);
            grid.put(number, rect);
        }
        grid
    }

    /// Moves one of them, or takes it away.
    pub fn put(&mut self, number: usize, rect: Option<Rect>) {
        let Some(slot) = self.rects.get_mut(number) else {
            return;
        };
        let before = std::mem::replace(slot, rect);
        let name = number as u32;
        if let Some(before) = before {
            let cells = Cells::of(before);
            if cells.count() > MANY_CELLS {
                self.large.retain(|other| *other != name);
            } else {
                for cell in cells.each() {
                    if let Some(members) = self.cells.get_mut(&cell) {
                        members.retain(|other| *other != name);
                        if members.is_empty() {
                            self.cells.remove(&cell);
                        }
                    }
                }
            }
        }
        if let Some(rect) = rect {
            let cells = Cells::of(rect);
            if cells.count() > MANY_CELLS {
                self.large.push(name);
            } else {
                for cell in cells.each() {
                    self.cells.entry(cell).or_default().push(name);
                }
            }
        }
    }

    /// The rectangle of a number.
    pub fn rect(&self, number: usize) -> Option<Rect> {
        self.rects.get(number).copied().flatten()
    }

    /// Those that touch an area, in ascending order.
    pub fn touching(&self, area: Rect) -> Vec<usize> {
        let touches = |number: &usize| self.rect(*number).is_some_and(|rect| rect.touches(area));
        let cells = Cells::of(area);
        // A view over everything is quicker answered by a look at everything.
        if cells.count() > self.cells.len() as i64 {
            return (0..self.rects.len()).filter(touches).collect();
        }
        let mut found: Vec<usize> = cells
            .each()
            .filter_map(|cell| self.cells.get(&cell))
            .flatten()
            .chain(&self.large)
            .map(|number| *number as usize)
            .filter(touches)
            .collect();
        ascending(&mut found);
        found
    }

    /// Those within a distance of a point, in ascending order.
    pub fn near(&self, point: Point, distance: f64) -> Vec<usize> {
        self.touching(Rect::between(point, point).expanded(distance))
    }

    /// The smallest rectangle that holds all of them.
    pub fn bounds(&self) -> Option<Rect> {
        Rect::bounding(self.rects.iter().copied().flatten())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::canvas::geometry::Size;
    use proptest::prelude::*;

    fn rect() -> impl Strategy<Value = Rect> {
        let coordinate = -3000.0..3000.0;
        let size = prop_oneof![0.0..300.0, 3000.0..30000.0];
        (coordinate.clone(), coordinate, size.clone(), size)
            .prop_map(|(x, y, width, height)| Rect::new(Point::new(x, y), Size::new(width, height)))
    }

    proptest! {
        #[test]
        fn finds_exactly_what_a_look_at_everything_finds(
            rects in prop::collection::vec(rect(), 0..60),
            moves in prop::collection::vec((0_usize..60, prop::option::of(rect())), 0..40),
            area in rect(),
        ) {
            let mut grid = Grid::new(rects.iter().copied().map(Some));
            let mut plain: Vec<Option<Rect>> = rects.into_iter().map(Some).collect();
            for (number, rect) in moves {
                grid.put(number, rect);
                if let Some(slot) = plain.get_mut(number) {
                    *slot = rect;
                }
            }
            let expected: Vec<usize> = (0..plain.len())
                .filter(|number| plain[*number].is_some_and(|rect| rect.touches(area)))
                .collect();
            prop_assert_eq!(grid.touching(area), expected);
            prop_assert_eq!(grid.bounds(), Rect::bounding(plain.into_iter().flatten()));
        }
    }

    #[test]
    fn absurd_places_are_no_trouble() {
        let far = Rect::new(Point::new(1e300, -1e300), Size::new(1e300, f64::INFINITY));
        let grid = Grid::new([Some(far), None]);
        assert!(grid.near(Point::new(f64::NAN, 0.0), 5.0).is_empty());
        assert_eq!(grid.rect(1), None);
        assert_eq!(grid.rect(9), None);
    }
}
