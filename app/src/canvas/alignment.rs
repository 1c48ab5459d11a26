//! Small corrections that make a moved box stand in line with those around it.

use super::geometry::{Point, Rect};
use super::scene::Scene;

/// How far a box is drawn into line, in screen pixels.
const REACH: f64 = 6.0;
/// How far away another box still gives a line, in world pixels.
const SIGHT: f64 = 800.0;

/// The way a box should go instead of a wished one, so that it stands in line with another that
/// does not move. All boxes are of one size, so one corner stands for all lines.
pub fn aligned(scene: &Scene, anchor: usize, is_moving: impl Fn(usize) -> bool, wished: Point, zoom: f64) -> Point {
    let Some(rect) = scene.rect(anchor) else { return wished };
    let target = rect.shifted(wished);
    let others: Vec<Rect> = scene
        .boxes_in(target.expanded(SIGHT))
        .into_iter()
        .filter(|number| !is_moving(*number))
        .filter_map(|number| scene.rect(number))
        .collect();
    let reach = REACH / zoom;
    let across = nearest(others.iter().map(|other| other.x - target.x), reach);
    let down = nearest(others.iter().map(|other| other.y - target.y), reach);
    wished + Point::new(across, down)
}

/// The smallest of some corrections, 0 where none is within reach.
fn nearest(corrections: impl Iterator<Item = f64>, reach: f64) -> f64 {
    corrections
        .filter(|correction| correction.abs() <= reach)
        .min_by(|one, other| one.abs().total_cmp(&other.abs()))
        .unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scene() -> Scene {
        Scene::new([("a", Point::default()), ("b", Point::new(300.0, 40.0)), ("c", Point::new(9000.0, 3.0))], [])
    }

    #[test]
    fn a_box_is_drawn_into_line_with_one_that_stands_still() {
        let scene = scene();
        let way = |x, y, zoom| aligned(&scene, 0, |number| number == 0, Point::new(x, y), zoom);
        assert_eq!(way(10.0, 36.0, 1.0), Point::new(10.0, 40.0));
        assert_eq!(way(304.0, 200.0, 1.0), Point::new(300.0, 200.0));
        assert_eq!(way(10.0, 36.0, 4.0), Point::new(10.0, 36.0), "from near, six pixels are little");
        assert_eq!(way(10.0, 2.0, 1.0), Point::new(10.0, 2.0), "what is out of sight gives no line");
    }

    #[test]
    fn what_moves_along_gives_no_line() {
        let way = aligned(&scene(), 0, |_| true, Point::new(10.0, 36.0), 1.0);
        assert_eq!(way, Point::new(10.0, 36.0));
    }
}
