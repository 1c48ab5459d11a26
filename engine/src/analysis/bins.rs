//! How full the fullest of several bins is when items fall into them at random. Knows no components.

use std::f64::consts::PI;

/// Loads of one bin that are looked at, at most: more take a second and longer.
const MOST_LOADS: f64 = 200_000.0;
/// How many standard deviations of all items the points of the sum below tell apart.
const DEVIATIONS: f64 = 40.0;

/// Mean of the fullest of `bins` into which `items` fall at random, one by one; `None` without bins or where it would take
/// too long. Exact but for rounding: loads are independent Poisson variables given that they sum to what fell (Raab and
/// Steger 1998), and that all of them are at most *m* while they sum to it is read from the characteristic function of one
/// load up to *m*, to the power of the number of bins.
#[must_use]
pub fn fullest_bin(items: u64, bins: u64) -> Option<f64> {
    if bins == 0 {
        return None;
    }
    if items == 0 || bins == 1 {
        return Some(items as f64);
    }
    let mean = items as f64 / bins as f64;
    let reach = 15.0 * libm::sqrt(mean) + 60.0;
    if reach > MOST_LOADS {
        return None;
    }
    let middle = libm::floor(mean);
    let first = (middle - reach).max(0.0) as u64;
    let loads = poisson(mean, first, (middle + reach) as u64);
    let points = points(items, bins, middle);
    let full = points.iter().fold(0.0, |sum, point| sum + point.with(&loads, first).part(bins));
    // No bin can hold less than the mean while all hold no more than the fullest.
    let least = libm::ceil(mean) as u64;
    let mut expected = least as f64;
    let below = (least - first) as usize;
    let mut points: Vec<Point> = points.iter().map(|point| point.with(&loads[..below], first)).collect();
    for (load, &probability) in (least..).zip(&loads[below..]) {
        points.iter_mut().for_each(|point| point.add(load, probability));
        let at_most = (points.iter().map(|point| point.part(bins)).sum::<f64>() / full).clamp(0.0, 1.0);
        expected += 1.0 - at_most;
        if at_most > 1.0 - 1e-13 {
            break;
        }
    }
    Some(expected)
}

/// Probabilities of a Poisson variable from one count to another, beside that of its likeliest count, so that they are as
/// exact for large counts.
fn poisson(mean: f64, first: u64, last: u64) -> Vec<f64> {
    let middle = (libm::floor(mean) as u64).clamp(first, last);
    let mut loads = vec![1.0; (last - first + 1) as usize];
    for count in middle + 1..=last {
        loads[(count - first) as usize] = loads[(count - first) as usize - 1] * mean / count as f64;
    }
    for count in (first..middle).rev() {
        loads[(count - first) as usize] = loads[(count - first) as usize + 1] * (count + 1) as f64 / mean;
    }
    let all: f64 = loads.iter().sum();
    loads.iter_mut().for_each(|load| *load /= all);
    loads
}

/// The characteristic function of one load at one angle, loads counted from the middle.
#[derive(Clone, Copy, Debug)]
struct Point {
    angle: f64,
    middle: f64,
    /// How far the angle of the sum that is asked for is from that of as many middles.
    turn: f64,
    /// How often it counts: angles of both signs say the same.
    weight: f64,
    re: f64,
    im: f64,
}

/// Angles that can matter: beyond them the power of the function is nothing beside rounding.
fn points(items: u64, bins: u64, middle: f64) -> Vec<Point> {
    let count = libm::ceil(DEVIATIONS * libm::sqrt(items as f64)) + 64.0;
    let rest = items as f64 - bins as f64 * middle;
    let matters = |angle: &f64| items as f64 * (1.0 - libm::cos(*angle)) <= 80.0;
    let angles = (0..=(count / 2.0) as u64).map(|at| 2.0 * PI * at as f64 / count).take_while(matters);
    let point = |angle: f64| {
        let weight = if angle == 0.0 || (angle - PI).abs() < 1e-12 { 1.0 } else { 2.0 };
        Point { angle, middle, turn: rest * angle, weight, re: 0.0, im: 0.0 }
    };
    angles.map(point).collect()
}

impl Point {
    fn add(&mut self, load: u64, probability: f64) {
        let angle = (load as f64 - self.middle) * self.angle;
        self.re += probability * libm::cos(angle);
        self.im += probability * libm::sin(angle);
    }

    /// The same for loads from a first one on.
    fn with(mut self, loads: &[f64], first: u64) -> Self {
        (first..).zip(loads).for_each(|(load, &probability)| self.add(load, probability));
        self
    }

    /// What it adds to the probability that as many loads sum to what fell.
    fn part(&self, bins: u64) -> f64 {
        let size = bins as f64 * libm::log(libm::hypot(self.re, self.im));
        let angle = bins as f64 * libm::atan2(self.im, self.re) - self.turn;
        self.weight * libm::exp(size) * libm::cos(angle)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_items_can_be_counted() {
        assert!((fullest_bin(2, 2).unwrap() - 1.5).abs() < 1e-12);
        // Of 27 ways, 6 put one each, 18 two together, 3 all three.
        assert!((fullest_bin(3, 3).unwrap() - (6.0 + 36.0 + 9.0) / 27.0).abs() < 1e-12);
        assert!((fullest_bin(100, 10).unwrap() - 15.124_527_428_811_735).abs() < 1e-9);
        assert_eq!((fullest_bin(0, 3), fullest_bin(5, 1), fullest_bin(5, 0)), (Some(0.0), Some(5.0), None));
        // Each further bin is nearly certain to be another one: 1 + 10 × 9 ÷ 2 pairs in 1,000,000.
        assert!((fullest_bin(10, 1_000_000).unwrap() - 1.000_045).abs() < 1e-8);
    }

    #[test]
    fn many_items_are_counted_at_once() {
        // Two halves: the mean distance of a symmetric binomial from its middle is √(n ÷ 2π).
        let two = fullest_bin(1_000_000, 2).unwrap();
        assert!((two - 500_000.0 - libm::sqrt(1e6 / (2.0 * PI))).abs() < 0.01, "{two}");
        // As many deviations above the mean as the largest of 1,000 normal variables, 3.24, and a little more.
        let most = fullest_bin(100_000_000, 1_000).unwrap();
        assert!((3.2..3.3).contains(&((most - 1e5) / libm::sqrt(1e5))), "{most}");
        assert_eq!(fullest_bin(u64::MAX, 2), None);
    }
}
