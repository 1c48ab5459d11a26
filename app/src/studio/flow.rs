//! Traffic as dots that move along connections, quicker where more goes: where they are at a moment.
//! Paints nothing, and knows no clock.

use std::fmt::Write;

use super::cards::{Line, WIDEST, WIDTH};
use crate::canvas::geometry::Point;
use crate::canvas::picture::Picture;
use crate::canvas::scene::Scene;

/// From one dot to the next, in screen pixels.
const DISTANCE: f64 = 48.0;
/// Half of a dot, in screen pixels.
const HALF: f64 = 2.0;
/// How quickly dots move, in screen pixels a second: where little goes, and where a million requests a second go.
const SPEED: (f64, f64) = (24.0, 150.0);
/// With more connections in view than this there are no dots: nobody could follow them.
const MOST: usize = 400;

/// A connection that carries something.
#[derive(Clone, Debug, PartialEq)]
pub struct Way {
    points: Vec<Point>,
    /// Screen pixels a second.
    speed: f64,
}

/// The ways in view that carry something.
#[must_use]
pub fn ways(scene: &Scene, picture: &Picture, lines: &[Line]) -> Vec<Way> {
    if picture.connections.len() > MOST {
        return Vec::new();
    }
    let way = |number: &usize| {
        let line = lines.get(*number).filter(|line| !line.is_idle)?;
        let share = (line.width - WIDTH.0) / (WIDEST - WIDTH.0);
        let speed = SPEED.0 + (SPEED.1 - SPEED.0) * share.clamp(0.0, 1.0);
        Some(Way { points: scene.route(*number)?.points(), speed })
    };
    picture.connections.iter().filter_map(way).collect()
}

/// All dots at a moment, as the `d` of an SVG path in world pixels.
#[must_use]
pub fn dots(ways: &[Way], at_ms: f64, zoom: f64) -> String {
    let (distance, half) = (DISTANCE / zoom, HALF / zoom);
    let mut path = String::new();
    for way in ways {
        let mut next = (way.speed * at_ms / 1000.0 / zoom).rem_euclid(distance);
        let mut passed = 0.0;
        for pair in way.points.windows(2) {
            let length = pair[0].distance(pair[1]);
            while length > 0.0 && next <= passed + length {
                let dot = pair[0].toward(pair[1], (next - passed) / length);
                // Writing to a string cannot fail.
                let _ = write!(
                    path,
                    "M{:.1} {:.1}a{half:.2} {half:.2} 0 1 0 {:.2} 0a{half:.2} {half:.2} 0 1 0 {:.2} 0z",
                    dot.x - half,
                    dot.y,
                    2.0 * half,
                    -2.0 * half
                );
                next += distance;
            }
            passed += length;
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::canvas::viewport::Viewport;

    fn scene() -> Scene {
        Scene::new([("a", Point::default()), ("b", Point::new(400.0, 0.0))], [("a", "b"), ("b", "a")])
    }

    #[test]
    fn what_carries_more_is_quicker_and_what_carries_nothing_has_no_dots() {
        let scene = scene();
        let picture = Picture::of(&scene, &Viewport::default());
        let line = |width| Line { width, is_idle: false, ..Line::default() };
        let found = ways(&scene, &picture, &[line(2.0), line(3.0)]);
        assert!(found[0].speed < found[1].speed);
        let idle = Line { is_idle: true, ..Line::default() };
        assert_eq!(ways(&scene, &picture, &[line(2.0), idle]).len(), 1);
    }

    #[test]
    fn dots_keep_their_distance_and_move_toward_the_arrow() {
        let way = Way { points: vec![Point::default(), Point::new(240.0, 0.0)], speed: 48.0 };
        let places = |at_ms: f64| -> Vec<f64> {
            let path = dots(std::slice::from_ref(&way), at_ms, 1.0);
            path.split('M').skip(1).map(|dot| dot.split(' ').next().unwrap().parse::<f64>().unwrap() + HALF).collect()
        };
        assert_eq!(places(0.0), [0.0, 48.0, 96.0, 144.0, 192.0, 240.0]);
        assert_eq!(places(500.0), [24.0, 72.0, 120.0, 168.0, 216.0]);
        assert_eq!(places(1000.0), places(0.0));
    }
}
