//! Presses that follow quickly on each other: pointer events, unlike clicks, carry no count.

use crate::canvas::geometry::Point;

/// Two presses within this time, in milliseconds, and this distance, in pixels, are a double click.
const DOUBLE_PRESS: (f64, f64) = (400.0, 6.0);

/// Counts presses.
#[derive(Clone, Copy, Debug, Default)]
pub struct Presses {
    count: u32,
    at_ms: f64,
    place: Point,
}

impl Presses {
    /// One more press. Says how many there were, this one included.
    pub fn press(&mut self, place: Point, now_ms: f64) -> u32 {
        let is_near = self.place.distance(place) <= DOUBLE_PRESS.1;
        let is_soon = now_ms - self.at_ms <= DOUBLE_PRESS.0;
        self.count = if self.count > 0 && is_near && is_soon { self.count + 1 } else { 1 };
        (self.at_ms, self.place) = (now_ms, place);
        self.count
    }

    /// The pointer moved: a press that became a drag is no first half of a double click.
    pub fn moved(&mut self, place: Point) {
        if self.place.distance(place) > DOUBLE_PRESS.1 {
            self.count = 0;
        }
    }

    /// How many there were until now.
    #[must_use]
    pub const fn count(&self) -> u32 {
        self.count
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_presses_in_one_place_are_a_double_click_and_others_are_not() {
        let mut presses = Presses::default();
        let place = Point::new(10.0, 10.0);
        assert_eq!(presses.press(place, 1000.0), 1);
        assert_eq!(presses.press(Point::new(12.0, 11.0), 1200.0), 2);
        assert_eq!(presses.press(Point::new(60.0, 11.0), 1300.0), 1);
        assert_eq!(presses.press(Point::new(60.0, 11.0), 2300.0), 1);
        presses.moved(Point::new(90.0, 11.0));
        assert_eq!(presses.press(Point::new(60.0, 11.0), 2400.0), 1, "the press before became a drag");
    }
}
